/** Devices and a broker without a network, on logical time: what the gateway's own tests poll and publish to. */
import type { GatewayConfig } from '#sandbox/gateway/config.ts';
import { loadConfig } from '#sandbox/gateway/config.ts';
import type {
  Driver,
  DriverEvent,
  DriverKit,
  LinkState,
  Point,
  Publication,
  Uplink,
  UplinkEvent,
} from '#sandbox/gateway/driver.ts';
import { Gateway } from '#sandbox/gateway/gateway.ts';
import type { PlainValue } from '#sandbox/gateway/schema.ts';
import type { Effect } from '#sandbox/protocols/party.ts';

export const second = 1_000_000_000n;
const ms = 1_000_000n;

export interface Delivery {
  atNs: bigint;
  topic: string;
  payload: Record<string, unknown>;
}

/** All that is outside the gateway: it is told the time and remembers nothing of the gateway's. */
export class World {
  /** Value of an address at a time. */
  value: (connection: string, address: string, nowNs: bigint) => PlainValue = () => 0;
  /** Written values stand over `value`. */
  readonly written = new Map<string, PlainValue>();
  /** Whether writes are taken. */
  takes = true;
  deviceUp: (connection: string, nowNs: bigint) => boolean = () => true;
  brokerUp: (nowNs: bigint) => boolean = () => true;
  delivered: Delivery[] = [];
  /** From the north, handed over at the next wake. */
  commands: { topic: string; payload: string }[] = [];
  stopped: string[] = [];

  readonly kit: DriverKit = {
    southbound: (name, _settings, points, nowNs, _chance, saved) => new FakeDriver(this, name, points, nowNs, saved),
    uplink: (_settings, _options, nowNs, _chance, saved) => new FakeUplink(this, nowNs, saved),
    explainAddress: (_connection, tag) =>
      tag.address.startsWith('?') ? { en: 'an address begins with a digit.', 'zh-CN': '地址以数字开头。' } : null,
  };
}

class Quiet {
  accepted(): void {}
  connected(): void {}
  failed(): void {}
  received(): void {}
  closed(): void {}
  drain(): Effect[] {
    return [];
  }
}

interface Asked {
  point: string;
  atNs: string;
}

interface Written extends Asked {
  request: number;
  value: PlainValue;
}

interface UnderWay {
  ticket: number;
  message: Publication;
  deliverNs: string;
  delivered: boolean;
  ackNs: string;
}

/** Answers every poll after 20 ms, or with a time-out after a second. */
class FakeDriver extends Quiet implements Driver {
  counters = { requests: 0, timeouts: 0, reconnects: 0 };
  readonly #world: World;
  readonly #name: string;
  #points: readonly Point[];
  #asked: Asked[] = [];
  #writes: Written[] = [];
  #events: DriverEvent[] = [];

