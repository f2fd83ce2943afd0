import { parseArgs } from 'node:util';
import { note } from '../src/cli/output.js';
import { EXIT } from '../src/errors.js';
import { isFailed, runTrials, type TrialReport } from './faults/trials.js';

// Runs that are disturbed on purpose: workers killed, servers restarted, mail refused, storms of the model that labels. Each has
// to leave the same bytes as a run that nobody disturbed, to mail nobody twice, to buy no label twice and to lose nothing. The
// last line is JSON.
// npm run bench:faults -- [--trials 100] [--seed TEXT] [--first N] [--size N] [--lanes N] [--json]

const { values } = parseArgs({
  options: {
    trials: { type: 'string', default: '100' },
    seed: { type: 'string', default: 'faults-1' },
    /** The number of the first trial: `--first 17 --trials 1` repeats the seventeenth. */
    first: { type: 'string', default: '1' },
    /** A period. */
    size: { type: 'string', default: '2000' },
    'shard-size': { type: 'string', default: '200' },
    /** Trials at the same time, each on a Temporal server of its own; a restart of Postgres meets all of them. */
    lanes: { type: 'string', default: '1' },
    workers: { type: 'string', default: '2' },
    /** Each trial as JSON, too. */
    json: { type: 'boolean', default: false },
  },
});

const began = performance.now();
let told = 0;
const reports = await runTrials({
  trials: Number(values.trials),
  first: Number(values.first),
  seed: values.seed,
  lanes: Number(values.lanes),
  size: {
    conversations: Number(values.size),
    shardSize: Number(values['shard-size']),
    subscribers: 5,
    workers: Number(values.workers),
  },
  onTrial: tell,
  onUndisturbed: (labelling, seconds) => note(`undisturbed (${labelling}): ${seconds.toFixed(0)} s`),
});
const sum = (key: 'lost' | 'doubled' | 'unknown') => reports.reduce((total, report) => total + report[key], 0);
const figures = {
  trials: reports.length,
  identical: reports.filter(({ identical }) => identical).length,
  lost: sum('lost'),
  doubled: sum('doubled'),
  unknown: sum('unknown'),
  seconds: Math.round((performance.now() - began) / 1000),
};
process.stdout.write(`${JSON.stringify(figures)}\n`, () => process.exit(reports.some(isFailed) ? EXIT.data : EXIT.ok));

function tell(report: TrialReport): void {
  if (values.json) process.stdout.write(`${JSON.stringify(report)}\n`);
  const faults = report.faults.map(({ kind, at }) => `${kind}@${at.toFixed(2)}`).join(' ');
  told += 1;
  const fate = isFailed(report) ? 'FAILED' : 'ok';
  const seconds = report.seconds.toFixed(0);
  note(`${told}/${values.trials} trial ${report.trial}: ${fate} in ${seconds} s (${report.labelling}: ${faults})`);
  if (!isFailed(report)) return;
  for (const finding of report.findings) note(`  ${finding}`);
  note(
    `  again: npm run bench:faults -- --seed ${values.seed} --first ${report.trial} --trials 1 --size ${values.size}`,
  );
}
