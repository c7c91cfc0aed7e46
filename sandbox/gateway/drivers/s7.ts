/** The gateway's S7: all tags of a group in one request, which the client packs into PDUs; return codes as quality. */
import { isAddressError, parseAddress, type S7Address, type ValueType } from '../../protocols/s7/address.ts';
import { S7Client } from '../../protocols/s7/client.ts';
import type { Result } from '../../protocols/s7/jobs.ts';
import { errorNames, itemCodeNames } from '../../protocols/s7/names.ts';
import { itemCodes } from '../../protocols/s7/pdu.ts';
import { decodeValue, encodeValue } from '../../protocols/s7/values.ts';
import type { LinkState, Point } from '../driver.ts';
import type { BadReason } from '../quality.ts';
import type { ConnectionSettings, PlainValue, TagSettings, TagType } from '../schema.ts';
import type { Text } from '../text.ts';
import { RequestDriver, reasonOf } from './request-driver.ts';

type S7Settings = Extract<ConnectionSettings, { protocol: 's7' }>;

export class S7Driver extends RequestDriver {
  protected readonly client: S7Client;
  readonly #points = new Map<string, S7Address | Text>();

  constructor(settings: S7Settings, points: readonly Point[], saved?: unknown) {
    super();
    this.client = new S7Client({
      host: settings.host,
      port: settings.port,
      rack: settings.rack,
      slot: settings.slot,
      timeoutNs: settings.timeout,
      retries: settings.retries,
      backoff: { minNs: settings.backoff.min, maxNs: settings.backoff.max },
    });
    this.setPoints(points);
    if (saved !== undefined) this.restore(saved);
  }

  get link(): LinkState {
    const { link } = this.client;
    if (link === 'open') return 'connected';
    return link !== 'closed' ? 'connecting' : this.client.due === null ? 'idle' : 'waiting';
  }

  setPoints(points: readonly Point[]): void {
    this.#points.clear();
    for (const point of points) {
      const read = readPoint(point);
      this.#points.set(point.name, 'address' in read ? read.address : read.wrong);
    }
  }

  poll(names: readonly string[], nowNs: bigint): void {
    const asked: string[] = [];
    const addresses: S7Address[] = [];
    for (const name of names) {
      const address = this.#points.get(name);
      if (!address || 'en' in address) this.trouble([name], 'ConfigurationError', address?.en, nowNs);
      else {
        asked.push(name);
        addresses.push(address);
      }
    }
    if (addresses.length > 0) this.note(this.client.ask({ ask: 'read', addresses }, nowNs), { kind: 'read', points: asked });
  }

  write(request: number, name: string, value: PlainValue, nowNs: bigint): void {
    const address = this.#points.get(name);
    const known = address && !('en' in address) ? address : null;
    const bytes = known && encodeValue(known, value);
    if (!known || !bytes) {
      const reason: BadReason = known ? 'DataEncodingInvalid' : 'ConfigurationError';
      this.told.push({ kind: 'written', request, refused: { reason, detail: undefined } });
      return;
    }
    const id = this.client.ask({ ask: 'write', writes: [{ address: known, bytes }] }, nowNs);
    this.note(id, { kind: 'write', request, point: name });
  }

  protected listen(): void {
    for (const result of this.client.results()) this.#heard(result);
  }

  #heard({ id, outcome, atNs, request }: Result): void {
    const asked = this.asked.get(id);
    this.asked.delete(id);
    if (!asked) return;
    if (outcome.kind === 'failed' && outcome.why === 'no-answer') this.counters.timeouts += 1;
    if (asked.kind === 'write') {
      const code = outcome.kind === 'written' ? outcome.codes[0] : undefined;
      const refused = code === itemCodes.success ? null : code === undefined ? troubleOf(outcome) : itemTrouble(code);
      this.told.push({ kind: 'written', request: asked.request, refused });
    } else if (outcome.kind === 'read' && request.ask === 'read') {
      for (const [index, name] of asked.points.entries()) {
        const item = outcome.items[index];
        const address = request.addresses[index];
        if (!item || !address || !this.#points.has(name)) continue;
        if (item.code === itemCodes.success) this.#value(name, address, item.bytes, atNs);
        else {
          const { reason, detail } = itemTrouble(item.code);
          this.trouble([name], reason, detail, atNs);
        }
      }
    } else {
      const { reason, detail } = troubleOf(outcome);
      this.trouble(asked.points, reason, detail, atNs);
    }
  }

