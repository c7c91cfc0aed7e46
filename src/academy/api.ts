/**
 * What the browser may ask the academy over HTTP: one schema per exchange, imported by the endpoints and by the workbench. All
 * paths are below /api; writing requests need our own Origin. Work belongs to the session's member; `POST /api/guest` makes a
 * guest when there is none.
 *
 *   POST /api/guest                    -> 204 (a session cookie)
 *   GET  /api/work/:lab                -> workState
 *   PUT  /api/work/:lab/file           saveFile -> saved
 *   POST /api/work/:lab/files          fileChange -> workState   (a file comes, gets another name, or goes)
 *   GET  /api/work/:lab/versions?controller&name[&before]   -> versionList
 *   GET  /api/work/:lab/versions/:number?controller&name    -> versionText
 *   POST /api/work/:lab/check          checkRequest -> checkResponse
 *   POST /api/work/:lab/hint           hintRequest -> hintResponse
 *   POST /api/work/:lab/reset          resetRequest -> workState   (earlier text stays in the history)
 *   GET  /api/work/:lab/assistance     -> assistanceState   (who helps; the rig's `company` says when to ask again)
 *   POST /api/work/:lab/assistance     assistanceRequest -> assistanceState
 *   GET  /api/work/:lab/comments       -> commentList   (at the lines of one's programs; the rig's `company` says when to ask again)
 *   POST /api/work/:lab/comments       remarkRequest -> commentList
 *   GET  /api/teach/:cohort/:member/comments/:lab     -> commentList
 *   POST /api/teach/:cohort/:member/comments/:lab     commentRequest -> commentList
 *   GET  /api/teach/:cohort/:member/assistance/:lab   -> assistanceState
 *   POST /api/teach/:cohort/:member/assistance/:lab   helpRequest -> assistanceState
 *   GET  /api/teach/:cohort/:member/faults/:lab       -> faultList
 *   POST /api/teach/:cohort/:member/faults/:lab       faultRequest -> faultList
 *   GET  /api/teach/:cohort/:member/work/:lab         -> workState   (the trainee's)
 *   PUT  /api/teach/:cohort/:member/work/:lab/file    saveFile -> saved   (with the keyboard)
 *   GET  /api/teach/:cohort/:member/work/:lab/versions[/:number]   as below /api/work/:lab
 *   POST /api/answers                  answerRequest -> answerResponse
 *   GET  /api/review                   -> reviewResponse   (what returns today)
 *   POST /api/review                   reviewRequest -> reviewedResponse
 *   POST /api/solutions                solutionRequest -> solutionResponse   (after an honest try)
 *   POST /api/readings                 readingRequest -> readingResponse   (a lesson without lab and question is read)
 *   GET  /api/preferences              -> preferences (members/preferences.ts)
 *   PUT  /api/preferences              preferencesPart -> preferences   (only what changed; `keys` as a whole)
 *   GET  /api/search?q=&locale=        searchRequest -> searchResponse   (needs no session)
 *   POST /api/connect                  connectRequest -> connectResponse   (for `millwright connect`)
 *   WS   /api/rig/:lab                 the rig (sandbox/wire)
 *   WS   /api/teach/:cohort/:member/rig/:lab          the trainee's rig, to watch
 *
 * A refusal is a 4xx with `problem`. Written in Zod's small form (`zod/mini`), because the workbench ships it.
 */
import * as z from 'zod/mini';

export const localizedText = z.object({ en: z.string(), 'zh-CN': z.string() });
export const problem = z.object({ code: z.string(), message: localizedText });

const sourceFile = z.strictObject({
  name: z.string().check(z.minLength(1), z.maxLength(200)),
  text: z.string().check(z.maxLength(512_000)),
});

export const workState = z.object({
  lab: z.string(),
  labVersion: z.number(),
  rig: z.string(),
  /** By controller: what the trainee has typed, or the lab's start. */
  files: z.record(z.string(), z.array(z.extend(sourceFile, { revision: z.number() }))),
  savedAt: z.nullable(z.string()),
  /** By step id; what passed stays passed. */
  steps: z.record(z.string(), z.object({ passedAt: z.nullable(z.string()), attempts: z.number(), hintsShown: z.number() })),
  guest: z.boolean(),
});
export type WorkState = z.output<typeof workState>;

