/** What the reader of a lesson has answered in it before: the academy's answers against the questions as they stand now. */
import { answersIn } from '#academy/progress/answers.ts';
import { optionalServices } from '#academy/services.ts';
import { answersShown, type ShownAnswer } from '#content/answers-shown.ts';
import type { Lesson, LessonPage } from '#content/lessons.ts';

export async function keptAnswers(
  member: App.Locals['member'],
  lesson: Lesson,
  page: LessonPage,
): Promise<Record<string, ShownAnswer>> {
  const academy = optionalServices();
  if (!academy || !member || page.quizzes.size === 0) return {};
  const who = { academyId: member.academyId, memberId: member.id };
  return answersShown(lesson, page, await answersIn(academy.database, who, { course: lesson.course, lesson: lesson.slug }));
}
