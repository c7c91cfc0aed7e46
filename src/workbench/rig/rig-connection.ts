/**
 * One browser's line to its rig: a WebSocket that is opened again whenever it falls, with requests that are answered or refused, and
 * a snapshot for React of everything that changes rarely. Values that change often go to the signal store.
 *
 * What was asked while the line was down, or was not acknowledged when it fell, is refused with the code `disconnected` and **not**
 * sent again: a Start button pressed ten seconds ago must not start a motor now. Programs are safe all the same: they are saved
 * through the academy, not through this line.
 */
import type { LocalizedText } from '#sandbox/iec61131/diagnostics.ts';
import type { ClientMessage, RigState, ServerMessage, WireSignal } from '#sandbox/wire/messages.ts';
import { closeCodes } from '#sandbox/wire/messages.ts';
import type { RecordingFrame } from '#sandbox/wire/recording.ts';
import { type BackOff, backOff } from './back-off.ts';
import { Feeds, type Looked, type ShownTerminal, type TerminalSize } from './feeds.ts';
import { type Answer, notConnected, PendingAnswers } from './pending-answers.ts';
import { readMessage } from './read-message.ts';
import type { SignalStore, SignalValue } from './signal-store.ts';
import { Silence } from './silence.ts';

/** The part of WebSocket in use, so that tests can stand in for it. */
export interface Socket {
  binaryType: string;
  send(data: string): void;
  close(code?: number): void;
  onopen: (() => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: { code: number }) => void) | null;
  onerror: (() => void) | null;
}

export interface ConnectionOptions {
  store: SignalStore;
  /** Makes sure that the session's cookie exists; rejects when the server cannot be reached. */
  ensureSession: () => Promise<void>;
  openSocket: () => Socket;
  decodeFrame: (bytes: ArrayBuffer) => { tick: number; entries: Iterable<{ id: number; value: SignalValue }> } | null;
  /** The other kind of binary frame; each decoder answers `null` to the other's. */
  decodeRecording: (bytes: ArrayBuffer) => RecordingFrame | null;
  /** setTimeout of the page; returns the way to cancel. */
  after: (milliseconds: number, run: () => void) => () => void;
  random: () => number;
}

export type { Answer, Downloaded } from './pending-answers.ts';
export type Program = { name: string; text: string }[];
export type Device = Extract<ServerMessage, { type: 'welcome' }>['devices'][number];
export type Company = Extract<ServerMessage, { type: 'company' }>['observers'];
export type Force = { signal: string; value: boolean | number | string };

export interface RigSnapshot {
  /** `connecting` before the first welcome; `offline` while waiting for the next try; `ended`: sent away for good, see `farewell`. */
  link: 'connecting' | 'online' | 'offline' | 'ended';
  /** Why this line was ended by the other side, in its words. */
  farewell: LocalizedText | null;
  /** Which rig this is; a reader may be brought to another one (the lab was begun anew, an exam began). */
  rigId: string | null;
  /** Counts the words of the rig that somebody saved something here. */
  saves: number;
  /** Failed tries since the line was last up. */
  tries: number;
  /** While `offline`: how long after `tries` changed the next one comes, in milliseconds; `null` while it is under way. */
  nextTryIn: number | null;
  rig: RigState | null;
  /** What is shown, as of the last message about the rig's state; frames may be ahead of it. */
  tick: number;
  /** Length of a tick, in nanoseconds. */
  tickNs: number;
  signals: readonly WireSignal[];
  /** What on the rig's network may be connected to from outside. */
  devices: readonly Device[];
  forces: readonly Force[];
  /** What each controller runs now. */
  programs: Readonly<Record<string, Program>>;
  /** Who else is here; another array with every word of it, which also means that the academy has news of who helps whom. */
  company: Company;
}

type WithoutId<M> = M extends ClientMessage ? Omit<M, 'id'> : never;
/** A message of the wire without its id. */
export type RigRequest = WithoutId<ClientMessage>;

const answerDeadline = 15_000;
/** The past is computed again, a slice at a time beside the other rigs of its host. */
const recallDeadline = 60_000;
const pingEvery = 10_000;
const pongWithin = 8_000;
/** Until something is heard on a new line. */
const openWithin = 10_000;
/** Milliseconds between two lists of what is watched. */
const watchEvery = 50;
const nothing = '[]';

