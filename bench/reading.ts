import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../src/errors.js';
import { projectRoot } from '../src/paths.js';
import { readEmergingTasks } from '../src/taxonomy/emerging-tasks.js';
import { readTaxonomy } from '../src/taxonomy/onet.js';
import { openTaxonomySource } from '../src/taxonomy/open.js';
import { Findings, type TaxonomySource } from '../src/taxonomy/source.js';
import { readTaskRelease } from '../src/taxonomy/task-release.js';
import { readTechnologySkills } from '../src/taxonomy/technology-skills.js';

// Reading the O*NET 29.1 text database and the 20.1 statements in CSV, and how much slower that is than to decode the same
// bytes and split them at line ends and delimiters. The ratio is of one run, so that the machine's mood cancels out.
// node dist/bench/reading.js [runs]

const RUNS = Number(process.argv[2] ?? 5);
const REFERENCE = join(projectRoot, '..', 'shared', 'data', 'onet');
const DATABASE = [
  ...['Read Me.txt', 'Occupation Data.txt', 'Job Zones.txt', 'Alternate Titles.txt', 'Task Statements.txt'],
  ...['IWA Reference.txt', 'DWA Reference.txt', 'Tasks to DWAs.txt', 'Emerging Tasks.txt', 'Technology Skills.txt'],
];

async function readDatabase(source: TaxonomySource): Promise<number> {
  const { taxonomy, statements, activities } = await readTaxonomy(source);
  const codes = new Set<string>(taxonomy.occupations.map(({ code }) => code));
  const findings = new Findings();
  const skills = await readTechnologySkills(source, codes, findings);
  const emerging = await readEmergingTasks(source, codes, findings);
  const titles = taxonomy.occupations.reduce((sum, { alternateTitles }) => sum + alternateTitles.length, 0);
  return [codes.size, statements, activities.activities.length, activities.links.length].reduce(
    (sum, rows) => sum + rows,
    skills.length + emerging.length + titles,
  );
}

async function readStatements(source: TaxonomySource): Promise<number> {
  return (await readTaskRelease(source, new Findings())).statements.length;
}

async function splitPlainly(source: TaxonomySource, files: readonly string[], delimiter: string): Promise<number> {
  let fields = 0;
  for (const file of files) {
    let text = '';
    for await (const chunk of source.open(file) ?? []) text += chunk;
    for (const line of text.split('\n')) fields += line.split(delimiter).length;
  }
  return fields;
}

async function bytesOf(source: TaxonomySource, files: readonly string[]): Promise<number> {
  let bytes = 0;
  for (const file of files) for await (const chunk of source.open(file) ?? []) bytes += Buffer.byteLength(chunk);
  return bytes;
}

/** The median time of some runs, in milliseconds; the two are run in turn, after one turn that does not count. */
async function compare(read: () => Promise<number>, split: () => Promise<number>) {
  const times = { read: [] as number[], split: [] as number[] };
  let rows = 0;
  for (let run = 0; run <= RUNS; run += 1) {
    const began = performance.now();
    rows = await read();
    const between = performance.now();
    await split();
    if (run > 0) times.read.push(between - began);
    if (run > 0) times.split.push(performance.now() - between);
  }
  const [readMs, splitMs] = [median(times.read), median(times.split)];
  return {
    rows,
    readMs: Math.round(readMs),
    splitMs: Math.round(splitMs),
    ratio: Math.round((readMs / splitMs) * 10) / 10,
  };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

if (!existsSync(REFERENCE)) throw new UserError(`There is no O*NET database in ${REFERENCE}.`);
const text = await openTaxonomySource(join(REFERENCE, 'db_29_1_text'));
const csv = await openTaxonomySource(join(REFERENCE, 'db_20_1'));
const CSV = ['onet_task_statements.csv'];
const figures = {
  bench: 'reading',
  runs: RUNS,
  database: {
    bytes: await bytesOf(text, DATABASE),
    ...(await compare(
      () => readDatabase(text),
      () => splitPlainly(text, DATABASE, '\t'),
    )),
  },
  csv: {
    bytes: await bytesOf(csv, CSV),
    ...(await compare(
      () => readStatements(csv),
      () => splitPlainly(csv, CSV, ','),
    )),
  },
};
process.stdout.write(`${JSON.stringify(figures)}\n`);
