/** The gateway's Modbus TCP: neighbouring tags in one request, values by type and byte order, exceptions as quality. */

import { addressName } from '../../protocols/modbus/address.ts';
import { ModbusClient } from '../../protocols/modbus/client.ts';
import { type Answer, exceptionName, type Request } from '../../protocols/modbus/messages.ts';
import { bitMask, decodeRegisters, encodeRegisters, type RegisterValue } from '../../protocols/modbus/registers.ts';
import type { Result } from '../../protocols/modbus/result.ts';
import { batch } from '../batch.ts';
import type { LinkState, Point } from '../driver.ts';
import type { BadReason } from '../quality.ts';
import type { ConnectionSettings, PlainValue, TagSettings } from '../schema.ts';
import type { Text } from '../text.ts';
import { isBits, isWritable, type ModbusPoint, readPoint } from './modbus-points.ts';
import { plainOf, RequestDriver, reasonOf } from './request-driver.ts';

type ModbusSettings = Extract<ConnectionSettings, { protocol: 'modbus-tcp' }>;

/** Bits in one request (MODBUS Application Protocol V1.1b3, clause 6.1). */
const mostBits = 2_000;

export class ModbusDriver extends RequestDriver {
  protected readonly client: ModbusClient;
  readonly #settings: ModbusSettings;
  readonly #points = new Map<string, ModbusPoint | Text>();

  constructor(settings: ModbusSettings, points: readonly Point[], saved?: unknown) {
    super();
    this.#settings = settings;
    this.client = new ModbusClient({
      host: settings.host,
      port: settings.port,
      timeoutNs: settings.timeout,
      retries: settings.retries,
      backoff: { minNs: settings.backoff.min, maxNs: settings.backoff.max },
      depth: settings.concurrent,
      maxWaiting: 4_096,
    });
    this.setPoints(points);
    if (saved !== undefined) this.restore(saved);
  }

  get link(): LinkState {
    const { link } = this.client;
    return link === 'open' ? 'connected' : link === 'connecting' ? 'connecting' : this.client.due === null ? 'idle' : 'waiting';
  }

  setPoints(points: readonly Point[]): void {
    this.#points.clear();
    for (const point of points) {
      const read = readPoint(point, this.#settings.unit);
      this.#points.set(point.name, 'point' in read ? read.point : read.wrong);
    }
    for (const name of this.alone) if (!this.#points.has(name)) this.alone.delete(name);
  }

  poll(names: readonly string[], nowNs: bigint): void {
    const shelves = new Map<string, ModbusPoint[]>();
    for (const name of names) {
      const point = this.#points.get(name);
      if (!point || 'en' in point) this.trouble([name], 'ConfigurationError', point?.en, nowNs);
      else if (this.alone.has(name)) this.#read([point], point.start, point.length, nowNs);
      else {
        const shelf = `${point.unit} ${point.table}`;
        const together = shelves.get(shelf);
        if (together) together.push(point);
        else shelves.set(shelf, [point]);
      }
    }
    const { gap, maxRegisters } = this.#settings;
    for (const points of shelves.values()) {
      const bits = isBits(points[0]?.table ?? 'coils');
      for (const { start, length, entries } of batch(points, bits ? gap * 16 : gap, bits ? mostBits : maxRegisters)) {
        this.#read(entries, start, length, nowNs);
      }
    }
  }

  write(request: number, name: string, value: PlainValue, nowNs: bigint): void {
    const point = this.#points.get(name);
    const refuse = (reason: BadReason, detail: string | undefined): void => {
      this.told.push({ kind: 'written', request, refused: { reason, detail } });
    };
    if (!point || 'en' in point) {
      refuse('ConfigurationError', point?.en);
      return;
    }
    const encoded = requestToWrite(point, value);
    if ('wrong' in encoded) refuse('NotSupported', encoded.wrong);
    else this.note(this.client.ask(point.unit, encoded.request, nowNs), { kind: 'write', request, point: name });
  }

  protected listen(): void {
    for (let results = this.client.results(); results.length > 0; results = this.client.results()) {
      for (const result of results) this.#heard(result);
    }
  }

  #read(points: readonly ModbusPoint[], start: number, quantity: number, nowNs: bigint): void {
    const first = points[0];
    if (!first) return;
    const code = codes[first.table];
    const id = this.client.ask(first.unit, { code, address: start, quantity }, nowNs);
    this.note(id, { kind: 'read', points: points.map(({ name }) => name) });
  }

  #heard({ id, request, outcome, atNs }: Result): void {
    const asked = this.asked.get(id);
    this.asked.delete(id);
    if (!asked) return;
    if (outcome.kind === 'failed' && outcome.why === 'no-answer') this.counters.timeouts += 1;
    if (asked.kind === 'write') {
      const refused = outcome.kind === 'answer' ? null : troubleOf(outcome);
      this.told.push({ kind: 'written', request: asked.request, refused });
      return;
    }
    if (outcome.kind === 'answer') {
      const start = 'address' in request ? request.address : 0;
      for (const name of asked.points) this.#value(name, outcome.answer, start, atNs);
      return;
    }
    if (outcome.kind === 'exception' && (outcome.exception === 2 || outcome.exception === 3) && asked.points.length > 1) {
      // One of them, or a gap between them, does not exist: each by itself from now on, and the ones that do exist are not lost.
      for (const name of asked.points) this.alone.add(name);
      this.poll(asked.points, atNs);
      return;
    }
    const { reason, detail } = troubleOf(outcome);
    this.trouble(asked.points, reason, detail, atNs);
  }

