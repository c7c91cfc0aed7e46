/** What a member has learned that can return as a question, and when: read from what they did, so that nothing needs to be noted twice. */

/** A lesson with the questions that may return; those for a live signal need a rig and are not among them. */
export interface LessonQuestions {
  course: string;
  lesson: string;
  /** Id and step ids of its lab. */
  lab: { id: string; steps: readonly string[] } | null;
  /** Every question of the lesson that tells when it is done. */
  asked: readonly string[];
  questions: readonly string[];
  /** `step`: after which it returns; `null`: once the lesson is done. */
  drills: readonly { question: string; step: string | null }[];
}

export interface Facts {
  /** Instants of first right answers, by `course/lesson/question`. */
  right: ReadonlyMap<string, string>;
  /** Instants of passed steps, by `lab id/step`. */
  passed: ReadonlyMap<string, string>;
  /** Instants of lessons declared read, by `course/lesson`. */
  read: ReadonlyMap<string, string>;
}

export interface Learned {
  course: string;
  lesson: string;
  question: string;
  /** ISO 8601. */
  at: string;
}

export function learnedOf(lessons: readonly LessonQuestions[], facts: Facts): Learned[] {
  return lessons.flatMap((lesson) => {
    const { course, lesson: slug, lab } = lesson;
    const done = doneAt(lesson, facts);
    const found: Learned[] = [];
    const add = (question: string, at: string | null | undefined): void => {
      if (at) found.push({ course, lesson: slug, question, at });
    };
    // Who passed the lab without its questions has learned what they ask all the same.
    for (const question of lesson.questions) add(question, facts.right.get(`${course}/${slug}/${question}`) ?? done);
    for (const { question, step } of lesson.drills)
      add(question, step === null || lab === null ? done : facts.passed.get(`${lab.id}/${step}`));
    return found;
  });
}

/** As progress/progress.ts has it: by its lab, else by its questions, else by its reader's word. */
function doneAt({ course, lesson, lab, asked }: LessonQuestions, facts: Facts): string | null {
  if (lab) return latest(lab.steps.map((step) => facts.passed.get(`${lab.id}/${step}`)));
  if (asked.length > 0) return latest(asked.map((question) => facts.right.get(`${course}/${lesson}/${question}`)));
  return facts.read.get(`${course}/${lesson}`) ?? null;
}

/** `null` unless all are there. */
function latest(instants: readonly (string | undefined)[]): string | null {
  const there = instants.filter((instant) => instant !== undefined);
  return there.length === instants.length ? (there.toSorted().at(-1) ?? null) : null;
}
