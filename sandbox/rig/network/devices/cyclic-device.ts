/**
 * Cyclic I/O between a device and a host that listens (protocols/cyclic): the producer takes its signals at fixed times and sends them
 * once they are worked out; the consumer operates the plant's inputs with what comes, and shows for how long nothing has.
 */
import { z } from 'zod';
import type { CyclicOfLab } from '../../../lab/schema-devices.ts';
import { type CyclicValue, decodeFrame, encodeFrame, isNewer, mostValues } from '../../../protocols/cyclic/codec.ts';
import { Random } from '../../random.ts';
import type { Value } from '../../types.ts';
import type { DeviceHands } from '../device-hands.ts';
import { DatagramParty } from './datagram-party.ts';
import type { BuiltDevice, DeviceBuilder } from './device.ts';
import { unknownSignal } from './map-messages.ts';

const time = z
  .string()
  .regex(/^\d{1,20}$/)
  .transform((digits) => BigInt(digits));

const savedProducer = z.object({
  bound: z.boolean(),
  sequence: z.int().min(0).max(0xffff_ffff),
  nextNs: time,
  ready: z.array(z.object({ atNs: time, bytes: z.base64() })),
  misbehaviour: z.strictObject({ silent: z.boolean() }).partial(),
});

export class CyclicProducer extends DatagramParty {
  /** What ails the device now; a fault may change it at any time. */
  misbehaviour: { silent?: boolean | undefined } = {};
  readonly #cyclic: CyclicOfLab;
  readonly #hands: DeviceHands;
  #bound = false;
  /** Of the last frame. */
  #sequence = 0;
  #nextNs: bigint;
  /** Frames that are worked at; processing may take longer than a period. */
  #ready: { atNs: bigint; bytes: Uint8Array }[] = [];

  /** `phaseNs`: when it takes values for the first time. */
  constructor(cyclic: CyclicOfLab, hands: DeviceHands, phaseNs: bigint) {
    super();
    this.#cyclic = cyclic;
    this.#hands = hands;
    this.#nextNs = phaseNs;
  }

  get due(): bigint {
    const ready = this.#ready[0]?.atNs;
    return ready !== undefined && ready < this.#nextNs ? ready : this.#nextNs;
  }