  #value(name: string, answer: Answer, start: number, atNs: bigint): void {
    const point = this.#points.get(name);
    if (!point || 'en' in point) return;
    const at = point.start - start;
    if (point.type === null) {
      const bit = 'bits' in answer ? answer.bits[at] : undefined;
      if (bit === undefined) this.trouble([name], 'CommunicationError', undefined, atNs);
      else this.told.push({ kind: 'value', point: name, value: bit, atNs });
      return;
    }
    const registers = 'registers' in answer ? answer.registers.slice(at, at + point.length) : [];
    const read = decodeRegisters(point.type, registers, point.order);
    if (read.ok) this.told.push({ kind: 'value', point: name, value: plainOf(read.value), atNs });
    else this.trouble([name], 'DataEncodingInvalid', read.message.en, atNs);
  }
}

/** What Modbus has against an address; `null` when it is well written. */
export function explainModbusAddress(settings: ModbusSettings, tag: TagSettings): Text | null {
  const read = readPoint(tag, settings.unit);
  if ('wrong' in read) return read.wrong;
  if (!tag.writable || isWritable(read.point.table)) return null;
  const { table, start } = read.point;
  return {
    en: `${addressName(table, start)} can only be read: writable tags are coils (1) or holding registers (40001).`,
    'zh-CN': `${addressName(table, start)} 只能读取：可写的变量为线圈（1）或保持寄存器（40001）。`,
  };
}

const codes = { coils: 1, 'discrete-inputs': 2, 'holding-registers': 3, 'input-registers': 4 } as const;

function requestToWrite({ table, start, type, order }: ModbusPoint, value: PlainValue): { request: Request } | { wrong: string } {
  if (!isWritable(table)) return { wrong: 'the table can only be read' };
  if (type === null) return { request: { code: 5, address: start, value: value === true || value === 1 } };
  if (type.type === 'BOOL')
    return { request: { code: 22, address: start, ...bitMask(type.bit, value === true || value === 1, order) } };
  const long = type.type === 'LINT' || type.type === 'ULINT';
  const wide: RegisterValue = long && typeof value === 'number' && Number.isInteger(value) ? BigInt(value) : value;
  const encoded = encodeRegisters(type, wide, order);
  if (!encoded.ok) return { wrong: encoded.message.en };
  const [only, ...more] = encoded.value;
  if (more.length === 0) return { request: { code: 6, address: start, value: only ?? 0 } };
  return { request: { code: 16, address: start, registers: encoded.value } };
}

function troubleOf(outcome: Exclude<Result['outcome'], { kind: 'answer' }>): { reason: BadReason; detail: string | undefined } {
  if (outcome.kind === 'failed') return { reason: reasonOf(outcome.why), detail: outcome.detail };
  return { reason: exceptionReasons[outcome.exception] ?? 'CommunicationError', detail: exceptionName(outcome.exception) };
}

/** Clause 7 of the application protocol. */
const exceptionReasons: Record<number, BadReason> = {
  1: 'NotSupported',
  2: 'ConfigurationError',
  3: 'ConfigurationError',
  4: 'DeviceFailure',
  6: 'DeviceFailure',
  10: 'NotConnected',
  11: 'NotConnected',
};
