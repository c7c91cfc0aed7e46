/** Requests and their bytes (clause 6 of the Application Protocol Specification). */
import { bitsAt, bytesOfBits, putBits, putWords, wordAt, wordsAt } from './bits.ts';
import {
  addresses,
  type Exception,
  exceptions,
  type IdentificationAccess,
  type LocalizedText,
  limits,
  type Request,
} from './messages.ts';

/** The MODBUS Encapsulated Interface type of Read Device Identification (clause 6.21). */
export const identificationMei = 14;

/** The PDU of a request that `requestProblem` has nothing against. */
export function encodeRequest(request: Request): Uint8Array {
  switch (request.code) {
    case 1:
    case 2:
    case 3:
    case 4:
      return words(request.code, request.address, request.quantity);
    case 5:
      return words(5, request.address, request.value ? 0xff00 : 0);
    case 6:
      return words(6, request.address, request.value);
    case 15: {
      const size = bytesOfBits(request.bits.length);
      const pdu = sized(words(15, request.address, request.bits.length), 6 + size);
      pdu[5] = size;
      putBits(pdu, 6, request.bits);
      return pdu;
    }
    case 16:
      return registers(words(16, request.address, request.registers.length), request.registers);
    case 22:
      return words(22, request.address, request.and, request.or);
    case 23:
      return registers(
        words(23, request.address, request.quantity, request.writeAddress, request.registers.length),
        request.registers,
      );
    case 43:
      return Uint8Array.of(43, identificationMei, request.access, request.object);
  }
}

function words(code: number, ...values: number[]): Uint8Array {
  const pdu = new Uint8Array(1 + 2 * values.length);
  pdu[0] = code;
  putWords(pdu, 1, values);
  return pdu;
}

function sized(head: Uint8Array, size: number): Uint8Array {
  const pdu = new Uint8Array(size);
  pdu.set(head);
  return pdu;
}

/** A byte count and the registers behind a head. */
function registers(head: Uint8Array, values: number[]): Uint8Array {
  const pdu = sized(head, head.length + 1 + 2 * values.length);
  pdu[head.length] = 2 * values.length;
  putWords(pdu, head.length + 1, values);
  return pdu;
}

/**
 * What a request says, or the exception that answers it: in the order of the specification's state diagrams, the function code (01), then
 * quantities, values and lengths (03), then whether the addresses exist at all (02).
 */
export function decodeRequest(pdu: Uint8Array): Request | Exception {
  const code = pdu[0] ?? 0;
  const request = pdu.length < 1 ? 'unknown' : read(code, pdu);
  if (request === 'unknown') return { code, exception: exceptions.illegalFunction };
  if (request === 'wrong') return { code, exception: exceptions.illegalDataValue };
  if (request.code === 43) return request;
  const beyond =
    request.address + quantityOf(request) > addresses ||
    (request.code === 23 && request.writeAddress + request.registers.length > addresses);
  return beyond ? { code, exception: exceptions.illegalDataAddress } : request;
}

/** How many bits or registers a request names at its address. */
export function quantityOf(request: Exclude<Request, { code: 43 }>): number {
  if ('quantity' in request) return request.quantity;
  if (request.code === 15) return request.bits.length;
  return request.code === 16 ? request.registers.length : 1;
}

const within = (quantity: number, most: number): boolean => quantity >= 1 && quantity <= most;

function read(code: number, pdu: Uint8Array): Request | 'unknown' | 'wrong' {
  const word = (index: number): number => wordAt(pdu, 1 + 2 * index);
  const long = (size: number): boolean => pdu.length === size;
  switch (code) {
    case 1:
    case 2:
    case 3:
    case 4:
      if (!long(5) || !within(word(1), code < 3 ? limits.readBits : limits.readRegisters)) return 'wrong';
      return { code, address: word(0), quantity: word(1) };
    case 5:
      if (!long(5) || (word(1) !== 0 && word(1) !== 0xff00)) return 'wrong';
      return { code, address: word(0), value: word(1) !== 0 };
    case 6:
      return long(5) ? { code, address: word(0), value: word(1) } : 'wrong';
    case 15: {
      if (pdu.length < 6 || !within(word(1), limits.writeBits)) return 'wrong';
      const size = bytesOfBits(word(1));
      return pdu[5] === size && long(6 + size) ? { code, address: word(0), bits: bitsAt(pdu, 6, word(1)) } : 'wrong';
    }
    case 16: {
      if (pdu.length < 6 || !within(word(1), limits.writeRegisters)) return 'wrong';
      const size = 2 * word(1);
      return pdu[5] === size && long(6 + size) ? { code, address: word(0), registers: wordsAt(pdu, 6, word(1)) } : 'wrong';
    }
    case 22:
      return long(7) ? { code, address: word(0), and: word(1), or: word(2) } : 'wrong';
    case 23: {
      if (pdu.length < 10 || !within(word(1), limits.readRegisters) || !within(word(3), limits.writeWithRead)) return 'wrong';
      const size = 2 * word(3);
      if (pdu[9] !== size || !long(10 + size)) return 'wrong';
      return { code, address: word(0), quantity: word(1), writeAddress: word(2), registers: wordsAt(pdu, 10, word(3)) };
    }
    case 43:
      return identification(pdu);
    default:
      return 'unknown';
  }
}

/** Another MEI type, such as CANopen's, is a function that is not there. */
function identification(pdu: Uint8Array): Request | 'unknown' | 'wrong' {
  if (pdu.length < 2) return 'wrong';
  if (pdu[1] !== identificationMei) return 'unknown';
  const access = pdu[2] ?? 0;
  if (pdu.length !== 4 || access < 1 || access > 4) return 'wrong';
  return { code: 43, access: access as IdentificationAccess, object: pdu[3]! };
}

/**
 * Why a request cannot be sent; `null`: it can. Reads of too much can: it is the device that refuses them, with exception 03.
 */
export function requestProblem(request: Request): LocalizedText | null {
  if (request.code === 43) return whole(request.object, 0xff) ? null : outside('object id', '对象编号', 0, 0xff);
  if (!whole(request.address, 0xffff)) return outside('address on the wire', '报文中的地址', 0, 0xffff);
  if ('quantity' in request && !whole(request.quantity, 0xffff)) return outside('quantity', '数量', 0, 0xffff);
  if (request.code === 6 && !whole(request.value, 0xffff)) return outside('register', '寄存器', 0, 0xffff);
  if (request.code === 22 && !(whole(request.and, 0xffff) && whole(request.or, 0xffff)))
    return outside('mask', '掩码', 0, 0xffff);
  if (request.code === 15 && !within(request.bits.length, limits.writeBits))
    return outside('number of coils in one request', '一次请求的线圈数', 1, limits.writeBits);
  if (request.code !== 16 && request.code !== 23) return null;
  if (!request.registers.every((value) => whole(value, 0xffff))) return outside('register', '寄存器', 0, 0xffff);
  if (request.code === 23 && !whole(request.writeAddress, 0xffff))
    return outside('address on the wire', '报文中的地址', 0, 0xffff);
  const most = request.code === 16 ? limits.writeRegisters : limits.writeWithRead;
  if (within(request.registers.length, most)) return null;
  return outside('number of registers in one request', '一次请求的寄存器数', 1, most);
}

const outside = (en: string, zh: string, least: number, most: number): LocalizedText => ({
  en: `The ${en} is a whole number from ${least} to ${most}.`,
  'zh-CN': `${zh}必须是 ${least} 到 ${most} 的整数。`,
});

const whole = (value: number, most: number): boolean => Number.isInteger(value) && value >= 0 && value <= most;
