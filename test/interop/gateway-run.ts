/** A gateway as its own process (`millwright gateway run`) on a line of its own to the broker, and what the broker acknowledged to it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import type { GatewayStatus } from '#sandbox/gateway/status.ts';
import { FileDisk } from '#sandbox/host/file-disk.ts';
import { decode } from '#sandbox/protocols/mqtt/codec.ts';
import type { Level } from '#sandbox/protocols/mqtt/packet.ts';
import { cut, noPartial } from '#sandbox/protocols/mqtt/stream.ts';
import { Line } from './line.ts';

const door = join(import.meta.dirname, '..', '..', 'src', 'cli', 'millwright.js');

export interface GatewayPlan {
  name: string;
  qos: 1 | 2;
  version: '3.1.1' | '5.0';
  /** The rest of its file: connections, tags and so on. */
  file: string;
  store?: string;
}

export interface Acknowledged {
  takenMs: number;
  done: boolean;
}

export class GatewayRun {
  readonly plan: GatewayPlan;
  readonly line: Line;
  /** By sequence number, when the broker took it upon itself (PUBACK, PUBREC), and whether it was done with it then (PUBACK, PUBCOMP). */
  readonly acknowledged: Map<number, Acknowledged>;
  readonly #folder: string;
  readonly #statusPort: number;
  #child: ChildProcess | null = null;
  #said = '';

  private constructor(
    plan: GatewayPlan,
    folder: string,
    statusPort: number,
    line: Line,
    acknowledged: Map<number, Acknowledged>,
  ) {
    this.plan = plan;
    this.line = line;
    this.acknowledged = acknowledged;
    this.#folder = folder;
    this.#statusPort = statusPort;
    const { name, qos, version, file, store } = plan;
    const uplink = `protocol: mqtt, host: 127.0.0.1, port: ${line.port}, client: ${name}, qos: ${qos}, version: "${version}"`;
    writeFileSync(
      this.#path('yaml'),
      `${file}
namespace: { enterprise: ${name} }
northbound: { ${uplink}, base: "gw/${name}", backoff: { min: 50ms, max: 500ms } }
status: { port: ${statusPort} }
${store ? `store: ${store}` : ''}
`,
    );
  }

  static async lay(plan: GatewayPlan, folder: string, statusPort: number, brokerPort: number): Promise<GatewayRun> {
    const acknowledged = new Map<number, Acknowledged>();
    return new GatewayRun(plan, folder, statusPort, await Line.to(() => brokerPort, listener(plan, acknowledged)), acknowledged);
  }

  start(): void {
    const words = [door, 'gateway', 'run', this.#path('yaml'), '--state', this.#path('state'), '--log', 'json'];
    const child = spawn(process.execPath, words, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, LANG: 'C', LC_ALL: '' },
    });
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (bytes: Buffer) => {
        this.#said += bytes.toString();
      });
    this.#child = child;
  }

  /** Its exit code; `null` after a kill. */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
    const child = this.#child;
    this.#child = null;
    if (!child) return null;
    if (child.exitCode === null && child.signalCode === null) {
      const ended = once(child, 'close');
      child.kill(signal);
      await ended;
    }
    return child.exitCode;
  }

  /** Everything that it printed, of all its lives. */
  get said(): string {
    return this.#said;
  }

  /** `null` while it does not answer. */
  status(): Promise<GatewayStatus | null> {
    return new Promise((resolve) => {
      const asked = get({ host: '127.0.0.1', port: this.#statusPort, path: '/status', agent: false }, (answer) =>
        json(answer).then(
          (status) => resolve(status as GatewayStatus),
          () => resolve(null),
        ),
      );
      asked.on('error', () => resolve(null));
    });
  }

  /** After its end in order: sequence numbers that wait on its disk, and the one that the next message gets. */
  left(): { waiting: number[]; next: number } {
    const disk = new FileDisk(this.#path('state/store.log'));
    const waiting: number[] = [];
    for (let head = disk.peek(); head; head = disk.peek()) {
      waiting.push((JSON.parse(head.record) as [number])[0]);
      disk.take();
    }
    const noted = (JSON.parse(disk.note || '{"next":1}') as { next: number }).next;
    disk.close();
    return { waiting, next: Math.max(noted, (waiting.at(-1) ?? 0) + 1) };
  }

  get file(): string {
    return readFileSync(this.#path('yaml'), 'utf8');
  }

  #path(kind: string): string {
    return join(this.#folder, `${this.plan.name}.${kind}`);
  }
}

/** Reads along what a gateway publishes and what is acknowledged to it. Packet identifiers are those of the session, over connections. */
function listener({ version }: GatewayPlan, acknowledged: Map<number, Acknowledged>) {
  const level: Level = version === '5.0' ? 5 : 4;
  const streams = new Map<string, ReturnType<typeof noPartial>>();
  const sequences = new Map<number, number>();
  return (connection: number, direction: 'there' | 'back', bytes: Uint8Array): void => {
    const key = `${connection} ${direction}`;
    const partial = streams.get(key) ?? noPartial();
    streams.set(key, partial);
    for (const one of cut(partial, bytes, 1 << 20).packets) {
      const { packet } = decode(one, level);
      if (direction === 'there' && packet?.cmd === 'publish') {
        const { sequence } = JSON.parse(new TextDecoder().decode(packet.payload)) as { sequence?: number };
        if (sequence === undefined) sequences.delete(packet.id);
        else sequences.set(packet.id, sequence);
      } else if (direction === 'back' && (packet?.cmd === 'puback' || packet?.cmd === 'pubrec' || packet?.cmd === 'pubcomp')) {
        const sequence = sequences.get(packet.id);
        if (sequence === undefined) continue;
        const takenMs = acknowledged.get(sequence)?.takenMs ?? Date.now();
        acknowledged.set(sequence, { takenMs, done: packet.cmd !== 'pubrec' });
      }
    }
  };
}
