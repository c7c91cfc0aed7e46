/** Debian's broker with a port, a configuration and a persistence file of its own, ended and started again as a test says. */
import type { ChildProcess } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../free-port.ts';
import { launch } from './tool.ts';

export class Mosquitto {
  readonly port: number;
  readonly #folder: string;
  #running: ChildProcess | null = null;

  private constructor(folder: string, port: number) {
    this.#folder = folder;
    this.port = port;
  }

  /** `more`: lines of its configuration beside port, anonymous access and persistence. */
  static async start(more: readonly string[] = []): Promise<Mosquitto> {
    const folder = await mkdtemp(join(tmpdir(), 'millwright-mosquitto-'));
    const broker = new Mosquitto(folder, await freePort());
    const lines = [
      `listener ${broker.port} 127.0.0.1`,
      'allow_anonymous true',
      'persistence true',
      `persistence_location ${folder}/`,
      'log_dest stderr',
      // Started by root it becomes the user mosquitto, who may not write in this folder: it would forget everything when it ends.
      `user ${userInfo().username}`,
      ...more,
    ];
    writeFileSync(join(folder, 'mosquitto.conf'), `${lines.join('\n')}\n`);
    await broker.start();
    return broker;
  }

  async start(): Promise<void> {
    const child = launch('mosquitto', ['-c', join(this.#folder, 'mosquitto.conf')]);
    this.#running = child;
    await new Promise<void>((resolve, reject) => {
      let said = '';
      child.stderr?.on('data', (bytes: Buffer) => {
        if (said.length < 10_000) said += bytes.toString();
        if (said.includes('running')) resolve();
      });
      child.once('error', reject);
      child.once('close', () => reject(new Error(said)));
    });
  }

  async end(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    const child = this.#running;
    this.#running = null;
    if (!child || child.exitCode !== null) return;
    const ended = new Promise((resolve) => child.once('close', resolve));
    child.kill(signal);
    // Mosquitto 2.0.11 may miss one that comes just before it waits for its sockets.
    const again = setInterval(() => child.kill(signal), 500);
    await ended;
    clearInterval(again);
  }

  async remove(): Promise<void> {
    await this.end();
    await rm(this.#folder, { recursive: true });
  }
}
