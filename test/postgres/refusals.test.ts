import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DatabaseError } from '#academy/database/database-error.ts';
import { openDatabase } from '#academy/database/open.ts';
import { dataFolder } from '../src/academy/academy-fixture.ts';
import { absent, ask, bareDatabase, changed, testServerUrl } from './bare-database.ts';

const password = 'hunter2-9d41';
const guest = 'millwright_test_stranger';
let database: string;
let trusting = false;
beforeAll(async () => {
  if (absent) return;
  database = await bareDatabase();
  await ask(testServerUrl(), `create role ${guest} login password '${password}'`);
  // A server that asks nobody for a password cannot refuse one.
  trusting = await ask(changed(database, { user: guest, password: 'wrong' }), 'select 1').then(
    () => true,
    () => false,
  );
});
afterAll(async () => {
  if (!absent) await ask(testServerUrl(), `drop role ${guest}`);
});

async function refusalOf(url: string): Promise<string> {
  const error: unknown = await openDatabase({ engine: 'postgres', url }).then(
    (opened) => opened.destroy().then(() => null),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(DatabaseError);
  if (!(error instanceof DatabaseError)) return '';
  for (const text of [
    error.sentence.en,
    error.sentence['zh-CN'],
    String(error.stack),
    JSON.stringify(error),
    String(error.cause),
  ]) {
    expect(text).not.toContain(password);
  }
  expect(error.sentence['zh-CN']).toMatch(/[\u4e00-\u9fff]/);
  // One sentence: where it was, what to try.
  expect(error.sentence.en).not.toContain('\n');
  expect(error.sentence.en).toMatch(/; [a-z].*\.$/);
  return error.sentence.en;
}

const nameOf = (url: string): string => new URL(url).pathname.slice(1);
const doorOf = (url: string): string => new URL(url).host;

describe('a database that cannot be used is refused in one sentence:', () => {
  test('the password is wrong', async ({ skip }) => {
    if (trusting) skip('this server asks nobody for a password');
    const sentence = await refusalOf(changed(database, { user: guest, password: `${password}-not` }));
    expect(sentence).toContain(doorOf(database));
    expect(sentence).toContain(`refused the password of the user ${guest}`);
  });

  test('there is no such database', async () => {
    const sentence = await refusalOf(changed(database, { user: guest, password, database: 'nowhere' }));
    expect(sentence).toContain('There is no database nowhere');
    expect(sentence).toContain(`createdb --owner ${guest}`);
  });

  test('nobody listens there', async () => {
    const probe = createServer().listen(0, '127.0.0.1');
    await once(probe, 'listening');
    const address = probe.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    probe.close();
    await once(probe, 'close');
    const sentence = await refusalOf(changed(database, { password, port }));
    expect(sentence).toMatch(new RegExp(`127\\.0\\.0\\.1:${port} could not be reached .*ECONNREFUSED`));
  });

  test('something else listens there', async () => {
    const other = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')).listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    expect(await refusalOf(changed(database, { password, port }))).toMatch(/could not be reached/);
    other.close();
  });

  test('its host has no address', async () => {
    const url = `postgres://someone:${password}@no-such-host.invalid:5432/academy`;
    expect(await refusalOf(url)).toMatch(/no-such-host\.invalid:5432 could not be reached/);
  });

  test('it cannot hold every language', async () => {
    const latin = await bareDatabase(`encoding 'LATIN1' locale 'C'`);
    expect(await refusalOf(latin)).toMatch(new RegExp(`${nameOf(latin)} .*LATIN1.*UTF8`));
  });

  test('the user may not make tables in it', async () => {
    await ask(database, `grant connect on database ${nameOf(database)} to ${guest}; revoke create on schema public from public`);
    const sentence = await refusalOf(changed(database, { user: guest, password }));
    expect(sentence).toContain(`${guest} may not make tables in the database ${nameOf(database)}`);
    await ask(database, `revoke all on database ${nameOf(database)} from ${guest}`);
  });
});

test('millwright serve says it and ends, before anything is started', async () => {
  const folder = dataFolder();
  const child = spawn(process.execPath, ['src/cli/millwright.js', 'serve', '--port', '0', '--data', folder.dir], {
    cwd: join(import.meta.dirname, '..', '..'),
    env: {
      ...process.env,
      LANG: 'en_US.UTF-8',
      MILLWRIGHT_DATABASE: changed(database, { user: guest, password, database: 'nowhere' }),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += String(chunk)));
  const [code] = await once(child, 'close');
  await folder.remove();
  expect(said.trim().split('\n')).toEqual([expect.stringMatching(/^There is no database nowhere on /)]);
  expect(said).not.toContain(password);
  expect(code).toBe(1);
});