/** `base` is the revision that the editor started from; a save on an older one is kept in the history and reported as a conflict. */
export const saveFile = z.strictObject({
  controller: z.string().check(z.minLength(1), z.maxLength(100)),
  name: z.string().check(z.minLength(1), z.maxLength(200)),
  text: z.string().check(z.maxLength(512_000)),
  base: z.int().check(z.minimum(0)),
});
export const saved = z.object({ revision: z.number(), savedAt: z.string(), conflict: z.boolean() });

/** Files that a trainee adds are called so; a controller has at most `maxFiles`, those of the lab's start among them. */
export const addedFileName = /^[A-Za-z0-9_-]{1,60}\.(?:st|ld|plcopen\.xml)$/;
export const maxFiles = 50;

const fileKey = {
  controller: z.string().check(z.minLength(1), z.maxLength(100)),
  name: z.string().check(z.minLength(1), z.maxLength(200)),
};
/** Of files that the trainee added; the lab's own can be neither renamed nor deleted. */
export const fileChange = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('create'), ...fileKey, text: z.string().check(z.maxLength(512_000)) }),
  z.strictObject({ do: z.literal('rename'), ...fileKey, to: z.string().check(z.minLength(1), z.maxLength(200)) }),
  z.strictObject({ do: z.literal('delete'), ...fileKey }),
]);
export type FileChange = z.output<typeof fileChange>;

const fileVersion = z.object({
  /** The revision's number. */
  number: z.number(),
  savedAt: z.string(),
  origin: z.enum(['typed', 'checked', 'reset', 'conflict']),
  /** Lines that it has and the next older one of the list has not, and the other way round. */
  added: z.number(),
  removed: z.number(),
  /** Who typed it, when it was not the trainee whose file it is; `name` is `null` for somebody who has been erased. */
  by: z.nullable(z.object({ name: z.nullable(z.string()), you: z.boolean() })),
});
export const versionList = z.object({
  /** The text that each passed step passed with, the newest first, with the steps of one check together; `number` 0 is the lab's start. */
  passed: z.array(z.object({ number: z.number(), at: z.string(), steps: z.array(z.string()), everything: z.boolean() })),
  /**
   * Newest first, without the current one: what was checked, brought back by a reset or lost a conflict, and of what was typed the last of
   * each minute.
   */
  versions: z.array(fileVersion),
  /** There are older ones: `before` of the next page. */
  before: z.nullable(z.number()),
});
export type VersionList = z.output<typeof versionList>;
export const versionText = z.object({ number: z.number(), text: z.string() });

/** The programs travel along, are saved first, and exactly they are graded. */
export const checkRequest = z.strictObject({
  programs: z.record(z.string(), z.array(sourceFile).check(z.minLength(1), z.maxLength(50))),
});

/** Help at a rig, for either of the two. */
export const assistanceState = z.object({
  /** Is there anybody who could help, and may they (not in an exam)? */
  available: z.boolean(),
  /** The trainee has asked for help. */
  asked: z.boolean(),
  /** The name of who offers it; `null`: nobody yet. */
  instructor: z.nullable(z.string()),
  /** That is who asks. */
  yours: z.boolean(),
  keyboard: z.enum(['none', 'asked', 'granted']),
  /** Milliseconds. */
  keyboardLeft: z.number(),
});
export type AssistanceState = z.output<typeof assistanceState>;
export const assistanceRequest = z.discriminatedUnion('do', [
  z.strictObject({ do: z.enum(['ask', 'end', 'decline', 'take-back']) }),
  z.strictObject({ do: z.literal('grant'), minutes: z.int().check(z.minimum(1), z.maximum(60)) }),
]);
export type AssistanceRequest = z.output<typeof assistanceRequest>;
export const helpRequest = z.strictObject({ do: z.enum(['offer', 'ask-keyboard', 'give-back', 'end']) });
export type HelpRequest = z.output<typeof helpRequest>;

