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

/** What a member has answered in a lesson, one answer a question: the latest that was right, else the latest. */
export async function answersIn(
  database: Queryable,
  who: { academyId: string; memberId: string },
  { course, lesson }: { course: string; lesson: string },
): Promise<Record<string, { answer: unknown; correct: boolean }>> {
  const rows = await database
    .selectFrom('answer')
    .select(['question', 'answer', 'outcome'])
    .where('academy_id', '=', who.academyId)
    .where('member_id', '=', who.memberId)
    .where('course', '=', course)
    .where('lesson', '=', lesson)
    .orderBy('answered_at')
    .execute();
  const answers: Record<string, { answer: unknown; correct: boolean }> = {};
  for (const row of rows) {
    const correct = row.outcome === 'correct';
    if (correct || answers[row.question]?.correct !== true)
      answers[row.question] = { answer: JSON.parse(row.answer) as unknown, correct };
  }
  return answers;
}
