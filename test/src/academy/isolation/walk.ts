/** One request of the walk, what it said, and whether another academy was touched. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { tables } from '#academy/database/columns.ts';
import { libraryFolder } from '#academy/library/folders.ts';
import type { Services } from '#academy/services.ts';
import { wordsOf } from '../../../../src/layouts/near-pages.ts';
import type { TestSite } from '../site-fixture.ts';
import { type Ask, asksOf, type Identifier, type Place } from './fillers.ts';
import type { FullAcademy, Identifiers } from './full-academy.ts';

export interface Said {
  status: number;
  /** Of a page that took a form: what it told. Of anything else: the whole. */
  sentence: string;
  whole: string;
}

/** One way to fill a route: which identifiers are the other academy's, and which of its requests it is. */
export interface Filling {
  theirs: readonly Identifier[];
  index: number;
}

/** Each identifier that the route takes by itself beside our own others, then all of them at once. */
export function fillingsOf(place: Place, ids: Identifiers): Filling[] {
  const count = asksOf(place, ids).length;
  return Array.from({ length: count }, (_, index) => index).flatMap((index) => {
    const used = new Set<Identifier>();
    const watched = new Proxy(ids, {
      get: (of, name) => {
        used.add(name as Identifier);
        return Reflect.get(of, name) as unknown;
      },
    });
    asksOf(place, watched);
    // What one request of several takes shows in its text alone: the others take theirs at the same time.
    const own = JSON.stringify(asksOf(place, ids)[index]);
    const taken = [...used].filter(
      (name) => own.includes(JSON.stringify(ids[name]).slice(1, -1)) || own.includes(encodeURIComponent(ids[name])),
    );
    const alone = taken.map((name): Filling => ({ theirs: [name], index }));
    return taken.length > 1 ? [...alone, { theirs: taken, index }] : taken.length === 1 ? alone : [{ theirs: [], index }];
  });
}

/** `ids` with some of `others`. */
export const mixed = (ids: Identifiers, others: Identifiers, theirs: readonly Identifier[]): Identifiers => ({
  ...ids,
  ...Object.fromEntries(theirs.map((name) => [name, others[name]])),
});

export async function say(
  site: TestSite,
  place: Place,
  ask: Ask & { path: string },
  headers: Record<string, string>,
): Promise<Said> {
  if (place.method === 'WS') return knock(site, ask.path, headers);
  const { body } = ask;
  const sent: RequestInit =
    body === undefined
      ? {}
      : 'form' in body
        ? { body: new URLSearchParams(body.form as Record<string, string>) }
        : { body: JSON.stringify(body.json), headers: { 'content-type': 'application/json' } };
  const answer = await fetch(site.url + ask.path, {
    ...sent,
    method: place.method,
    redirect: 'manual',
    headers: { ...headers, origin: site.url, ...(sent.headers as Record<string, string>) },
  });
  const whole = `${answer.headers.get('location') ?? ''}\n${await answer.text()}`;
  const html = answer.headers.get('content-type')?.startsWith('text/html') ?? false;
  const told = whole.match(/<[^>]*role="(?:alert|status)"[^>]*>[^<]*/g)?.join('\n');
  return { status: answer.status, whole, sentence: html && place.method !== 'GET' ? (told ?? '') : whole };
}

function knock(site: TestSite, path: string, headers: Record<string, string>): Promise<Said> {
  return new Promise((resolve, reject) => {
    const socket = connect(site.port, '127.0.0.1');
    let whole = '';
    socket.on('data', (chunk) => {
      whole += chunk.toString();
    });
    socket.on('close', () =>
      resolve({
        status: Number(/^HTTP\/1.1 (\d+)/.exec(whole)?.[1] ?? 0),
        whole,
        sentence: whole.slice(whole.indexOf('\r\n\r\n')),
      }),
    );
    socket.on('error', reject);
    const lines = { Host: site.host, Origin: site.url, Connection: 'Upgrade', Upgrade: 'websocket', ...headers };
    const head = Object.entries(lines).map(([name, value]) => `${name}: ${value}`);
    socket.write(`GET ${path} HTTP/1.1\r\n${head.join('\r\n')}\r\n\r\n`);
  });
}

/** Without what differs from one request to the next for good reasons: the identifiers themselves, secrets, times. */
export function comparable({ status, sentence }: Said, named: readonly string[]): string {
  const neutral = named
    .flatMap((text) => [text, encodeURIComponent(text), wordsOf(text)])
    .filter((text) => text !== '')
    .sort((one, other) => other.length - one.length)
    .reduce((text, name) => text.replaceAll(name, '#'), sentence)
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '#')
    .replace(/\b\d{4}-\d\d-\d\dT[\d:.]+Z?/g, '#')
    .replace(/(state|nonce|code_challenge|to)=[^&"\s]*/g, '$1=#');
  return `${status} ${neutral}`;
}

/** Every row that is this academy's or its people's, and a hash of its files. */
export async function stateOf(
  services: Services,
  dataDir: string,
  { id, people }: FullAcademy,
): Promise<Record<string, unknown>> {
  const database = services.database;
  const users = Object.values(people).map(({ user }) => user);
  const state: Record<string, unknown> = {};
  const library = (database as unknown as import('kysely').Kysely<Record<string, Record<string, string>>>).selectFrom.bind(
    database,
  );
  for (const [name, columns] of Object.entries(tables)) {
    const [column, values] =
      'academy_id' in columns
        ? ['academy_id', [id]]
        : 'user_id' in columns
          ? ['user_id', users]
          : name === 'academy'
            ? ['id', [id]]
            : ['', []];
    if (column === '' && name !== 'passkey_challenge')
      throw new Error(
        `The table ${name} names neither academy nor user: say in ${import.meta.filename} which of its rows are an academy’s.`,
      );
    if (column !== '')
      state[name] = sorted(
        await library(name as never)
          .selectAll()
          .where(column as never, 'in', values as never)
          .execute(),
      );
  }
  for (const name of ['user', 'account', 'session'])
    state[name] = sorted(
      await library(name as never)
        .selectAll()
        .where((name === 'user' ? 'id' : 'userId') as never, 'in', users as never)
        .execute(),
    );
  const folder = libraryFolder(dataDir, id);
  state.files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((file) => `${file} ${createHash('sha256').update(readFileSync(file)).digest('hex')}`);
  return state;
}

const sorted = (rows: readonly object[]): string[] => rows.map((row) => JSON.stringify(row)).sort();
