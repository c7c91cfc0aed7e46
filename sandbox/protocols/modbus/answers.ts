/** Answers and their bytes (clauses 6 and 7 of the Application Protocol Specification), and whether one fits its request. */
import { bitsAt, bytesOfBits, putBits, putWords, wordAt, wordsAt } from './bits.ts';
import type { Answer, Exception, Identification, IdentificationAccess, Request } from './messages.ts';
import { identificationMei, quantityOf } from './requests.ts';

export const isException = <T extends object>(said: T | Exception): said is Exception => 'exception' in said;

/** The PDU of an answer. */
export function encodeAnswer(answer: Answer | Exception): Uint8Array {
  if (isException(answer)) return Uint8Array.of(answer.code | 0x80, answer.exception);
  switch (answer.code) {
    case 1:
    case 2: {
      const size = bytesOfBits(answer.bits.length);
      const pdu = new Uint8Array(2 + size);
      pdu[0] = answer.code;
      pdu[1] = size;
      putBits(pdu, 2, answer.bits);
      return pdu;
    }
    case 3:
    case 4:
    case 23: {
      const size = 2 * answer.registers.length;
      const pdu = new Uint8Array(2 + size);
      pdu[0] = answer.code;
      pdu[1] = size;
      putWords(pdu, 2, answer.registers);
      return pdu;
    }
    case 5:
      return words(5, answer.address, answer.value ? 0xff00 : 0);
    case 6:
      return words(6, answer.address, answer.value);
    case 15:
    case 16:
      return words(answer.code, answer.address, answer.quantity);
    case 22:
      return words(22, answer.address, answer.and, answer.or);
    case 43:
      return encodeIdentification(answer);
  }
}

function words(code: number, ...values: number[]): Uint8Array {
  const pdu = new Uint8Array(1 + 2 * values.length);
  pdu[0] = code;
  putWords(pdu, 1, values);
  return pdu;
}

function encodeIdentification(answer: Identification): Uint8Array {
  const { access, conformity, more, next, objects } = answer;
  const pdu = [43, identificationMei, access, conformity, more ? 0xff : 0, next, objects.length];
  for (const { id, value } of objects) {
    pdu.push(id, value.length);
    for (let index = 0; index < value.length; index += 1) pdu.push(value.charCodeAt(index) & 0xff);
  }
  return Uint8Array.from(pdu);
}

/** What an answer says to its request; `null`: it is no answer to that, by its function, its length or what it echoes. */
export function decodeAnswer(pdu: Uint8Array, request: Request): Answer | Exception | null {
  const code = pdu[0] ?? 0;
  if (code === (request.code | 0x80)) return pdu.length === 2 ? { code: request.code, exception: pdu[1]! } : null;
  if (code !== request.code) return null;
  if (request.code === 43) return decodeIdentification(pdu);
  switch (request.code) {
    case 1:
    case 2: {
      const size = bytesOfBits(request.quantity);
      const fits = pdu[1] === (size & 0xff) && pdu.length === 2 + size;
      return fits ? { code: request.code, bits: bitsAt(pdu, 2, request.quantity) } : null;
    }
    case 3:
    case 4:
    case 23: {
      const size = 2 * request.quantity;
      const fits = pdu[1] === (size & 0xff) && pdu.length === 2 + size;
      return fits ? { code: request.code, registers: wordsAt(pdu, 2, request.quantity) } : null;
    }
    default:
      return decodeEcho(pdu, request);
  }
}

/** Writes are answered with what was written where. */
function decodeEcho(pdu: Uint8Array, request: Extract<Request, { code: 5 | 6 | 15 | 16 | 22 }>): Answer | null {
  if (pdu.length !== (request.code === 22 ? 7 : 5)) return null;
  const address = wordAt(pdu, 1);
  const second = wordAt(pdu, 3);
  if (address !== request.address) return null;
  switch (request.code) {
    case 5:
      return second === (request.value ? 0xff00 : 0) ? { code: 5, address, value: request.value } : null;
    case 6:
      return second === request.value ? { code: 6, address, value: second } : null;
    case 15:
    case 16:
      return second === quantityOf(request) ? { code: request.code, address, quantity: second } : null;
    case 22: {
      const or = wordAt(pdu, 5);
      return second === request.and && or === request.or ? { code: 22, address, and: second, or } : null;
    }
  }
}

function decodeIdentification(pdu: Uint8Array): Identification | null {
  if (pdu.length < 7 || pdu[1] !== identificationMei) return null;
  const objects: Identification['objects'] = [];
  let at = 7;
  while (objects.length < pdu[6]!) {
    const end = at + 2 + (pdu[at + 1] ?? 0);
    if (at + 2 > pdu.length || end > pdu.length) return null;
    objects.push({ id: pdu[at]!, value: String.fromCharCode(...pdu.subarray(at + 2, end)) });
    at = end;
  }
  if (at !== pdu.length) return null;
  const [, , access = 1, conformity = 0, more = 0, next = 0] = pdu;
  return { code: 43, access: access as IdentificationAccess, conformity, more: more === 0xff, next, objects };
}
