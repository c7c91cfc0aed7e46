/**
 * Every table of ours as data: the TypeScript types of rows are derived from it, and a test holds it against the live database.
 * Only types that SQLite and PostgreSQL share: text and integer. An instant is ISO 8601 in UTC (it sorts as text); a yes or no
 * is a nullable instant or a word; structured values are JSON in text. Every owned table names its academy.
 *
 * The account library (better-auth) owns the tables user, session, account and verification beside these.
 */
const text = 'text';
const integer = 'integer';
const optionalText = 'text, may be null';

export const tables = {
  /** One company's space. */
  academy: { id: text, slug: text, name: text, created_at: text },
  /** A person in an academy. `user_id` is the account library's; a guest's member moves to the account they make later. */
  member: { id: text, academy_id: text, user_id: text, created_at: text },
  /** Where a trainee's file stands: the number of its current revision. */
  file: {
    academy_id: text,
    member_id: text,
    lab_id: text,
    controller: text,
    name: text,
    revision: integer,
    saved_at: text,
  },
  /** Everything ever typed. `origin`: typed | checked | reset | conflict. */
  file_revision: {
    id: text,
    academy_id: text,
    member_id: text,
    lab_id: text,
    controller: text,
    name: text,
    number: integer,
    base: integer,
    origin: text,
    text: text,
    saved_at: text,
  },
  /** The rig that belongs to a member and a lab; parameters are drawn from `seed`. */
  rig: { id: text, academy_id: text, member_id: text, lab_id: text, seed: integer, created_at: text },
  /** A graded check. `programs` and `verdicts` are JSON; traces are kept as hashes. `outcome`: passed | failed. */
  attempt: {
    id: text,
    academy_id: text,
    member_id: text,
    lab_id: text,
    lab_version: integer,
    lab_hash: text,
    seed: integer,
    outcome: text,
    programs: text,
    verdicts: text,
    checked_at: text,
  },
  /** What a member has reached in one step of a lab. `checkpoint` is the attempt that passed it. */
  step_progress: {
    academy_id: text,
    member_id: text,
    lab_id: text,
    step: text,
    passed_at: optionalText,
    checkpoint: optionalText,
    attempts: integer,
    hints_shown: integer,
    touched_at: text,
  },
  /** An answer to a lesson's question. `answer` is JSON; `outcome`: correct | wrong. */
  answer: {
    id: text,
    academy_id: text,
    member_id: text,
    course: text,
    lesson: text,
    question: text,
    answer: text,
    outcome: text,
    answered_at: text,
  },
  /** A lesson without lab and question that a member has declared read. */
  reading: { academy_id: text, member_id: text, course: text, lesson: text, finished_at: text },
  /** What a member has set for themselves, as JSON (`preferencesPart`). */
  preference: { academy_id: text, member_id: text, settings: text, saved_at: text },
} as const;

interface ColumnTypes {
  [text]: string;
  [integer]: number;
  [optionalText]: string | null;
}

/** The row types that Kysely checks queries against. */
export type AcademyTables = {
  [Table in keyof typeof tables]: {
    [Column in keyof (typeof tables)[Table]]: (typeof tables)[Table][Column] extends keyof ColumnTypes
      ? ColumnTypes[(typeof tables)[Table][Column]]
      : never;
  };
};
