/**
 * `npm run bench -- academy`: an academy of 1,000 members and 100 labs of which everybody has passed three quarters, on SQLite and on
 * PostgreSQL (a server of its own, as the tests have, where no other is named or reachable). First what the server reckons, then what
 * a browser waits for, asked over HTTP of the production server on the same database.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import pg from 'pg';
import { defaultAcademy } from '#academy/academies/academies.ts';
import { openDatabase } from '#academy/database/open.ts';
import { type DatabasePlace, placeOf } from '#academy/database/place.ts';
import { gradebookOf } from '#academy/gradebook/gradebook.ts';
import { gradebookFile } from '#academy/gradebook/gradebook-file.ts';
import { openAccounts } from '#academy/members/accounts.ts';
import { progressOf } from '#academy/progress/progress.ts';
import type { Lab } from '#sandbox/lab/lab.ts';
import { AcademyServer } from '../../e2e/academy-server.ts';
import { testServer } from '../../postgres/server.ts';
import { pagesOverHttp } from './pages-over-http.ts';
import { cohort, manyLabs, memberCount, seed, syllabusWith } from './seed.ts';
import { printTimes } from './times.ts';

/** `labs`: those of the installation, which its courses are about. */
export async function academyTimes(labs: readonly Lab[]): Promise<void> {
  await onSqlite(labs);
  const server = await testServer();
  if ('absent' in server) return console.log(`Academy on PostgreSQL: not measured, ${server.absent}`);
  try {
    await onPostgres(labs, server.url);
  } finally {
    await server.stop();
  }
}

async function onSqlite(labs: readonly Lab[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'millwright-bench-'));
  try {
    const place = placeOf('sqlite', folder);
    await reckoned('SQLite', place, labs);
    await served({ data: folder }, labs);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function onPostgres(labs: readonly Lab[], server: string): Promise<void> {
  const name = `millwright_bench_${process.pid}`;
  await ask(server, `create database ${name} template template0 encoding 'UTF8'`);
  const there = new URL(server);
  there.pathname = `/${name}`;
  const data = mkdtempSync(join(tmpdir(), 'millwright-bench-'));
  try {
    await reckoned('PostgreSQL', { engine: 'postgres', url: there.href }, labs);
    await served({ data, environment: { MILLWRIGHT_DATABASE: there.href } }, labs);
  } finally {
    rmSync(data, { recursive: true, force: true });
    await ask(server, `drop database ${name} with (force)`);
  }
}

async function ask(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

async function reckoned(engine: string, place: DatabasePlace, own: readonly Lab[]): Promise<void> {
  const database = await openDatabase(place);
  // The account library makes its tables.
  const accounts = await openAccounts({ database, secret: 'of a bench', publicUrl: null });
  const academy = await defaultAcademy(database);
  const labs = manyLabs(own);
  await seed(database, accounts, academy.id, labs);
  // What PostgreSQL does by itself within minutes of such an import; until then it knows nothing of how much there is, and plans badly.
  if (place.engine === 'postgres') await sql`vacuum analyze`.execute(database);
  const syllabus = syllabusWith(labs);
  const now = new Date('2026-11-23T00:00:00.000Z');
  const book = (from: number, limit: number) => gradebookOf(database, academy.id, cohort, syllabus, { from, limit, now });
  const steps = labs.reduce((sum, { definition }) => sum + definition.steps.length, 0);
  console.log(`Academy on ${engine}: ${memberCount} members, ${labs.length} labs of ${steps} steps in all, an assignment each`);
  await printTimes('gradebook, a page of 50 people', 40, (round) => book((round * 50) % memberCount, 50));
  await printTimes('gradebook, all 1,000 people', 20, () => book(0, memberCount));
  const whole = await book(0, memberCount);
  await printTimes('  and written as a CSV file', 20, async () => gradebookFile(whole, 'en'));
  await printTimes('progress of one member, for a course page', 40, (round) =>
    progressOf(database, { academyId: academy.id, memberId: `member-${round}` }, labs),
  );
  await database.destroy();
}

async function served(
  { data, environment = {} }: { data: string; environment?: Record<string, string> },
  labs: readonly Lab[],
): Promise<void> {
  const server = await AcademyServer.start(environment, data);
  try {
    await pagesOverHttp(server.url, labs);
  } finally {
    await server.dispose();
  }
}
