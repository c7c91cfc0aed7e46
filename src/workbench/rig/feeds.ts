/**
 * What flows from the rig without being asked for each time: recordings, events and the lines of the last scan. What is wanted is kept here
 * and asked for again whenever the line is new, or the rig's table of signals is.
 */
import type { RigEvent, ServerMessage } from '#sandbox/wire/messages.ts';
import { limits } from '#sandbox/wire/messages.ts';
import type { RecordingFrame } from '#sandbox/wire/recording.ts';

export type Coverage = Pick<Extract<ServerMessage, { type: 'coverage' }>, 'controller' | 'tick' | 'lines'>;

type StandingRequest = { type: 'record'; signals: string[] } | { type: 'cover'; controller: string | null };

class Feed<T> {
  readonly #listeners = new Set<(news: T) => void>();

  /** Returns the way out. */
  readonly listen = (listener: (news: T) => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  tell(news: T): void {
    for (const listener of this.#listeners) listener(news);
  }
}

export class Feeds {
  readonly recordings = new Feed<RecordingFrame>();
  readonly events = new Feed<readonly RigEvent[]>();
  readonly coverage = new Feed<Coverage>();
  readonly #ask: (request: StandingRequest) => void;
  #recorded: readonly string[] = [];
  #covered: string | null = null;

  /** `ask` sends a request while the line is up, and drops it otherwise. */
  constructor(ask: (request: StandingRequest) => void) {
    this.#ask = ask;
  }

  record(signals: readonly string[]): void {
    const wanted = [...new Set(signals)].slice(0, limits.recordedSignals);
    if (wanted.length === this.#recorded.length && wanted.every((name, index) => name === this.#recorded[index])) return;
    this.#recorded = wanted;
    this.#ask({ type: 'record', signals: wanted });
  }

  cover(controller: string | null): void {
    if (controller === this.#covered) return;
    this.#covered = controller;
    this.#ask({ type: 'cover', controller });
  }

  /** After a welcome or another table of signals: the rig may have forgotten, or may have more of what is wanted. */
  askAgain(): void {
    if (this.#recorded.length > 0) this.#ask({ type: 'record', signals: [...this.#recorded] });
    if (this.#covered !== null) this.#ask({ type: 'cover', controller: this.#covered });
  }
}
