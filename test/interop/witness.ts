/** Who says what has arrived: Debian's mosquitto_sub, and what follows from what it heard. */
import type { ChildProcess } from 'node:child_process';
import { follow } from './tool.ts';

export interface Heard {
  topic: string;
  payload: Record<string, unknown> & { sequence?: number };
}

/** An independent subscriber with a session that outlives its connections: QoS 2, in the order in which the broker gives it. */
export class Witness {
  readonly heard: Heard[] = [];
  readonly #port: number;
  #child: ChildProcess | null = null;
  #ended = false;

  constructor(port: number) {
    this.#port = port;
    this.#listen();
  }
  end(): void {
    this.#ended = true;
    this.#child?.kill('SIGTERM');
  }
  #listen(): void {
    const words = [
      '-h',
      '127.0.0.1',
      '-p',
      `${this.#port}`,
      '-i',
      'witness',
      '-c',
      '-q',
      '2',
      '-V',
      'mqttv311',
      '-t',
      '#',
      '-F',
      '%r %t %p',
    ];
    this.#child = follow('mosquitto_sub', words, (line) => {
      const [, retained, topic = '', payload = ''] = /^([01]) (\S+) (.*)$/.exec(line) ?? [];
      // What a subscription is told of the past is no delivery.
      if (retained === '0') this.heard.push({ topic, payload: JSON.parse(payload) as Heard['payload'] });
    });
    this.#child.on('close', () => setTimeout(() => this.#ended || this.#listen(), 100));
  }
}

export const lastOf = ({ heard }: Witness, topic: string): Heard['payload'] | undefined =>
  heard.findLast((each) => each.topic === topic)?.payload;

/** Sequence numbers that a gateway told to be dropped. */
export function droppedOf({ heard }: Witness, name: string): Set<number> {
  const dropped = new Set<number>();
  for (const { topic, payload } of heard) {
    if (topic !== `gw/${name}/events` || payload.event !== 'messages-dropped') continue;
    for (let number = Number(payload.fromSequence); number <= Number(payload.toSequence); number += 1) dropped.add(number);
  }
  return dropped;
}
