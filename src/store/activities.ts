import type { TaskActivityLink, WorkActivities, WorkActivity } from '../taxonomy/work-activities.js';
import type { Database } from './database.js';

const SELECT_ACTIVITIES = `
select level, code, title, parent_code as parent from work_activity where taxonomy_id = $1
order by level collate "C", code collate "C"`;

const SELECT_LINKS = `
select o.code as occupation, l.task_id as "taskId", a.code as dwa
from task_activity l join work_activity a on a.id = l.activity_id join occupation o on o.id = l.occupation_id
where a.taxonomy_id = $1 order by l.task_id, a.code collate "C"`;

/** The work activities of a stored taxonomy; none where it was imported without. */
export async function loadActivities(db: Database, taxonomyId: number): Promise<WorkActivities> {
  const [activities, links] = await Promise.all([
    db.pool.query<WorkActivity>(SELECT_ACTIVITIES, [taxonomyId]),
    db.pool.query<TaskActivityLink>(SELECT_LINKS, [taxonomyId]),
  ]);
  return { activities: activities.rows, links: links.rows };
}
