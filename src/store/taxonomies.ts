import type { PoolClient } from 'pg';
import { UserError } from '../errors.js';
import type { MajorGroup, Occupation, Task, Taxonomy } from '../taxonomy/taxonomy.js';
import type { TaskActivityLink, WorkActivities, WorkActivity } from '../taxonomy/work-activities.js';
import type { Database } from './database.js';

/** One imported taxonomy and how much is in it. */
export interface TaxonomySummary {
  readonly id: number;
  readonly name: string;
  readonly contentHash: string;
  readonly importedAt: Date;
  readonly occupations: number;
  readonly tasks: number;
}

const INSERT_GROUPS = `
insert into major_group (taxonomy_id, code, title)
select $1, code, title from jsonb_to_recordset($2::jsonb) as r(code text, title text)`;

const INSERT_OCCUPATIONS = `
insert into occupation (taxonomy_id, code, title, description, major_group, job_zone, median_wage, employment, alternate_titles)
select $1, code, title, description, "majorGroup", "jobZone", "medianWage", employment,
       array(select jsonb_array_elements_text("alternateTitles"))
from jsonb_to_recordset($2::jsonb) as r(code text, title text, description text, "majorGroup" text, "jobZone" smallint,
  "medianWage" integer, employment integer, "alternateTitles" jsonb)`;

const INSERT_TEXTS = `
insert into task_text (taxonomy_id, code, text)
select $1, code, text from jsonb_to_recordset($2::jsonb) as r(code text, text text)`;

const INSERT_HOLDERS = `
insert into task (task_text_id, occupation_id, task_id, type)
select t.id, o.id, r."taskId", r.type
from jsonb_to_recordset($2::jsonb) as r(code text, occupation text, "taskId" integer, type text)
join task_text t on t.taxonomy_id = $1 and t.code = r.code
join occupation o on o.taxonomy_id = $1 and o.code = r.occupation`;

const INSERT_ACTIVITIES = `
insert into work_activity (taxonomy_id, level, code, title, parent_code)
select $1, level, code, title, parent from jsonb_to_recordset($2::jsonb) as r(level text, code text, title text, parent text)`;

const INSERT_LINKS = `
insert into task_activity (task_text_id, occupation_id, task_id, activity_id)
select t.id, o.id, r."taskId", a.id
from jsonb_to_recordset($2::jsonb) as r(code text, occupation text, "taskId" integer, dwa text)
join task_text t on t.taxonomy_id = $1 and t.code = r.code
join occupation o on o.taxonomy_id = $1 and o.code = r.occupation
join work_activity a on a.taxonomy_id = $1 and a.level = 'dwa' and a.code = r.dwa`;

const SELECT_GROUPS = 'select code, title from major_group where taxonomy_id = $1 order by code collate "C"';

const SELECT_OCCUPATIONS = `
select code, title, description, major_group as "majorGroup", job_zone as "jobZone", median_wage as "medianWage", employment,
       alternate_titles as "alternateTitles"
from occupation where taxonomy_id = $1 order by code collate "C"`;

const SELECT_TASKS = `
select t.code, t.text, json_agg(json_build_object('occupation', o.code, 'taskId', h.task_id, 'type', h.type) order by h.task_id) as holders
from task_text t join task h on h.task_text_id = t.id join occupation o on o.id = h.occupation_id
where t.taxonomy_id = $1 group by t.id order by t.code collate "C"`;

const SELECT_ACTIVITIES = `
select a.level, a.code, a.title, a.parent_code as parent from work_activity a join taxonomy x on x.id = a.taxonomy_id
where x.name = $1 order by a.level collate "C", a.code collate "C"`;

const SELECT_LINKS = `
select o.code as occupation, l.task_id as "taskId", a.code as dwa
from task_activity l join work_activity a on a.id = l.activity_id join occupation o on o.id = l.occupation_id
join taxonomy x on x.id = a.taxonomy_id
where x.name = $1 order by l.task_id, a.code collate "C"`;

/**
 * Saves a taxonomy with its work activities, all or nothing, and gives its id. Saving the same again changes nothing.
 * @throws UserError when the name stands for another content, or the content for another name
 */