  #value(name: string, address: S7Address, bytes: Uint8Array, atNs: bigint): void {
    const value = decodeValue(address, bytes);
    if (value === null || Array.isArray(value)) this.trouble([name], 'DataEncodingInvalid', undefined, atNs);
    else this.told.push({ kind: 'value', point: name, value, atNs });
  }
}

/** What S7 has against an address; `null` when it is well written. */
export function explainS7Address(_settings: S7Settings, tag: TagSettings): Text | null {
  const read = readPoint(tag);
  if ('wrong' in read) return read.wrong;
  if (!tag.writable || read.address.area !== 'I') return null;
  return {
    en: `${tag.address} is an input: the controller reads it from its terminals. Write to M, Q or a data block.`,
    'zh-CN': `${tag.address} 是输入，由控制器从端子读取。请写入 M、Q 或数据块。`,
  };
}

/** A type may say more than an address does: a double word is a REAL, a DINT or a DWORD. */
function readPoint({ address, type, length }: Point): { address: S7Address } | { wrong: Text } {
  const parsed = parseAddress(address);
  if (isAddressError(parsed)) return { wrong: parsed.message };
  if (parsed.count !== 1) {
    return {
      wrong: {
        en: `${address} names ${parsed.count} values; a tag is one. Write a tag for each.`,
        'zh-CN': `${address} 指 ${parsed.count} 个值；一个变量只能对应一个值。请分别写成多个变量。`,
      },
    };
  }
  if (type === undefined) return { address: parsed };
  const wanted = typesOfS7[type];
  if (!wanted) {
    return { wrong: { en: `S7 has no ${type}.`, 'zh-CN': `S7 没有 ${type} 类型。` } };
  }
  if (wanted === parsed.type) return { address: parsed };
  const family = sameSize.find((types) => types.includes(wanted));
  if (family?.includes(parsed.type)) return { address: { ...parsed, type: wanted, length: 0 } };
  if (wanted === 'STRING' && parsed.type === 'BYTE') return { address: { ...parsed, type: 'STRING', length: length ?? 254 } };
  return {
    wrong: {
      en: `${address} is a ${parsed.type}; a ${type} does not fit there. ${hint(wanted)}`,
      'zh-CN': `${address} 是 ${parsed.type}，与 ${type} 大小不符。${hint(wanted, true)}`,
    },
  };
}

const typesOfS7: Partial<Record<TagType, ValueType>> = {
  BOOL: 'BOOL',
  BYTE: 'BYTE',
  USINT: 'BYTE',
  WORD: 'WORD',
  UINT: 'WORD',
  INT: 'INT',
  DWORD: 'DWORD',
  UDINT: 'DWORD',
  DINT: 'DINT',
  REAL: 'REAL',
  LREAL: 'LREAL',
  STRING: 'STRING',
};
const sameSize: ValueType[][] = [
  ['BYTE', 'CHAR'],
  ['WORD', 'INT', 'S5TIME', 'DATE'],
  ['DWORD', 'DINT', 'REAL', 'TIME', 'TOD'],
];

function hint(type: ValueType, chinese = false): string {
  const example = { BOOL: 'DB1.DBX0.0', BYTE: 'DB1.DBB0', WORD: 'DB1.DBW0', INT: 'DB1.DBW0', STRING: 'DB1,S0.20' }[
    type as string
  ];
  return chinese ? `例如 ${example ?? 'DB1.DBD0'}。` : `Write, say, ${example ?? 'DB1.DBD0'}.`;
}

function troubleOf(outcome: Result['outcome']): { reason: BadReason; detail: string | undefined } {
  if (outcome.kind === 'failed') return { reason: reasonOf(outcome.why), detail: outcome.detail };
  if (outcome.kind === 'refused') return { reason: 'NotSupported', detail: errorNames[outcome.error] };
  return { reason: 'CommunicationError', detail: undefined };
}

function itemTrouble(code: number): { reason: BadReason; detail: string | undefined } {
  const reason: BadReason =
    code === itemCodes.accessDenied
      ? 'AccessDenied'
      : code === itemCodes.outOfRange || code === itemCodes.noSuchObject
        ? 'ConfigurationError'
        : code === itemCodes.hardwareFault
          ? 'DeviceFailure'
          : 'NotSupported';
  return { reason, detail: itemCodeNames[code] };
}
