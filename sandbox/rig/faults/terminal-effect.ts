/**
 * What a fault does to the value on a terminal's wire. Each mode is a small machine over logical time whose whole memory is a plain
 * record, so that a faulted rig is saved and replayed like any other.
 */
import { integerLimits } from '../../controller/literal.ts';
import type { CellType } from '../../iec61131/codegen/compiled.ts';
import type { LabFault } from '../../lab/schema.ts';
import { Random, type RandomState } from '../random.ts';
import type { Value } from '../types.ts';

export type TerminalEffect = Extract<LabFault['effects'][number], { signal: string }>;

/** JSON-safe: times and 64-bit values as text. */
export interface EffectRecord {
  /** When the fault began, in nanoseconds. */
  since: string;
  /** Of `stuck`: the value it stays at. Of `delay`: the value that has arrived last. */
  held: boolean | number | string | null;
  /** Of `delay`: what is under way, oldest first. */
  underway: { at: string; value: boolean | number | string }[];
  /** Of `dropout`: whether it is out, and until when. */
  out: boolean;
  until: string;
  random: RandomState;
}

/** A wire with more changes under way than this is noise, and loses the oldest. */
const mostUnderway = 4_096;

export function beginEffect(timeNs: bigint, random: Random): EffectRecord {
  return {
    since: String(timeNs),
    held: null,
    underway: [],
    out: false,
    until: String(timeNs),
    random: random.save(),
  };
}

/**
 * The value that arrives when `value` is sent at `timeNs`. `swapped` is told apart by its caller, who knows the other wire. Numbers
 * keep to the type's limits.
 */
export function arriving(effect: TerminalEffect, record: EffectRecord, value: Value, type: CellType, timeNs: bigint): Value {
  switch (effect.mode) {
    case 'stuck':
      record.held ??= effect.at === undefined ? plain(value) : (effect.at as boolean | number | string);
      return asValue(record.held, value, type);
    case 'offset':
      return shifted(value, effect.by, type);
    case 'drift': {
      const drifted = effect.perSecond * seconds(timeNs - BigInt(record.since));
      const limit = effect.limit ?? Number.POSITIVE_INFINITY;
      return shifted(value, Math.max(-limit, Math.min(limit, drifted)), type);
    }
    case 'noise':
      return shifted(value, effect.amplitude * normal(record), type);
    case 'delay':
      return delayed(record, value, timeNs, effect.by, type);
    case 'dropout':
      return dropped(record, timeNs, effect) ? zero(value) : value;
    case 'broken-wire':
      return zero(value);
    case 'short':
      return typeof value === 'boolean' ? true : asValue(largest(type), value, type);
    case 'wrong-range': {
      const [low, high] = effect.is;
      const [expectedLow, expectedHigh] = effect.shouldBe;
      const share = (Number(value) - low) / (high - low);
      return asValue(expectedLow + share * (expectedHigh - expectedLow), value, type);
    }
    case 'swapped':
      return value;
  }
}

const seconds = (ns: bigint): number => Number(ns) / 1e9;
const zero = (like: Value): Value =>
  typeof like === 'boolean' ? false : typeof like === 'bigint' ? 0n : typeof like === 'string' ? '' : 0;
const plain = (value: Value): boolean | number | string => (typeof value === 'bigint' ? String(value) : value);

function largest(type: CellType): number {
  const limits = integerLimits[type];
  return limits ? Number(limits[1]) : type === 'REAL' ? 3.4028234663852886e38 : Number.MAX_VALUE;
}

function shifted(value: Value, by: number, type: CellType): Value {
  // A contact knows no offset; the lint of labs refuses it.
  return typeof value === 'boolean' || typeof value === 'string' ? value : asValue(Number(value) + by, value, type);
}

/** As a value of the terminal's type: whole and within its limits. */
function asValue(given: boolean | number | string, like: Value, type: CellType): Value {
  if (typeof like === 'boolean') return Boolean(given);
  if (typeof like === 'string') return String(given);
  const limits = integerLimits[type];
  if (!limits) return typeof like === 'bigint' ? BigInt(Math.trunc(Number(given))) : Number(given);
  const number = Math.max(Number(limits[0]), Math.min(Number(limits[1]), Math.round(Number(given))));
  return typeof like === 'bigint' ? BigInt(number) : number;
}

/** Standard deviation 1, from twelve uniform draws (Irwin-Hall): no logarithm, so the same on every machine. */
function normal(record: EffectRecord): number {
  const random = new Random(record.random);
  let sum = 0;
  for (let draw = 0; draw < 12; draw++) sum += random.fraction();
  record.random = random.save();
  return sum - 6;
}

function delayed(record: EffectRecord, value: Value, timeNs: bigint, by: bigint, type: CellType): Value {
  const { underway } = record;
  record.held ??= plain(value);
  const sent = plain(value);
  if ((underway.at(-1)?.value ?? record.held) !== sent) underway.push({ at: String(timeNs + by), value: sent });
  if (underway.length > mostUnderway) underway.shift();
  while (underway.length > 0 && BigInt(underway[0]!.at) <= timeNs) record.held = underway.shift()!.value;
  return asValue(record.held, value, type);
}

/** Lengths are drawn evenly between half and one and a half of their mean. */
function dropped(record: EffectRecord, timeNs: bigint, effect: { every: bigint; for: bigint }): boolean {
  while (BigInt(record.until) <= timeNs) {
    const random = new Random(record.random);
    record.out = BigInt(record.until) > BigInt(record.since) ? !record.out : false;
    const mean = record.out ? effect.for : effect.every;
    const length = mean / 2n + random.between(0n, mean);
    record.until = String(BigInt(record.until) + (length > 0n ? length : 1n));
    record.random = random.save();
  }
  return record.out;
}
