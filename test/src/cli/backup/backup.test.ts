/** A backup is made while people work, restored elsewhere, and is either whole or refused. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { gunzipSync, gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { packTar, type TarEntry, unpackTar } from 'modern-tar';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { schemaVersion } from '#academy/database/migrations.ts';
import { connectDatabase } from '#academy/database/open.ts';
import { placeOf } from '#academy/database/place.ts';
import type { Services } from '#academy/services.ts';
import { openControlSocket } from '../../../../sandbox/host/control-socket.ts';
import { RigStore } from '../../../../sandbox/host/rig-store.ts';
import { makeBackup } from '../../../../src/cli/backup/backup.ts';
import { restoreBackup } from '../../../../src/cli/backup/restore.ts';
import { BackupError } from '../../../../src/cli/backup/sentence.ts';
import { root } from '../../../../src/cli/root.ts';
import { onPostgres, placeIn, releasePlaceIn, settingIn } from '../../academy/academy-database.ts';
import { academyFor, dataFolder, RecordingHost } from '../../academy/academy-fixture.ts';
import { Browser, siteFor } from '../../academy/site-fixture.ts';

let folder: ReturnType<typeof dataFolder>;
let data: string;
let elsewhere: string;
let file: string;
beforeEach(() => {
  folder = dataFolder();
  data = join(folder.dir, 'data');
  elsewhere = join(folder.dir, 'elsewhere');
  file = join(folder.dir, 'academy.tar.gz');
});
afterEach(async () => {
  await releasePlaceIn(data);
  await releasePlaceIn(elsewhere);
  folder.remove();
});

const place = async (dataDir: string) => ({ dataDir, database: await settingIn(dataDir) });
const refusal = async (work: Promise<unknown>): Promise<string> => {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(BackupError);
  return error instanceof BackupError ? error.sentence.en : '';
};

async function withAcademy<Result>(dataDir: string, work: (academy: Services) => Promise<Result>): Promise<Result> {
  const academy = await academyFor(dataDir, new RecordingHost());
  try {
    return await work(academy);
  } finally {
    await academy.database.destroy();
  }
}

/** Every row of every table, as text that is the same on both engines. */
async function rowsOf(dataDir: string, database?: string): Promise<Record<string, string[]>> {
  const academy = await connectDatabase(database === undefined ? await placeIn(dataDir) : placeOf(database, dataDir));
  try {
    const found: Record<string, string[]> = {};
    for (const { name } of (await academy.introspection.getTables()).filter(({ name }) => name !== 'schema_version')) {
      const { rows } = await sql<object>`select * from ${sql.table(name)}`.execute(academy);
      const plain = rows.map((row) =>
        JSON.stringify(Object.entries(row).sort(), (_key, value: unknown) =>
          typeof value === 'boolean' ? Number(value) : value,
        ),
      );
      found[name] = plain.sort();
    }
    return found;
  } finally {
    await academy.destroy();
  }
}

const motor = '/api/work/motor-seal-in';
const save = (browser: Browser, text: string, base: number) =>
  browser.send('PUT', `${motor}/file`, { controller: 'plc', name: 'main.st', text, base });

/** A data folder with a guest who has typed, a rig, and a file of an academy. */
async function furnished(): Promise<Browser> {
  return withAcademy(data, async (academy) => {
    const site = await siteFor(academy);
    const browser = new Browser(site);
    await browser.send('POST', '/api/guest');
    await save(browser, '(* 初稿 *)', 0);
    await site.close();
    mkdirSync(join(data, 'library', 'one'), { recursive: true });
    writeFileSync(join(data, 'library', 'one', 'published.json'), '{"format":1,"current":{}}');
    const rigs = new RigStore(data);
    rigs.register({ rig: 'r1', academy: 'a', member: 'm', lab: 'motor-seal-in', seed: 7, locale: 'en' });
    rigs.keepHome('r1', [{ path: 'notes.txt', bytes: new TextEncoder().encode('measured 24 V') }]);
    rigs.close();
    return browser;
  });
}

