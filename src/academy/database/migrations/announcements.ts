/** Version 13: announcements are changed and withdrawn, and put away by whom they were for. */
import type { Migration } from './migration.ts';

export const announcements: readonly Migration[] = [
  {
    version: 13,
    name: 'announcements',
    async up(database) {
      await database.schema
        .alterTable('announcement')
        .addColumn('revision', 'integer', (column) => column.notNull().defaultTo(1))
        .execute();
      await database.schema.alterTable('announcement').addColumn('withdrawn_at', 'text').execute();
      await database.schema
        .createTable('announcement_dismissal')
        .addColumn('academy_id', 'text', (column) => column.notNull().references('academy.id'))
        .addColumn('announcement_id', 'text', (column) => column.notNull().references('announcement.id'))
        .addColumn('member_id', 'text', (column) => column.notNull().references('member.id'))
        .addColumn('dismissed_at', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('announcement_dismissal_key', ['academy_id', 'announcement_id', 'member_id'])
        .execute();
    },
  },
];
