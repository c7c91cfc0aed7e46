/** Answers to the questions of lessons: every one is kept; a question once answered correctly stays so. */
import { randomUUID } from 'node:crypto';
import type { Queryable } from '../database/open.ts';

export interface GivenAnswer {
  course: string;
  lesson: string;
  question: string;
  /** As the page sent it: a choice, a number, an order. */
  answer: unknown;
  correct: boolean;
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
    })
    .execute();
}
