/**
 * `npm run bench -- academy`: the gradebook and a course's progress with 1,000 members and 100 labs of four steps, as the server reckons
 * them. On SQLite in a folder of its own, or on the PostgreSQL of MILLWRIGHT_BENCH_DATABASE (an empty database).
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { defaultAcademy } from '#academy/academies/academies.ts';
import type { Syllabus } from '#academy/assignments/syllabus.ts';
import type { Database } from '#academy/database/open.ts';
import { openDatabase } from '#academy/database/open.ts';
import { placeOf } from '#academy/database/place.ts';
import { gradebookOf } from '#academy/gradebook/gradebook.ts';
import { openAccounts } from '#academy/members/accounts.ts';
import { progressOf } from '#academy/progress/progress.ts';
import type { Lab } from '#sandbox/lab/lab.ts';

const members = 1_000;
const labCount = 100;
const steps = ['one', 'two', 'three', 'four'];
const title = { en: 'Lab', 'zh-CN': '实验' };

export async function academyTimes(lab: Lab): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'millwright-bench-'));
  try {
    const database = await openDatabase(placeOf(process.env.MILLWRIGHT_BENCH_DATABASE ?? 'sqlite', folder));
    // The account library makes its tables.
    await openAccounts({ database, secret: 'of a bench', publicUrl: null });
    const academy = await defaultAcademy(database);
    await seed(database, academy.id);
    const syllabus: Syllabus = {
      courses: new Map(),
      labs: new Map(Array.from({ length: labCount }, (_, at) => [`lab-${at}`, { slug: `lab-${at}`, title, steps }])),
    };
    const labs = Array.from({ length: labCount }, (_, at) => {
      const definition = { ...lab.definition, id: `lab-${at}`, steps: steps.map((id) => ({ ...lab.definition.steps[0]!, id })) };
      return { ...lab, slug: `lab-${at}`, definition };
    });
    const now = new Date('2026-11-23T00:00:00.000Z');
    console.log(`Academy: ${members} members, ${labCount} labs of ${steps.length} steps, ${labCount} assignments`);
    await p95('gradebook, a page of 50 people', (round) =>
      gradebookOf(database, academy.id, 'cohort', syllabus, { from: (round * 50) % members, limit: 50, now }),
    );
    await p95(
      'gradebook, all 1,000 people (the CSV file)',
      () => gradebookOf(database, academy.id, 'cohort', syllabus, { limit: members, now }),
      5,
    );
    await p95('progress of one member, for a course page', (round) =>
      progressOf(database, { academyId: academy.id, memberId: `member-${round}` }, labs),
    );
    await database.destroy();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function p95(name: string, work: (round: number) => Promise<unknown>, rounds = 40): Promise<void> {
  const took: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const before = performance.now();
    await work(round);
    took.push(performance.now() - before);
  }
  took.sort((one, other) => one - other);
  const at = (share: number): string =>
    (took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? 0).toFixed(1).padStart(8);
  console.log(`  ${name.padEnd(46)} median ${at(0.5)} ms   p95 ${at(0.95)} ms`);
}

/** Everybody has passed three steps of four in every lab. */
async function seed(database: Database, academyId: string): Promise<void> {
  const at = '2026-11-01T00:00:00.000Z';
  await database.transaction().execute(async (transaction) => {
    await transaction
      .insertInto('cohort')
      .values({ id: 'cohort', academy_id: academyId, name: 'All', created_at: at, revision: 1 })
      .execute();
    for (let lab = 0; lab < labCount; lab += 1)
      await transaction
        .insertInto('assignment')
        .values({
          id: `assignment-${lab}`,
          academy_id: academyId,
          cohort_id: 'cohort',
          title: `Lab ${lab}`,
          target_kind: 'lab',
          target: `lab-${lab}`,
          mode: 'practice',
          points: 100,
          due_at: '2026-11-20T00:00:00.000Z',
          late: '{"kind":"none"}',
          created_at: at,
          revision: 1,
        })
        .execute();
    for (let member = 0; member < members; member += 1) {
      const id = `member-${member}`;
      await sql`insert into "user" ("id", "name", "email", "emailVerified", "createdAt", "updatedAt")
        values (${`user-${member}`}, ${`Person ${member}`}, ${`${member}@works.example`}, ${sql.lit(false)}, ${at}, ${at})`.execute(
        transaction,
      );
      await transaction
        .insertInto('member')
        .values({ id, academy_id: academyId, user_id: `user-${member}`, created_at: at })
        .execute();
      await transaction
        .insertInto('cohort_member')
        .values({ academy_id: academyId, cohort_id: 'cohort', member_id: id, part: 'trainee', joined_at: at })
        .execute();
      const rows = Array.from({ length: labCount }, (_, lab) =>
        steps.slice(0, 3).map((step) => ({
          academy_id: academyId,
          member_id: id,
          lab_id: `lab-${lab}`,
          step,
          passed_at: '2026-11-10T00:00:00.000Z',
          attempts: 2,
          hints_shown: 0,
          touched_at: '2026-11-10T00:00:00.000Z',
        })),
      ).flat();
      await transaction.insertInto('step_progress').values(rows).execute();
    }
  });
}
