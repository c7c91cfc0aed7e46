/** A whole house for a test: supervisor, web process, lab host, grader, all real, on a data folder of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { HostStatus } from '../../../sandbox/host/api.ts';
import { writeCounterLab } from './counter-lab.ts';
import { Tab } from './tab.ts';

const script = fileURLToPath(new URL('./supervisor-process.ts', import.meta.url));

/** The Node that runs the tests: the one of the project. */
const node = process.execPath;

export class House {
  readonly dir = mkdtempSync(join(tmpdir(), 'millwright-house-'));
  readonly labs = join(this.dir, 'labs');
  port = 0;
  process: ChildProcess | null = null;
  readonly #tabs: Tab[] = [];
  readonly #options: object;

  constructor(options: object = {}, lab: Parameters<typeof writeCounterLab>[1] = {}) {
    this.#options = options;
    writeCounterLab(this.labs, lab);
  }

  /** Resolves when it listens, or with the sentence that refuses to. */
  async start(): Promise<string | null> {
    const options = { dataDir: join(this.dir, 'data'), labRoots: [this.labs], port: this.port, ...this.#options };
    const child = spawn(node, ['--disable-warning=ExperimentalWarning', script, JSON.stringify(options)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.process = child;
    for await (const line of createInterface({ input: child.stdout! })) {
      const said = JSON.parse(line) as { port?: number; refused?: string };
      child.stdout!.resume();
      this.port = said.port ?? this.port;
      return said.refused ?? null;
    }
    throw new Error('the supervisor ended without a word');
  }

  tab(rig: string, lab = 'counter'): Tab {
    const tab = new Tab(`ws://127.0.0.1:${this.port}/rig/${rig}?lab=${lab}`);
    this.#tabs.push(tab);
    return tab;
  }

  async status(): Promise<HostStatus & { web: number }> {
    return (await this.#fetch('/status')) as HostStatus & { web: number };
  }

  async #fetch(path: string, init?: RequestInit): Promise<unknown> {
    // The web process may be between two lives.
    for (let left = 2_400; ; left -= 1) {
      try {
        return await (await fetch(`http://127.0.0.1:${this.port}${path}`, init)).json();
      } catch (error) {
        if (left === 0) throw error;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  }

  /** Another's tab on the rig. */
  observer(rig: string, by: string, lab = 'counter'): Tab {
    return this.tab(rig, `${lab}&observer=${by}`);
  }

  /** What an observer may do from now on; whether they are there. */
  permit(rig: string, by: string, may: 'nothing' | 'watch' | 'type', milliseconds = 60_000): Promise<unknown> {
    return this.#fetch(`/ask?rig=${rig}&by=${by}&may=${may}&milliseconds=${milliseconds}`);
  }

  setFault(rig: string, by: string, fault: string, active: boolean): Promise<unknown> {
    return this.#fetch(`/ask?rig=${rig}&by=${by}&fault=${fault}&active=${active}`);
  }

  readSignal(rig: string, name: string): Promise<unknown> {
    return this.#fetch(`/signal?rig=${rig}&name=${encodeURIComponent(name)}`);
  }

  standings(...rigs: string[]): Promise<unknown> {
    return this.#fetch(`/standings?${rigs.map((rig) => `rig=${rig}`).join('&')}`);
  }

  refuse(): Promise<unknown> {
    return this.#fetch('/refuse');
  }

  grade(request: object): Promise<unknown> {
    return this.#fetch('/grade', { method: 'POST', body: JSON.stringify(request), headers: { connection: 'close' } });
  }

  /** A tab that is welcomed, tried anew until the rig's host and the web process are back. */
  async reconnect(rig: string, lab = 'counter'): Promise<Tab> {
    for (let left = 600; ; left -= 1) {
      const tab = this.tab(rig, lab);
      const welcomed = await tab.until('a welcome or a close', () =>
        tab.received.some(({ type }) => type === 'welcome') ? 'welcome' : tab.closeCode !== null && 'closed',
      );
      if (welcomed === 'welcome') return tab;
      if (left === 0) throw new Error('could not reconnect');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async kill(): Promise<void> {
    const child = this.process;
    this.process = null;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, 'exit');
    child.kill('SIGKILL');
    await exit;
  }

  /** As an operator ends it: SIGTERM. Resolves with the exit code. */
  async end(): Promise<number | null> {
    const child = this.process!;
    this.process = null;
    if (child.exitCode !== null) return child.exitCode;
    const exit = once(child, 'exit');
    child.kill('SIGTERM');
    const [code] = (await exit) as [number | null];
    return code;
  }

  async remove(): Promise<void> {
    for (const tab of this.#tabs) tab.close();
    if (this.process !== null) await this.end();
    rmSync(this.dir, { recursive: true, force: true });
  }
}
