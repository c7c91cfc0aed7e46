/** Version 4: what an academy is, who is what in it, how people and programs get in, and the audit log. */
import type { Migration } from './migration.ts';

export const people: readonly Migration[] = [
  {
    version: 4,
    name: 'people',
    async up(database) {
      await database.schema.alterTable('academy').addColumn('host', 'text').execute();

      // Unique where it is set: both engines let nulls repeat.

      await database.schema.createIndex('academy_host').unique().on('academy').column('host').execute();

      await database.schema
        .alterTable('academy')
        .addColumn('settings', 'text', (column) => column.notNull().defaultTo('{}'))
        .execute();

      await database.schema
        .alterTable('academy')
        .addColumn('revision', 'integer', (column) => column.notNull().defaultTo(1))
        .execute();

      await database.schema.alterTable('academy').addColumn('closed_at', 'text').execute();

      await database.schema.alterTable('member').addColumn('suspended_at', 'text').execute();

      await database.schema.alterTable('member').addColumn('erased_at', 'text').execute();

      await database.schema.alterTable('member').addColumn('seen_on', 'text').execute();

      await database.schema
        .createTable('member_role')
        .addColumn('academy_id', 'text', (column) => column.notNull().references('academy.id'))
        .addColumn('member_id', 'text', (column) => column.notNull().references('member.id'))
        .addColumn('role', 'text', (column) => column.notNull())
        .addColumn('granted_at', 'text', (column) => column.notNull())
        .addColumn('granted_by', 'text')
        .addPrimaryKeyConstraint('member_role_key', ['academy_id', 'member_id', 'role'])
        .execute();

      await database.schema
        .createTable('invitation')
        .addColumn('id', 'text', (column) => column.primaryKey().notNull())
        .addColumn('academy_id', 'text', (column) => column.notNull().references('academy.id'))
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('email', 'text')
        .addColumn('roles', 'text', (column) => column.notNull())
        .addColumn('cohort_id', 'text')
        .addColumn('token_hash', 'text', (column) => column.notNull().unique())
        .addColumn('created_at', 'text', (column) => column.notNull())
        .addColumn('created_by', 'text')
        .addColumn('expires_at', 'text', (column) => column.notNull())
        .addColumn('accepted_at', 'text')
        .addColumn('accepted_by', 'text')
        .addColumn('revoked_at', 'text')
        .execute();

      await database.schema
        .createTable('api_key')
        .addColumn('id', 'text', (column) => column.primaryKey().notNull())
        .addColumn('academy_id', 'text', (column) => column.notNull().references('academy.id'))
        .addColumn('member_id', 'text', (column) => column.notNull().references('member.id'))
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('prefix', 'text', (column) => column.notNull())
        .addColumn('key_hash', 'text', (column) => column.notNull().unique())
        .addColumn('actions', 'text', (column) => column.notNull())
        .addColumn('created_at', 'text', (column) => column.notNull())
        .addColumn('expires_at', 'text', (column) => column.notNull())
        .addColumn('last_used_on', 'text')
        .addColumn('revoked_at', 'text')
        .execute();

      await database.schema
        .createTable('sso_provider')
        .addColumn('id', 'text', (column) => column.primaryKey().notNull())
        .addColumn('academy_id', 'text', (column) => column.notNull().references('academy.id'))
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('issuer', 'text', (column) => column.notNull())
        .addColumn('client_id', 'text', (column) => column.notNull())
        .addColumn('client_secret', 'text', (column) => column.notNull())
        .addColumn('groups_claim', 'text', (column) => column.notNull())
        .addColumn('role_map', 'text', (column) => column.notNull())
        .addColumn('enabled', 'integer', (column) => column.notNull())
        .addColumn('created_at', 'text', (column) => column.notNull())
        .addColumn('revision', 'integer', (column) => column.notNull())
        .execute();

      await database.schema
        .createTable('audit')
        .addColumn('id', 'text', (column) => column.primaryKey().notNull())
        .addColumn('academy_id', 'text', (column) => column.notNull().references('academy.id'))
        .addColumn('at', 'text', (column) => column.notNull())
        .addColumn('actor_kind', 'text', (column) => column.notNull())
        .addColumn('actor', 'text')
        .addColumn('acting_as', 'text')
        .addColumn('action', 'text', (column) => column.notNull())
        .addColumn('subject_kind', 'text', (column) => column.notNull())
        .addColumn('subject', 'text', (column) => column.notNull())
        .addColumn('before', 'text')
        .addColumn('after', 'text')
        .execute();

      await database.schema.createIndex('audit_of_academy').on('audit').columns(['academy_id', 'at']).execute();
    },
  },
];
