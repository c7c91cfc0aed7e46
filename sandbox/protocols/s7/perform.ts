/** What a device answers to the PDUs of a connection that is set up: jobs and user data. Everything is answered, if only with an error. */
import { joined, nothing, u16 } from './bytes.ts';
import { clockBytes, decodeClock, encodeClock } from './clock.ts';
import {
  decodeJob,
  encodeDone,
  encodeError,
  encodeReadAnswer,
  encodeWriteAnswer,
  type Job,
  refused,
  succeeded,
} from './codec.ts';
import { type BadItem, bytesOfItem, dataSizeOf, type Item, type ItemData, isBad } from './items.ts';
import { type BlockType, blockTypes, type S7Device, type S7Memory } from './memory.ts';
import { errors, functions, headerLength, itemCodes, kinds, type Pdu } from './pdu.ts';
import { type Capacity, readList } from './system-lists.ts';
import { blockFunctions, cpuFunctions, groups, timeFunctions, type UserData } from './userdata.ts';

/** The answer to a job's PDU. `pduLength`: the largest that may be answered. */
export function performJob(pdu: Pdu, device: S7Device, pduLength: number, memory: S7Memory): Uint8Array {
  const asked = pdu.parameters[0] ?? 0;
  const job = decodeJob(pdu);
  if (job === null) return encodeError(pdu.reference, asked, errors.notImplemented);
  switch (job.job) {
    case 'read':
      return read(pdu.reference, job.items, memory, pduLength);
    case 'write':
      return encodeWriteAnswer(
        pdu.reference,
        job.items.map((item, index) => writeItem(item, job.data[index]!, memory)),
      );
    case 'control':
    case 'stop':
      return control(pdu.reference, asked, job, device);
    default:
      return encodeError(pdu.reference, asked, errors.notImplemented);
  }
}

function read(reference: number, items: readonly (Item | BadItem)[], memory: S7Memory, pduLength: number): Uint8Array {
  // Counted before anything is read: the answer's head, and for each item its head, its bytes and a fill byte.
  let length = headerLength(kinds.answer) + 2;
  for (const item of items) {
    length += length & 1;
    length += 4 + (isBad(item) ? 0 : bytesOfItem(item));
  }
  if (length > pduLength) return encodeError(reference, functions.read, errors.wrongFrame);
  return encodeReadAnswer(
    reference,
    items.map((item) => readItem(item, memory)),
  );
}

function readItem(item: Item | BadItem, memory: S7Memory): ItemData {
  if (isBad(item)) return refused(item.code);
  const found = memory.read(item.area, item.db, item.byte, bytesOfItem(item));
  if (!(found instanceof Uint8Array)) return refused(found.code);
  const bytes = item.size === 'BIT' ? Uint8Array.of((found[0]! >> item.bit) & 1) : found;
  return succeeded(dataSizeOf(item.size), bytes);
}

function writeItem(item: Item | BadItem, { dataSize, bytes }: ItemData, memory: S7Memory): number {
  if (isBad(item)) return item.code;
  if ((item.size === 'BIT') !== (dataSize === 3) || dataSize === 0) return itemCodes.typeInconsistent;
  if (bytes.length !== bytesOfItem(item)) return itemCodes.typeInconsistent;
  const { area, db, byte, bit } = item;
  const refusal =
    item.size === 'BIT' ? memory.writeBit(area, db, byte, bit, (bytes[0]! & 1) !== 0) : memory.write(area, db, byte, bytes);
  return refusal?.code ?? itemCodes.success;
}

function control(reference: number, asked: number, job: Extract<Job, { job: 'control' | 'stop' }>, device: S7Device): Uint8Array {
  if (job.job === 'control' && job.service !== 'P_PROGRAM') return encodeError(reference, asked, errors.notImplemented);
  const what = job.job === 'stop' ? 'stop' : job.argument.startsWith('C') ? 'cold-start' : 'warm-start';
  const allowed = device.control?.(what) ?? false;
  return allowed ? encodeDone(reference, asked) : encodeError(reference, asked, errors.protected);
}

/** What user data asks for: the bytes, or the error. */
export function performUserData(asked: UserData, device: S7Device, capacity: Capacity, nowNs: bigint): Uint8Array | number {
  const { group, bytes } = asked;
  if (group === groups.cpu && asked.function === cpuFunctions.readList)
    return bytes.length === 4 ? readList(u16(bytes, 0), u16(bytes, 2), device, capacity) : errors.noSuchList;
  if (group === groups.blocks) return listBlocks(asked, device);
  if (group === groups.time && device.clock) return tellTime(asked, device.clock, nowNs);
  return errors.notImplemented;
}

function listBlocks({ function: asked, bytes }: UserData, device: S7Device): Uint8Array | number {
  const blocks = device.blocks?.() ?? {};
  const types = Object.entries(blockTypes) as [BlockType, string][];
  if (asked === blockFunctions.count)
    return Uint8Array.from(
      types.flatMap(([type, code]) => {
        const count = blocks[type]?.length ?? 0;
        return [0x30, code.charCodeAt(0), count >> 8, count & 0xff];
      }),
    );
  if (asked !== blockFunctions.ofType) return errors.notImplemented;
  const type = types.find(([, code]) => bytes.length === 2 && bytes[0] === 0x30 && bytes[1] === code.charCodeAt(0));
  const numbers = (type && blocks[type[0]]) ?? [];
  if (numbers.length === 0) return errors.noBlock;
  // Number, flags of a block that is linked, language: 5 is that of data blocks.
  return joined(numbers.map((number) => Uint8Array.of(number >> 8, number & 0xff, 0x22, type?.[0] === 'DB' ? 5 : 1)));
}

function tellTime(asked: UserData, clock: NonNullable<S7Device['clock']>, nowNs: bigint): Uint8Array | number {
  switch (asked.function) {
    case timeFunctions.read:
    case timeFunctions.readFollowing: {
      // Before the clock: a reserved byte, and the century of the year as old clients write it.
      const now = clock.read(nowNs);
      return joined([Uint8Array.of(0, now.year >= 2000 ? 0x20 : 0x19), encodeClock(now)]);
    }
    case timeFunctions.set:
    case timeFunctions.setFollowing: {
      const wanted = asked.bytes.length === clockBytes + 2 ? decodeClock(asked.bytes.subarray(2)) : null;
      if (wanted === null) return errors.cannotPerform;
      return clock.set(wanted, nowNs) ? nothing : errors.protected;
    }
    default:
      return errors.notImplemented;
  }
}
