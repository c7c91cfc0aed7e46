/** Version 7: the keys that an academy signs with, its certificates, and the lists that say which of them are revoked. */
import { type SqlBool, sql } from 'kysely';
import type { Migration } from './migration.ts';

export const certificates: readonly Migration[] = [
  {
    version: 7,
    name: 'certificates',
    async up(database) {
      await database.schema
        .createTable('signing_key')
        .addColumn('id', 'text', (column) => column.primaryKey().notNull())
        .addColumn('academy_id', 'text', (column) => column.notNull().references('academy.id'))
        .addColumn('private_key', 'text', (column) => column.notNull())
        .addColumn('public_key', 'text', (column) => column.notNull())
        .addColumn('created_at', 'text', (column) => column.notNull())
        .addColumn('retired_at', 'text')
        .execute();
      await database.schema
        .createIndex('signing_key_in_use')
        .unique()
        .on('signing_key')
        .column('academy_id')
        .where(sql<SqlBool>`retired_at is null`)
        .execute();

      await database.schema
        .createTable('status_list')
        .addColumn('id', 'text', (column) => column.primaryKey().notNull())
        .addColumn('academy_id', 'text', (column) => column.notNull().references('academy.id'))
        .addColumn('created_at', 'text', (column) => column.notNull())
        .execute();

      await database.schema
        .createTable('certificate')
        .addColumn('id', 'text', (column) => column.primaryKey().notNull())
        .addColumn('academy_id', 'text', (column) => column.notNull().references('academy.id'))
        .addColumn('member_id', 'text', (column) => column.notNull().references('member.id'))
        .addColumn('course_id', 'text', (column) => column.notNull())
        .addColumn('course', 'text', (column) => column.notNull())
        .addColumn('name', 'text')
        .addColumn('details', 'text', (column) => column.notNull())
        .addColumn('evidence', 'text', (column) => column.notNull())
        .addColumn('credential', 'text')
        .addColumn('key_id', 'text', (column) => column.notNull().references('signing_key.id'))
        .addColumn('status_list', 'text', (column) => column.notNull().references('status_list.id'))
        .addColumn('status_index', 'integer', (column) => column.notNull())
        .addColumn('awarded_at', 'text', (column) => column.notNull())
        .addColumn('issued_at', 'text', (column) => column.notNull())
        .addColumn('issued_by', 'text')
        .addColumn('expires_at', 'text')
        .addColumn('renewed_by', 'text', (column) => column.references('certificate.id'))
        .addColumn('revoked_at', 'text')
        .addColumn('revocation', 'text')
        .addUniqueConstraint('certificate_status', ['status_list', 'status_index'])
        .execute();
      // Whatever runs at once: nobody has two that stand for the same course.
      await database.schema
        .createIndex('certificate_in_force')
        .unique()
        .on('certificate')
        .columns(['academy_id', 'member_id', 'course_id'])
        .where(sql<SqlBool>`revoked_at is null and renewed_by is null`)
        .execute();
      await database.schema
        .createIndex('certificate_of_academy')
        .on('certificate')
        .columns(['academy_id', 'issued_at'])
        .execute();
    },
  },
];