export class RigConnection {
  #options: ConnectionOptions;
  #socket: Socket | null = null;
  #stopped = true;
  #pending: PendingAnswers;
  #retry: BackOff;
  #cancelRetry: () => void = () => {};
  #cancelPing: () => void = () => {};
  #cancelPong: () => void = () => {};
  #watchScheduled = false;
  /** A list of signals was sent a moment ago. */
  #watchRests = false;
  /** The list that the rig has, as JSON. */
  #watched = nothing;
  #needsSession = true;
  readonly #silence: Silence;
  /** The line stands and says nothing; it may be heard again. */
  #silent = false;
  #cancelDeadline: () => void = () => {};
  #listeners = new Set<() => void>();
  readonly #feeds = new Feeds((request) => {
    if (this.#snapshot.link === 'online') void this.request(request);
  });
  #snapshot: RigSnapshot = {
    link: 'connecting',
    farewell: null,
    rigId: null,
    saves: 0,
    tries: 0,
    nextTryIn: null,
    rig: null,
    tick: 0,
    tickNs: 1e7,
    signals: [],
    devices: [],
    forces: [],
    programs: {},
    company: [],
  };

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#pending = new PendingAnswers(options.after);
    this.#retry = backOff(250, 8_000, options.random);
    options.store.onInterest(() => this.#scheduleWatch());
    this.#silence = new Silence(options.after, () => this.#fallSilent());
  }

  start(): void {
    if (!this.#stopped) return;
    this.#stopped = false;
    void this.#open();
  }

  stop(): void {
    this.#stopped = true;
    this.#cancelRetry();
    this.#fall();
    const socket = this.#socket;
    this.#socket = null;
    socket?.close(1000);
  }

  /** Try now, e.g. because the browser says that it is online again. */
  retryNow(): void {
    if (this.#silent) this.#drop();
    if (this.#stopped || this.#socket || this.#snapshot.link === 'ended') return;
    this.#cancelRetry();
    void this.#open();
  }

  readonly getSnapshot = (): RigSnapshot => this.#snapshot;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Ask the rig. Always settles: with the tick at which it took effect, or with why not. */
  request(message: RigRequest, deadline = answerDeadline): Promise<Answer> {
    const socket = this.#socket;
    if (!socket || this.#snapshot.link !== 'online') return Promise.resolve(notConnected);
    const { id, answer } = this.#pending.expect(deadline);
    socket.send(JSON.stringify({ ...message, id }));
    return answer;
  }

  /** Which signals are recorded tick by tick, in place of those before; kept, and asked for again on every new line. At most 32. */
  record(signals: readonly string[]): void {
    this.#feeds.record(signals);
  }

  /** Of which controller the lines of the last scan are told; kept alike. */
  cover(controller: string | null): void {
    this.#feeds.cover(controller);
  }

  /** Whether the network and the gateway are looked at; kept alike. What is not named stays as it is. */
  /** The rig's terminal comes to `onTerminal`'s listeners, beginning with what stands on it; asked for again on every new line. */
  showTerminal(shown: ShownTerminal | null): void {
    this.#feeds.showTerminal(shown);
  }

  resizeTerminal(size: TerminalSize): void {
    this.#feeds.resizeTerminal(size);
    void this.request({ type: 'terminal-resize', ...size });
  }

  look(part: Partial<Looked>): void {
    this.#feeds.look(part);
  }

  /** What these signals were, both ticks included, comes to `onRecording`'s listeners, flagged as recalled; the answer when all of it has. */
  recall(signals: readonly string[], fromTick: number, toTick: number): Promise<Answer> {
    return this.request({ type: 'recall', signals: [...signals], fromTick, toTick }, recallDeadline);
  }

  /** Recording frames, live and recalled. Returns the way out, as the next ones. */
  readonly onRecording = this.#feeds.recordings.listen;
  readonly onEvents = this.#feeds.events.listen;
  readonly onCoverage = this.#feeds.coverage.listen;
  readonly onTerminal = this.#feeds.terminal.listen;
  readonly onNetwork = this.#feeds.network.listen;
  readonly onFrames = this.#feeds.frames.listen;
  readonly onGateway = this.#feeds.gateway.listen;

  async #open(): Promise<void> {
    if (this.#snapshot.nextTryIn !== null) this.#change({ nextTryIn: null });
    try {
      if (this.#needsSession) await this.#options.ensureSession();
    } catch {
      // The server cannot be reached: the same as a socket that does not open, and said to the reader by the link's state.
      this.#wait();
      return;
    }
    if (this.#stopped || this.#socket) return;
    this.#needsSession = false;
    const socket = this.#options.openSocket();
    socket.binaryType = 'arraybuffer';
    this.#socket = socket;
    this.#cancelDeadline = this.#options.after(openWithin, () => this.#drop());
    socket.onmessage = ({ data }) => {
      if (this.#socket !== socket) return;
      this.#hear();
      this.#receive(data);
    };
    socket.onerror = () => {};
    socket.onclose = ({ code }) => {
      if (this.#socket !== socket) return;
      this.#socket = null;
      this.#fall();
      // A browser cannot see the status of a refused upgrade (1006): the session may be what is missing.
      if (code === closeCodes.unauthorised || code === 1006) this.#needsSession = true;
      // Who may not look any more is told so once, and does not knock again and again.
      if (code === closeCodes.unauthorised && this.#snapshot.farewell !== null) this.#change({ link: 'ended' });
      else if (!this.#stopped) this.#wait();
    };
  }

  #wait(): void {
    if (this.#stopped) return;
    const nextTryIn = this.#retry.next();
    this.#change({ link: 'offline', tries: this.#snapshot.tries + 1, nextTryIn });
    this.#cancelRetry = this.#options.after(nextTryIn, () => void this.#open());
  }

  /** Something was heard. */
  #hear(): void {
    this.#silence.heard();
    this.#cancelDeadline();
    if (!this.#silent) return;
    this.#silent = false;
    this.#change({ link: 'online', tries: 0 });
    const { rig } = this.#snapshot;
    this.#options.store.setLive(rig !== null && isLive(rig));
    this.#comeOnline();
  }

  /** Values are shown as old from here on; the line itself gets some time more. */
  #fallSilent(): void {
    this.#silent = true;
    this.#cancelPing();
    this.#cancelPong();
    this.#options.store.setLive(false);
    this.#change({ link: 'offline', tries: 0 });
    this.#cancelDeadline = this.#options.after(pongWithin, () => this.#drop());
  }

  /** Give the line up without waiting for its end: nobody may be there to agree to it. */
  #drop(): void {
    const socket = this.#socket;
    this.#socket = null;
    socket?.close(4000);
    this.#fall();
    this.#wait();
  }

  #fall(): void {
    this.#silent = false;
    this.#silence.stop();
    this.#cancelDeadline();
    this.#cancelPing();
    this.#cancelPong();
    this.#options.store.setLive(false);
    this.#pending.giveUp();
  }

  #receive(data: unknown): void {
    if (data instanceof ArrayBuffer) {
      this.#receiveFrame(data);
      return;
    }
    const message = readMessage(data);
    if (!message) return;
    switch (message.type) {
      case 'welcome':
        this.#retry.reset();
        this.#options.store.setTable(message.signals);
        this.#change({
          link: 'online',
          rigId: message.rig,
          tries: 0,
          nextTryIn: null,
          rig: message.state,
          tick: message.tick,
          tickNs: Number(message.tickNs),
          signals: listed(message.signals),
          devices: message.devices,
          forces: message.forces,
          programs: message.programs,
        });
        this.#options.store.setLive(isLive(message.state));
        this.#watched = nothing;
        this.#comeOnline();
        return;
      case 'company':
        this.#change({ company: message.observers });
        return;
      case 'texts':
        this.#change({ saves: this.#snapshot.saves + 1 });
        return;
      case 'state':
        this.#change({ rig: message.state, tick: message.tick });
        // A rig that sleeps welcomes nobody: who watches and does not wake it sees it so.
        if (message.state.phase === 'asleep' && this.#snapshot.link !== 'online') {
          this.#retry.reset();
          this.#change({ link: 'online', tries: 0, nextTryIn: null });
          this.#comeOnline();
        }
        this.#options.store.setLive(this.#snapshot.link === 'online' && isLive(message.state));
        return;
      case 'signals':
        this.#options.store.setTable(message.signals);
        this.#change({ signals: listed(message.signals) });
        this.#watched = nothing;
        this.#scheduleWatch();
        this.#feeds.askAgain();
        return;
      case 'events':
        this.#feeds.events.tell(message.events);
        return;
      case 'coverage':
        this.#feeds.coverage.tell(message);
        return;
      case 'terminal':
        this.#feeds.terminal.tell(message);
        return;
      case 'network':
        this.#feeds.network.tell(message.report);
        return;
      case 'frames':
        this.#feeds.frames.tell(message.captured);
        return;
      case 'gateway':
        this.#feeds.gateway.tell(message.report);
        return;
      case 'capture-file':
      case 'gateway-problems':
        this.#pending.settle(message.id, { ok: true, tick: this.#snapshot.tick, downloaded: null, told: message });
        return;
      case 'forces':
        this.#change({ forces: message.forces });
        return;
      case 'programs':
        this.#change({ programs: message.programs });
        return;
      case 'ack':
        this.#pending.settle(message.id, { ok: true, tick: message.tick, downloaded: null });
        return;
      case 'downloaded':
        this.#pending.settle(
          message.id,
          message.ok
            ? { ok: true, tick: message.tick, downloaded: message }
            : { ok: false, code: 'does-not-compile', message: { en: '', 'zh-CN': '' }, downloaded: message },
        );
        return;
      case 'refused':
        if (message.id !== null)
          this.#pending.settle(message.id, { ok: false, code: message.code, message: message.message, downloaded: null });
        else if (message.code === 'watchEnded') this.#change({ farewell: message.message });
        return;
      case 'pong':
        this.#pending.settle(message.id, { ok: true, tick: message.tick, downloaded: null });
        return;
    }
  }

  /** Tell the rig what the page wants of it, and listen. */
  #comeOnline(): void {
    this.#scheduleWatch();
    this.#feeds.askAgain();
    this.#schedulePing();
    this.#silence.listen(() => this.#snapshot.rig?.phase === 'running');
  }

  #receiveFrame(data: ArrayBuffer): void {
    const frame = this.#options.decodeFrame(data);
    if (frame) {
      this.#options.store.take(frame.entries);
      return;
    }
    const recording = this.#options.decodeRecording(data);
    if (recording) this.#feeds.recordings.tell(recording);
  }

  /**
   * Panes come and go in bursts: one list per turn of the event loop is enough, and one in so many milliseconds while somebody scrolls.
   * A list that the rig has already is not sent again.
   */
  #scheduleWatch(): void {
    if (this.#watchScheduled) return;
    this.#watchScheduled = true;
    if (this.#watchRests) return;
    queueMicrotask(() => this.#watch());
  }

  #watch(): void {
    this.#watchScheduled = false;
    if (this.#snapshot.link !== 'online') return;
    const signals = this.#options.store
      .interest()
      .filter((name) => this.#options.store.info(name))
      .slice(0, 2_000);
    const list = JSON.stringify(signals);
    if (list === this.#watched) return;
    this.#watched = list;
    void this.request({ type: 'watch', signals });
    this.#watchRests = true;
    this.#options.after(watchEvery, () => {
      this.#watchRests = false;
      if (this.#watchScheduled) this.#watch();
    });
  }

  /** A line that died without a word (a laptop that slept, a cable) is found by a ping that nobody answers. */
  #schedulePing(): void {
    this.#cancelPing();
    this.#cancelPing = this.#options.after(pingEvery, () => {
      this.#cancelPong = this.#options.after(pongWithin, () => this.#drop());
      void this.request({ type: 'ping' }).then((answer) => {
        this.#cancelPong();
        if (answer.ok) this.#schedulePing();
      });
    });
  }

  #change(part: Partial<RigSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...part };
    for (const listener of this.#listeners) listener();
  }
}

/** Without what only a drawing asks for, and nobody would know in a list. */
const listed = (signals: readonly WireSignal[]): WireSignal[] => signals.filter(({ kind }) => kind !== 'flow');

function isLive(state: RigState): boolean {
  return state.phase === 'running' || state.phase === 'paused';
}
