/** A member's reviews: what returns today, what an answer does to it. */
import { randomUUID } from 'node:crypto';
import type { Database, Queryable } from '../database/open.ts';
import { transact } from '../database/transact.ts';
import { type Facts, type LessonQuestions, learnedOf } from './learned.ts';
import { answered, type Day, dayOf, dueToday, isDue, learned, type Scheduled, settled } from './schedule.ts';

export interface Reviewer {
  academyId: string;
  memberId: string;
  /** The academy's. */
  timeZone: string;
}

export interface ReviewItem extends Scheduled {
  course: string;
  lesson: string;
  question: string;
  learnedOn: Day;
  lastOutcome: 'correct' | 'wrong' | null;
}

export interface ReviewDesk {
  today: Day;
  /** The longest due first. */
  due: ReviewItem[];
  reviewedToday: number;
  /** The day limit is reached, and more waits. */
  enough: boolean;
  /** When something returns next, and how much of it, when nothing is due now; `null` when nothing will. */
  next: { on: Day; count: number } | null;
}

const keyOf = ({ course, lesson, question }: { course: string; lesson: string; question: string }): string =>
  `${course}/${lesson}/${question}`;

/** What there is to review today. Writes down what was learned since it was last asked. `lessons`: as they stand now. */
export async function reviewDesk(
  database: Database,
  who: Reviewer,
  lessons: readonly LessonQuestions[],
  now: Date,
): Promise<ReviewDesk> {
  const today = dayOf(now, who.timeZone);
  const found = learnedOf(lessons, await factsOf(database, who));
  const known = await itemsOf(database, who);
  const fresh = found
    .filter((one) => !known.some((item) => keyOf(item) === keyOf(one)))
    .map((one): ReviewItem => {
      const learnedOn = dayOf(new Date(one.at), who.timeZone);
      return { ...one, learnedOn, lastOutcome: null, ...learned(learnedOn) };
    });
  const moved = known.map((item) => settled(item, today)).filter((item, index) => item !== known[index]);
  if (fresh.length > 0 || moved.length > 0) {
    await transact(database, async (transaction) => {
      for (const item of fresh) await insert(transaction, who, settled(item, today));
      for (const item of moved) await update(transaction, who, item, item);
    });
  }
  // A question that its author took away, or one that was never right in this language's lesson, waits unseen.
  const asked = new Set(found.map(keyOf));
  const items = [...known, ...fresh].map((item) => settled(item, today)).filter((item) => asked.has(keyOf(item)));
  const reviewedToday = await countOn(database, who, today);
  const due = dueToday(items, today, reviewedToday);
  const later = items.flatMap(({ dueOn }) => (dueOn !== null && dueOn > today ? [dueOn] : [])).sort();
  const [first] = later;
  return {
    today,
    due,
    reviewedToday,
    enough: due.length === 0 && items.some((item) => isDue(item, today)),
    next: first === undefined ? null : { on: first, count: later.filter((day) => day === first).length },
  };
}

export interface ReviewAnswer {
  course: string;
  lesson: string;
  question: string;
  /** Of the item as the reader saw it: an answer to an earlier return is none to this one. */
  times: number;
  seed: number;
  answer: unknown;
  correct: boolean;
}

/** The item after the answer; `null` when this return was answered already, or is not due. */
export function recordReview(database: Database, who: Reviewer, given: ReviewAnswer, now: Date): Promise<ReviewItem | null> {
  const today = dayOf(now, who.timeZone);
  return transact(database, async (transaction) => {
    const item = (await itemsOf(transaction, who)).find((one) => keyOf(one) === keyOf(given));
    if (!item || item.times !== given.times || !isDue(settled(item, today), today)) return null;
    const lastOutcome = given.correct ? 'correct' : 'wrong';
    const after: ReviewItem = { ...item, lastOutcome, ...answered(item, given.correct, today) };
    if (!(await update(transaction, who, item, after))) return null;
    await transaction
      .insertInto('review_answer')
      .values({
        id: randomUUID(),
        academy_id: who.academyId,
        member_id: who.memberId,
        course: given.course,
        lesson: given.lesson,
        question: given.question,
        times: given.times,
        seed: given.seed,
        answer: JSON.stringify(given.answer),
        outcome: lastOutcome,
        answered_at: now.toISOString(),
        answered_on: today,
      })
      .execute();
    return after;
  });
}

