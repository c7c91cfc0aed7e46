/** Devices of our own on real TCP, whose values say when they were read. */
import { TcpAdapter } from '#sandbox/host/tcp-adapter.ts';
import { Client } from '#sandbox/protocols/mqtt/client.ts';
import type { Party } from '#sandbox/protocols/party.ts';
import { freePort } from '../free-port.ts';
import { Line } from './line.ts';

/** What every device shows: milliseconds of this machine's clock, so that a reader sees how old a value is. */
export const span = 2 ** 31;
export const deviceTime = (): number => Date.now() % span;
/** A device on real TCP that can be switched off and on, and the line that leads to it. */
export class Device {
  readonly line: Line;
  readonly #make: () => Party;
  readonly #port: number;
  #adapter: TcpAdapter | null = null;

  private constructor(make: () => Party, port: number, line: Line) {
    this.#make = make;
    this.#port = port;
    this.line = line;
  }
  static async on(make: () => Party): Promise<Device> {
    const port = await freePort();
    const device = new Device(make, port, await Line.to(() => port));
    await device.start();
    return device;
  }
  async start(): Promise<void> {
    this.#adapter = new TcpAdapter(this.#make());
    await this.#adapter.listen(this.#port);
  }
  async stop(): Promise<void> {
    await this.#adapter?.close();
    this.#adapter = null;
  }
  get port(): number {
    return this.#port;
  }
}

/** A sensor beside its broker, on no line of ours: says its time ten times a second while it is connected. */
export function sensorAt(port: number): { stop(): Promise<void> } {
  const client = new Client(
    { host: '127.0.0.1', port, clientId: 'sensor', clean: true, backOff: { firstS: 0.05, mostS: 0.1, jitter: 0 } },
    () => 0,
  );
  const carrier = new TcpAdapter(client);
  client.start(carrier.nowNs);
  carrier.attend();
  const talk = setInterval(() => {
    const payload = new TextEncoder().encode(JSON.stringify({ ms: deviceTime() }));
    if (client.phase === 'open') client.publish({ topic: 'hall/clock', payload }, carrier.nowNs);
    client.take(carrier.nowNs);
    carrier.attend();
  }, 100);
  return {
    stop: () => {
      clearInterval(talk);
      return carrier.close();
    },
  };
}
