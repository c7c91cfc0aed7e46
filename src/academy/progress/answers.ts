/** Answers to the questions of lessons: every one is kept; a question once answered correctly stays so. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Queryable } from '../database/open.ts';

export interface GivenAnswer {
  course: string;
  lesson: string;
  question: string;
  /** As the page sent it: a choice, a number, an order. */
  answer: unknown;
  correct: boolean;
  /** Of the question's variant. */
  seed: number;
  /** What the rig itself said, of a question for a live signal. */
  reading: boolean | number | string | null;
  /** By the browser's word; `null` when it does not say. */
  tookMs: number | null;
}

export async function recordAnswer(
  database: Queryable,
  who: { academyId: string; memberId: string },
  given: GivenAnswer,
): Promise<void> {
  await database
    .insertInto('answer')
    .values({
      id: randomUUID(),
      academy_id: who.academyId,
      member_id: who.memberId,
      course: given.course,
      lesson: given.lesson,
      question: given.question,
      answer: JSON.stringify(given.answer),
      outcome: given.correct ? 'correct' : 'wrong',
      answered_at: new Date().toISOString(),
      seed: given.seed,
      reading: given.reading === null ? null : JSON.stringify(given.reading),
      took_ms: given.tookMs,
    })
    .execute();
}

const rigValue = z.union([z.boolean(), z.number(), z.string()]);

export type KeptAnswer = Pick<GivenAnswer, 'answer' | 'correct' | 'seed' | 'reading'>;

/** What a member has answered in a lesson, one answer a question: the latest that was right, else the latest. */
export async function answersIn(
  database: Queryable,
  who: { academyId: string; memberId: string },
  { course, lesson }: { course: string; lesson: string },
): Promise<Record<string, KeptAnswer>> {
  const rows = await database
    .selectFrom('answer')
    .select(['question', 'answer', 'outcome', 'seed', 'reading'])
    .where('academy_id', '=', who.academyId)
    .where('member_id', '=', who.memberId)
    .where('course', '=', course)
    .where('lesson', '=', lesson)
    .orderBy('answered_at')
    .execute();
  const answers: Record<string, KeptAnswer> = {};
  for (const row of rows) {
    const correct = row.outcome === 'correct';
    if (correct || answers[row.question]?.correct !== true)
      answers[row.question] = {
        answer: JSON.parse(row.answer) as unknown,
        correct,
        seed: row.seed,
        reading: row.reading === null ? null : rigValue.parse(JSON.parse(row.reading)),
      };
  }
  return answers;
}
