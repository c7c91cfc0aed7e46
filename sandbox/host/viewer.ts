/**
 * One browser tab on one rig: what arrives is counted, measured and validated before anything else sees it; what leaves is
 * skipped while the line is slow.
 */
import { WebSocket } from 'ws';
import type { Rig } from '../rig/rig.ts';
import { encodeFrame, type FrameEntry, frameFlags, tagOfType } from '../wire/frame.ts';
import { type ClientMessage, clientMessage, closeCodes, limits, type ServerMessage } from '../wire/messages.ts';
import type { Observer, RigTicket } from './api.ts';
import { type RefusalCode, refusals, type Sentence } from './sentences.ts';

/** What a viewer reports to its host. */
export interface ViewerEvents {
  message(viewer: Viewer, message: ClientMessage): void;
  closed(viewer: Viewer): void;
  /** Refused at the wire: counted and logged. */
  refused(viewer: Viewer, code: RefusalCode): void;
}

/** Unsent bytes above which frames are skipped: the next one carries all that changed meanwhile. */
const slowLine = 64 * 1024;

export class Viewer {
  readonly #socket: WebSocket;
  readonly #events: ViewerEvents;
  /** Token bucket of messages.ts's limits. */
  #tokens: number = limits.burst;
  #filledAt = performance.now();
  #refusedOnce = false;
  #alive = true;
  #names: readonly string[] = [];
  #watch: ReturnType<Rig['watch']> | null = null;
  #watchesAll = false;
  /** It may use the rig's devices from outside, and do nothing else. */
  readonly devicesOnly: boolean;
  /** Whose tab it is, when the rig is not theirs. */
  readonly observer: Observer | null;
  /** Until this tick the effects of this viewer's own input go out at once. */
  promptUntil = -1;

  constructor(socket: WebSocket, events: ViewerEvents, ticket: Pick<RigTicket, 'devicesOnly' | 'observer'> = {}) {
    this.#socket = socket;
    this.devicesOnly = ticket.devicesOnly === true;
    this.observer = ticket.observer ?? null;
    this.#events = events;
    socket.on('message', (data: Buffer, isBinary: boolean) => this.#receive(data, isBinary));
    socket.on('pong', () => {
      this.#alive = true;
    });
    socket.on('close', () => events.closed(this));
    // ws has closed the connection itself: frames that break RFC 6455, or one beyond its own limit.
    socket.on('error', (error: Error & { code?: string }) => {
      if (error.code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH') events.refused(this, 'tooBig');
      else if (error.code?.startsWith('WS_ERR_')) events.refused(this, 'malformed');
    });
  }

  #receive(data: Buffer, isBinary: boolean): void {
    if (this.#refusedOnce) return;
    if (!this.#mayReceive()) {
      this.refuseAndClose('tooFrequent', closeCodes.tooFrequent);
      return;
    }
    if (data.length > limits.messageBytes) {
      this.refuseAndClose('tooBig', closeCodes.tooBig);
      return;
    }
    const message = isBinary ? null : readMessage(data);
    if (message === null) this.refuseAndClose('malformed', closeCodes.malformed);
    else this.#events.message(this, message);
  }

  #mayReceive(): boolean {
    const now = performance.now();
    const refill = ((now - this.#filledAt) / 1_000) * limits.messagesPerSecond;
    this.#tokens = Math.min(limits.burst, this.#tokens + refill) - 1;
    this.#filledAt = now;
    return this.#tokens >= 0;
  }

  send(message: ServerMessage): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }

  sendBytes(bytes: Uint8Array): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(bytes);
  }

  /** More is unsent than the line carries: what can wait, waits. */
  get slow(): boolean {
    return this.#socket.bufferedAmount > slowLine;
  }

  /** Answer a request that cannot be met; the connection goes on. */
  refuse(id: number | null, code: string, message: Sentence): void {
    this.send({ type: 'refused', id, code, message });
  }

  refuseAndClose(code: RefusalCode, closeCode: number): void {
    this.#refusedOnce = true;
    this.#events.refused(this, code);
    this.refuse(null, code, refusals[code]);
    this.close(closeCode, code);
  }

  close(code: number, reason: string): void {
    this.#socket.close(code, reason);
  }

  /** Call every 20 s or so: a tab that vanished without a word is noticed at the second call. */
  checkAlive(): void {
    if (this.#alive) this.#socket.ping();
    else this.#socket.terminate();
    this.#alive = false;
  }

  /** Stream these signals from now on; the next frame holds all of them. Names that the rig does not have, or keeps, are left out. */
  watch(names: readonly string[], rig: Rig | null, maySee: (signal: string) => boolean): void {
    this.#names = names;
    this.rewatch(rig, maySee);
  }

  /** The rig's table of signals has changed, or the rig is another one. */
  rewatch(rig: Rig | null, maySee: (signal: string) => boolean): void {
    const names = this.#names.filter(maySee);
    this.#watch = rig === null ? null : rig.watch(names.flatMap((name) => rig.find(name) ?? []));
    this.#watchesAll = names.length > 0;
  }

  /** One frame with what changed since the last; nothing when nothing did or the line is slow. */
  sendChanges(rig: Rig, types: readonly string[], prompt: boolean): void {
    if (this.#watch === null || this.slow || this.#socket.readyState !== WebSocket.OPEN) return;
    const entries: FrameEntry[] = [];
    for (const id of this.#watch.changed()) {
      const value = rig.read(id);
      if (value !== null) entries.push({ id, tag: tagOfType(types[id] ?? '', value), value });
    }
    if (entries.length === 0 && !this.#watchesAll) return;
    const flags = (this.#watchesAll ? frameFlags.complete : 0) | (prompt ? frameFlags.prompt : 0);
    this.#watchesAll = false;
    this.#socket.send(encodeFrame({ flags, tick: rig.tick, entries }));
  }
}

function readMessage(data: Buffer): ClientMessage | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(data.toString('utf8'));
  } catch {
    return null;
  }
  const result = clientMessage.safeParse(parsed);
  return result.success ? result.data : null;
}
