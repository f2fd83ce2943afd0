import type { Delta } from '../../diffusion/delta.js';
import type { ReleaseContent } from '../content.js';
import { findingsOf } from '../findings.js';
import { periodName } from '../format.js';
import { createTitles } from '../view.js';
import { source } from './breakdown.js';
import { changeChart } from './changes.js';
import { foot, type Heading, head } from './frame.js';
import { drawing, type Figure } from './svg.js';

const WHAT_IS_SHOWN =
  'change of the share of conversations with a task, in percentage points, with 95\u00a0% intervals';
const RETURNING = 'Intervals know that many people come back from month to month.';

/** What moved since the last release, or the largest differences where nothing did: a dot and an interval each. */
export function moversFigure(content: ReleaseContent, width = 1200): Figure {
  const { movers, differences } = findingsOf(content);
  const heading = headingOf(content, movers, differences);
  const top = head(heading, width);
  const start = top.height + 10;
  const shown = movers.length > 0 ? movers : differences;
  const body =
    shown.length > 0
      ? changeChart(shown, createTitles(content.taxonomy), { width, top: start, clear: movers.length > 0 })
      : { shapes: [], height: 0 };
  const bottom = foot(heading, width, start + body.height);
  return drawing(width, start + body.height + bottom.height, heading.title, heading.subtitle, [
    ...top.shapes,
    ...body.shapes,
    ...bottom.shapes,
  ]);
}

function headingOf(content: ReleaseContent, movers: readonly Delta[], differences: readonly Delta[]): Heading {
  const { comparison } = content;
  const notes = [source(content)];
  if (!comparison)
    return {
      title: 'What changed',
      subtitle: 'This is the first release of the index: there is nothing to compare it with yet.',
      notes,
    };
  if (comparison.refusal) return { title: 'What changed', subtitle: comparison.refusal, notes };
  const since = periodName(comparison.previousPeriod);
  return movers.length > 0 ? clearHeading(since, notes) : quietHeading(since, differences, notes);
}

function clearHeading(since: string, notes: readonly string[]): Heading {
  const rule =
    'Shown are changes whose interval excludes zero and that stay clear when all are looked at together (false discovery rate 10\u00a0%).';
  return {
    title: `What changed since ${since}`,
    subtitle: `The largest clear changes: ${WHAT_IS_SHOWN}.`,
    notes: [`${rule} ${RETURNING}`, ...notes],
  };
}

function quietHeading(since: string, differences: readonly Delta[], notes: readonly string[]): Heading {
  const title = `Nothing changed clearly since ${since}`;
  if (differences.length === 0)
    return { title, subtitle: 'No share is published firmly enough in both releases to be compared.', notes };
  const rule =
    'Of many intervals some exclude zero by chance alone: none of these changes stays clear when all are looked at together (false discovery rate 10\u00a0%).';
  return {
    title,
    subtitle: `The largest differences, none of them clear: ${WHAT_IS_SHOWN}.`,
    notes: [`${rule} ${RETURNING}`, ...notes],
  };
}
