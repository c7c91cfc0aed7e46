/**
 * What somebody did at a rig with a keyboard that was lent to them, summed up for the academy's log: what, to what, how often, and the last
 * value. What is typed into a terminal is counted and not quoted.
 */
import type { ClientMessage } from '../wire/messages.ts';
import type { Handling } from './api.ts';

/** Different things that are told apart; a sitting of hours at a rig of thousands of signals stays a page of the log. */
const mostKinds = 100;

export class Handlings {
  readonly #by = new Map<string, Handling>();
  #others = 0;

  note(message: ClientMessage): void {
    const what = subjectOf(message);
    const key = `${message.type} ${what}`;
    const known = this.#by.get(key);
    if (!known && this.#by.size >= mostKinds) {
      this.#others += 1;
      return;
    }
    const last = 'value' in message && message.value !== undefined ? { last: message.value } : {};
    this.#by.set(key, { do: message.type, what, times: (known?.times ?? 0) + 1, ...last });
  }

  /** In the order of the first of each. */
  get list(): Handling[] {
    const others = this.#others === 0 ? [] : [{ do: 'other', what: '', times: this.#others }];
    return [...this.#by.values(), ...others];
  }
}

/** The signal, controller, tag … that a request is about; empty when it is about the rig. */
function subjectOf(message: ClientMessage): string {
  switch (message.type) {
    case 'controller':
      return `${message.controller} ${message.do}`;
    case 'time':
      return message.do;
    case 'test':
      return message.test;
    default:
  }
  if ('signal' in message) return message.signal;
  if ('controller' in message) return message.controller ?? '';
  if ('tag' in message) return message.tag;
  if ('alarm' in message) return message.alarm;
  if ('fault' in message) return message.fault;
  return '';
}
