/** A member's progress over all courses: what pages show as "Continue: step 4 of 7" and as the state of a lesson. */
import type { Lab } from '#sandbox/lab/lab.ts';
import type { Queryable } from '../database/open.ts';

interface LabProgress {
  passed: number;
  total: number;
  /** Id of the first step not yet passed; `null` when all are. */
  nextStep: string | null;
  /** Its number counted from 1, as people read it: "step 4 of 7"; `null` when all are passed. */
  nextStepNumber: number | null;
  /** Something was typed, checked or hinted. */
  begun: boolean;
  finished: boolean;
  /** When the member last touched it; `null` when never. */
  touchedAt: string | null;
}

export interface Progress {
  /** By lab slug; every lab known now is there. */
  labs: Record<string, LabProgress>;
  /** `correct` once any answer was. By `course/lesson/question`. */
  answers: Record<string, 'correct' | 'wrong'>;
  /** Lessons declared read, as `course/lesson`. */
  readings: ReadonlySet<string>;
  /** Lessons that became complete by the rule of their time, as `course/lesson`; they stay so. */
  completed: ReadonlySet<string>;
  /** When a lesson's questions were last answered or it was declared read, as `course/lesson`; of its lab see `labs`. */
  touched: Readonly<Record<string, string>>;
  /** The lab touched last and not finished. */
  continueLab: string | null;
}

/** The progress of a member, or of nobody (`null`: a first visit, nothing begun). */
export async function progressOf(
  database: Queryable,
  who: { academyId: string; memberId: string } | null,
  labs: Iterable<Lab>,
): Promise<Progress> {
  const [steps, files, answers, readings, completed] = who
    ? await Promise.all([
        database
          .selectFrom('step_progress')
          .select(['lab_id', 'step', 'passed_at', 'touched_at'])
          .where('academy_id', '=', who.academyId)
          .where('member_id', '=', who.memberId)
          .execute(),
        database
          .selectFrom('file')
          .select(['lab_id', (row) => row.fn.max('saved_at').as('saved_at')])
          .where('academy_id', '=', who.academyId)
          .where('member_id', '=', who.memberId)
          .groupBy('lab_id')
          .execute(),
        database
          .selectFrom('answer')
          .select(['course', 'lesson', 'question', 'outcome', 'answered_at as at'])
          .where('academy_id', '=', who.academyId)
          .where('member_id', '=', who.memberId)
          .execute(),
        database
          .selectFrom('reading')
          .select(['course', 'lesson', 'finished_at as at'])
          .where('academy_id', '=', who.academyId)
          .where('member_id', '=', who.memberId)
          .execute(),
        database
          .selectFrom('lesson_completion')
          .select(['course', 'lesson'])
          .where('academy_id', '=', who.academyId)
          .where('member_id', '=', who.memberId)
          .execute(),
      ])
    : [[], [], [], [], []];

  const progress: Progress = {
    labs: {},
    answers: {},
    readings: new Set(readings.map(({ course, lesson }) => `${course}/${lesson}`)),
    completed: new Set(completed.map(({ course, lesson }) => `${course}/${lesson}`)),
    touched: lastTouches([...answers, ...readings]),
    continueLab: null,
  };
  let latest = '';
  for (const lab of labs) {
    const own = steps.filter((row) => row.lab_id === lab.definition.id);
    const ids = lab.definition.steps.map((step) => step.id);
    const open = ids.findIndex((id) => !own.some((row) => row.step === id && row.passed_at !== null));
    const touches = [
      ...own.map((row) => row.touched_at),
      ...files.filter((row) => row.lab_id === lab.definition.id).map((row) => row.saved_at),
    ];
    const touchedAt = touches.sort().at(-1) ?? null;
    progress.labs[lab.slug] = {
      passed: ids.filter((id) => own.some((row) => row.step === id && row.passed_at !== null)).length,
      total: ids.length,
      nextStep: ids[open] ?? null,
      nextStepNumber: open < 0 ? null : open + 1,
      begun: touchedAt !== null,
      finished: open < 0,
      touchedAt,
    };
    if (open >= 0 && touchedAt !== null && touchedAt > latest) {
      latest = touchedAt;
      progress.continueLab = lab.slug;
    }
  }
  for (const row of answers) {
    const key = `${row.course}/${row.lesson}/${row.question}`;
    if (progress.answers[key] !== 'correct') progress.answers[key] = row.outcome === 'correct' ? 'correct' : 'wrong';
  }
  return progress;
}

function lastTouches(rows: readonly { course: string; lesson: string; at: string }[]): Record<string, string> {
  const touched: Record<string, string> = {};
  for (const { course, lesson, at } of rows) {
    const key = `${course}/${lesson}`;
    if (at > (touched[key] ?? '')) touched[key] = at;
  }
  return touched;
}

/** As much of somebody's progress as tells how far their lessons are. */
export interface LessonProgress extends Pick<Progress, 'answers' | 'readings'> {
  labs: Readonly<Record<string, Pick<LabProgress, 'begun' | 'finished'>>>;
  /** Absent: nothing is known of it, and what stands now decides. */
  completed?: ReadonlySet<string>;
}

/**
 * How far a lesson is, by the rule that its trainee reads (completion.ts): the steps of its lab and its questions; a lesson with neither is
 * done when its reader has declared it read. Once complete stays complete.
 */
export function lessonState(
  progress: LessonProgress,
  lesson: { course: string; slug: string; lab?: string | null | undefined; questions?: readonly string[] },
): 'new' | 'begun' | 'finished' {
  if (progress.completed?.has(`${lesson.course}/${lesson.slug}`)) return 'finished';
  const lab = lesson.lab ? progress.labs[lesson.lab] : undefined;
  const questions = (lesson.questions ?? []).map((question) => progress.answers[`${lesson.course}/${lesson.slug}/${question}`]);
  if (!lab && questions.length === 0) return progress.readings.has(`${lesson.course}/${lesson.slug}`) ? 'finished' : 'new';
  if ((!lab || lab.finished) && questions.every((answer) => answer === 'correct')) return 'finished';
  return lab?.begun || questions.some((answer) => answer !== undefined) ? 'begun' : 'new';
}
