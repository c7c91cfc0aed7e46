/** The academy that is measured: 1,000 trainees of one cohort, 100 labs, an assignment each, all but the last step of each lab passed. */
import { sql } from 'kysely';
import type { Syllabus } from '#academy/assignments/syllabus.ts';
import type { Database } from '#academy/database/open.ts';
import type { Accounts } from '#academy/members/accounts.ts';
import type { Lab } from '#sandbox/lab/lab.ts';

export const memberCount = 1_000;
const labCount = 100;
export const cohort = 'cohort';
/** Who signs in over HTTP: a trainee with as much behind them as everybody else, and who looks at all of their grades. */
export const people = { trainee: 'member-0@works.example', instructor: 'ines@works.example', password: 'three rusty conveyors' };

const at = '2026-11-01T00:00:00.000Z';
const passedAt = '2026-11-10T00:00:00.000Z';
const madeUp = ['one', 'two', 'three', 'four'];

/** Those of the installation, and made-up ones of four steps up to a hundred. */
export function manyLabs(own: readonly Lab[]): Lab[] {
  const [pattern] = own;
  const step = pattern?.definition.steps[0];
  if (!pattern || !step) throw new Error('the installation has no lab with a step');
  const others = Array.from({ length: labCount - own.length }, (_, number): Lab => {
    const definition = { ...pattern.definition, id: `lab-${number}`, steps: madeUp.map((id) => ({ ...step, id })) };
    return { ...pattern, slug: `lab-${number}`, definition };
  });
  return [...own, ...others];
}

export function syllabusWith(labs: readonly Lab[]): Syllabus {
  const title = { en: 'Lab', 'zh-CN': '实验' };
  return {
    courses: new Map(),
    labs: new Map(
      labs.map(({ slug, definition }) => [definition.id, { slug, title, steps: definition.steps.map(({ id }) => id) }]),
    ),
  };
}

export async function seed(database: Database, accounts: Accounts, academyId: string, labs: readonly Lab[]): Promise<void> {
  const accountOf = async (name: string, email: string): Promise<string> =>
    (await accounts.api.signUpEmail({ body: { name, email, password: people.password } })).user.id;
  const trainee = await accountOf('Person 0', people.trainee);
  const instructor = await accountOf('Ines Ingold', people.instructor);
  await database.transaction().execute(async (transaction) => {
    await transaction
      .insertInto('cohort')
      .values({ id: cohort, academy_id: academyId, name: 'All', created_at: at, revision: 1 })
      .execute();
    await transaction
      .insertInto('assignment')
      .values(
        labs.map(({ slug, definition }, number) => ({
          id: `assignment-${number}`,
          academy_id: academyId,
          cohort_id: cohort,
          title: `Lab ${slug}`,
          target_kind: 'lab',
          target: definition.id,
          mode: 'practice',
          points: 100,
          due_at: '2026-11-20T00:00:00.000Z',
          late: '{"kind":"none"}',
          created_at: at,
          revision: 1,
        })),
      )
      .execute();
    const join = async (id: string, userId: string, part: 'trainee' | 'instructor'): Promise<void> => {
      await transaction.insertInto('member').values({ id, academy_id: academyId, user_id: userId, created_at: at }).execute();
      await transaction
        .insertInto('cohort_member')
        .values({ academy_id: academyId, cohort_id: cohort, member_id: id, part, joined_at: at })
        .execute();
    };
    await join('ines', instructor, 'instructor');
    await transaction
      .insertInto('member_role')
      .values({ academy_id: academyId, member_id: 'ines', role: 'instructor', granted_at: at })
      .execute();
    for (let number = 0; number < memberCount; number += 1) {
      const id = `member-${number}`;
      if (number > 0)
        await sql`insert into "user" ("id", "name", "email", "emailVerified", "createdAt", "updatedAt")
          values (${`user-${number}`}, ${`Person ${number}`}, ${`${id}@works.example`}, ${sql.lit(false)}, ${at}, ${at})`.execute(
          transaction,
        );
      await join(id, number > 0 ? `user-${number}` : trainee, 'trainee');
      const steps = labs.flatMap(({ definition }) =>
        definition.steps.slice(0, -1).map((step) => [definition.id, step.id] as const),
      );
      await transaction
        .insertInto('step_progress')
        .values(
          steps.map(([lab_id, step]) => ({
            academy_id: academyId,
            member_id: id,
            lab_id,
            step,
            passed_at: passedAt,
            attempts: 2,
            hints_shown: 0,
            touched_at: passedAt,
          })),
        )
        .execute();
    }
  });
}