  wake(nowNs: bigint): void {
    const { port, to, every, processing, signals } = this.#cyclic;
    if (!this.#bound) this.waiting.push({ do: 'bind', port });
    this.#bound = true;
    if (this.#nextNs <= nowNs) {
      this.#nextNs += ((nowNs - this.#nextNs) / every + 1n) * every;
      this.#sequence = (this.#sequence + 1) >>> 0;
      const values = Object.keys(signals).map((signal) => carried(this.#hands.read(signal)));
      this.#ready.push({ atNs: nowNs + processing, bytes: encodeFrame({ sequence: this.#sequence, values }) });
    }
    for (let first = this.#ready[0]; first && first.atNs <= nowNs; first = this.#ready[0]) {
      this.#ready.shift();
      if (!this.misbehaviour.silent) this.waiting.push({ do: 'datagram', fromPort: port, host: to, port, bytes: first.bytes });
    }
  }

  /** It listens to nobody. */
  datagram(): void {}

  save(): unknown {
    return {
      bound: this.#bound,
      sequence: this.#sequence,
      nextNs: `${this.#nextNs}`,
      ready: this.#ready.map(({ atNs, bytes }) => ({ atNs: `${atNs}`, bytes: Buffer.from(bytes).toString('base64') })),
      misbehaviour: { ...this.misbehaviour },
    };
  }

  restore(saved: unknown): string | null {
    const read = savedProducer.safeParse(saved);
    if (!read.success) return z.prettifyError(read.error);
    const { bound, sequence, nextNs, ready, misbehaviour } = read.data;
    this.#bound = bound;
    this.#sequence = sequence;
    this.#nextNs = nextNs;
    this.#ready = ready.map(({ atNs, bytes }) => ({ atNs, bytes: Uint8Array.from(Buffer.from(bytes, 'base64')) }));
    this.misbehaviour = misbehaviour;
    return null;
  }
}

const savedConsumer = z.object({ bound: z.boolean(), last: z.int().nullable(), sinceNs: time, dropped: z.int().min(0) });

/** So many periods without a frame, and the next one is taken whatever its number. */
const periodsToForget = 16n;

export class CyclicConsumer extends DatagramParty {
  readonly #cyclic: CyclicOfLab;
  readonly #hands: DeviceHands;
  #bound = false;
  /** Number of the last frame that was taken; `null`: none yet. */
  #last: number | null = null;
  /** When it came; before the first, when the rig began. */
  #sinceNs = 0n;
  #dropped = 0;

  constructor(cyclic: CyclicOfLab, hands: DeviceHands) {
    super();
    this.#cyclic = cyclic;
    this.#hands = hands;
  }

  /** Frames that came late, twice or mutilated. */
  get dropped(): number {
    return this.#dropped;
  }

  get due(): bigint | null {
    return this.#bound ? null : 0n;
  }

  wake(): void {
    if (!this.#bound) this.waiting.push({ do: 'bind', port: this.#cyclic.port });
    this.#bound = true;
  }

  datagram(_port: number, _from: string, _fromPort: number, bytes: Uint8Array, nowNs: bigint): void {
    const frame = decodeFrame(bytes);
    const targets = Object.values(this.#cyclic.signals);
    const forgotten = nowNs - this.#sinceNs > periodsToForget * this.#cyclic.every;
    const fresh = frame && (this.#last === null || forgotten || isNewer(frame.sequence, this.#last));
    if (!frame || !fresh || frame.values.length !== targets.length) {
      this.#dropped += 1;
      return;
    }
    this.#last = frame.sequence;
    this.#sinceNs = nowNs;
    for (const [index, target] of targets.entries()) {
      const value = fitting(frame.values[index] ?? 0, this.#hands.read(target)?.type ?? '');
      this.#hands.write(target, value);
    }
  }

  tick(nowNs: bigint): void {
    if (this.#cyclic.age !== undefined) this.#hands.write(this.#cyclic.age, nowNs - this.#sinceNs);
  }

  save(): unknown {
    return { bound: this.#bound, last: this.#last, sinceNs: `${this.#sinceNs}`, dropped: this.#dropped };
  }

  restore(saved: unknown): string | null {
    const read = savedConsumer.safeParse(saved);
    if (!read.success) return z.prettifyError(read.error);
    this.#bound = read.data.bound;
    this.#last = read.data.last;
    this.#sinceNs = read.data.sinceNs;
    this.#dropped = read.data.dropped;
    return null;
  }
}

const whole = new Set(['SINT', 'USINT', 'INT', 'UINT', 'DINT', 'UDINT', 'BYTE', 'WORD', 'DWORD']);

function carried(shown: { type: string; value: Value } | null): CyclicValue {
  if (!shown || typeof shown.value === 'string') return 0;
  return typeof shown.value === 'number' && whole.has(shown.type) ? BigInt(shown.value) : shown.value;
}

function fitting(value: CyclicValue, type: string): Value {
  if (type === 'BOOL') return typeof value === 'boolean' ? value : Number(value) !== 0;
  if (type === 'REAL' || type === 'LREAL') return Number(value);
  if (typeof value === 'number') return Math.round(value);
  return whole.has(type) ? Number(value) : BigInt(value);
}

/** What is wrong with it, told by the producer. */
function refusalOf({ signals, age }: CyclicOfLab, hands: DeviceHands): Extract<BuiltDevice, { ok: false }> | null {
  const named = [...Object.entries(signals).flat(), ...(age === undefined ? [] : [age])];
  const missing = named.find((signal) => !hands.read(signal));
  if (missing !== undefined) return { ok: false, at: missing, message: unknownSignal(missing) };
  if (Object.keys(signals).length > mostValues) return { ok: false, at: 'signals', message: tooMany };
  return null;
}

export const cyclicProducer: DeviceBuilder = ({ cyclic }, { name, hands, seed }) => {
  if (!cyclic) return null;
  const refusal = refusalOf(cyclic, hands);
  if (refusal) return refusal;
  const phase = Random.of(seed, `cyclic ${name}`).between(0n, cyclic.every - 1n);
  return { ok: true, built: { party: new CyclicProducer(cyclic, hands, phase), ports: [], protocol: null } };
};

export const cyclicConsumer: DeviceBuilder = ({ cyclic }, { hands }) =>
  cyclic ? { ok: true, built: { party: new CyclicConsumer(cyclic, hands), host: cyclic.to, ports: [], protocol: null } } : null;

const tooMany = {
  en: `A frame carries at most ${mostValues} values. Use two devices.`,
  'zh-CN': `一帧最多携带 ${mostValues} 个值。请使用两个设备。`,
};