/** Characters of a comment; comments at one lab's programs, and remarks in one, its first among them. */
export const commentLimits = { text: 2_000, threads: 200, remarks: 50 } as const;

const remarkText = z.string().check(z.trim(), z.minLength(1), z.maxLength(commentLimits.text));
const commentId = z.string().check(z.minLength(1), z.maxLength(60));
const remark = z.object({
  id: z.string(),
  /** `null`: somebody who has been erased. */
  author: z.nullable(z.string()),
  yours: z.boolean(),
  text: z.string(),
  at: z.string(),
  editedAt: z.nullable(z.string()),
  /** The other side wrote it and this one has not looked yet. */
  unread: z.boolean(),
});
/** A comment and its answers. */
const commentThread = z.object({
  id: z.string(),
  controller: z.string(),
  name: z.string(),
  /** Where it was made: the revision, the line there (from 1), and what the line said. */
  revision: z.number(),
  line: z.number(),
  lineText: z.string(),
  /** Where that line stands in the file as it is saved now; `gone`: it was changed or deleted. `null`: the file is not there any more. */
  place: z.nullable(z.object({ line: z.number(), gone: z.boolean() })),
  resolvedAt: z.nullable(z.string()),
  /** By time; the first is the comment. */
  remarks: z.array(remark),
});
export const commentList = z.object({
  /** `false` during an exam: none is shown and none can be made. */
  open: z.boolean(),
  threads: z.array(commentThread),
});
export type CommentThread = z.output<typeof commentThread>;
export type CommentList = z.output<typeof commentList>;

const remarkDeeds = [
  z.strictObject({ do: z.literal('answer'), thread: commentId, text: remarkText }),
  z.strictObject({ do: z.literal('edit'), comment: commentId, text: remarkText }),
  z.strictObject({ do: z.literal('delete'), comment: commentId }),
  z.strictObject({ do: z.enum(['resolve', 'reopen']), thread: commentId }),
  z.strictObject({ do: z.literal('read'), thread: commentId }),
] as const;
export const remarkRequest = z.discriminatedUnion('do', remarkDeeds);
/** An instructor's: theirs are the comments, too. `revision` is that of the text which was shown. */
export const commentRequest = z.discriminatedUnion('do', [
  z.strictObject({
    do: z.literal('comment'),
    ...fileKey,
    revision: z.int().check(z.minimum(0)),
    line: z.int().check(z.minimum(1)),
    text: remarkText,
  }),
  ...remarkDeeds,
]);
export type CommentRequest = z.output<typeof commentRequest>;

/** Every fault of the lab, hidden ones too: for instructors. `active` is `null` while the rig sleeps. */
export const faultList = z.object({
  exam: z.boolean(),
  faults: z.array(z.object({ id: z.string(), title: localizedText, hidden: z.boolean(), active: z.nullable(z.boolean()) })),
});
export type FaultList = z.output<typeof faultList>;
export const faultRequest = z.strictObject({ fault: z.string().check(z.maxLength(100)), active: z.boolean() });

/** A token for tools of the trainee's own machine: it opens the devices of this lab's rig and nothing else. */
export const connectRequest = z.strictObject({ lab: z.string().check(z.maxLength(200)) });
export const connectResponse = z.object({
  /** What `millwright connect` takes: the address and, behind #, the token. */
  url: z.string(),
  until: z.string(),
});

/** A GradeResult (sandbox/grading/types.ts) as JSON, and the steps after it. */
export const checkResponse = z.object({
  result: z.discriminatedUnion('outcome', [
    z.object({
      outcome: z.literal('graded'),
      passed: z.boolean(),
      verdicts: z.array(z.custom<import('#sandbox/host/api.ts').Verdict>()),
    }),
    z.object({
      outcome: z.literal('did-not-run'),
      diagnostics: z.array(z.custom<import('#sandbox/iec61131/diagnostics.ts').Diagnostic>()),
      fault: z.nullable(z.object({ file: z.string(), line: z.number(), column: z.number(), message: localizedText })),
    }),
    z.object({ outcome: z.literal('our-failure'), message: localizedText }),
    /** In an exam: it ran and was recorded. */
    z.object({ outcome: z.literal('withheld'), message: localizedText }),
  ]),
  steps: workState.shape.steps,
});
export type CheckResponse = z.output<typeof checkResponse>;