  constructor(world: World, name: string, points: readonly Point[], _nowNs: bigint, saved: unknown) {
    super();
    this.#world = world;
    this.#name = name;
    this.#points = points;
    if (saved) [this.#asked, this.#writes] = structuredClone(saved) as [Asked[], Written[]];
  }

  get link(): LinkState {
    return 'connected';
  }
  setPoints(points: readonly Point[]): void {
    this.#points = points;
  }
  poll(points: readonly string[], nowNs: bigint): void {
    const atNs = nowNs + (this.#world.deviceUp(this.#name, nowNs) ? 20n * ms : second);
    for (const point of points) this.#asked.push({ point, atNs: String(atNs) });
    this.counters.requests += 1;
  }
  write(request: number, point: string, value: PlainValue, nowNs: bigint): void {
    this.#writes.push({ request, point, value, atNs: String(nowNs + 20n * ms) });
  }
  events(): DriverEvent[] {
    return this.#events.splice(0);
  }
  stop(): void {
    this.#world.stopped.push(this.#name);
  }
  get due(): bigint | null {
    const times = [...this.#asked, ...this.#writes].map(({ atNs }) => BigInt(atNs));
    return times.length === 0 ? null : times.reduce((a, b) => (a < b ? a : b));
  }
  wake(nowNs: bigint): void {
    const address = (point: string): string => this.#points.find(({ name }) => name === point)?.address ?? '';
    for (const { request, point, value } of take(this.#writes, nowNs)) {
      const refused = this.#world.deviceUp(this.#name, nowNs) ? null : ({ reason: 'Timeout' } as const);
      if (!refused && this.#world.takes) this.#world.written.set(address(point), value);
      this.#events.push({ kind: 'written', request, refused });
    }
    for (const { point } of take(this.#asked, nowNs)) {
      const where = address(point);
      this.#events.push(
        this.#world.deviceUp(this.#name, nowNs)
          ? {
              kind: 'value',
              point,
              value: this.#world.written.get(where) ?? this.#world.value(this.#name, where, nowNs),
              atNs: nowNs,
            }
          : { kind: 'trouble', point, reason: 'Timeout', atNs: nowNs },
      );
    }
  }
  save(): unknown {
    return structuredClone([this.#asked, this.#writes]);
  }
}

/** Delivers after 10 ms and acknowledges after 30; what is cut off in between was delivered, and nobody knows. */
class FakeUplink extends Quiet implements Uplink {
  readonly #world: World;
  #up = false;
  #underWay: UnderWay[] = [];
  #events: UplinkEvent[] = [];
  #lookNs: bigint;

  constructor(world: World, nowNs: bigint, saved: unknown) {
    super();
    this.#world = world;
    this.#lookNs = nowNs;
    if (!saved) return;
    const [up, underWay, look] = structuredClone(saved) as [boolean, UnderWay[], string];
    this.#up = up;
    this.#underWay = underWay;
    this.#lookNs = BigInt(look);
  }

  get link(): LinkState {
    return this.#up ? 'connected' : 'waiting';
  }
  publish(ticket: number, message: Publication, nowNs: bigint): boolean {
    if (!this.#up || this.#underWay.length >= 8) return false;
    const times = { deliverNs: String(nowNs + 10n * ms), ackNs: String(nowNs + 30n * ms) };
    this.#underWay.push({ ticket, message: { ...message }, delivered: false, ...times });
    return true;
  }
  events(): UplinkEvent[] {
    return this.#events.splice(0);
  }
  stop(): void {
    this.#world.stopped.push('north');
  }
  get due(): bigint | null {
    return this.#underWay.reduce((due, { deliverNs, delivered, ackNs }) => {
      const own = BigInt(delivered ? ackNs : deliverNs);
      return own < due ? own : due;
    }, this.#lookNs);
  }
  wake(nowNs: bigint): void {
    for (const each of this.#underWay) {
      if (each.delivered || BigInt(each.deliverNs) > nowNs || !this.#up || !this.#world.brokerUp(nowNs)) continue;
      each.delivered = true;
      const payload = JSON.parse(each.message.payload) as Record<string, unknown>;
      this.#world.delivered.push({ atNs: nowNs, topic: each.message.topic, payload });
    }
    const up = this.#world.brokerUp(nowNs);
    if (this.#up && !up) {
      this.#events.push({ kind: 'lost', why: 'reset' });
      this.#underWay = [];
    }
    if (!this.#up && up) this.#events.push({ kind: 'connected', resumed: false });
    this.#up = up;
    for (const { ticket } of this.#underWay.filter(({ ackNs, delivered }) => delivered && BigInt(ackNs) <= nowNs)) {
      this.#events.push({ kind: 'acknowledged', ticket });
    }
    this.#underWay = this.#underWay.filter(({ ackNs, delivered }) => !delivered || BigInt(ackNs) > nowNs);
    if (up) for (const command of this.#world.commands.splice(0)) this.#events.push({ kind: 'message', ...command });
    if (this.#lookNs <= nowNs) this.#lookNs = nowNs + 50n * ms;
  }
  save(): unknown {
    return structuredClone([this.#up, this.#underWay, String(this.#lookNs)]);
  }
}

function take<Each extends { atNs: string }>(list: Each[], nowNs: bigint): Each[] {
  const due = list.filter(({ atNs }) => BigInt(atNs) <= nowNs);
  list.splice(0, list.length, ...list.filter(({ atNs }) => BigInt(atNs) > nowNs));
  return due;
}

export function configOf(text: string): GatewayConfig {
  const { config, problems } = loadConfig(text);
  if (!config) throw new Error(problems.map(({ line, message }) => `${line}: ${message.en}`).join('\n'));
  return config;
}

export const gatewayIn = (world: World, text: string): Gateway =>
  new Gateway(configOf(text), { kit: world.kit, epochNs: 1_800_000_000n * second, seed: 1 }, 0n);

/** Runs until `toNs`, from wish to wish. */
export function run(gateway: Gateway, toNs: bigint): void {
  for (;;) {
    const { due } = gateway;
    if (due === null || due > toNs) return;
    gateway.wake(due);
    gateway.drain();
  }
}
