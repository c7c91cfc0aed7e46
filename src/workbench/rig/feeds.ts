/**
 * What flows from the rig without being asked for each time: recordings, events, the lines of the last scan, the network and the gateway.
 * What is wanted is kept here and asked for again whenever the line is new, or the rig's table of signals is.
 */
import type { GatewayReport } from '#sandbox/wire/gateway.ts';
import type { RigEvent, ServerMessage } from '#sandbox/wire/messages.ts';
import { limits } from '#sandbox/wire/messages.ts';
import type { CapturedFrames, NetworkReport } from '#sandbox/wire/network.ts';
import type { RecordingFrame } from '#sandbox/wire/recording.ts';

export type Coverage = Pick<Extract<ServerMessage, { type: 'coverage' }>, 'controller' | 'tick' | 'lines'>;

/** What of the rig beside its signals is looked at: reports come about once a second. */
export interface Looked {
  network: boolean;
  gateway: boolean;
}

export type TerminalText = Pick<Extract<ServerMessage, { type: 'terminal' }>, 'text' | 'fresh'>;
export interface TerminalSize {
  columns: number;
  rows: number;
}
/** `locale`: what its shell is to speak. */
export type ShownTerminal = TerminalSize & { locale: 'en' | 'zh-CN' };

type StandingRequest =
  | { type: 'record'; signals: string[] }
  | { type: 'cover'; controller: string | null }
  | ({ type: 'look' } & Looked)
  | ({ type: 'terminal-open' } & ShownTerminal);

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
  readonly network = new Feed<NetworkReport>();
  readonly frames = new Feed<CapturedFrames>();
  readonly gateway = new Feed<GatewayReport>();
  readonly terminal = new Feed<TerminalText>();
  readonly #ask: (request: StandingRequest) => void;
  #recorded: readonly string[] = [];
  #covered: string | null = null;
  #looked: Looked = { network: false, gateway: false };
  #terminal: ShownTerminal | null = null;

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

  look(part: Partial<Looked>): void {
    const looked = { ...this.#looked, ...part };
    if (looked.network === this.#looked.network && looked.gateway === this.#looked.gateway) return;
    this.#looked = looked;
    this.#ask({ type: 'look', ...looked });
  }

  /** The terminal is shown from now on, in this size and language; `null`: it is not wanted on the next line. */
  showTerminal(shown: ShownTerminal | null): void {
    this.#terminal = shown;
    if (shown) this.#ask({ type: 'terminal-open', ...shown });
  }

  /** It is shown already, and has become larger or smaller. */
  resizeTerminal(size: TerminalSize): void {
    if (this.#terminal) this.#terminal = { ...this.#terminal, ...size };
  }

  /** After a welcome or another table of signals: the rig may have forgotten, or may have more of what is wanted. */
  askAgain(): void {
    if (this.#recorded.length > 0) this.#ask({ type: 'record', signals: [...this.#recorded] });
    if (this.#covered !== null) this.#ask({ type: 'cover', controller: this.#covered });
    if (this.#looked.network || this.#looked.gateway) this.#ask({ type: 'look', ...this.#looked });
    if (this.#terminal) this.#ask({ type: 'terminal-open', ...this.#terminal });
  }
}
