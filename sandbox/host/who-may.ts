/**
 * Which message may come from whom. What an observer may send changes nothing for anybody; with the keyboard they are as good as the
 * owner. The table has a line for every message, so that a new one cannot be let in, or shut out, by being forgotten.
 */
import type { ClientMessage } from '../wire/messages.ts';

/** `owner`: whose rig it is, and whoever has the keyboard. `observer`: who watches. `tool`: a program that came with a token. */
export type Standing = 'owner' | 'observer' | 'tool';

const everybody = ['owner', 'observer', 'tool'] as const;
const lookers = ['owner', 'observer'] as const;
const owner = ['owner'] as const;
const tools = ['owner', 'tool'] as const;

export const senders: Readonly<Record<ClientMessage['type'], readonly Standing[]>> = {
  ping: everybody,

  watch: lookers,
  record: lookers,
  recall: lookers,
  cover: lookers,
  look: lookers,
  'capture-file': lookers,
  'gateway-check': lookers,
  /** To an observer it shows the screen as it is; it opens none, and has neither size nor language of theirs. */
  'terminal-open': lookers,

  operate: owner,
  write: owner,
  force: owner,
  unforce: owner,
  'unforce-all': owner,
  download: owner,
  controller: owner,
  time: owner,
  'run-to': owner,
  test: owner,
  diagnose: owner,
  fault: owner,
  reset: owner,
  /** What is captured is so for every viewer. */
  capture: owner,
  'gateway-write': owner,
  'gateway-acknowledge': owner,
  'gateway-shelve': owner,
  'terminal-input': owner,
  'terminal-resize': owner,

  'outside-open': tools,
  'outside-bytes': tools,
  'outside-close': tools,
};

export const maySend = (type: ClientMessage['type'], standing: Standing): boolean => senders[type].includes(standing);
