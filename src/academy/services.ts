/**
 * The academy's services, composed once per web process by its command line and reached from pages and endpoints through
 * `services()`. What belongs to other parts of the house (labs, lessons, the lab hosts) is handed in.
 */
import type { HostClient } from '#sandbox/host/api.ts';
import type { Locale } from '#sandbox/iec61131/diagnostics.ts';
import { type Academy, defaultAcademy } from './academies/academies.ts';
import type { AuthoringOf } from './authoring/authoring.ts';
import { Proofs } from './authoring/proofs.ts';
import { Publications } from './authoring/publications.ts';
import { type Database, openDatabase } from './database/open.ts';
import type { DatabasePlace } from './database/place.ts';
import { FullDisk } from './http/full-disk.ts';
import { RateLimits } from './http/rate-limit.ts';
import { type Libraries, type Library, libraryOf } from './library/library.ts';
import { type Accounts, openAccounts } from './members/accounts.ts';
import { sessionSecret } from './members/secret.ts';
import { type Progress, progressOf } from './progress/progress.ts';

/** The part of a pino logger that is used here. */
interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Paths of the built site, without the leading slash. */
export interface WorkbenchFiles {
  scripts: string[];
  styles: string[];
  words: Record<Locale, string[]>;
  /** Only where there is a program to edit. */
  editor: string[];
}

export interface ServicesOptions {
  /** MILLWRIGHT_DATA: the folder of the session secret. */
  dataDir: string;
  database: DatabasePlace;
  /** Signs what this installation hands out (MILLWRIGHT_SECRET); absent or `null`: the one kept in the data folder. */
  secret?: string | null;
  host: HostClient;
  /** The labs and lessons of an academy. Ask `libraryOf`: it knows whose request it is. */
  library: Libraries;
  /** What the authors of an academy write, and with what. */
  authoring: AuthoringOf;
  /** Markdown of a lab's text as safe HTML. */
  renderMarkdown(markdown: string, locale: Locale): string | Promise<string>;
  /** The address people type when a proxy ends TLS in front (MILLWRIGHT_URL); `null` when unknown. */
  publicUrl: string | null;
  /** `millwright preview`: pages follow every save and show their mistakes. */
  author?: boolean;
  /** What a lesson page asks for ahead of time; absent where nothing is built (`--dev`). */
  workbenchFiles?: WorkbenchFiles | undefined;
  /** What days are reckoned by; the machine's clock unless given. */
  now?(): Date;
  log: Log;
}

export interface Services extends Omit<ServicesOptions, 'dataDir' | 'database' | 'secret' | 'now'> {
  now(): Date;
  database: Database;
  accounts: Accounts;
  /** Signs what this installation hands out. */
  secret: string;
  academy: Academy;
  /** Tries counted in this process. */
  limits: RateLimits;
  /** Tests of labs that authors have under way in this process. */
  proofs: Proofs;
  /** Whether the log was told of a full disk just now. */
  fullDisk: FullDisk;
  /** Member and lab of every check under way in this process. */
  checksRunning: Set<string>;
  /** What authors are publishing in this process. */
  publications: Publications;
  /** By member and lab: the last word to a rig's host about those who watch it, while it is under way. */
  hostWords: Map<string, Promise<unknown>>;
  /** What a member has reached in what they may learn; `null` is somebody without a session. `library`: if it is at hand. */
  progressOf(member: { id: string; academyId: string } | null, library?: Library): Promise<Progress>;
}

/**
 * In development Vite loads this module a second time beside Node's copy, so the one instance hangs on the process rather than in
 * a variable of the module.
 */
const key = Symbol.for('millwright.academy.services');
type Holder = { [key]?: Services };

/**
 * Open database and accounts.
 * @throws DatabaseError
 */
export async function openServices(options: ServicesOptions): Promise<Services> {
  const { dataDir, database: place, secret: given, ...rest } = options;
  const onTrouble = (message: string, error: unknown): void => options.log.error({ err: error }, message);
  const database = await openDatabase(place, { onTrouble });
  const secret = given ?? sessionSecret(dataDir);
  const accounts = await openAccounts({
    database,
    secret,
    publicUrl: rest.publicUrl,
  });
  const academy = await defaultAcademy(database);
  return {
    now: () => new Date(),
    ...rest,
    database,
    accounts,
    secret,
    academy,
    limits: new RateLimits(() => performance.now()),
    proofs: new Proofs(rest.now ?? (() => new Date())),
    fullDisk: new FullDisk(() => performance.now()),
    checksRunning: new Set(),
    publications: new Publications(),
    hostWords: new Map(),
    progressOf: async (member, library) => {
      const { labs } = library ?? (await libraryOf({ ...rest, academy, database }, member));
      return progressOf(database, member ? { academyId: member.academyId, memberId: member.id } : null, labs().values());
    },
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
