/** A child process that is forked again whenever it dies, ever more slowly, until it is plain that it will not live. */
import { type ChildProcess, fork, type SendHandle } from 'node:child_process';
import type { Socket } from 'node:net';

export interface KeptProcessOptions<Message> {
  /** For the log: `web`, `lab host 0`. */
  name: string;
  script: string;
  arguments?: readonly string[];
  /** Flags of Node itself. */
  nodeFlags?: readonly string[];
  /** Asked at every start. */
  env?(): Readonly<Record<string, string>>;
  message(message: Message, socket: Socket | undefined): void;
  /** It has died; everything it said has been heard. */
  died(how: string): void;
  /** It died too often in a row and is not started again. */
  gaveUp(sentence: string): void;
  log: Log;
}

/** What the host logs through; a pino logger fits. */
export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** First wait after a death, the longest wait, and how long a life must last to count as a good one. Milliseconds. */
const firstWait = 100;
const longestWait = 5_000;
const goodLife = 10_000;
/** How long to listen for what a dead child said last, in milliseconds. */
const lastWords = 200;
/** Short lives in a row until we give up. */
const attempts = 8;

export class KeptProcess<Incoming, Outgoing extends object> {
  readonly #options: KeptProcessOptions<Incoming>;
  #child: ChildProcess | null = null;
  #bornAt = 0;
  #shortLives = 0;
  #retry: NodeJS.Timeout | null = null;
  #ending = false;
  #gaveUp = false;
  #exited: Promise<void> = Promise.resolve();
  /** Sockets that are on their way, by delivery; they die with the child. */
  readonly #inTransit = new Map<number, Socket>();
  #lastDelivery = 0;

  constructor(options: KeptProcessOptions<Incoming>) {
    this.#options = options;
    this.#start();
  }

  get pid(): number | null {
    return this.#child?.pid ?? null;
  }

  /** Whether messages can be sent now. */
  get connected(): boolean {
    return this.#child?.connected === true;
  }

  #start(): void {
    const { script, log, name } = this.#options;
    this.#retry = null;
    this.#bornAt = Date.now();
    const child = fork(script, [...(this.#options.arguments ?? [])], {
      execPath: process.execPath,
      execArgv: [...(this.#options.nodeFlags ?? [])],
      serialization: 'advanced',
      env: { ...process.env, ...this.#options.env?.() },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.#child = child;
    log.info({ process: name, pid: child.pid }, 'started');
    child.on('message', (message, handle: SendHandle | undefined) => {
      this.#options.message(message as Incoming, handle as Socket | undefined);
    });
    child.on('error', (error) => log.error({ process: name, error: error.message }, 'process error'));
    this.#exited = new Promise((resolve) => {
      child.once('exit', (code, signal) => {
        let done = false;
        const gone = (): void => {
          if (done) return;
          done = true;
          this.#gone(child, signal ?? `code ${code}`);
          resolve();
        };
        // What the child said last may still be in the channel; its end is told by 'disconnect', which may have come before, and
        // never comes when a socket was on its way (Node waits for an acknowledgement of the dead).
        child.once('disconnect', gone);
        setTimeout(gone, child.connected ? lastWords : 0);
      });
    });
  }

  #gone(child: ChildProcess, how: string): void {
    if (this.#child === child) this.#child = null;
    for (const socket of this.#inTransit.values()) socket.destroy();
    this.#inTransit.clear();
    const { name, log } = this.#options;
    if (this.#ending) {
      this.#options.died(how);
      return;
    }
    const lived = Date.now() - this.#bornAt;
    this.#shortLives = lived >= goodLife ? 1 : this.#shortLives + 1;
    log.warn({ process: name, pid: child.pid, how, lived }, 'died');
    this.#options.died(how);
    if (this.#shortLives >= attempts) {
      const sentence = `The ${name} process ended ${attempts} times in a row (last: ${how}), so it is not started again. Its own messages above say why; mend that and start Millwright again.`;
      log.error({ process: name }, sentence);
      this.#gaveUp = true;
      this.#options.gaveUp(sentence);
      return;
    }
    const wait = this.#shortLives === 1 ? 0 : Math.min(firstWait * 2 ** (this.#shortLives - 2), longestWait);
    this.#retry = setTimeout(() => this.#start(), wait);
  }

  /** Whether it lives or will be started again. */
  get mayReturn(): boolean {
    return !this.#gaveUp;
  }

  /** Send; `false` when there is no living child. */
  send(message: Outgoing): boolean {
    const child = this.#child;
    if (child === null || !child.connected) return false;
    // Whether it arrived is told by its death or by its answer, not by this callback; without one Node throws.
    child.send(message, () => {});
    return true;
  }

  /** Send with a socket that is the child's from now on; it closes if the child dies before it says `arrived`. */
  sendSocket(make: (delivery: number) => Outgoing, socket: Socket): void {
    const child = this.#child;
    if (child === null || !child.connected) {
      socket.destroy();
      return;
    }
    this.#lastDelivery += 1;
    const delivery = this.#lastDelivery;
    this.#inTransit.set(delivery, socket);
    // keepOpen: else Node lets go of the handle before the child has it, and when the child dies in between, the connection stays
    // open for ever with nobody at this end.
    child.send(make(delivery), socket, { keepOpen: true }, () => {});
  }

  /** The child has the socket: this end lets go of it. */
  arrived(delivery: number): void {
    this.#inTransit.get(delivery)?.destroy();
    this.#inTransit.delete(delivery);
  }

  /** End this life at once; another follows. */
  kill(): void {
    this.#child?.kill('SIGKILL');
  }

  /** End for good: asks with SIGTERM (or by closing the channel), insists after `patience` milliseconds. */
  async end(patience: number): Promise<void> {
    this.#ending = true;
    if (this.#retry !== null) clearTimeout(this.#retry);
    const child = this.#child;
    if (child === null) return;
    const insist = setTimeout(() => child.kill('SIGKILL'), patience);
    child.kill('SIGTERM');
    if (child.connected) child.disconnect();
    await this.#exited;
    clearTimeout(insist);
  }

  /** From now on a death is expected. */
  expectEnd(): void {
    this.#ending = true;
  }
}
