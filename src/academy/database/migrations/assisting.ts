/** Versions 6, 12 and 17: what instructors say and do at a trainee's work. */
import type { Migration } from './migration.ts';

export const helping: readonly Migration[] = [
  {
    version: 12,
    name: 'helping',
    async up(database) {
      await database.schema.alterTable('file_revision').addColumn('saved_by', 'text').execute();
    },
  },
];

export const conversing: readonly Migration[] = [
  {
    version: 17,
    name: 'conversing',
    async up(database) {
      for (const column of ['answers', 'line_text', 'edited_at', 'read_at'])
        await database.schema.alterTable('line_comment').addColumn(column, 'text').execute();
    },
  },
];

export const assisting: readonly Migration[] = [
  {
    version: 6,
    name: 'assisting',
    async up(database) {
      await database.schema
        .createTable('line_comment')
        .addColumn('id', 'text', (column) => column.primaryKey().notNull())
        .addColumn('academy_id', 'text', (column) => column.notNull().references('academy.id'))
        .addColumn('member_id', 'text', (column) => column.notNull().references('member.id'))
        .addColumn('lab_id', 'text', (column) => column.notNull())
        .addColumn('controller', 'text', (column) => column.notNull())
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('revision', 'integer', (column) => column.notNull())
        .addColumn('line', 'integer', (column) => column.notNull())
        .addColumn('text', 'text', (column) => column.notNull())
        .addColumn('author_id', 'text')
        .addColumn('created_at', 'text', (column) => column.notNull())
        .addColumn('resolved_at', 'text')
        .execute();

      await database.schema
        .createIndex('line_comment_of_member')
        .on('line_comment')
        .columns(['academy_id', 'member_id', 'lab_id'])
        .execute();

      await database.schema
        .createTable('announcement')
        .addColumn('id', 'text', (column) => column.primaryKey().notNull())
        .addColumn('academy_id', 'text', (column) => column.notNull().references('academy.id'))
        .addColumn('cohort_id', 'text', (column) => column.references('cohort.id'))
        .addColumn('text', 'text', (column) => column.notNull())
        .addColumn('created_at', 'text', (column) => column.notNull())
        .addColumn('created_by', 'text')
        .addColumn('until', 'text')
        .execute();

      await database.schema
        .createIndex('announcement_of_cohort')
        .on('announcement')
        .columns(['academy_id', 'cohort_id'])
        .execute();

      await database.schema
        .createTable('assistance')
        .addColumn('id', 'text', (column) => column.primaryKey().notNull())
        .addColumn('academy_id', 'text', (column) => column.notNull().references('academy.id'))
        .addColumn('member_id', 'text', (column) => column.notNull().references('member.id'))
        .addColumn('lab_id', 'text', (column) => column.notNull())
        .addColumn('instructor_id', 'text')
        .addColumn('asked_at', 'text')
        .addColumn('offered_at', 'text')
        .addColumn('keyboard', 'text', (column) => column.notNull())
        .addColumn('keyboard_until', 'text')
        .addColumn('ended_at', 'text')
        .execute();

      await database.schema
        .createIndex('assistance_of_member')
        .on('assistance')
        .columns(['academy_id', 'member_id', 'lab_id'])
        .execute();
    },
  },
];
