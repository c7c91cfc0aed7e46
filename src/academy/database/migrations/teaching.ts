/** Version 5: cohorts, assignments, exams and what was completed. */
import type { Migration } from './migration.ts';

export const teaching: readonly Migration[] = [
  {
    version: 5,
    name: 'teaching',
    async up(database) {
      await database.schema
        .createTable('cohort')
        .addColumn('id', 'text', (column) => column.primaryKey().notNull())
        .addColumn('academy_id', 'text', (column) => column.notNull().references('academy.id'))
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('starts_on', 'text')
        .addColumn('ends_on', 'text')
        .addColumn('archived_at', 'text')
        .addColumn('created_at', 'text', (column) => column.notNull())
        .addColumn('revision', 'integer', (column) => column.notNull())
        .execute();

      await database.schema
        .createTable('cohort_member')
        .addColumn('academy_id', 'text', (column) => column.notNull().references('academy.id'))
        .addColumn('cohort_id', 'text', (column) => column.notNull().references('cohort.id'))
        .addColumn('member_id', 'text', (column) => column.notNull().references('member.id'))
        .addColumn('part', 'text', (column) => column.notNull())
        .addColumn('joined_at', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('cohort_member_key', ['academy_id', 'cohort_id', 'member_id', 'part'])
        .execute();

      await database.schema.createIndex('cohort_of_member').on('cohort_member').columns(['academy_id', 'member_id']).execute();

      await database.schema
        .createTable('assignment')
        .addColumn('id', 'text', (column) => column.primaryKey().notNull())
        .addColumn('academy_id', 'text', (column) => column.notNull().references('academy.id'))
        .addColumn('cohort_id', 'text', (column) => column.notNull().references('cohort.id'))
        .addColumn('title', 'text', (column) => column.notNull())
        .addColumn('target_kind', 'text', (column) => column.notNull())
        .addColumn('target', 'text', (column) => column.notNull())
        .addColumn('mode', 'text', (column) => column.notNull())
        .addColumn('points', 'integer', (column) => column.notNull())
        .addColumn('release_at', 'text')
        .addColumn('due_at', 'text')
        .addColumn('late', 'text', (column) => column.notNull())
        .addColumn('exam', 'text')
        .addColumn('created_at', 'text', (column) => column.notNull())
        .addColumn('created_by', 'text')
        .addColumn('withdrawn_at', 'text')
        .addColumn('revision', 'integer', (column) => column.notNull())
        .execute();

      await database.schema.createIndex('assignment_of_cohort').on('assignment').columns(['academy_id', 'cohort_id']).execute();

      await database.schema
        .createTable('assignment_override')
        .addColumn('academy_id', 'text', (column) => column.notNull().references('academy.id'))
        .addColumn('assignment_id', 'text', (column) => column.notNull().references('assignment.id'))
        .addColumn('member_id', 'text', (column) => column.notNull().references('member.id'))
        .addColumn('release_at', 'text')
        .addColumn('due_at', 'text')
        .addColumn('minutes', 'integer')
        .addColumn('excused', 'integer', (column) => column.notNull())
        .addColumn('counts_from', 'text')
        .addColumn('reason', 'text', (column) => column.notNull())
        .addColumn('changed_at', 'text', (column) => column.notNull())
        .addColumn('changed_by', 'text')
        .addColumn('revision', 'integer', (column) => column.notNull())
        .addPrimaryKeyConstraint('assignment_override_key', ['academy_id', 'assignment_id', 'member_id'])
        .execute();

      await database.schema
        .createTable('exam_sitting')
        .addColumn('id', 'text', (column) => column.primaryKey().notNull())
        .addColumn('academy_id', 'text', (column) => column.notNull().references('academy.id'))
        .addColumn('assignment_id', 'text', (column) => column.notNull().references('assignment.id'))
        .addColumn('member_id', 'text', (column) => column.notNull().references('member.id'))
        .addColumn('ordinal', 'integer', (column) => column.notNull())
        .addColumn('seed', 'integer', (column) => column.notNull())
        .addColumn('started_at', 'text', (column) => column.notNull())
        .addColumn('ends_at', 'text', (column) => column.notNull())
        .addColumn('seen_at', 'text', (column) => column.notNull())
        .addColumn('submitted_at', 'text')
        .addColumn('set_aside_at', 'text')
        .addColumn('result', 'text')
        .execute();

      // Two clicks at once begin one exam.

      await database.schema
        .createIndex('exam_sitting_once')
        .unique()
        .on('exam_sitting')
        .columns(['academy_id', 'assignment_id', 'member_id', 'ordinal'])
        .execute();

      await database.schema
        .createTable('grade_adjustment')
        .addColumn('academy_id', 'text', (column) => column.notNull().references('academy.id'))
        .addColumn('assignment_id', 'text', (column) => column.notNull().references('assignment.id'))
        .addColumn('member_id', 'text', (column) => column.notNull().references('member.id'))
        .addColumn('score', 'integer', (column) => column.notNull())
        .addColumn('reason', 'text', (column) => column.notNull())
        .addColumn('changed_at', 'text', (column) => column.notNull())
        .addColumn('changed_by', 'text')
        .addColumn('revision', 'integer', (column) => column.notNull())
        .addPrimaryKeyConstraint('grade_adjustment_key', ['academy_id', 'assignment_id', 'member_id'])
        .execute();

      await database.schema
        .createTable('lesson_completion')
        .addColumn('academy_id', 'text', (column) => column.notNull().references('academy.id'))
        .addColumn('member_id', 'text', (column) => column.notNull().references('member.id'))
        .addColumn('course', 'text', (column) => column.notNull())
        .addColumn('lesson', 'text', (column) => column.notNull())
        .addColumn('rule', 'text', (column) => column.notNull())
        .addColumn('completed_at', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('lesson_completion_key', ['academy_id', 'member_id', 'course', 'lesson'])
        .execute();

      await database.schema
        .alterTable('attempt')
        .addColumn('hints_shown', 'integer', (column) => column.notNull().defaultTo(0))
        .execute();

      await database.schema.alterTable('attempt').addColumn('sitting_id', 'text').execute();
    },
  },
];
