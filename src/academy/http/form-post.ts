/** The frame around a page's form, for browsers with and without JavaScript: the work answers with a redirect, or the page says why not. */

import type { Services } from '../services.ts';
import { type ProblemCode, problems, Refusal, sentence } from './problems.ts';
import { requestScope } from './request-scope.ts';

/** What the page has to say; `code` is its sentence in problems.ts, already filled in below. */
export interface FormRefusal {
  code: ProblemCode;
  status: number;
  message: { en: string; 'zh-CN': string };
}

export type Posted<Answer> = { answer: Answer } | { refused: FormRefusal };

/** Run the form's work; a `Refusal` becomes what the page shows above its form, anything else is the page's own failure. */
export async function formPost<Answer>(
  services: Services,
  request: Request,
  work: () => Promise<Answer>,
): Promise<Posted<Answer>> {
  try {
    return { answer: await work() };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    services.log.info({ problem: error.code, route: requestScope()?.route, method: request.method }, 'refused');
    return { refused: refusalOf(error.code, error.values) };
  }
}

export function refusalOf(code: ProblemCode, values: Readonly<Record<string, string>> = {}): FormRefusal {
  const message = { en: sentence(code, 'en', values), 'zh-CN': sentence(code, 'zh-CN', values) };
  return { code, status: problems[code].status, message };
}

/** 303: the browser asks for the page anew, so that going back or reloading does not send the form twice. */
export function seeOther(path: string, setCookie: readonly string[] = []): Response {
  const headers = new Headers({ location: path, 'cache-control': 'no-store' });
  for (const cookie of setCookie) headers.append('set-cookie', cookie);
  return new Response(null, { status: 303, headers });
}
