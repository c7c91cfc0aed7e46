/** Version 16: the gradebook reads which steps were passed, of everybody at once, from an index alone. */
import type { Migration } from './migration.ts';

export const gradebook: readonly Migration[] = [
  {
    version: 16,
    name: 'gradebook',
    async up(database) {
      await database.schema
        .createIndex('step_progress_passed')
        .on('step_progress')
        .columns(['academy_id', 'member_id', 'lab_id', 'step', 'passed_at'])
        .execute();
    },
  },
];
