/**
 * The rule by which a lesson becomes complete, as its trainee reads it, and the record that it did: with the rule as it stood then. Once
 * complete stays complete, whatever the lesson asks later.
 */
import { z } from 'zod';
import type { Queryable } from '../database/open.ts';
import { lessonState, type Progress } from './progress.ts';

export const completionRule = z.object({
  kind: z.enum(['lab', 'questions', 'both', 'reading']),
  steps: z.number(),
  questions: z.number(),
});
export type CompletionRule = z.output<typeof completionRule>;

export function ruleOf({ steps, questions }: { steps: number; questions: number }): CompletionRule {
  const kind = steps > 0 ? (questions > 0 ? 'both' : 'lab') : questions > 0 ? 'questions' : 'reading';
  return { kind, steps, questions };
}

/** Keys of the site's words for the sentence; one of a thing is said otherwise than several. */
export function ruleWords({ kind, steps, questions }: CompletionRule) {
  if (kind === 'reading') return 'rule.reading' as const;
  if (kind === 'lab') return steps === 1 ? ('rule.step' as const) : ('rule.steps' as const);
  if (kind === 'questions') return questions === 1 ? ('rule.question' as const) : ('rule.questions' as const);
  if (steps === 1) return questions === 1 ? ('rule.step-and-question' as const) : ('rule.step-and-questions' as const);
  return questions === 1 ? ('rule.steps-and-question' as const) : ('rule.steps-and-questions' as const);
}

export interface RuledLesson {
  course: string;
  slug: string;
  lab: string | null;
  questions: readonly string[];
}

/** Write down every lesson of these that now meets its rule and was not complete. Answers how many. */
export async function recordCompletions(
  database: Queryable,
  who: { academyId: string; memberId: string },
  progress: Progress,
  lessons: readonly RuledLesson[],
  now: Date = new Date(),
): Promise<number> {
  const met = lessons.filter((lesson) => lessonState(progress, lesson) === 'finished');
  if (met.length === 0) return 0;
  const known = await database
    .selectFrom('lesson_completion')
    .select(['course', 'lesson'])
    .where('academy_id', '=', who.academyId)
    .where('member_id', '=', who.memberId)
    .execute();
  const fresh = met.filter(({ course, slug }) => !known.some((row) => row.course === course && row.lesson === slug));
  if (fresh.length === 0) return 0;
  await database
    .insertInto('lesson_completion')
    .values(
      fresh.map((lesson) => ({
        academy_id: who.academyId,
        member_id: who.memberId,
        course: lesson.course,
        lesson: lesson.slug,
        rule: JSON.stringify(
          ruleOf({
            steps: lesson.lab === null ? 0 : (progress.labs[lesson.lab]?.total ?? 0),
            questions: lesson.questions.length,
          }),
        ),
        completed_at: now.toISOString(),
      })),
    )
    .onConflict((conflict) => conflict.columns(['academy_id', 'member_id', 'course', 'lesson']).doNothing())
    .execute();
  return fresh.length;
}