async function factsOf(database: Queryable, who: Reviewer): Promise<Facts> {
  const answers = database
    .selectFrom('answer')
    .select(['course', 'lesson', 'question', (row) => row.fn.min('answered_at').as('at')])
    .where('academy_id', '=', who.academyId)
    .where('member_id', '=', who.memberId)
    .where('outcome', '=', 'correct')
    .groupBy(['course', 'lesson', 'question'])
    .execute();
  const steps = database
    .selectFrom('step_progress')
    .select(['lab_id', 'step', 'passed_at'])
    .where('academy_id', '=', who.academyId)
    .where('member_id', '=', who.memberId)
    .where('passed_at', 'is not', null)
    .execute();
  const readings = database
    .selectFrom('reading')
    .select(['course', 'lesson', 'finished_at'])
    .where('academy_id', '=', who.academyId)
    .where('member_id', '=', who.memberId)
    .execute();
  return {
    right: new Map((await answers).map((row) => [keyOf(row), row.at])),
    passed: new Map((await steps).map((row) => [`${row.lab_id}/${row.step}`, row.passed_at ?? ''])),
    read: new Map((await readings).map((row) => [`${row.course}/${row.lesson}`, row.finished_at])),
  };
}

async function itemsOf(database: Queryable, who: Reviewer): Promise<ReviewItem[]> {
  const rows = await database
    .selectFrom('review')
    .selectAll()
    .where('academy_id', '=', who.academyId)
    .where('member_id', '=', who.memberId)
    .execute();
  return rows.map((row) => ({
    course: row.course,
    lesson: row.lesson,
    question: row.question,
    learnedOn: row.learned_on,
    stage: row.stage,
    times: row.times,
    dueOn: row.due_on,
    lastOn: row.last_on,
    lastOutcome: row.last_outcome === 'correct' ? 'correct' : row.last_outcome === null ? null : 'wrong',
  }));
}

async function insert(database: Queryable, who: Reviewer, item: ReviewItem): Promise<void> {
  await database
    .insertInto('review')
    .values({
      academy_id: who.academyId,
      member_id: who.memberId,
      course: item.course,
      lesson: item.lesson,
      question: item.question,
      learned_on: item.learnedOn,
      ...columnsOf(item),
    })
    // Two tabs may ask at once: the first row stands.
    .onConflict((conflict) => conflict.columns(['academy_id', 'member_id', 'course', 'lesson', 'question']).doNothing())
    .execute();
}

/** Whether `before` was still how it stood. */
async function update(database: Queryable, who: Reviewer, before: ReviewItem, after: ReviewItem): Promise<boolean> {
  const { numUpdatedRows } = await database
    .updateTable('review')
    .set(columnsOf(after))
    .where('academy_id', '=', who.academyId)
    .where('member_id', '=', who.memberId)
    .where('course', '=', before.course)
    .where('lesson', '=', before.lesson)
    .where('question', '=', before.question)
    .where('times', '=', before.times)
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows) > 0;
}

const columnsOf = ({ stage, times, dueOn, lastOn, lastOutcome }: ReviewItem) => ({
  stage,
  times,
  due_on: dueOn,
  last_on: lastOn,
  last_outcome: lastOutcome,
});

async function countOn(database: Queryable, who: Reviewer, day: Day): Promise<number> {
  const row = await database
    .selectFrom('review_answer')
    .select((rows) => rows.fn.countAll().as('count'))
    .where('academy_id', '=', who.academyId)
    .where('member_id', '=', who.memberId)
    .where('answered_on', '=', day)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}
