import type { Random } from '../src/statistics/random.js';

// Kinds of work that no statement of O*NET names, each told in many ways: what groups are looked for in is known here.

interface Kind {
  readonly doing: readonly string[];
  readonly what: readonly string[];
  readonly more: readonly string[];
}

/** Kinds of new work by name. */
export const NEW_WORK: Readonly<Record<string, Kind>> = {
  prompts: {
    doing: ['Refine', 'Rewrite', 'Test', 'Shorten', 'Compare versions of', 'Debug'],
    what: [
      'a system prompt for a chatbot',
      'prompts for a language model',
      'a chatbot prompt',
      'the prompt of an assistant bot',
    ],
    more: [
      'so that it stays on topic',
      'to cut hallucinations',
      'with few-shot examples',
      'before rollout',
      'after users complained',
    ],
  },
  drones: {
    doing: ['Plan', 'Check', 'Draw up', 'Revise', 'Schedule'],
    what: [
      'a drone flight over a quarry',
      'drone flights for crop mapping',
      'a drone mapping mission',
      'waypoints of a survey drone',
    ],
    more: [
      'within airspace limits',
      'with battery swaps',
      'around a no-fly zone',
      'for an orthomosaic',
      'in strong wind',
    ],
  },
  podcasts: {
    doing: ['Write', 'Outline', 'Tighten', 'Draft', 'Time'],
    what: [
      'show notes for a podcast episode',
      'a podcast trailer script',
      'podcast chapter markers',
      'an intro for a podcast host',
    ],
    more: [
      'with sponsor reads',
      'for a listener recap',
      'to fit the episode',
      'with guest links',
      'for the season finale',
    ],
  },
  thermostats: {
    doing: ['Set up', 'Explain', 'Fix', 'Extend', 'Document'],
    what: [
      'a smart thermostat routine',
      'thermostat automations',
      'a smart home thermostat scene',
      'a thermostat schedule in the smart hub',
    ],
    more: ['for rental flats', 'that reacts to tariffs', 'with window sensors', 'after a hub update', 'for a showroom'],
  },
  captions: {
    doing: ['Adapt', 'Localise', 'Time', 'Condense', 'Proof'],
    what: [
      'subtitles for short vertical videos',
      'captions of a vertical clip',
      'vertical video captions',
      'burned-in captions for clips',
    ],
    more: [
      'for silent autoplay',
      'with emoji rules',
      'under a character limit',
      'for three platforms',
      'in plain language',
    ],
  },
};

/** A description of a conversation of one kind. */
export function describeNewWork(kind: string, random: Random): string {
  const { doing, what, more } = NEW_WORK[kind] ?? { doing: [], what: [], more: [] };
  return [doing, what, more].map((choices) => choices[Math.floor(random() * choices.length)] ?? '').join(' ');
}
