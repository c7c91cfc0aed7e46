/** What the reader of a lesson has answered in it before, and which variant of each question is theirs. */
import { answersIn } from '#academy/progress/answers.ts';
import { variantOf } from '#academy/progress/variants.ts';
import { optionalServices } from '#academy/services.ts';
import { answersShown, type ShownAnswer } from '#content/answers-shown.ts';
import type { Lesson, LessonPage } from '#content/lessons.ts';

export async function keptAnswers(
  member: App.Locals['member'],
  lesson: Lesson,
  page: LessonPage,
): Promise<{ answers: Record<string, ShownAnswer>; variants: Record<string, number> }> {
  const academy = optionalServices();
  // Whoever has no session reads the first variant of everything.
  if (!academy || !member || page.quizzes.size === 0) return { answers: {}, variants: {} };
  const who = { academyId: member.academyId, memberId: member.id };
  const place = { course: lesson.course, lesson: lesson.slug };
  const kept = await answersIn(academy.database, who, place);
  const variants = [...page.quizzes.keys()].map((question) => [
    question,
    kept[question]?.seed ?? variantOf(member.id, { ...place, question }),
  ]);
  return { answers: answersShown(lesson, page, kept), variants: Object.fromEntries(variants) };
}
