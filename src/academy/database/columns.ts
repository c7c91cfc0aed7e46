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
const optionalInteger = 'integer, may be null';

export const tables = {
  /** One company's space. */
  academy: {
    id: text,
    slug: text,
    name: text,
    created_at: text,
    /** A host name that is this academy's alone; requests to it are for no other. */
    host: optionalText,
    /** JSON (`academySettings`); what is absent is as the default says. */
    settings: text,
    /** Rises with every change of name, host or settings: two who change at once are told. */
    revision: integer,
    closed_at: optionalText,
  },
  /**
   * A person in an academy. `user_id` is the account library's; a guest's member moves to the account they make later. A suspended member
   * keeps everything and may do nothing; an erased one keeps neither name nor work, only what the record of others needs.
   */
  member: {
    id: text,
    academy_id: text,
    user_id: text,
    created_at: text,
    suspended_at: optionalText,
    erased_at: optionalText,
    /** When they were last here, to the day: for retention. */
    seen_on: optionalText,
  },
  /** What a member is besides a trainee, which everyone with an account is. `role`: owner | administrator | author | instructor. */
  member_role: { academy_id: text, member_id: text, role: text, granted_at: text, granted_by: optionalText },
  /**
   * A link that makes its bearer a member, once. Only the token's hash is kept. `kind`: member | set-up (the first owner's). `roles` is
   * JSON. With an e-mail address only that address may accept.
   */
  invitation: {
    id: text,
    academy_id: text,
    kind: text,
    email: optionalText,
    roles: text,
    cohort_id: optionalText,
    token_hash: text,
    created_at: text,
    created_by: optionalText,
    expires_at: text,
    accepted_at: optionalText,
    accepted_by: optionalText,
    revoked_at: optionalText,
  },
  /**
   * A key pair of somebody's device, with which they sign in to any of their academies. `id` is the credential's own, `public_key` COSE, both
   * base64url; `transports` is JSON. `synced`: 1 when its maker keeps copies on other devices.
   */
  passkey: {
    id: text,
    user_id: text,
    name: text,
    rp_id: text,
    public_key: text,
    counter: integer,
    transports: text,
    synced: integer,
    created_at: text,
    last_used_on: optionalText,
  },
  /** What a passkey has been asked to sign, for minutes. `user_id`: whose new passkey it is; null at a sign-in. */
  passkey_challenge: { id: text, challenge: text, user_id: optionalText, expires_at: text },
  /** A link by which a person sets a new password, once. Only the token's hash is kept. `second_factor_too`: 1 when that goes as well. */
  reset_link: {
    id: text,
    academy_id: text,
    member_id: text,
    token_hash: text,
    second_factor_too: integer,
    created_at: text,
    created_by: optionalText,
    expires_at: text,
    used_at: optionalText,
  },
  /** What programs sign in with. Only the key's hash is kept; `actions` is JSON: what of the member's rights it carries. */
  api_key: {
    id: text,
    academy_id: text,
    member_id: text,
    name: text,
    /** Its first characters, by which people tell keys apart. */
    prefix: text,
    key_hash: text,
    actions: text,
    created_at: text,
    expires_at: text,
    last_used_on: optionalText,
    revoked_at: optionalText,
  },
  /** Single sign-on over OpenID Connect. The secret is sealed (`members/sealed.ts`); `role_map` is JSON: group to roles. */
  sso_provider: {
    id: text,
    academy_id: text,
    name: text,
    issuer: text,
    client_id: text,
    client_secret: text,
    groups_claim: text,
    role_map: text,
    enabled: integer,
    created_at: text,
    revision: integer,
  },
  /**
   * Who did what, as whom, to what; written in the transaction of the deed and never changed. `actor_kind`: member | api-key | system.
   * `acting_as`: whose place they took. `before` and `after` are JSON.
   */
  audit: {
    id: text,
    academy_id: text,
    at: text,
    actor_kind: text,
    actor: optionalText,
    acting_as: optionalText,
    action: text,
    subject_kind: text,
    subject: text,
    before: optionalText,
    after: optionalText,
  },
  /** People who learn together. */
  cohort: {
    id: text,
    academy_id: text,
    name: text,
    starts_on: optionalText,
    ends_on: optionalText,
    archived_at: optionalText,
    created_at: text,
    revision: integer,
  },
  /** `part`: trainee | instructor. */
  cohort_member: { academy_id: text, cohort_id: text, member_id: text, part: text, joined_at: text },
  /**
   * What a cohort is asked to do. `target_kind`: course | lesson | lab; `target`: course slug, `course/lesson`, lab id. `mode`: practice |
   * exam. `late` is JSON: none, or until when and what it costs; `exam` is JSON: minutes and what is withheld.
   */
  assignment: {
    id: text,
    academy_id: text,
    cohort_id: text,
    title: text,
    target_kind: text,
    target: text,
    mode: text,
    points: integer,
    release_at: optionalText,
    due_at: optionalText,
    late: text,
    exam: optionalText,
    created_at: text,
    created_by: optionalText,
    withdrawn_at: optionalText,
    revision: integer,
  },
  /** What is otherwise for one person; a null is as the assignment says. `excused`: 1 when it does not count for them. */
  assignment_override: {
    academy_id: text,
    assignment_id: text,
    member_id: text,
    release_at: optionalText,
    due_at: optionalText,
    minutes: optionalInteger,
    excused: integer,
    /** Their work was reset: what they did before does not count. */
    counts_from: optionalText,
    reason: text,
    changed_at: text,
    changed_by: optionalText,
    revision: integer,
  },
  /**
   * One person's exam: its own seed and its own end. `ordinal`: from 1; a further one only after the one before was set aside.
   * `seen_at`: the latest instant at which it was looked at; time does not run back within a sitting. `result` is JSON: what the frozen
   * work passed; null until it was graded.
   */
  exam_sitting: {
    id: text,
    academy_id: text,
    assignment_id: text,
    member_id: text,
    ordinal: integer,
    seed: integer,
    started_at: text,
    ends_at: text,
    seen_at: text,
    submitted_at: optionalText,
    set_aside_at: optionalText,
    result: optionalText,
  },
  /** An instructor's word over the computed grade, with its reason. `score`: hundredths of a point. */
  grade_adjustment: {
    academy_id: text,
    assignment_id: text,
    member_id: text,
    score: integer,
    reason: text,
    changed_at: text,
    changed_by: optionalText,
    revision: integer,
  },
  /** A lesson that became complete, and by which rule, as JSON: what the trainee could read then. */
  lesson_completion: {
    academy_id: text,
    member_id: text,
    course: text,
    lesson: text,
    rule: text,
    completed_at: text,
  },
  /**
   * A remark at a line of somebody's file, of the revision that the instructor saw, with the line as it stood there (`line_text`); or an
   * answer to one (`answers`: its id), at the same place. `resolved_at` is the first remark's. `read_at`: the other side has seen it.
   */
  line_comment: {
    id: text,
    academy_id: text,
    member_id: text,
    lab_id: text,
    controller: text,
    name: text,
    revision: integer,
    line: integer,
    text: text,
    author_id: optionalText,
    created_at: text,
    resolved_at: optionalText,
    answers: optionalText,
    line_text: optionalText,
    edited_at: optionalText,
    read_at: optionalText,
  },
  /** Said to a cohort, or to the whole academy (`cohort_id` null). */
  announcement: {
    id: text,
    academy_id: text,
    cohort_id: optionalText,
    text: text,
    created_at: text,
    created_by: optionalText,
    /** The last day on which it is shown. */
    until: optionalText,
    revision: integer,
    withdrawn_at: optionalText,
  },
  /** Somebody has put an announcement away; when it is changed, it is shown to them again. */
  announcement_dismissal: { academy_id: text, announcement_id: text, member_id: text, dismissed_at: text },
  /** Help asked for and offered at a rig. `keyboard`: none | asked | granted | ended; only the trainee grants. */
  assistance: {
    id: text,
    academy_id: text,
    member_id: text,
    lab_id: text,
    instructor_id: optionalText,
    asked_at: optionalText,
    offered_at: optionalText,
    keyboard: text,
    keyboard_until: optionalText,
    ended_at: optionalText,
  },
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
    saved_by: optionalText,
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
    /** Hints of the lab that were open when it was checked. */
    hints_shown: integer,
    /** Of an exam: its sitting. */
    sitting_id: optionalText,
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
    /** Of the question's variant; 0 is the first. With it the answer can be judged again. */
    seed: integer,
    /** What the rig itself said, as JSON, of a question for a live signal. */
    reading: optionalText,
    /** From the question's first being seen, or the last answer to it, to this one; by the browser's own word. */
    took_ms: optionalInteger,
  },
  /**
   * What returns to a member: a question of a lesson, or a drill. `stage` counts the returns answered rightly in a row, `times` all of
   * them; days are the academy's, and without a due one it returns no more (review/schedule.ts). `last_outcome`: correct | wrong.
   */
  review: {
    academy_id: text,
    member_id: text,
    course: text,
    lesson: text,
    question: text,
    learned_on: text,
    stage: integer,
    times: integer,
    due_on: optionalText,
    last_on: optionalText,
    last_outcome: optionalText,
  },
  /** An answer when a question returned; `times` as in the review that it answered. */
  review_answer: {
    id: text,
    academy_id: text,
    member_id: text,
    course: text,
    lesson: text,
    question: text,
    times: integer,
    seed: integer,
    answer: text,
    outcome: text,
    answered_at: text,
    answered_on: text,
  },
  /** A version that an academy has published of a course or lab (`unit`: library/unit.ts). Its files are a folder that never changes. */
  edition: {
    academy_id: text,
    unit: text,
    version: integer,
    hash: text,
    published_at: text,
    published_by: optionalText,
    note: text,
    source_commit: optionalText,
  },
  /** A member stays on this version of a unit until they choose to move. 0: what the installation itself has. */
  pinned_edition: { academy_id: text, member_id: text, unit: text, version: integer, pinned_at: text },
  /** A lesson without lab and question that a member has declared read. */
  reading: { academy_id: text, member_id: text, course: text, lesson: text, finished_at: text },
  /** What a member has set for themselves, as JSON (`preferencesPart`). */
  preference: { academy_id: text, member_id: text, settings: text, saved_at: text },
  /** What an academy signs certificates with. The private key is sealed (`members/sealed.ts`), the public one a JWK. One is not retired. */
  signing_key: {
    id: text,
    academy_id: text,
    private_key: text,
    public_key: text,
    created_at: text,
    retired_at: optionalText,
  },
  /** A published list of bits: which certificates are revoked. */
  status_list: { id: text, academy_id: text, created_at: text },
  /**
   * A certificate as it was issued. `id` is its unlisted address. `credential` is the signed text; `name` and `credential` are null once the
   * person was erased. `details` and `evidence` are JSON (certificates/details.ts). `revocation` is JSON: why, in words, or that the
   * person was erased.
   */
  certificate: {
    id: text,
    academy_id: text,
    member_id: text,
    course_id: text,
    course: text,
    name: optionalText,
    details: text,
    evidence: text,
    credential: optionalText,
    key_id: text,
    status_list: text,
    status_index: integer,
    awarded_at: text,
    issued_at: text,
    issued_by: optionalText,
    expires_at: optionalText,
    renewed_by: optionalText,
    revoked_at: optionalText,
    revocation: optionalText,
  },
} as const;

interface ColumnTypes {
  [text]: string;
  [integer]: number;
  [optionalText]: string | null;
  [optionalInteger]: number | null;
}

/** What is read of the account library's table of users. It alone writes there, but for the end of a guest (personal-data/retention.ts). */
interface AccountTables {
  user: { id: string; name: string; email: string; isAnonymous: boolean | null };
}

/** The row types that Kysely checks queries against. */
export type AcademyTables = AccountTables & {
  [Table in keyof typeof tables]: {
    [Column in keyof (typeof tables)[Table]]: (typeof tables)[Table][Column] extends keyof ColumnTypes
      ? ColumnTypes[(typeof tables)[Table][Column]]
      : never;
  };
};
