/** The real thing for the browser tests: `millwright serve` on the production build, with data of its own, and ways to hurt it. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort, whenFree } from '../free-port.ts';

const root = join(import.meta.dirname, '..', '..');

/** Whether there was still such a process: a child may end by itself between being listed and being hit. */
function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}

export class AcademyServer {
  readonly data: string;
  readonly #port: number;
  readonly #environment: Record<string, string>;
  #process: ChildProcess | null = null;
  #output = '';

  private constructor(port: number, environment: Record<string, string>, data: string) {
    this.data = data;
    this.#port = port;
    this.#environment = environment;
  }

  /** `data`: a folder that is there already; without it one is made. It goes with the server (`dispose`). */
  static async start(
    environment: Record<string, string> = {},
    data = mkdtempSync(join(tmpdir(), 'millwright-e2e-')),
  ): Promise<AcademyServer> {
    const server = new AcademyServer(await freePort(), environment, data);
    await server.start();
    return server;
  }

  get url(): string {
    return `http://localhost:${this.#port}`;
  }

  /** What it has written so far: warnings and errors of its log. */
  get output(): string {
    return this.#output;
  }

  async start(): Promise<void> {
    const child = spawn(
      process.execPath,
      [join(root, 'src', 'cli', 'millwright.js'), 'serve', '--port', String(this.#port), '--data', this.data],
      {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, MILLWRIGHT_LOG: 'warn', ...this.#environment },
      },
    );
    this.#process = child;
    child.stderr.on('data', (chunk: Buffer) => {
      this.#output += chunk;
    });
    const lines = createInterface({ input: child.stdout });
    await new Promise<void>((resolve, reject) => {
      lines.on('line', (line) => {
        this.#output += `${line}\n`;
        if (line.startsWith('Millwright: http')) resolve();
      });
      child.once('exit', (code) => reject(new Error(`millwright serve ended with ${code}:\n${this.#output}`)));
    });
  }

  /** As Ctrl+C would. */
  async stop(): Promise<void> {
    const child = this.#process;
    if (child === null) return;
    const runs = child.exitCode === null && child.signalCode === null;
    // A test that failed may have left it frozen.
    if (runs) this.thaw();
    this.#process = null;
    if (!runs) return;
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    await gone;
  }

  /** Everything dies without a word, as at a power cut: the supervisor by -9, its children with it. */
  async crash(): Promise<void> {
    const child = this.#process;
    if (!child?.pid) throw new Error('the server is not running');
    this.#process = null;
    const gone = once(child, 'exit');
    const children = this.#children().map(({ pid }) => pid);
    child.kill('SIGKILL');
    for (const pid of children) signal(pid, 'SIGKILL');
    await gone;
    await whenFree(this.#port);
  }

  /** Kills with -9 every child whose command line names the script; answers how many there were. */
  kill(script: 'lab-host.ts' | 'web.ts' | 'grader.ts'): number {
    const victims = this.#children().filter(({ command }) => command.includes(script));
    return victims.filter(({ pid }) => signal(pid, 'SIGKILL')).length;
  }

  /** Every process stands still, as a machine does that swaps or sleeps: connections stay, nobody answers. */
  freeze(): void {
    this.#signal('SIGSTOP');
  }

  thaw(): void {
    this.#signal('SIGCONT');
  }

  #signal(name: NodeJS.Signals): void {
    const parent = this.#process?.pid;
    if (!parent) throw new Error('the server is not running');
    // The supervisor first to stop and last to go on: it restarts children that do not answer.
    const pids = [parent, ...this.#children().map(({ pid }) => pid)];
    for (const pid of name === 'SIGSTOP' ? pids : pids.reverse()) signal(pid, name);
  }

  async dispose(): Promise<void> {
    await this.stop();
    rmSync(this.data, { recursive: true, force: true });
  }

  #children(): { pid: number; command: string }[] {
    const parent = this.#process?.pid;
    return execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' })
      .split('\n')
      .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
      .filter((match) => match !== null && Number(match[2]) === parent)
      .map((match) => ({ pid: Number(match?.[1]), command: match?.[3] ?? '' }));
  }
}