describe('a backup', () => {
  test('restored elsewhere is the same academy: rows, rigs, files, and sessions still hold', async () => {
    const browser = await furnished();
    const manifest = await makeBackup(file, await place(data));
    expect([statSync(file).mode & 0o777, manifest.schema]).toEqual([0o600, schemaVersion]);
    const before = await rowsOf(data);
    expect(before.session).toHaveLength(1);
    expect(before.file_revision?.length).toBeGreaterThan(0);

    const { before: kept } = await restoreBackup(file, await place(elsewhere), false);
    expect(kept).toBeNull();
    expect(await rowsOf(elsewhere)).toEqual(before);
    for (const name of ['session-secret', join('library', 'one', 'published.json')])
      expect(readFileSync(join(elsewhere, name))).toEqual(readFileSync(join(data, name)));
    const rigs = new RigStore(elsewhere);
    expect(new TextDecoder().decode(rigs.home('r1')[0]?.bytes)).toBe('measured 24 V');
    rigs.close();

    rmSync(data, { recursive: true });
    await withAcademy(elsewhere, async (academy) => {
      const site = await siteFor(academy);
      const again = new Browser(site);
      again.cookie = browser.cookie;
      const answer = await again.send('GET', motor);
      expect(answer.status).toBe(200);
      expect(await answer.text()).toContain('初稿');
      await site.close();
    });
  });

  test.runIf(onPostgres)('moves an academy from PostgreSQL to SQLite and back, with every row', async () => {
    await furnished();
    const before = await rowsOf(data);
    await makeBackup(file, await place(data));
    const onSqlite = { dataDir: join(folder.dir, 'sqlite'), database: 'sqlite' };
    await restoreBackup(file, onSqlite, false);
    const { sqlite_sequence: _, ...moved } = await rowsOf(onSqlite.dataDir, 'sqlite');
    expect(moved).toEqual(before);
    await makeBackup(file, onSqlite);
    await restoreBackup(file, await place(elsewhere), false);
    expect(await rowsOf(elsewhere)).toEqual(before);
  });

  test('made while people type is the academy at one moment: every file stands at its last revision in it', async () => {
    await withAcademy(data, async (academy) => {
      const site = await siteFor(academy);
      let typing = true;
      const typists = Array.from({ length: 4 }, async () => {
        const browser = new Browser(site);
        await browser.send('POST', '/api/guest');
        let base = 0;
        while (typing) {
          const answer = await save(browser, `(* ${base} ${'x'.repeat(2_000)} *)`, base);
          expect(answer.status).toBe(200);
          base += 1;
        }
        return base;
      });
      await expect
        .poll(async () => (await academy.database.selectFrom('file_revision').select('id').execute()).length)
        .toBeGreaterThan(20);
      for (let time = 0; time < 3; time += 1) await makeBackup(file, await place(data));
      typing = false;
      expect(Math.min(...(await Promise.all(typists)))).toBeGreaterThan(5);
      await site.close();
    });
    await restoreBackup(file, await place(elsewhere), false);
    const academy = await connectDatabase(await placeIn(elsewhere));
    const files = await academy
      .selectFrom('file')
      .select([
        'revision',
        (query) =>
          query
            .selectFrom('file_revision')
            .whereRef('member_id', '=', 'file.member_id')
            .select((one) => one.fn.max('number').as('last'))
            .as('last'),
      ])
      .execute();
    await academy.destroy();
    expect(files).toHaveLength(4);
    for (const { revision, last } of files) expect(revision).toBe(last);
  });

  test('has the rigs from whoever holds them, while rigs are written', async () => {
    await furnished();
    const rigs = new RigStore(data);
    const control = openControlSocket(
      data,
      async (request) => {
        if (request.do === 'copyRigs') await rigs.copyTo(request.to);
        return { ok: true };
      },
      () => {},
    );
    await expect.poll(() => existsSync(join(data, 'control.sock'))).toBe(true);
    expect(statSync(join(data, 'control.sock')).mode & 0o777).toBe(0o600);
    for (let number = 2; number < 200; number += 1)
      rigs.register({ rig: `r${number}`, academy: 'a', member: 'm', lab: 'l', seed: 1, locale: 'en' });
    await makeBackup(file, await place(data));
    expect(await refusal(restoreBackup(file, await place(data), true))).toContain('A server works on');
    control.close();
    rigs.close();
    await restoreBackup(file, await place(elsewhere), false);
    const copy = new DatabaseSync(join(elsewhere, 'rigs.sqlite'));
    expect(copy.prepare('select count(*) as count from rig').get()).toEqual({ count: 199 });
    copy.close();
  });

  test('says so when the holder of the rigs does not answer', async () => {
    await furnished();
    const rigs = new RigStore(data);
    expect(await refusal(makeBackup(file, await place(data)))).toContain('does not answer at its control.sock');
    rigs.close();
    expect(readdirSync(folder.dir)).toEqual(['data']);
  });

  test.skipIf(onPostgres)('of nothing is refused', async () => {
    expect(await refusal(makeBackup(file, await place(data)))).toContain('There is nothing to back up');
  });

  test('that cannot be written leaves the old one as it was', async () => {
    await furnished();
    await makeBackup(file, await place(data));
    const old = readFileSync(file);
    // A folder where the rows shall go, and a file that cannot be read: as root no permission stops us, so a name does.
    symlinkSync('/nowhere/at/all', `${join(folder.dir, 'hung')}`);
    expect(await refusal(makeBackup(join(folder.dir, 'hung', 'x.tar.gz'), await place(data)))).toContain('failed');
    await withAcademy(data, async ({ database }) => {
      await database.schema
        .createTable('odd')
        .addColumn('bytes', onPostgres ? 'bytea' : 'blob')
        .execute();
      await (onPostgres ? sql`insert into odd values ('x'::bytea)` : sql`insert into odd values (x'00')`).execute(database);
    });
    expect(await refusal(makeBackup(file, await place(data)))).toContain('holds a value that a backup cannot carry');
    expect(readFileSync(file)).toEqual(old);
    expect(existsSync(`${file}.unfinished`)).toBe(false);
  });

  test('on a disk without room leaves the old one as it was, and says so', async () => {
    await furnished();
    writeFileSync(join(data, 'library', 'one', 'long'), 'x'.repeat(300_000));
    await makeBackup(file, await place(data));
    const old = readFileSync(file);
    // No disk is filled for this: the process may write no file longer than so many blocks, which ends a write in the same way.
    const words = [join(root, 'src', 'cli', 'main.ts'), 'backup', file, '--data', data];
    const child = spawn('bash', ['-c', 'trap "" XFSZ; ulimit -f 200; exec "$@"', 'bash', process.execPath, ...words], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, LANG: 'C', LC_ALL: '', MILLWRIGHT_DATABASE: await settingIn(data) },
    });
    let told = '';
    child.stderr.on('data', (chunk: Buffer) => (told += chunk));
    expect(await once(child, 'exit')).toEqual([1, null]);
    expect(told).toContain('What was there before is untouched');
    expect(readFileSync(file)).toEqual(old);
  });

  test('that was killed leaves the old one as it was, and what it left goes with the next', async () => {
    await furnished();
    await makeBackup(file, await place(data));
    const old = readFileSync(file);
    const unfinished = `${file}.unfinished`;
    const words = [join(root, 'src', 'cli', 'main.ts'), 'backup', file, '--data', data];
    const child = spawn(process.execPath, words, {
      stdio: 'ignore',
      env: { ...process.env, MILLWRIGHT_DATABASE: await settingIn(data) },
    });
    await expect.poll(() => existsSync(join(unfinished, 'rows')), { interval: 1 }).toBe(true);
    child.kill('SIGKILL');
    expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
    expect(readFileSync(file)).toEqual(old);
    expect(existsSync(unfinished)).toBe(true);
    await makeBackup(file, await place(data));
    expect(existsSync(unfinished)).toBe(false);
    await restoreBackup(file, await place(elsewhere), false);
  });
});

