/** What the people of a cohort did at items, from the record: the rows that statistics are reckoned over. */
import type { Queryable } from '../database/open.ts';
import type { ItemRow } from './item-statistics.ts';

/** Somebody who took longer over a step went home in between: 4 hours, in seconds. */
export const longestSitting = 4 * 60 * 60;

/** By a lab's id. The time of a step runs from the step passed before it, of the first from the rig's making. */
export async function stepRows(
  database: Queryable,
  academyId: string,
  members: readonly string[],
  labIds: readonly string[],
): Promise<Map<string, ItemRow[]>> {
  const found = new Map<string, ItemRow[]>();
  if (members.length === 0 || labIds.length === 0) return found;
  const [steps, rigs] = await Promise.all([
    database
      .selectFrom('step_progress')
      .select(['member_id', 'lab_id', 'step', 'passed_at', 'attempts', 'hints_shown'])
      .where('academy_id', '=', academyId)
      .where('member_id', 'in', members)
      .where('lab_id', 'in', labIds)
      .orderBy('member_id')
      .orderBy('lab_id')
      .orderBy('passed_at')
      .execute(),
    database
      .selectFrom('rig')
      .select(['member_id', 'lab_id', 'created_at'])
      .where('academy_id', '=', academyId)
      .where('member_id', 'in', members)
      .where('lab_id', 'in', labIds)
      .execute(),
  ]);
  const begun = new Map(rigs.map((rig) => [`${rig.member_id} ${rig.lab_id}`, rig.created_at]));
  for (const row of steps) {
    const key = `${row.member_id} ${row.lab_id}`;
    const own = found.get(row.lab_id) ?? [];
    found.set(row.lab_id, own);
    own.push({
      member: row.member_id,
      item: row.step,
      rightAtFirst: row.passed_at !== null && row.attempts === 1,
      solved: row.passed_at !== null,
      tries: row.attempts,
      seconds: row.passed_at === null ? null : secondsBetween(begun.get(key), row.passed_at),
      hints: row.hints_shown,
      chosen: [],
    });
    if (row.passed_at !== null) begun.set(key, row.passed_at);
  }
  return found;
}

/** Steps passed by one check have one time between them, which is told of the first; of the others it is 0 and says nothing. */
function secondsBetween(from: string | undefined, to: string): number | null {
  if (from === undefined) return null;
  const seconds = (Date.parse(to) - Date.parse(from)) / 1_000;
  return seconds > 0 && seconds <= longestSitting ? seconds : null;
}

/**
 * By a course's slug; items as `lesson/question`. `optionAt`: the id of a chosen option among the item's own; `undefined`: it has none such
 * any more.
 */
export async function answerRows(
  database: Queryable,
  academyId: string,
  members: readonly string[],
  courses: readonly string[],
  optionAt: (course: string, item: string, option: string) => string | undefined,
): Promise<Map<string, ItemRow[]>> {
  const found = new Map<string, ItemRow[]>();
  if (members.length === 0 || courses.length === 0) return found;
  const answers = await database
    .selectFrom('answer')
    .select(['member_id', 'course', 'lesson', 'question', 'answer', 'outcome', 'took_ms'])
    .where('academy_id', '=', academyId)
    .where('member_id', 'in', members)
    .where('course', 'in', courses)
    .orderBy('answered_at')
    .execute();
  const rows = new Map<string, ItemRow>();
  for (const answer of answers) {
    const item = `${answer.lesson}/${answer.question}`;
    const key = `${answer.member_id} ${answer.course} ${item}`;
    const right = answer.outcome === 'correct';
    const before = rows.get(key);
    if (before) {
      // Tries after it was solved are repetition, not search.
      if (!before.solved) before.tries += 1;
      before.solved ||= right;
      continue;
    }
    const row: ItemRow = {
      member: answer.member_id,
      item,
      rightAtFirst: right,
      solved: right,
      tries: 1,
      seconds: answer.took_ms === null ? null : answer.took_ms / 1_000,
      hints: 0,
      chosen: chosenIn(answer.answer).flatMap((option) => optionAt(answer.course, item, option) ?? []),
    };
    rows.set(key, row);
    const own = found.get(answer.course) ?? [];
    own.push(row);
    found.set(answer.course, own);
  }
  return found;
}

function chosenIn(json: string): string[] {
  const given: unknown = JSON.parse(json);
  return (Array.isArray(given) ? given : [given]).filter((one) => typeof one === 'string');
}
