/** HTTP/1.1 in plain text (RFC 9112) for the Network pane: start line, header fields, content. Runs in a browser. */
import type { Conversation, Direction, Dissector, Field, Message } from '../dissection.ts';

const protocol = 'HTTP';
/** A head that is longer is nobody's; content beyond it is shown in parts. */
const maxHead = 65_536;
const maxContent = 1 << 20;
const shownContent = 500;

const requestLine = /^[!#$%&'*+.^_`|~\w-]{1,40} \S+ HTTP\/\d\.\d$/;
const statusLine = /^HTTP\/\d\.\d \d{3}( .*)?$/;

const noHttp = {
  en: 'HTTP/1.1 begins with a line like "GET /path HTTP/1.1" or "HTTP/1.1 200 OK".',
  'zh-CN': 'HTTP/1.1 以“GET /路径 HTTP/1.1”或“HTTP/1.1 200 OK”这样的一行开头。',
};
const noColon = { en: 'A header field is a name, a colon, a value.', 'zh-CN': '首部字段由名称、冒号和值组成。' };
const badChunk = { en: 'A chunk begins with its length as a hexadecimal number.', 'zh-CN': '分块以十六进制长度开头。' };
const badLength = { en: 'A length is a whole number.', 'zh-CN': '长度应为整数。' };

interface Side {
  bytes: Uint8Array;
  /** Something else speaks here: not read on. */
  lost: boolean;
  /** How far the end of the head was looked for. */
  looked: number;
}

const nothing = new Uint8Array(0);
const asText = new TextDecoder('utf-8', { ignoreBOM: true });
/** One character for each byte, so that places in the text are places among the bytes. */
const asLatin = new TextDecoder('latin1');

interface Head {
  start: string;
  fields: Field[];
  /** By name in lower case. */
  values: Map<string, string>;
  length: number;
  broken: boolean;
}

function readHead(bytes: Uint8Array, length: number): Head {
  const text = asLatin.decode(bytes.subarray(0, length));
  const head: Head = { start: '', fields: [], values: new Map(), length, broken: false };
  let at = 0;
  for (const [index, line] of text.split('\r\n').entries()) {
    const whole = line.length + 2;
    if (index === 0) {
      head.start = line;
      head.fields.push(...startFields(line));
    } else if (line !== '') {
      const colon = line.indexOf(':');
      const name = colon < 0 ? line : line.slice(0, colon);
      const value = colon < 0 ? '' : line.slice(colon + 1).trim();
      const field: Field = { name, value, at, length: Math.min(whole, length - at) };
      if (colon <= 0) {
        field.wrong = noColon;
        head.broken = true;
      }
      head.fields.push(field);
      head.values.set(name.toLowerCase(), value);
    }
    at += whole;
  }
  return head;
}

function startFields(line: string): Field[] {
  const [one = '', two = '', ...rest] = line.split(' ');
  const third = rest.join(' ');
  const names = statusLine.test(line) ? ['Version', 'Status Code', 'Reason Phrase'] : ['Method', 'Request Target', 'Version'];
  const fields: Field[] = [];
  let at = 0;
  for (const [index, value] of [one, two, third].entries()) {
    if (value !== '') fields.push({ name: names[index]!, value, at, length: value.length });
    at += value.length + 1;
  }
  return [{ name: statusLine.test(line) ? 'Status Line' : 'Request Line', value: line, at: 0, length: line.length + 2, fields }];
}

/** Where the content ends: a place, `null` while it is not all there, or that its length cannot be read. */
function endOfContent(bytes: Uint8Array, head: Head, answersHead: boolean): number | null | { wrong: typeof badChunk } {
  const status = Number(/^HTTP\/\d\.\d (\d{3})/.exec(head.start)?.[1] ?? 0);
  if (answersHead || status === 204 || status === 304 || (status >= 100 && status < 200)) return head.length;
  if (/\bchunked\b/i.test(head.values.get('transfer-encoding') ?? '')) return endOfChunks(bytes, head.length);
  const said = head.values.get('content-length');
  if (said === undefined) return status > 0 ? bytes.length : head.length;
  if (!/^\d{1,12}$/.test(said)) return { wrong: badLength };
  const end = head.length + Number(said);
  return end <= bytes.length ? end : null;
}

function endOfChunks(bytes: Uint8Array, from: number): number | null | { wrong: typeof badChunk } {
  let at = from;
  for (;;) {
    const lineEnd = indexOfEnd(bytes, at, 1);
    if (lineEnd < 0) return bytes.length - at > 100 ? { wrong: badChunk } : null;
    const said = /^([0-9a-f]{1,7})\s*(;.*)?$/i.exec(asLatin.decode(bytes.subarray(at, lineEnd)));
    if (!said) return { wrong: badChunk };
    const length = Number.parseInt(said[1]!, 16);
    at = lineEnd + 2 + length + 2;
    if (at > bytes.length) return null;
    if (length === 0) return at;
  }
}

/** The next CR LF, so many times in a row; -1 when there is none. */
function indexOfEnd(bytes: Uint8Array, from: number, times: 1 | 2): number {
  for (let at = bytes.indexOf(13, from); at >= 0 && at + 2 * times <= bytes.length; at = bytes.indexOf(13, at + 1)) {
    if (bytes[at + 1] === 10 && (times === 1 || (bytes[at + 2] === 13 && bytes[at + 3] === 10))) return at;
  }
  return -1;
}

class HttpConversation implements Conversation {
  readonly #sides: Record<Direction, Side> = {
    'to-server': { bytes: nothing, lost: false, looked: 0 },
    'to-client': { bytes: nothing, lost: false, looked: 0 },
  };
  /** Requests that wait for their answers: whether each was a HEAD. */
  readonly #asked: boolean[] = [];

  push(direction: Direction, bytes: Uint8Array): Message[] {
    const side = this.#sides[direction];
    if (side.lost || bytes.length === 0) return [];
    const all = new Uint8Array(side.bytes.length + bytes.length);
    all.set(side.bytes);
    all.set(bytes, side.bytes.length);
    side.bytes = all;
    const messages: Message[] = [];
    for (let message = this.#next(direction, side); message; message = this.#next(direction, side)) messages.push(message);
    return messages;
  }

  #next(direction: Direction, side: Side): Message | null {
    const { bytes } = side;
    if (bytes.length === 0) return null;
    const end = indexOfEnd(bytes, side.looked, 2);
    if (end < 0) {
      side.looked = Math.max(0, bytes.length - 3);
      // It can be told early that this is something else: by its first characters, or by a head without end.
      const start = asLatin.decode(bytes.subarray(0, 16));
      return /^[A-Z]{1,16}$|^[A-Z]{1,15}[ /]/.test(start) && bytes.length <= maxHead
        ? null
        : this.#lose(direction, side, noHttp, []);
    }
    side.looked = 0;
    const head = readHead(bytes, end + 4);
    const right = direction === 'to-server' ? requestLine : statusLine;
    if (!right.test(head.start)) return this.#lose(direction, side, noHttp, []);
    const answersHead = direction === 'to-client' && (this.#asked[0] ?? false);
    const contentEnd = endOfContent(bytes, head, answersHead);
    if (contentEnd === null && bytes.length - head.length <= maxContent) {
      side.looked = end;
      return null;
    }
    if (typeof contentEnd === 'object' && contentEnd !== null) return this.#lose(direction, side, contentEnd.wrong, head.fields);
    if (direction === 'to-server') this.#asked.push(head.start.startsWith('HEAD '));
    else if (!/^HTTP\/\d\.\d 1/.test(head.start)) this.#asked.shift();
    if (this.#asked.length > 64) this.#asked.shift();
    return message(direction, side, head, contentEnd ?? bytes.length);
  }

  #lose(direction: Direction, side: Side, wrong: typeof noHttp, fields: Field[]): Message {
    const { bytes } = side;
    side.lost = true;
    side.bytes = nothing;
    const rest: Field = { name: 'Data', value: '', at: 0, length: bytes.length, wrong };
    return { protocol, direction, summary: 'not HTTP', bytes, fields: [...fields, rest], state: 'malformed' };
  }
}

function message(direction: Direction, side: Side, head: Head, end: number): Message {
  const bytes = side.bytes.slice(0, end);
  side.bytes = side.bytes.slice(end);
  const fields = [...head.fields];
  if (end > head.length) {
    const text = asText.decode(bytes.subarray(head.length, Math.min(end, head.length + shownContent)));
    const value = end - head.length > shownContent ? `${text}…` : text;
    fields.push({ name: 'Content', value, at: head.length, length: end - head.length });
  }
  const failed = /^HTTP\/\d\.\d [45]/.test(head.start);
  const type = head.values.get('content-type')?.split(';')[0];
  const summary = type && direction === 'to-client' ? `${head.start} (${type})` : head.start;
  return { protocol, direction, summary, bytes, fields, state: head.broken ? 'malformed' : failed ? 'error' : 'ok' };
}

export const httpDissector: Dissector = { protocol, ports: [8080, 80], conversation: () => new HttpConversation() };
