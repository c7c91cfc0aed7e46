/**
 * The academy's services, composed once per web process by its command line and reached from pages and endpoints through
 * `services()`. What belongs to other parts of the house (labs, lessons, the lab hosts) is handed in.
 */
import type { HostClient } from '#sandbox/host/api.ts';
import type { Locale } from '#sandbox/iec61131/diagnostics.ts';
import type { Lab, LabProblem } from '#sandbox/lab/lab.ts';
import { type Academy, defaultAcademy } from './academies/academies.ts';
import type { answerRequest, readingRequest, solutionRequest } from './api.ts';
import { type Database, openDatabase } from './database/open.ts';
import { type Accounts, openAccounts } from './members/accounts.ts';
import { sessionSecret } from './members/secret.ts';
import { type Progress, progressOf } from './progress/progress.ts';

/** The part of a pino logger that is used here. */
interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

type Answer = import('zod').output<typeof answerRequest>;
type AskedSolution = import('zod').output<typeof solutionRequest>;
type Reading = import('zod').output<typeof readingRequest>;

/** Paths of the built site, without the leading slash. */
export interface WorkbenchFiles {
  scripts: string[];
  styles: string[];
  words: Record<Locale, string[]>;
  /** Only where there is a program to edit. */
  editor: string[];
}

export interface ServicesOptions {
  /** MILLWRIGHT_DATA: the folder of the database and the session secret. */
  dataDir: string;
  host: HostClient;
  /** The labs as they stand on disk now, by slug; cheap enough to ask on every request. */
  labs(): ReadonlyMap<string, Lab>;
  /** The mistakes in labs; only where they stand may be shown, for their words may quote a check. */
  labProblems(): readonly LabProblem[];
  /** `null` when there is no such question. */
  judgeAnswer(answer: Answer): JudgedAnswer | null | Promise<JudgedAnswer | null>;
  /** What has to be tried first, and the text to show then; `null` when there is no such solution. */
  solution(asked: AskedSolution): LessonSolution | null;
  /** Whether there is such a lesson, and it has neither lab nor question. */
  isReading(lesson: Reading): boolean;
  /** Markdown of a lab's text as safe HTML. */
  renderMarkdown(markdown: string, locale: Locale): string | Promise<string>;
  /** The address people type when a proxy ends TLS in front (MILLWRIGHT_URL); `null` when unknown. */
  publicUrl: string | null;
  /** `millwright preview`: pages follow every save and show their mistakes. */
  author?: boolean;
  /** What a lesson page asks for ahead of time; absent where nothing is built (`--dev`). */
  workbenchFiles?: WorkbenchFiles | undefined;
  log: Log;
}

interface LessonSolution {
  opens: { after: 'step'; step: string } | { after: 'question'; question: string };
  /** Slug of the lesson's lab. */
  lab: string | null;
  html: string;
}

interface JudgedAnswer {
  correct: boolean;
  feedbackHtml: string;
}

export interface Services extends Omit<ServicesOptions, 'dataDir' | 'publicUrl'> {
  database: Database;
  accounts: Accounts;
  academy: Academy;
  /** Member and lab of every check under way in this process. */
  checksRunning: Set<string>;
  /** What a member has reached; `null` is somebody without a session. */
  progressOf(member: { id: string; academyId: string } | null): Promise<Progress>;
}

/**
 * In development Vite loads this module a second time beside Node's copy, so the one instance hangs on the process rather than in
 * a variable of the module.
 */
const key = Symbol.for('millwright.academy.services');
type Holder = { [key]?: Services };

/** Open database and accounts; throws with a sentence when the data folder cannot be used. */
export async function openServices(options: ServicesOptions): Promise<Services> {
  const { dataDir, publicUrl, ...rest } = options;
  const database = await openDatabase(dataDir);
  const accounts = await openAccounts({
    database,
    secret: sessionSecret(dataDir),
    publicUrl,
    onTrouble: (message, error) => options.log.error({ err: error }, message),
  });
  return {
    ...rest,
    database,
    accounts,
    academy: await defaultAcademy(database),
    checksRunning: new Set(),
    progressOf: (member) =>
      progressOf(database, member ? { academyId: member.academyId, memberId: member.id } : null, options.labs().values()),
  };
}

/** Make `opened` what `services()` answers in this process; `null` takes it back. */
export function provideServices(opened: Services | null): void {
  if (opened) (globalThis as Holder)[key] = opened;
  else delete (globalThis as Holder)[key];
}

/** The services of this process. Throws outside the web process (a build that renders a page ahead of time, say). */
export function services(): Services {
  const opened = optionalServices();
  if (!opened)
    throw new Error('The academy is not open in this process: pages that need it are rendered by the web process only.');
  return opened;
}

/** As `services()`, but `null` where the academy is not open. */
export function optionalServices(): Services | null {
  return (globalThis as Holder)[key] ?? null;
}
