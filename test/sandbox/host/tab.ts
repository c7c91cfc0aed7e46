/** A browser tab as the host sees it: one WebSocket, everything it received, and the values it would show. */
import { WebSocket } from 'ws';
import { decodeFrame, type FrameValue, frameFlags } from '../../../sandbox/wire/frame.ts';
import { type ClientMessage, type ServerMessage, serverMessage } from '../../../sandbox/wire/messages.ts';
import { Tape } from './tape.ts';

type Kind = ServerMessage['type'];
type Of<K extends Kind> = Extract<ServerMessage, { type: K }>;
/** What answers a request, by its kind. */
interface Answers {
  download: 'downloaded';
  ping: 'pong';
  'capture-file': 'capture-file';
  'gateway-check': 'gateway-problems';
}
export type Answer<T extends Question['type']> = Of<'refused'> | Of<T extends keyof Answers ? Answers[T] : 'ack'>;
/** A request without its id. */
export type Question = ClientMessage extends infer M ? (M extends { id: number } ? Omit<M, 'id'> : never) : never;

/** Milliseconds until a wait is given up. */
const patience = 120_000;

export class Tab {
  readonly socket: WebSocket;
  readonly received: ServerMessage[] = [];
  readonly values = new Map<string, FrameValue>();
  /** What was recorded for it. */
  readonly tape = new Tape();
  /** Frames that came outside the cadence. */
  promptFrames = 0;
  closeCode: number | null = null;
  readonly #names = new Map<number, string>();
  #waiters: (() => void)[] = [];
  #lastId = 0;

  constructor(url: string) {
    this.socket = new WebSocket(url, { perMessageDeflate: false });
    this.socket.on('message', (data: Buffer, isBinary: boolean) => {
      if (isBinary) this.#frame(data);
      else this.#text(data.toString());
      this.#wake();
    });
    this.socket.on('close', (code) => {
      this.closeCode = code;
      this.#wake();
    });
    this.socket.on('error', () => {});
  }

  #frame(data: Buffer): void {
    const frame = decodeFrame(data);
    if (frame === null) {
      this.tape.sendBytes(data);
      return;
    }
    if ((frame.flags & frameFlags.prompt) !== 0) this.promptFrames += 1;
    for (const { id, value } of frame.entries) this.values.set(this.#names.get(id) ?? `unknown ${id}`, value);
  }

  #text(text: string): void {
    // Every message of the host's is held against the schema that browsers validate with.
    const message = serverMessage.parse(JSON.parse(text));
    if (message.type === 'welcome' || message.type === 'signals') {
      this.#names.clear();
      for (const { id, name } of message.signals) this.#names.set(id, name);
    }
    this.received.push(message);
  }

  #wake(): void {
    for (const waiter of this.#waiters.splice(0)) waiter();
  }

  /** The first truthy answer of `look`, asked again after everything that arrives. */
  async until<T>(what: string, look: () => T | undefined | null | false): Promise<T> {
    const giveUp = Date.now() + patience;
    for (;;) {
      const found = look();
      if (found) return found;
      const left = giveUp - Date.now();
      if (left <= 0)
        throw new Error(`waited ${patience} ms for ${what}; last: ${JSON.stringify(this.received.at(-1))?.slice(0, 300)}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.#waiters.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  message<K extends Kind>(type: K, test: (message: Of<K>) => boolean = () => true): Promise<Of<K>> {
    return this.until(type, () => this.received.find((one): one is Of<K> => one.type === type && test(one as Of<K>)));
  }

  welcome(): Promise<Of<'welcome'>> {
    return this.message('welcome');
  }

  closed(): Promise<number> {
    return this.until('the close', () => this.closeCode !== null && { code: this.closeCode }).then(({ code }) => code);
  }

  /** Send a request; its answer. */
  ask<Q extends Question>(question: Q): Promise<Answer<Q['type']>> {
    this.#lastId += 1;
    const id = this.#lastId;
    this.socket.send(JSON.stringify({ ...question, id }));
    return this.until(`the answer to ${question.type}`, () =>
      this.received.find((one): one is Answer<Q['type']> => 'id' in one && one.id === id),
    );
  }

  /** A signal's id as the rig last told it. */
  idOf(name: string): number {
    for (const [id, known] of this.#names) if (known === name) return id;
    throw new Error(`the rig has told of no signal ${name}`);
  }

  close(): void {
    this.socket.terminate();
  }
}