/** `reveal: false` only repeats the hints shown so far (after a reload). */
export const hintRequest = z.strictObject({
  step: z.string().check(z.maxLength(100)),
  locale: z.enum(['en', 'zh-CN']),
  reveal: z._default(z.boolean(), true),
});
/** All hints shown so far for the step, in order; HTML made by the server. */
export const hintResponse = z.object({ hints: z.array(z.string()), remaining: z.number() });

export const resetRequest = z.strictObject({ scope: z.enum(['step', 'lab']) });

export const answerRequest = z.strictObject({
  course: z.string().check(z.maxLength(100)),
  lesson: z.string().check(z.maxLength(100)),
  question: z.string().check(z.maxLength(100)),
  answer: z.union([
    z.string().check(z.maxLength(2_000)),
    z.number(),
    z.array(z.string().check(z.maxLength(200))).check(z.maxLength(50)),
  ]),
  locale: z.enum(['en', 'zh-CN']),
  /** The seed of the variant that the page shows. */
  variant: z.optional(z.int().check(z.minimum(0))),
  /** Milliseconds since the question was first seen, or answered last. */
  took: z.optional(z.int().check(z.minimum(0))),
});
export const answerResponse = z.object({ correct: z.boolean(), feedback: z.string() });

/** What returns today, in order; `next` when nothing is due now. */
export const reviewResponse = z.object({
  today: z.string(),
  due: z.array(z.object({ course: z.string(), lesson: z.string(), question: z.string(), times: z.number() })),
  next: z.nullable(z.object({ on: z.string(), count: z.number() })),
});
/** `times`: as `due` says of it; a return is answered once. */
export const reviewRequest = z.strictObject({
  course: z.string().check(z.maxLength(100)),
  lesson: z.string().check(z.maxLength(100)),
  question: z.string().check(z.maxLength(100)),
  times: z.int().check(z.minimum(0)),
  answer: answerRequest.shape.answer,
  locale: z.enum(['en', 'zh-CN']),
});
/** `returnsOn` is `null` when it returns no more. */
export const reviewedResponse = z.object({ correct: z.boolean(), feedback: z.string(), returnsOn: z.nullable(z.string()) });

export const solutionRequest = z.strictObject({
  course: z.string().check(z.maxLength(100)),
  lesson: z.string().check(z.maxLength(100)),
  solution: z.string().check(z.maxLength(250)),
  locale: z.enum(['en', 'zh-CN']),
});
/** HTML made by the server. */
export const solutionResponse = z.object({ html: z.string() });

export const readingRequest = z.strictObject({
  course: z.string().check(z.maxLength(100)),
  lesson: z.string().check(z.maxLength(100)),
});
export const readingResponse = z.object({ finished: z.literal(true) });

/** Characters that a search may have, and hits that an answer may. */
export const searchLimits = { query: 200, results: 30 } as const;

/** From the address: everything arrives as text. */
export const searchRequest = z.strictObject({
  q: z.string().check(z.trim(), z.minLength(1), z.maxLength(searchLimits.query)),
  locale: z.enum(['en', 'zh-CN']),
  limit: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(searchLimits.results)), searchLimits.results),
});
/** Pieces of a text: those with an odd index are hits. */
const marked = z.array(z.string());
/** The best first. */
export const searchResponse = z.object({
  results: z.array(
    z.object({
      title: marked,
      /** From the outside in: the course, the lesson. */
      place: z.array(z.string()),
      snippet: marked,
      /** In the language asked for, with the nearest heading. */
      href: z.string(),
    }),
  ),
});
export type SearchResponse = z.output<typeof searchResponse>;
