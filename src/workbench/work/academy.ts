/** The academy's HTTP exchanges as the workbench uses them; every refusal becomes an `AcademyError` with words for the reader. */
import type * as z from 'zod/mini';
import type { LocalizedText } from '#sandbox/iec61131/diagnostics.ts';
import {
  type CheckResponse,
  checkResponse,
  connectResponse,
  type FileChange,
  hintResponse,
  problem,
  saved,
  type saved as savedSchema,
  type VersionList,
  versionList,
  versionText,
  type WorkState,
  workState,
} from '../../academy/api.ts';
import type { WorkbenchProps } from '../props.ts';
import type { SaveRequest } from './saving.ts';

export class AcademyError extends Error {
  readonly code: string;
  readonly words: LocalizedText;
  constructor(code: string, words: LocalizedText) {
    super(words.en);
    this.code = code;
    this.words = words;
  }
}

const unreachable: LocalizedText = {
  en: 'The academy does not answer. Your text is kept in this browser; look at the network, then try again.',
  'zh-CN': '学院没有响应。您输入的内容保存在此浏览器中；请检查网络后再试。',
};
const unexpected: LocalizedText = {
  en: 'The academy gave an answer that this page does not understand. Reload the page; your text is kept.',
  'zh-CN': '学院的答复无法识别。请重新加载页面；您输入的内容不会丢失。',
};

const notOfOthers: LocalizedText = {
  en: 'Tools of your own reach your own rigs. Open this lab from its course to connect them.',
  'zh-CN': '自备工具只能连接您自己的实训台。请从课程中打开此实验后再连接。',
};

const notOfDraft: LocalizedText = {
  en: 'Tools of your own reach the rigs of published labs. Publish this lab, then open it from its course.',
  'zh-CN': '自备工具只能连接已发布实验的实训台。请先发布此实验，再从课程中打开。',
};

/** One exchange with the academy; `path` is below `/api`. A refusal, and no answer, is an `AcademyError`. */
export async function exchange<S extends z.ZodMiniType>(
  schema: S | null,
  path: string,
  init: RequestInit & { json?: unknown } = {},
): Promise<z.output<S>> {
  const { json, ...rest } = init;
  let response: Response;
  try {
    response = await fetch(`/api${path}`, {
      credentials: 'same-origin',
      ...rest,
      ...(json === undefined ? {} : { body: JSON.stringify(json), headers: { 'content-type': 'application/json' } }),
    });
  } catch {
    throw new AcademyError('unreachable', unreachable);
  }
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) {
    const told = problem.safeParse(body);
    throw told.success
      ? new AcademyError(told.data.code, told.data.message)
      : new AcademyError(`http-${response.status}`, unexpected);
  }
  if (schema === null) return undefined as z.output<S>;
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw new AcademyError('unexpected', unexpected);
  return parsed.data;
}

export interface Academy {
  ensureSession(): Promise<void>;
  work(): Promise<WorkState>;
  save(request: SaveRequest, last: boolean): Promise<z.output<typeof savedSchema>>;
  check(programs: Record<string, { name: string; text: string }[]>): Promise<CheckResponse>;
  /** `reveal`: one more than before; else only those shown so far. */
  hint(step: string, locale: 'en' | 'zh-CN', reveal: boolean): Promise<z.output<typeof hintResponse>>;
  reset(scope: 'step' | 'lab'): Promise<WorkState>;
  /** A file of the trainee's own comes, gets another name, or goes. */
  changeFile(change: FileChange): Promise<WorkState>;
  /** Earlier texts of a file, newest first; `before` is where the page before ended. */
  versions(file: { controller: string; name: string }, before: number | null): Promise<VersionList>;
  version(file: { controller: string; name: string }, number: number): Promise<string>;
  /** The address with which the reader's own tools reach the devices of this lab's rig. */
  connect(): Promise<z.output<typeof connectResponse>>;
}

/** What stands before `/work/…` and `/rig/…` below /api: one's own, an author's trial, or a trainee's that an instructor looks at. */
export const baseOf = ({ draft, watching }: Pick<WorkbenchProps, 'draft' | 'watching'>): string =>
  watching?.base ?? (draft ? '/author' : '');

export function academyFor(props: Pick<WorkbenchProps, 'lab' | 'draft' | 'watching'>): Academy {
  const { lab, draft, watching } = props;
  const work = `${baseOf(props)}/work/${encodeURIComponent(lab)}`;
  // The work and the line to the rig ask at the same moment: one guest, not two.
  let asking: Promise<void> | null = null;
  return {
    ensureSession: () => {
      // No guest looks at somebody's rig: without a session there is nothing to be made.
      if (watching) return Promise.resolve();
      const now = asking ?? exchange(null, '/guest', { method: 'POST', signal: AbortSignal.timeout(10_000) }).then(() => {});
      asking = now;
      return now.finally(() => {
        asking = null;
      });
    },
    work: () => exchange(workState, work),
    save: (request, last) => exchange(saved, `${work}/file`, { method: 'PUT', json: request, keepalive: last }),
    check: (programs) => exchange(checkResponse, `${work}/check`, { method: 'POST', json: { programs } }),
    hint: (step, locale, reveal) => exchange(hintResponse, `${work}/hint`, { method: 'POST', json: { step, locale, reveal } }),
    changeFile: (change) => exchange(workState, `${work}/files`, { method: 'POST', json: change }),
    versions: (file, before) =>
      exchange(versionList, `${work}/versions?${fileQuery(file)}${before === null ? '' : `&before=${before}`}`),
    version: async (file, number) => (await exchange(versionText, `${work}/versions/${number}?${fileQuery(file)}`)).text,
    connect: async () => {
      // The key of one's own tools opens the rig of a lab that is shown.
      if (draft) throw new AcademyError('draft', notOfDraft);
      if (watching) throw new AcademyError('watching', notOfOthers);
      return exchange(connectResponse, '/connect', { method: 'POST', json: { lab } });
    },
    reset: (scope) => exchange(workState, `${work}/reset`, { method: 'POST', json: { scope } }),
  };
}

function fileQuery({ controller, name }: { controller: string; name: string }): string {
  return new URLSearchParams({ controller, name }).toString();
}

const unknown: LocalizedText = {
  en: 'Something on this page went wrong. Your text is kept in this browser; reload the page.',
  'zh-CN': '页面出现错误。您输入的内容保存在此浏览器中；请重新加载页面。',
};

/** What to tell the reader of what was thrown. */
export function wordsOf(error: unknown): LocalizedText {
  if (error instanceof AcademyError) return error.words;
  console.error(error);
  return unknown;
}
