import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Piscina } from 'piscina';
import { note, progress } from '../src/cli/output.js';
import { projectRoot } from '../src/paths.js';
import { allDesigns, type Design, designName, halfOf } from './coverage/design.js';
import { type Judged, judge, missed } from './coverage/judge.js';
import { markdownTables } from './coverage/markdown.js';
import { isRedrawn } from './coverage/redrawn.js';
import type { RedrawnRow } from './coverage/redrawn-ledger.js';
import type { Job, Result } from './coverage/run-design.js';
import { summarise, summaryTable } from './coverage/summary.js';

// How often the printed 95 % intervals hold the truth, over simulated populations. Prints a table, and JSON as the last line.
// node dist/bench/coverage.js [--populations 2000] [--designs half|all] [--only TEXT] [--threads N] [--seed TEXT] [--rows]
// With --markdown the tables of docs/METHODOLOGY.md, of a run or, with --from FILE, of what an earlier one printed.

const { values } = parseArgs({
  options: {
    populations: { type: 'string', default: '2000' },
    designs: { type: 'string', default: 'half' },
    /** Only designs whose name holds this text. */
    only: { type: 'string', default: '' },
    threads: { type: 'string', default: String(availableParallelism()) },
    seed: { type: 'string', default: 'coverage-1' },
    /** The whole table, a row for each measure and design. */
    rows: { type: 'boolean', default: false },
    markdown: { type: 'boolean', default: false },
    from: { type: 'string' },
  },
});

const began = performance.now();
const designs = (values.designs === 'all' ? allDesigns() : halfOf(allDesigns())).filter((design) =>
  designName(design).includes(values.only),
);
const { rows, redrawn } = values.from === undefined ? await measured() : earlier(values.from);
const summary = summarise(rows);
if (values.markdown) process.stdout.write(`${markdownTables(rows, redrawn)}\n`);
else if (process.stdout.isTTY || values.rows)
  process.stdout.write(`${summaryTable(summary, redrawn, values.rows ? rows : [])}\n`);
for (const row of rows.filter((one) => missed(one).length > 0))
  note(`${row.design}, ${row.score}: ${missed(row).join(', ')}`);
const figures = {
  bench: 'coverage',
  seed: values.seed,
  designs: designs.length,
  populationsEach: Number(values.populations),
  seconds: Math.round((performance.now() - began) / 1000),
  summary,
  redrawn,
  rows,
};
process.stdout.write(`${JSON.stringify(figures)}\n`);

interface Found {
  readonly rows: readonly Judged[];
  readonly redrawn: readonly (RedrawnRow & { readonly design: string })[];
}

async function measured(): Promise<Found> {
  const results = await runAll(designs);
  return {
    rows: results.flatMap(({ rows: found, design }) => found.map((row) => judge(row, design))),
    redrawn: results.flatMap(({ redrawn: found, design }) =>
      found.map((row) => ({ design: designName(design), ...row })),
    ),
  };
}

/** What an earlier run printed as its last line. Numbers that were none come back as null. */
function earlier(file: string): Found {
  const last = readFileSync(file, 'utf8').trim().split('\n').at(-1) ?? '';
  return JSON.parse(last, (key, value) => (value === null && key !== 'widthToApart' ? Number.NaN : value)) as Found;
}

/** Whole designs in threads, the slowest first; results in the order of the designs. */
async function runAll(chosen: readonly Design[]): Promise<(Result & { readonly design: Design })[]> {
  const filename = join(projectRoot, 'dist', 'bench', 'coverage', 'thread.js');
  const pool = new Piscina<Job, Result>({ filename, maxThreads: Number(values.threads) });
  const bar = progress('designs', chosen.length);
  const found = new Map<Design, Result>();
  const slowestFirst = [...chosen].sort((a, b) => cost(b) - cost(a));
  await Promise.all(
    slowestFirst.map(async (design) => {
      found.set(design, await pool.run({ design, populations: Number(values.populations), seed: values.seed }));
      bar.update(found.size);
    }),
  );
  bar.stop();
  await pool.close();
  return chosen.map((design) => ({ design, rows: [], redrawn: [], ...found.get(design) }));
}

function cost(design: Design): number {
  return design.accounts + (isRedrawn(design) ? 10_000 : 0);
}