describe('a restore', () => {
  let made: Buffer | null = null;
  beforeEach(async () => {
    if (made === null) {
      await furnished();
      await makeBackup(file, await place(data));
      made = readFileSync(file);
    }
    writeFileSync(file, made);
  });

  const untouched = () => expect(existsSync(elsewhere) ? readdirSync(elsewhere) : []).toEqual([]);

  test.each([0, 10, 0.3, 0.9, -9])('of an archive cut at %s is refused, and nothing is touched', async (at) => {
    const bytes = readFileSync(file);
    const end = at > 0 && at < 1 ? Math.floor(bytes.length * at) : at;
    writeFileSync(file, bytes.subarray(0, end < 0 ? bytes.length + end : end));
    expect(await refusal(restoreBackup(file, await place(elsewhere), false))).toMatch(/damaged|no backup/);
    untouched();
  });

  test('of an archive with one byte changed anywhere is refused', async () => {
    const tar = gunzipSync(readFileSync(file));
    for (let at = 600; at < tar.length - 2_000; at += Math.floor(tar.length / 40)) {
      const bytes = Buffer.from(tar);
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      // What pads a part to its block belongs to none.
      if ((tar[at] ?? 0) === 0) continue;
      writeFileSync(join(folder.dir, 'changed.tar.gz'), gzipSync(bytes));
      expect(
        await refusal(restoreBackup(join(folder.dir, 'changed.tar.gz'), await place(elsewhere), false)),
        String(at),
      ).not.toBe('');
      untouched();
    }
  });

  test.each([
    '../outside',
    '/tmp/outside',
    'files/../../outside',
    'files/a\\..\\outside',
    'files/.',
    'files/rigs.sqlite',
    'rows/../x.ndjson',
  ])('of an archive with a part called %s is refused', async (name) => {
    const entries = await unpackTar(gunzipSync(readFileSync(file)));
    const list: TarEntry[] = entries.map(({ header, data: body }) => ({ header, body }));
    const manifest = JSON.parse(new TextDecoder().decode(entries[0]?.data));
    for (const inManifest of [true, false]) {
      const text = JSON.stringify(
        inManifest ? { ...manifest, parts: [...manifest.parts, { name, bytes: 1, sha256: '0'.repeat(64) }] } : manifest,
      );
      const bad: TarEntry[] = [
        { header: { name: 'manifest.json', size: Buffer.byteLength(text) }, body: text },
        ...list.slice(1),
        { header: { name, size: 1 }, body: 'x' },
      ];
      writeFileSync(join(folder.dir, 'changed.tar.gz'), gzipSync(await packTar(bad)));
      expect(await refusal(restoreBackup(join(folder.dir, 'changed.tar.gz'), await place(elsewhere), false))).toContain(
        'damaged',
      );
      untouched();
    }
    expect(existsSync(join(dirname(folder.dir), 'outside'))).toBe(false);
  });

  test('of an archive without one of its parts, or with a part of another kind, is refused', async () => {
    const entries = await unpackTar(gunzipSync(readFileSync(file)));
    const list: TarEntry[] = entries.map(({ header, data: body }) => ({ header, body }));
    const link: TarEntry = { header: { ...list[1]!.header, type: 'symlink', linkname: '/etc/passwd', size: 0 } };
    for (const bad of [list.slice(0, -1), [list[0]!, link, ...list.slice(2)], [...list, list[1]!]]) {
      writeFileSync(join(folder.dir, 'changed.tar.gz'), gzipSync(await packTar(bad)));
      expect(await refusal(restoreBackup(join(folder.dir, 'changed.tar.gz'), await place(elsewhere), false))).toContain(
        'damaged',
      );
      untouched();
    }
  });

  async function withManifest(change: object): Promise<string> {
    const entries = await unpackTar(gunzipSync(readFileSync(file)));
    const text = JSON.stringify({ ...JSON.parse(new TextDecoder().decode(entries[0]?.data)), ...change });
    const list: TarEntry[] = entries.map(({ header, data: body }) => ({ header, body }));
    list[0] = { header: { name: 'manifest.json', size: Buffer.byteLength(text) }, body: text };
    const path = join(folder.dir, 'changed.tar.gz');
    writeFileSync(path, gzipSync(await packTar(list)));
    return path;
  }

  test('of a newer schema or form is refused with the version that can', async () => {
    const newer = await withManifest({ schema: schemaVersion + 1, version: '9.1.0' });
    expect(await refusal(restoreBackup(newer, await place(elsewhere), false))).toContain('made by Millwright 9.1.0');
    expect(await refusal(restoreBackup(await withManifest({ format: 2 }), await place(elsewhere), false))).toContain(
      'newer Millwright',
    );
    untouched();
  });

  test('into a folder that is not empty needs --force, and keeps what was there', async () => {
    await restoreBackup(file, await place(data), existsSync(data));
    expect(await refusal(restoreBackup(file, await place(data), false))).toContain('--force');
    writeFileSync(join(data, 'of-before'), 'x');
    const { before } = await restoreBackup(file, await place(data), true);
    expect(existsSync(join(before ?? '', 'of-before'))).toBe(true);
    expect(existsSync(join(data, 'of-before'))).toBe(false);
    expect((await rowsOf(data)).session).toHaveLength(1);
    // What is kept beside is no part of the next backup.
    const next = await makeBackup(file, await place(data));
    expect(next.parts.filter(({ name }) => name.includes('before-restore'))).toEqual([]);
  });

  test('of what is no archive is refused', async () => {
    writeFileSync(file, 'not an archive');
    expect(await refusal(restoreBackup(file, await place(elsewhere), false))).toContain('damaged');
    writeFileSync(file, gzipSync(await packTar([{ header: { name: 'other', size: 1 }, body: 'x' }])));
    expect(await refusal(restoreBackup(file, await place(elsewhere), false))).toContain('no backup of Millwright');
    expect(await refusal(restoreBackup(join(folder.dir, 'none'), await place(elsewhere), false))).toContain('There is no file');
  });
});
