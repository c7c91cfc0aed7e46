/**
 * The schema's history, from code. A migration that has shipped is never edited; a change is a new entry at the end. Each runs in
 * one transaction together with its row in `schema_version`, so a start that was killed half-way is simply repeated.
 */
import { type Kysely, sql } from 'kysely';
import type { AcademyTables } from './columns.ts';

interface Migration {
  version: number;
  name: string;
  up(database: Kysely<never>): Promise<void>;
}

const migrations: Migration[] = [
  {
    version: 1,
    name: 'academies, members, work, rigs, progress',
    async up(database) {
      await database.schema
        .createTable('academy')
        .addColumn('id', 'text', (column) => column.primaryKey().notNull())
        .addColumn('slug', 'text', (column) => column.notNull().unique())
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('created_at', 'text', (column) => column.notNull())
        .execute();

      await database.schema
        .createTable('member')
        .addColumn('id', 'text', (column) => column.primaryKey().notNull())
        .addColumn('academy_id', 'text', (column) => column.notNull().references('academy.id'))
        // No foreign key: the account library deletes a user when it pleases, and the work must not go with it.
        .addColumn('user_id', 'text', (column) => column.notNull())
        .addColumn('created_at', 'text', (column) => column.notNull())
        .addUniqueConstraint('member_once_per_academy', ['academy_id', 'user_id'])
        .execute();

      await database.schema
        .createTable('file')
        .addColumn('academy_id', 'text', (column) => column.notNull().references('academy.id'))
        .addColumn('member_id', 'text', (column) => column.notNull().references('member.id'))
        .addColumn('lab_id', 'text', (column) => column.notNull())
        .addColumn('controller', 'text', (column) => column.notNull())
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('revision', 'integer', (column) => column.notNull())
        .addColumn('saved_at', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('file_key', ['academy_id', 'member_id', 'lab_id', 'controller', 'name'])
        .execute();

      await database.schema
        .createTable('file_revision')
        .addColumn('id', 'text', (column) => column.primaryKey().notNull())
        .addColumn('academy_id', 'text', (column) => column.notNull().references('academy.id'))
        .addColumn('member_id', 'text', (column) => column.notNull().references('member.id'))
        .addColumn('lab_id', 'text', (column) => column.notNull())
        .addColumn('controller', 'text', (column) => column.notNull())
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('number', 'integer', (column) => column.notNull())
        .addColumn('base', 'integer', (column) => column.notNull())
        .addColumn('origin', 'text', (column) => column.notNull())
        .addColumn('text', 'text', (column) => column.notNull())
        .addColumn('saved_at', 'text', (column) => column.notNull())
        .addUniqueConstraint('file_revision_number', ['academy_id', 'member_id', 'lab_id', 'controller', 'name', 'number'])
        .execute();

      await database.schema
        .createTable('rig')
        .addColumn('id', 'text', (column) => column.primaryKey().notNull())
        .addColumn('academy_id', 'text', (column) => column.notNull().references('academy.id'))
        .addColumn('member_id', 'text', (column) => column.notNull().references('member.id'))
        .addColumn('lab_id', 'text', (column) => column.notNull())
        .addColumn('seed', 'integer', (column) => column.notNull())
        .addColumn('created_at', 'text', (column) => column.notNull())
        .addUniqueConstraint('rig_once_per_member_and_lab', ['academy_id', 'member_id', 'lab_id'])
        .execute();

      await database.schema
        .createTable('attempt')
        .addColumn('id', 'text', (column) => column.primaryKey().notNull())
        .addColumn('academy_id', 'text', (column) => column.notNull().references('academy.id'))
        .addColumn('member_id', 'text', (column) => column.notNull().references('member.id'))
        .addColumn('lab_id', 'text', (column) => column.notNull())
        .addColumn('lab_version', 'integer', (column) => column.notNull())
        .addColumn('lab_hash', 'text', (column) => column.notNull())
        .addColumn('seed', 'integer', (column) => column.notNull())
        .addColumn('outcome', 'text', (column) => column.notNull())
        .addColumn('programs', 'text', (column) => column.notNull())
        .addColumn('verdicts', 'text', (column) => column.notNull())
        .addColumn('checked_at', 'text', (column) => column.notNull())
        .execute();
      await database.schema
        .createIndex('attempt_of_member')
        .on('attempt')
        .columns(['academy_id', 'member_id', 'lab_id', 'checked_at'])
        .execute();

      await database.schema
        .createTable('step_progress')
        .addColumn('academy_id', 'text', (column) => column.notNull().references('academy.id'))
        .addColumn('member_id', 'text', (column) => column.notNull().references('member.id'))
        .addColumn('lab_id', 'text', (column) => column.notNull())
        .addColumn('step', 'text', (column) => column.notNull())
        .addColumn('passed_at', 'text')
        .addColumn('checkpoint', 'text', (column) => column.references('attempt.id'))
        .addColumn('attempts', 'integer', (column) => column.notNull())
        .addColumn('hints_shown', 'integer', (column) => column.notNull())
        .addColumn('touched_at', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('step_progress_key', ['academy_id', 'member_id', 'lab_id', 'step'])
        .execute();

      await database.schema
        .createTable('answer')
        .addColumn('id', 'text', (column) => column.primaryKey().notNull())
        .addColumn('academy_id', 'text', (column) => column.notNull().references('academy.id'))
        .addColumn('member_id', 'text', (column) => column.notNull().references('member.id'))
        .addColumn('course', 'text', (column) => column.notNull())
        .addColumn('lesson', 'text', (column) => column.notNull())
        .addColumn('question', 'text', (column) => column.notNull())
        .addColumn('answer', 'text', (column) => column.notNull())
        .addColumn('outcome', 'text', (column) => column.notNull())
        .addColumn('answered_at', 'text', (column) => column.notNull())
        .execute();
      await database.schema
        .createIndex('answer_of_member')
        .on('answer')
        .columns(['academy_id', 'member_id', 'course', 'lesson'])
        .execute();
    },
  },
  {
    version: 2,
    name: 'lessons declared read',
    async up(database) {
      await database.schema
        .createTable('reading')
        .addColumn('academy_id', 'text', (column) => column.notNull().references('academy.id'))
        .addColumn('member_id', 'text', (column) => column.notNull().references('member.id'))
        .addColumn('course', 'text', (column) => column.notNull())
        .addColumn('lesson', 'text', (column) => column.notNull())
        .addColumn('finished_at', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('reading_key', ['academy_id', 'member_id', 'course', 'lesson'])
        .execute();
    },
  },
  {
    version: 3,
    name: 'preferences',
    async up(database) {
      await database.schema
        .createTable('preference')
        .addColumn('academy_id', 'text', (column) => column.notNull().references('academy.id'))
        .addColumn('member_id', 'text', (column) => column.notNull().references('member.id'))
        .addColumn('settings', 'text', (column) => column.notNull())
        .addColumn('saved_at', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('preference_key', ['academy_id', 'member_id'])
        .execute();
    },
  },
];

/** The version that this code expects. */
export const schemaVersion = migrations.length;

/**
 * Bring a database to `schemaVersion`; running it again changes nothing. A database from a newer Millwright is refused, because
 * this code cannot know what it would spoil.
 */
export async function migrate(academy: Kysely<AcademyTables>): Promise<void> {
  const database = academy as unknown as Kysely<{ schema_version: { version: number; name: string; applied_at: string } }>;
  await database.schema
    .createTable('schema_version')
    .ifNotExists()
    .addColumn('version', 'integer', (column) => column.primaryKey().notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('applied_at', 'text', (column) => column.notNull())
    .execute();
  const applied = await database
    .selectFrom('schema_version')
    .select(sql<number>`coalesce(max(version), 0)`.as('version'))
    .executeTakeFirstOrThrow();
  const current = Number(applied.version);
  if (current > schemaVersion) {
    throw new Error(
      `The academy's database has schema version ${current}, newer than the ${schemaVersion} this Millwright knows; start the newer version, or restore a backup.`,
    );
  }
  for (const migration of migrations) {
    if (migration.version <= current) continue;
    await database.transaction().execute(async (transaction) => {
      await migration.up(transaction as unknown as Kysely<never>);
      await transaction
        .insertInto('schema_version')
        .values({ version: migration.version, name: migration.name, applied_at: new Date().toISOString() })
        .execute();
    });
  }
}
