/** Version 9: how somebody signs in besides a password: passkeys, their open questions, and links that set a password anew. */
import type { Migration } from './migration.ts';

export const passkeys: readonly Migration[] = [
  {
    version: 9,
    name: 'passkeys',
    async up(database) {
      // No foreign keys to the account library's tables: it deletes a user when it pleases.
      await database.schema
        .createTable('passkey')
        .addColumn('id', 'text', (column) => column.primaryKey().notNull())
        .addColumn('user_id', 'text', (column) => column.notNull())
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('rp_id', 'text', (column) => column.notNull())
        .addColumn('public_key', 'text', (column) => column.notNull())
        .addColumn('counter', 'integer', (column) => column.notNull())
        .addColumn('transports', 'text', (column) => column.notNull())
        .addColumn('synced', 'integer', (column) => column.notNull())
        .addColumn('created_at', 'text', (column) => column.notNull())
        .addColumn('last_used_on', 'text')
        .execute();
      await database.schema.createIndex('passkey_of_user').on('passkey').column('user_id').execute();

      await database.schema
        .createTable('passkey_challenge')
        .addColumn('id', 'text', (column) => column.primaryKey().notNull())
        .addColumn('challenge', 'text', (column) => column.notNull())
        .addColumn('user_id', 'text')
        .addColumn('expires_at', 'text', (column) => column.notNull())
        .execute();

      await database.schema
        .createTable('reset_link')
        .addColumn('id', 'text', (column) => column.primaryKey().notNull())
        .addColumn('academy_id', 'text', (column) => column.notNull().references('academy.id'))
        .addColumn('member_id', 'text', (column) => column.notNull().references('member.id'))
        .addColumn('token_hash', 'text', (column) => column.notNull().unique())
        .addColumn('second_factor_too', 'integer', (column) => column.notNull())
        .addColumn('created_at', 'text', (column) => column.notNull())
        .addColumn('created_by', 'text')
        .addColumn('expires_at', 'text', (column) => column.notNull())
        .addColumn('used_at', 'text')
        .execute();
    },
  },
];
