/** Every refusal of the API: its status and what the reader is told, in both languages. A file of `problems/` for each area. */
import type { Locale } from '#sandbox/iec61131/diagnostics.ts';
import { academiesProblems } from './problems/academies.ts';
import { accountsProblems } from './problems/accounts.ts';
import { assistanceProblems } from './problems/assistance.ts';
import { authoringProblems } from './problems/authoring.ts';
import { certificatesProblems } from './problems/certificates.ts';
import { examsProblems } from './problems/exams.ts';
import { lessonsProblems } from './problems/lessons.ts';
import { membersProblems } from './problems/members.ts';
import { passkeysProblems } from './problems/passkeys.ts';
import { requestsProblems } from './problems/requests.ts';
import { signOnProblems } from './problems/sign-on.ts';
import { teachingProblems } from './problems/teaching.ts';
import { workProblems } from './problems/work.ts';

export const problems = {
  ...requestsProblems,
  ...academiesProblems,
  ...membersProblems,
  ...accountsProblems,
  ...passkeysProblems,
  ...signOnProblems,
  ...teachingProblems,
  ...examsProblems,
  ...assistanceProblems,
  ...authoringProblems,
  ...workProblems,
  ...lessonsProblems,
  ...certificatesProblems,
} as const;

export type ProblemCode = keyof typeof problems;

/** Thrown by an endpoint's work to refuse the request; `detail` goes to the log only, `values` into the message's `{name}`s. */
export class Refusal extends Error {
  readonly code: ProblemCode;
  readonly values: Readonly<Record<string, string>>;
  constructor(code: ProblemCode, detail = '', values: Readonly<Record<string, string>> = {}) {
    super(detail === '' ? code : `${code}: ${detail}`);
    this.code = code;
    this.values = values;
  }
}

/** The HTTP answer of a refusal: `problem` of api.ts. */
export function problemResponse(code: ProblemCode, values: Readonly<Record<string, string>> = {}): Response {
  const { status } = problems[code];
  return Response.json(
    { code, message: { en: sentence(code, 'en', values), 'zh-CN': sentence(code, 'zh-CN', values) } },
    {
      status,
      headers: {
        'cache-control': 'no-store',
        ...(status === 429 && values.seconds !== undefined ? { 'retry-after': values.seconds } : {}),
      },
    },
  );
}

/** A refusal in one language, its `{name}`s filled in. */
export const sentence = (code: ProblemCode, locale: Locale, values: Readonly<Record<string, string>> = {}): string =>
  problems[code].message[locale].replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
