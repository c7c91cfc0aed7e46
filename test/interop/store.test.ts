import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { AcademyServer } from '../e2e/academy-server.ts';
import { ask, present } from './tool.ts';

const servers: AcademyServer[] = [];
afterAll(() => Promise.all(servers.map((server) => server.dispose())));

describe.skipIf(!present('sqlite3'))("SQLite's own command line", () => {
  it('finds both stores whole, and what was typed in them, after everything was killed at once', {
    timeout: 120_000,
  }, async () => {
    const server = await AcademyServer.start();
    servers.push(server);
    const origin = { origin: server.url, 'content-type': 'application/json' };
    const guest = await fetch(`${server.url}/api/guest`, { method: 'POST', headers: origin });
    expect(guest.status).toBe(204);
    const cookie = guest.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');
    const text = 'PROGRAM main (* 中文 “quoted” *) END_PROGRAM';
    const saved = await fetch(`${server.url}/api/work/motor-seal-in/file`, {
      method: 'PUT',
      headers: { ...origin, cookie },
      body: JSON.stringify({ controller: 'plc', name: 'main.st', text, base: 0 }),
    });
    expect(saved.status).toBe(200);
    await server.crash();

    for (const store of ['academy.sqlite', 'rigs.sqlite']) {
      expect(ask('sqlite3', [join(server.data, store), 'PRAGMA integrity_check; PRAGMA foreign_key_check;']).trim()).toBe('ok');
    }
    const academy = join(server.data, 'academy.sqlite');
    expect(ask('sqlite3', [academy, "SELECT text FROM file_revision WHERE origin = 'typed';"]).trim()).toBe(text);
    expect(ask('sqlite3', [academy, "SELECT count(*) FROM file_revision WHERE academy_id = '';"]).trim()).toBe('0');
  });
});
