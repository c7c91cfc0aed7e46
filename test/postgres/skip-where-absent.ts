import { beforeEach, inject } from 'vitest';

// Every test of the suite says why it did not run, and counts as skipped.
const server = inject('postgres');
if (server && 'absent' in server) beforeEach(({ skip }) => skip(server.absent));
