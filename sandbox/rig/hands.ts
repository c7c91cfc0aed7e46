/** What hands do to a rig's signals: operate the plant, write a variable once, force and release. */
import { formatValue, parseLiteral } from '../controller/literal.ts';
import type { Refusal } from '../controller/region.ts';
import type { CellType } from '../iec61131/codegen/compiled.ts';
import * as refusals from './refusals.ts';
import type { Signal, SignalTable } from './signals.ts';
import type { Station } from './station.ts';
import type { Applied, Value, ValueLiteral } from './types.ts';

/** Only inputs of the plant that nothing else drives. */
export function operate(signals: SignalTable, name: string, literal: ValueLiteral): Applied {
  const signal = signals.find(name);
  if (!signal) {
    const operable = signals.list.filter((candidate) => candidate.operable).map((candidate) => candidate.name);
    return refused(refusals.unknownSignal(name, operable));
  }
  return signal.operable ? put(signal, literal) : refused(refusals.notOperable(signal.name));
}

export function write(signals: SignalTable, name: string, literal: ValueLiteral): Applied {
  const signal = signals.find(name);
  if (!signal) return refused(refusals.unknownSignal(name, signals.names));
  return signal.writable ? put(signal, literal) : refused(refusals.notWritable(signal.name));
}

function put(signal: Signal, literal: ValueLiteral): Applied {
  const parsed = parseLiteral(literal, signal.type);
  if (!parsed.ok) return refused(parsed, signal.name);
  signal.owner.write(signal.cell, parsed.value);
  return { ok: true };
}

export function force(signals: SignalTable, stations: readonly Station[], name: string, literal: ValueLiteral): Applied {
  const signal = signals.find(name);
  if (!signal) return refused(refusals.unknownSignal(name, signals.names));
  const station = stationOf(stations, signal);
  if (!signal.forceable || !station) return refused(refusals.notForceable(signal.name));
  const parsed = parseLiteral(literal, signal.type);
  if (!parsed.ok) return refused(parsed, signal.name);
  station.controller.forces.set(signal.path, signal.cell, parsed.value);
  return { ok: true };
}

export function unforce(signals: SignalTable, stations: readonly Station[], name: string): Applied {
  const signal = signals.find(name);
  if (!signal) return refused(refusals.unknownSignal(name, signals.names));
  const station = stationOf(stations, signal);
  return station?.controller.forces.remove(signal.path) ? { ok: true } : refused(refusals.notForced(signal.name));
}

const stationOf = (stations: readonly Station[], signal: Signal): Station | null =>
  stations.find((station) => station.name === signal.controller) ?? null;

/** `signal` goes in front where the sentence itself does not name it. */
export function refused({ code, message }: Refusal, signal?: string): Extract<Applied, { ok: false }> {
  if (signal === undefined) return { ok: false, code, message };
  return { ok: false, code, message: { en: `${signal}: ${message.en}`, 'zh-CN': `${signal}：${message['zh-CN']}` } };
}

export const refusedOr = (refusal: Refusal | null): Applied => (refusal ? refused(refusal) : { ok: true });

/** JSON-safe: durations, dates and 64-bit integers as people write them. */
export const plainValue = (value: Value, type: CellType): ValueLiteral =>
  typeof value === 'bigint' ? formatValue(value, type) : value;
