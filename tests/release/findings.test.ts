import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cell, Quality } from '../../src/measures/cell.js';
import { findingsOf } from '../../src/release/findings.js';
import { change, comparison, content, facts, SMALL_TAXONOMY, share, withheld } from '../support/release.js';

const QUALITIES: readonly Quality[] = ['ok', 'review', 'unreliable'];

/** Shares whose percentages are all different, so that a sentence gives away which it rests on. */
function shares(qualities: Readonly<Record<'group' | 'second' | 'occupation' | 'automation', Quality>>): Cell[] {
  return [
    share(0.611, qualities.group),
    share(0.222, qualities.second, { key: '15-0000' }),
    share(0.433, qualities.occupation, { level: 'occupation', key: '11-1.00' }),
    share(0.544, qualities.automation, { facet: 'mode', level: 'mode_class', key: 'automation' }),
  ];
}

const spoken = (cells: readonly Cell[]) => {
  const { headline, sentences } = findingsOf(content({ cells }));
  return [headline, ...sentences].join('\n');
};

describe('the findings of a release', () => {
  it('begin with the largest group', () => {
    expect(findingsOf(content({ cells: shares(allOk) })).headline).toBe(
      '11-0000 work made 61\u00a0% of AI conversations with a task in June 2026',
    );
  });

  it('hedge a headline that rests on a number to be reviewed', () => {
    expect(findingsOf(content({ cells: shares({ ...allOk, group: 'review' }) })).headline).toContain('about 61');
  });

  it('never rest on an unreliable number', () => {
    const quality = fc.constantFrom(...QUALITIES);
    const all = fc.record({ group: quality, second: quality, occupation: quality, automation: quality });
    fc.assert(
      fc.property(all, (qualities) => {
        const text = spoken(shares(qualities));
        const said = { group: /61/, second: /22/, occupation: /43\.3/, automation: /54\.4|45\.6/ };
        for (const [name, pattern] of Object.entries(said) as [keyof typeof said, RegExp][])
          if (qualities[name] === 'unreliable') expect(text).not.toMatch(pattern);
        if (qualities.group !== 'unreliable') expect(text).toMatch(said.group);
      }),
    );
  });

  it('say so when every number is unreliable', () => {
    const { headline } = findingsOf(content({ cells: [share(0.6, 'unreliable')] }));
    expect(headline).toBe('June 2026: no number rests on enough people to draw a conclusion');
  });

  it('say so when nothing is published, and tell nothing of what is withheld', () => {
    const cells = [withheld(), withheld({ key: '15-0000' })];
    const findings = findingsOf(content({ cells, facts: facts({ frame: null, drawn: null, accounts: null }) }));
    expect(findings.headline).toBe('June 2026: too few people for any number to be published');
    expect(findings.cautions).toHaveLength(1);
    expect(JSON.stringify(findings)).not.toMatch(/\b[37]\b/);
    expect(findings.movers).toEqual([]);
  });

  it('caution where most numbers are not of full quality', () => {
    const weak = [share(0.6, 'review'), share(0.2, 'unreliable', { key: '15-0000' })];
    expect(findingsOf(content({ cells: weak })).cautions[0]).toMatch(/^No published shares are of full quality/);
    expect(findingsOf(content({ cells: shares(allOk) })).cautions).toEqual([]);
  });
});

describe('the change since the release before', () => {
  const sentencesWith = (overrides: Parameters<typeof comparison>[0] | null) =>
    findingsOf(content({ comparison: overrides && comparison(overrides) })).sentences;

  it('is told with its interval and a true minus', () => {
    expect(sentencesWith({ deltas: [change(-0.05)] })).toContain(
      'Since May 2026 the share of 11-0000 fell by 5.0 percentage points (95\u00a0% interval −6.0 to −4.0).',
    );
  });

  it.each([
    [{ facet: 'task', level: 'task', key: '1' }, '“Write code”'],
    [{ facet: 'use_case', level: 'use_case', key: 'personal' }, 'personal use'],
    [{ facet: 'mode', level: 'mode', key: 'task_iteration' }, 'task iteration'],
  ] as const)('names what changed so that it reads as a sentence: %s', (of, name) => {
    const tasks = SMALL_TAXONOMY.tasks.map((task) => ({ ...task, text: 'Write code.' }));
    const deltas = [change(0.05, { key: { ...change(0).key, ...of } })];
    const { sentences } = findingsOf(
      content({ taxonomy: { ...SMALL_TAXONOMY, tasks }, comparison: comparison({ deltas }) }),
    );
    expect(sentences[0]).toMatch(new RegExp(`^Since May 2026 the share of ${name} rose by 5\\.0 percentage`));
  });

  it('never rests on an unreliable change', () => {
    expect(sentencesWith({ deltas: [change(0.2, { quality: 'unreliable' })] })).toEqual([
      'Nothing can be said of changes since May 2026: no number of both periods rests on enough people.',
    ]);
    expect(sentencesWith({ deltas: [change(0.2, { quality: 'unreliable' }), change(0)] })).toEqual([
      'Nothing changed clearly since May 2026: looked at together, the differences are what chance allows.',
    ]);
  });

  it('leaves the largest trusted differences to be looked at, clear or not', () => {
    const group = (key: string) => ({ key: { ...change(0).key, key } });
    const deltas = [change(0.001, group('11-0000')), change(-0.006, group('13-0000'))];
    const unreliable = change(0.2, { ...group('15-0000'), quality: 'unreliable' });
    const { movers, differences } = findingsOf(
      content({ comparison: comparison({ deltas: [...deltas, unreliable] }) }),
    );
    expect(movers).toEqual([]);
    expect(differences.map(({ key }) => key.key)).toEqual(['13-0000', '11-0000']);
  });

  it('is not told where there is nothing to compare with', () => {
    expect(sentencesWith(null)).toEqual([
      'This is the first release of the index: there is nothing to compare it with yet.',
    ]);
  });

  it('is refused in the words of the refusal, and then has no movers', () => {
    const refusal = 'Not compared with the release before, because the measurement changed: taxonomy.';
    const findings = findingsOf(content({ comparison: comparison({ refusal }) }));
    expect(findings.sentences).toEqual([refusal]);
    expect(findings.movers).toEqual([]);
  });
});

const allOk = { group: 'ok', second: 'ok', occupation: 'ok', automation: 'ok' } as const;
