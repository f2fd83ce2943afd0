import { describe, expect, it } from 'vitest';
import { builtWorkflows } from '../../activities/bundle.js';
import { type Bundle, bundleChanged, replayOn, violation } from './changed.js';
import { goldenHistories, goldenHistory } from './histories.js';
import { waitingLabelling } from './waiting-labelling.js';

const shipped = builtWorkflows({ traced: false, encrypted: false });
const besides = builtWorkflows({ traced: true, encrypted: true });
/** Replays a golden history. */
const replay = (name: string, bundle: Bundle = shipped) => replayOn(bundle, goldenHistory(name));

describe('the golden histories', () => {
  const eventsOf = (name: string) => (goldenHistory(name).events ?? []).map(({ eventType }) => Number(eventType));
  const EVENTS = { completed: 2, failed: 3, cancelled: 21, continuedAsNew: 28, childBegun: 29, listed: 40 } as const;

  it('end in all the ways that a run can end in', () => {
    expect([...goldenHistories().keys()]).toEqual([
      'labelling-broken',
      'labelling-continued',
      'labelling-last',
      'release-cancelled',
      'release-dry-run',
      'release-failed',
      'release-full-listed',
      'release-full',
      'release-parked-and-rejected',
      'release-relabelled',
      'release-reviewed',
      'scheduled',
    ]);
    expect(eventsOf('release-full').at(-1)).toBe(EVENTS.completed);
    expect(eventsOf('release-dry-run').at(-1)).toBe(EVENTS.completed);
    expect(eventsOf('release-failed').at(-1)).toBe(EVENTS.failed);
    expect(eventsOf('release-full-listed')).toContain(EVENTS.listed);
    expect(eventsOf('release-full')).not.toContain(EVENTS.listed);
    expect(eventsOf('release-reviewed').at(-1)).toBe(EVENTS.completed);
    expect(eventsOf('release-parked-and-rejected').at(-1)).toBe(EVENTS.failed);
    expect(eventsOf('release-relabelled').at(-1)).toBe(EVENTS.completed);
    expect(eventsOf('release-relabelled').filter((type) => type === EVENTS.childBegun)).toHaveLength(2);
    expect(eventsOf('release-cancelled').at(-1)).toBe(EVENTS.cancelled);
    expect(eventsOf('labelling-broken').at(-1)).toBe(EVENTS.failed);
    expect(eventsOf('scheduled').at(-1)).toBe(EVENTS.completed);
    expect(eventsOf('labelling-continued').at(-1)).toBe(EVENTS.continuedAsNew);
    expect(eventsOf('labelling-last').at(-1)).toBe(EVENTS.completed);
  });

  it.each([...goldenHistories().keys()])('replay on the workflows as they are: %s', (name) => replay(name));

  it.each([...goldenHistories().keys()])('replay on the workflows of a worker that traces and encrypts: %s', (name) =>
    replay(name, besides),
  );
});

describe('a labelling in which one shard is asked for again and another one goes on waiting, at the same time', () => {
  // The library's own interceptors for workflows fail here: they hold back the answer, but not the timer.
  it.each([
    ['as they are', shipped],
    ['of a worker that traces and encrypts', besides],
  ])('replays on the workflows %s', (_, bundle) => replayOn(bundle, waitingLabelling()));
});

describe('a change of the workflows that running ones cannot follow is caught', () => {
  it('when a stage is another one', async () => {
    const changed = await bundleChanged('release.js', ['aggregateSnapshot({ runId })', 'compareSnapshots({ runId })']);
    expect(await violation(replay('release-full', changed))).toContain("'aggregateSnapshot'");
  });

  it('when labels that were lost are not made again', async () => {
    const changed = await bundleChanged('release.js', ['skipUnlabelled() : label()', 'skipUnlabelled() : null']);
    expect(await violation(replay('release-relabelled', changed))).toContain('Nondeterminism');
  });

  it('when a stage is left out', async () => {
    const changed = await bundleChanged('release.js', [
      'await doStage(desk, () => long.compareSnapshots({ runId }));',
      '',
    ]);
    expect(await violation(replay('release-dry-run', changed))).toContain("'compareSnapshots'");
  });

  it('when the labelling goes on where it used to continue as new', async () => {
    const changed = await bundleChanged('label-shards.js', ['input.next + input.perExecution', 'input.shards']);
    expect(await violation(replay('labelling-continued', changed))).toContain('WorkflowExecutionContinuedAsNew');
  });
});
