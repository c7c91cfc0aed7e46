/** Version 10: what an academy has published, and who stays on an earlier version of it. */
import type { Migration } from './migration.ts';

export const library: readonly Migration[] = [
  {
    version: 10,
    name: 'library',
    async up(database) {
      await database.schema
        .createTable('edition')
        .addColumn('academy_id', 'text', (column) => column.notNull().references('academy.id'))
        .addColumn('unit', 'text', (column) => column.notNull())
        .addColumn('version', 'integer', (column) => column.notNull())
        .addColumn('hash', 'text', (column) => column.notNull())
        .addColumn('published_at', 'text', (column) => column.notNull())
        .addColumn('published_by', 'text')
        .addColumn('note', 'text', (column) => column.notNull())
        .addColumn('source_commit', 'text')
        .addPrimaryKeyConstraint('edition_pk', ['academy_id', 'unit', 'version'])
        .execute();
      await database.schema
        .createTable('pinned_edition')
        .addColumn('academy_id', 'text', (column) => column.notNull().references('academy.id'))
        .addColumn('member_id', 'text', (column) => column.notNull().references('member.id'))
        .addColumn('unit', 'text', (column) => column.notNull())
        .addColumn('version', 'integer', (column) => column.notNull())
        .addColumn('pinned_at', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('pinned_edition_pk', ['academy_id', 'member_id', 'unit'])
        .execute();
    },
  },
];
