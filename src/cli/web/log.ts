/**
 * The web process's log: a line of JSON each, with the number of the request that caused it. It names no person and quotes nobody: what a
 * request carried (addresses, names, programs, queries) stays out, and of an error its kind, its place and its words without quotations.
 */
import { type DestinationStream, pino } from 'pino';
import { requestScope } from '#academy/http/request-scope.ts';

export function webLog(level: string, destination?: DestinationStream) {
  const options = {
    name: 'web',
    level,
    mixin: () => {
      const scope = requestScope();
      return scope === null ? {} : { request: scope.id, route: scope.route };
    },
    serializers: { err: plainError, path: plainPath, problem: codeOnly, detail: plainWords, reason: plainWords },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

/** Characters of an error's words or a detail. */
const longest = 300;

/** Without e-mail addresses, queries and whatever stands in quotation marks: values are quoted, names of tables and files are not. */
function plainWords(words: unknown): string {
  return String(words)
    .replace(/[^\s"'<>(),;:]+@[^\s"'<>(),;:]+/g, '…@…')
    .replace(/\?[^\s]*/g, '?…')
    .replace(/"[^"]*"|“[^”]*”|'[^']{2,}'|`[^`]*`/g, '"…"')
    .slice(0, longest);
}

/** What follows a problem's code may quote what was sent. */
const codeOnly = (problem: unknown): string => String(problem).split(':', 1)[0] ?? '';

/** Segments that may be a token or an address are left out. */
function plainPath(path: unknown): string {
  return (String(path).split(/[?#]/, 1)[0] ?? '')
    .split('/')
    .map((segment) => (segment.includes('@') || segment.includes('%') || segment.length > 40 ? '…' : segment))
    .join('/')
    .slice(0, longest);
}

interface PlainError {
  type: string;
  code: string | undefined;
  message: string;
  stack: string[];
  cause?: PlainError;
}

/** PostgreSQL's errors carry the row that they are about; of any error only these parts are written. */
function plainError(error: unknown): PlainError | string {
  if (!(error instanceof Error)) return plainWords(error);
  const code = 'code' in error ? String(error.code) : undefined;
  const stack = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const cause = error.cause instanceof Error ? plainError(error.cause) : null;
  return {
    type: error.name,
    code,
    message: plainWords(error.message),
    stack: stack.slice(0, 12).map((line) => line.trim()),
    ...(cause === null || typeof cause === 'string' ? {} : { cause }),
  };
}
