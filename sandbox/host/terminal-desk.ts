/** The supervisor's part in terminals: starts their host when the first is opened, relays, keeps the files, and ends a host that is stuck. */

import { fileURLToPath } from 'node:url';
import type { FromShell, HomeFile } from '../shell/messages.ts';
import { KeptProcess, type Log } from './kept-process.ts';
import type { FromTerminal, FromTerminalHost, ToTerminal, ToTerminalHost } from './terminal-channel.ts';

/** Where home directories are kept. */
interface HomeStore {
  home(rig: string): HomeFile[];
  keepHome(rig: string, files: readonly HomeFile[]): void;
}

export interface TerminalDeskOptions {
  store: HomeStore;
  /** To the lab host that has the rig. */
  tell(rig: string, message: FromTerminal): void;
  environment(): Record<string, string>;
  log: Log;
  /** Milliseconds without a beat until the host is taken for stuck. */
  silenceLimit?: number;
}

const script = fileURLToPath(new URL('./terminal-host.ts', import.meta.url));
/** Bounds what a trainee's shell can make of its process; all shells together. */
const heap = 512;

export class TerminalDesk {
  readonly #options: TerminalDeskOptions;
  #process: KeptProcess<FromTerminalHost, ToTerminalHost> | null = null;
  #ready = false;
  #heardAt = 0;
  #watchman: NodeJS.Timeout | null = null;
  /** Rigs that have a shell, or wait for one. */
  readonly #open = new Set<string>();
  /** What was asked before the host was there. */
  #waiting: ToTerminalHost[] = [];

  constructor(options: TerminalDeskOptions) {
    this.#options = options;
  }

  get pid(): number | null {
    return this.#process?.pid ?? null;
  }

  /** From the lab host that has the rig. */
  hear(rig: string, message: ToTerminal): void {
    if (message.type === 'close') {
      if (this.#open.delete(rig)) this.#send({ type: 'close', rig });
      return;
    }
    if (message.type !== 'open') {
      if (this.#open.has(rig)) this.#send({ type: 'shell', rig, message });
      return;
    }
    this.#start();
    if (this.#process?.mayReturn === false) {
      this.#options.tell(rig, { type: 'lost', forGood: true });
      return;
    }
    this.#open.add(rig);
    this.#send({ ...message, rig, files: this.#options.store.home(rig) });
  }

  /** The rig's lab host is gone: so is everybody who looked. */
  close(rig: string): void {
    this.hear(rig, { type: 'close' });
  }

  async end(patience: number): Promise<void> {
    if (this.#watchman !== null) clearInterval(this.#watchman);
    await this.#process?.end(patience);
  }

  #send(message: ToTerminalHost): void {
    if (this.#ready) this.#process?.send(message);
    else if (this.#waiting.length < 1_000) this.#waiting.push(message);
  }

  #start(): void {
    if (this.#process !== null) return;
    const { environment, log, silenceLimit = 5_000 } = this.#options;
    this.#process = new KeptProcess<FromTerminalHost, ToTerminalHost>({
      name: 'terminal host',
      script,
      nodeFlags: [`--max-old-space-size=${heap}`],
      env: environment,
      message: (message) => this.#heard(message),
      died: () => this.#died(false),
      gaveUp: () => this.#died(true),
      log,
    });
    this.#watchman = setInterval(() => {
      const silent = performance.now() - this.#heardAt;
      if (!this.#ready || silent < silenceLimit) return;
      log.error({ process: 'terminal host', silent: Math.round(silent) }, 'stuck: killed');
      this.#ready = false;
      this.#process?.kill();
    }, silenceLimit / 5);
  }

  #heard(message: FromTerminalHost): void {
    this.#heardAt = performance.now();
    if (message.type === 'ready') {
      this.#ready = true;
      for (const waiting of this.#waiting.splice(0)) this.#process?.send(waiting);
    } else if (message.type === 'shell') this.#fromShell(message.rig, message.message);
  }

  #fromShell(rig: string, message: FromShell): void {
    if (!this.#open.has(rig)) return;
    if (message.type === 'home') this.#options.store.keepHome(rig, message.files);
    else this.#options.tell(rig, message);
  }

  #died(forGood: boolean): void {
    this.#ready = false;
    this.#waiting = [];
    const rigs = [...this.#open];
    this.#open.clear();
    for (const rig of rigs) this.#options.tell(rig, { type: 'lost', forGood });
  }
}