export async function saveTaxonomy(db: Database, taxonomy: Taxonomy, activities: WorkActivities): Promise<number> {
  const client = await db.pool.connect();
  try {
    await client.query('begin');
    await client.query("select pg_advisory_xact_lock(hashtext('tidemark taxonomy'))");
    const id = (await findSame(client, taxonomy)) ?? (await insertTaxonomy(client, taxonomy, activities));
    await client.query('commit');
    return id;
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

async function findSame(client: PoolClient, { name, contentHash }: Taxonomy): Promise<number | null> {
  const { rows } = await client.query<{ id: number; name: string; content_hash: string }>(
    'select id, name, content_hash from taxonomy where name = $1 or content_hash = $2 order by name = $1 desc',
    [name, contentHash],
  );
  const [row] = rows;
  if (!row) return null;
  if (row.name !== name)
    throw new UserError(`This taxonomy is there already, as "${row.name}".`, 'npx tidemark taxonomy list');
  if (row.content_hash === contentHash) return row.id;
  throw new UserError(
    `A taxonomy "${name}" with another content is there already.`,
    'Give this one a name of its own with --name.',
  );
}

async function insertTaxonomy(client: PoolClient, taxonomy: Taxonomy, activities: WorkActivities): Promise<number> {
  const { rows } = await client.query<{ id: number }>(
    'insert into taxonomy (name, content_hash) values ($1, $2) returning id',
    [taxonomy.name, taxonomy.contentHash],
  );
  const id = rows[0]?.id ?? 0;
  const holders = taxonomy.tasks.flatMap(({ code, holders }) => holders.map((holder) => ({ code, ...holder })));
  await insertRows(client, INSERT_GROUPS, id, taxonomy.majorGroups);
  await insertRows(client, INSERT_OCCUPATIONS, id, taxonomy.occupations);
  await insertRows(
    client,
    INSERT_TEXTS,
    id,
    taxonomy.tasks.map(({ code, text }) => ({ code, text })),
  );
  await insertRows(client, INSERT_HOLDERS, id, holders);
  await insertRows(client, INSERT_ACTIVITIES, id, activities.activities);
  const codes = new Map(holders.map(({ taskId, code }) => [taskId, code]));
  await insertRows(
    client,
    INSERT_LINKS,
    id,
    activities.links.map((link) => ({ ...link, code: codes.get(link.taskId) ?? null })),
  );
  return id;
}

async function insertRows(
  client: PoolClient,
  statement: string,
  taxonomyId: number,
  rows: readonly unknown[],
): Promise<void> {
  const { rowCount } = await client.query(statement, [taxonomyId, JSON.stringify(rows)]);
  if (rowCount !== rows.length) throw new Error(`${rowCount} of ${rows.length} rows of a taxonomy found their place.`);
}

export interface StoredTaxonomy {
  readonly id: number;
  readonly taxonomy: Taxonomy;
}

// A taxonomy never changes once it is saved, and every shard asks for it.
const loaded = new WeakMap<Database, Map<number, Promise<StoredTaxonomy>>>();

/** The taxonomy of that name. Read once for each open database. @throws UserError when there is none */
export async function loadTaxonomy(db: Database, name: string): Promise<StoredTaxonomy> {
  const row = await db.prisma.taxonomy.findUnique({ where: { name } });
  if (!row) throw new UserError(`There is no taxonomy "${name}".`, 'npx tidemark taxonomy import <folder-or-zip>');
  const known = loaded.get(db) ?? new Map<number, Promise<StoredTaxonomy>>();
  loaded.set(db, known);
  const found = known.get(row.id) ?? readStored(db, row);
  known.set(row.id, found);
  found.catch(() => known.delete(row.id));
  return await found;
}

async function readStored(
  db: Database,
  row: { id: number; name: string; contentHash: string },
): Promise<StoredTaxonomy> {
  const { id, name, contentHash } = row;
  const [groups, occupations, tasks] = await Promise.all([
    db.pool.query<MajorGroup>(SELECT_GROUPS, [id]),
    db.pool.query<Occupation>(SELECT_OCCUPATIONS, [id]),
    db.pool.query<Task>(SELECT_TASKS, [id]),
  ]);
  return {
    id,
    taxonomy: { name, contentHash, majorGroups: groups.rows, occupations: occupations.rows, tasks: tasks.rows },
  };
}

/** The work activities of a taxonomy, sorted by level and code, and by Task ID and code. */
export async function loadWorkActivities(db: Database, taxonomyName: string): Promise<WorkActivities> {
  const [activities, links] = await Promise.all([
    db.pool.query<WorkActivity>(SELECT_ACTIVITIES, [taxonomyName]),
    db.pool.query<TaskActivityLink>(SELECT_LINKS, [taxonomyName]),
  ]);
  return { activities: activities.rows, links: links.rows };
}

/** Whether a taxonomy of that name was saved. */
export async function hasTaxonomy(db: Database, name: string): Promise<boolean> {
  // Asked before every command: in plain SQL, since Prisma's engine costs an import, which needs none of it, 80 MB.
  const { rowCount } = await db.pool.query('select from taxonomy where name = $1', [name]);
  return rowCount !== 0;
}

/** Every imported taxonomy, by name. */
export async function listTaxonomies(db: Database): Promise<readonly TaxonomySummary[]> {
  const rows = await db.prisma.taxonomy.findMany({
    include: { _count: { select: { occupations: true, taskTexts: true } } },
    orderBy: { name: 'asc' },
  });
  return rows.map(({ id, name, contentHash, importedAt, _count }) => ({
    id,
    name,
    contentHash,
    importedAt,
    occupations: _count.occupations,
    tasks: _count.taskTexts,
  }));
}
