/**
 * An HTTP/1.1 response, read as it comes (RFC 9112): its length is told by Content-Length, by chunks, or by the end of the connection.
 * Bounded; interim responses (1xx) are passed over.
 */
import { z } from 'zod';
import { bytes, count } from './saved.ts';

const longestHead = 65_536;
export const longestBody = 1_000_000;
const mostHeaders = 200;

export const responseState = z.object({
  phase: z.enum(['head', 'length', 'until-closed', 'chunk-size', 'chunk', 'chunk-end', 'trailer', 'done']),
  /** Bytes of a head, or of a line, that is not yet whole. */
  rest: bytes(longestHead),
  /** Of the body, or of the chunk. */
  remaining: count,
  status: count,
  reason: z.string(),
  headers: z.array(z.tuple([z.string(), z.string()])),
  body: z.array(bytes(longestBody)),
  size: count,
});
export type ResponseState = z.output<typeof responseState>;

export const noResponse = (): ResponseState => ({
  phase: 'head',
  rest: new Uint8Array(0),
  remaining: 0,
  status: 0,
  reason: '',
  headers: [],
  body: [],
  size: 0,
});

/** How reading goes on; `not-http`: it does not even begin as a response. */
export type Reading = 'more' | 'done' | 'malformed' | 'not-http' | 'too-large';

const latin = (all: Uint8Array): string => Array.from(all, (one) => String.fromCharCode(one)).join('');

/** Takes bytes cut anywhere; `method`: that of the request, for an answer to HEAD has no body. */
export function readResponse(state: ResponseState, more: Uint8Array, method: string): Reading {
  let left = more;
  while (left.length > 0 || state.phase === 'done') {
    if (state.phase === 'done') return 'done';
    if (state.phase === 'length' || state.phase === 'chunk' || state.phase === 'until-closed') {
      const taken = state.phase === 'until-closed' ? left.length : Math.min(left.length, state.remaining);
      if (state.size + taken > longestBody) return 'too-large';
      state.body.push(left.slice(0, taken));
      state.size += taken;
      left = left.subarray(taken);
      if (state.phase === 'until-closed') continue;
      state.remaining -= taken;
      if (state.remaining === 0) state.phase = state.phase === 'length' ? 'done' : 'chunk-end';
      continue;
    }
    const before = state.rest.length;
    const joined = new Uint8Array(before + left.length);
    joined.set(state.rest);
    joined.set(left, before);
    const end = state.phase === 'head' ? endOfHead(joined) : joined.indexOf(10) + 1;
    if (end <= 0) {
      if (joined.length > longestHead) return 'too-large';
      state.rest = joined;
      return state.phase === 'head' && !mayBeHttp(joined) ? 'not-http' : 'more';
    }
    if (end > longestHead) return 'too-large';
    const text = latin(joined.subarray(0, end));
    left = joined.subarray(end);
    state.rest = new Uint8Array(0);
    const reading = state.phase === 'head' ? takeHead(state, text, method) : takeLine(state, text.trim());
    if (reading !== 'more') return reading;
  }
  return 'more';
}

const start = 'HTTP/1.';
const mayBeHttp = (all: Uint8Array): boolean => start.startsWith(latin(all.subarray(0, start.length)));

/** Behind the empty line; bare line feeds are taken as well (RFC 9112, 2.2). */
function endOfHead(all: Uint8Array): number {
  for (let at = all.indexOf(10); at >= 0; at = all.indexOf(10, at + 1)) {
    if (all[at + 1] === 10) return at + 2;
    if (all[at + 1] === 13 && all[at + 2] === 10) return at + 3;
  }
  return 0;
}

function takeHead(state: ResponseState, text: string, method: string): Reading {
  const [first = '', ...lines] = text.split(/\r?\n/);
  const line = /^HTTP\/1\.[01] (\d{3})(?: (.*))?$/.exec(first);
  if (!line) return first.startsWith(start) ? 'malformed' : 'not-http';
  const headers: [string, string][] = [];
  for (const each of lines.filter((one) => one !== '')) {
    const header = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):(.*)$/.exec(each);
    if (!header || headers.length >= mostHeaders) return 'malformed';
    headers.push([header[1] ?? '', (header[2] ?? '').trim()]);
  }
  const status = Number(line[1]);
  if (status < 200 && status !== 101) return 'more';
  Object.assign(state, { status, reason: line[2] ?? '', headers });
  return takeLength(state, method);
}

/** RFC 9112, 6.3: how long the body is. */
function takeLength(state: ResponseState, method: string): Reading {
  const values = (name: string) => state.headers.filter(([one]) => one.toLowerCase() === name).map(([, value]) => value);
  const codings = values('transfer-encoding').join(',').toLowerCase();
  const lengths = new Set(
    values('content-length')
      .join(',')
      .split(',')
      .map((one) => one.trim()),
  );
  if (method === 'HEAD' || state.status === 204 || state.status === 304) state.phase = 'done';
  else if (codings !== '') {
    if (codings.trim() !== 'chunked') return 'malformed';
    state.phase = 'chunk-size';
  } else if (lengths.size > 1) return 'malformed';
  else {
    const [length = ''] = lengths;
    if (length === '') state.phase = 'until-closed';
    else if (!/^\d{1,15}$/.test(length)) return 'malformed';
    else {
      state.remaining = Number(length);
      if (state.remaining > longestBody) return 'too-large';
      state.phase = state.remaining === 0 ? 'done' : 'length';
    }
  }
  return state.phase === 'done' ? 'done' : 'more';
}

/** Of the chunked coding (RFC 9112, 7.1). */
function takeLine(state: ResponseState, line: string): Reading {
  if (state.phase === 'chunk-end') {
    if (line !== '') return 'malformed';
    state.phase = 'chunk-size';
  } else if (state.phase === 'chunk-size') {
    const size = /^([0-9A-Fa-f]{1,8})(?:\s*;.*)?$/.exec(line);
    if (!size) return 'malformed';
    state.remaining = Number.parseInt(size[1] ?? '', 16);
    state.phase = state.remaining === 0 ? 'trailer' : 'chunk';
  } else if (line === '') {
    state.phase = 'done';
    return 'done';
  }
  return 'more';
}

/** The connection has been closed in order: whether that was the end of it. */
export function endResponse(state: ResponseState): 'done' | 'partial' | 'empty' {
  if (state.phase === 'until-closed') state.phase = 'done';
  if (state.phase === 'done') return 'done';
  return state.phase === 'head' ? 'empty' : 'partial';
}

export function bodyOf({ body, size }: ResponseState): string {
  const all = new Uint8Array(size);
  let at = 0;
  for (const part of body) {
    all.set(part, at);
    at += part.length;
  }
  return new TextDecoder().decode(all);
}
