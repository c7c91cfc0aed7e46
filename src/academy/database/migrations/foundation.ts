/** Versions 1 to 3: academies, members, work, rigs, progress; lessons declared read; preferences. */
import type { Migration } from './migration.ts';

export const foundation: readonly Migration[] = [
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
