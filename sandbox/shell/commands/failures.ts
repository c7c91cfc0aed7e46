/** What tools say when there is nobody at the other end: their own words, as they stand in forums and manuals. */
import type { ToolRecord } from '../../wire/tools.ts';
import { err, type Said } from './command.ts';

export type Failure = Extract<ToolRecord, { kind: 'connection' }>;

/** As the C library names the error. */
export const systemWords = {
  refused: 'Connection refused',
  timeout: 'Connection timed out',
  unreachable: 'No route to host',
  'unknown-host': 'Name or service not known',
  reset: 'Connection reset by peer',
  closed: 'Connection closed by peer',
  'no-answer': 'Connection timed out',
  malformed: 'Invalid data',
} as const satisfies Record<Failure['why'], string>;

export const unknownHost = (command: string, host: string): Said => err(`${command}: ${host}: Name or service not known\n`);

export const hostFailure = (command: string, { why, host, port }: Failure): Said =>
  err(`${command}: ${port > 0 ? `${host} port ${port}` : host}: ${systemWords[why]}\n`);
