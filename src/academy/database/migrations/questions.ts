/** Version 8: the variant that an answer was given to, and what returns for review. */
import type { Migration } from './migration.ts';

export const questions: readonly Migration[] = [
  {
    version: 8,
    name: 'questions',
    async up(database) {
      // Every answer before this was given to the first variant.
      await database.schema
        .alterTable('answer')
        .addColumn('seed', 'integer', (column) => column.notNull().defaultTo(0))
        .execute();
      await database.schema.alterTable('answer').addColumn('reading', 'text').execute();
      await database.schema.alterTable('answer').addColumn('took_ms', 'integer').execute();

      await database.schema
        .createTable('review')
        .addColumn('academy_id', 'text', (column) => column.notNull().references('academy.id'))
        .addColumn('member_id', 'text', (column) => column.notNull().references('member.id'))
        .addColumn('course', 'text', (column) => column.notNull())
        .addColumn('lesson', 'text', (column) => column.notNull())
        .addColumn('question', 'text', (column) => column.notNull())
        .addColumn('learned_on', 'text', (column) => column.notNull())
        .addColumn('stage', 'integer', (column) => column.notNull())
        .addColumn('times', 'integer', (column) => column.notNull())
        .addColumn('due_on', 'text')
        .addColumn('last_on', 'text')
        .addColumn('last_outcome', 'text')
        .addPrimaryKeyConstraint('review_key', ['academy_id', 'member_id', 'course', 'lesson', 'question'])
        .execute();

      await database.schema
        .createTable('review_answer')
        .addColumn('id', 'text', (column) => column.primaryKey().notNull())
        .addColumn('academy_id', 'text', (column) => column.notNull().references('academy.id'))
        .addColumn('member_id', 'text', (column) => column.notNull().references('member.id'))
        .addColumn('course', 'text', (column) => column.notNull())
        .addColumn('lesson', 'text', (column) => column.notNull())
        .addColumn('question', 'text', (column) => column.notNull())
        .addColumn('times', 'integer', (column) => column.notNull())
        .addColumn('seed', 'integer', (column) => column.notNull())
        .addColumn('answer', 'text', (column) => column.notNull())
        .addColumn('outcome', 'text', (column) => column.notNull())
        .addColumn('answered_at', 'text', (column) => column.notNull())
        .addColumn('answered_on', 'text', (column) => column.notNull())
        .execute();
      await database.schema
        .createIndex('review_answer_of_member')
        .on('review_answer')
        .columns(['academy_id', 'member_id', 'answered_on'])
        .execute();
    },
  },
];
