/**
 * User data: everything but setup, read and write. Its parameters, as public dissectors describe them:
 *
 *     00 01 12 · u8 length of what follows · u8 method 0x11 | 0x12 · kind and group, four bits each · u8 function · u8 sequence
 *       [· u8 data unit · u8 more follow · u16 error]
 *
 * and its data one piece: u8 code · u8 data size · u16 length · bytes. What does not fit a PDU comes in several, each asked for.
 */
import { joined, nothing, u16, word } from './bytes.ts';
import { encodePdu, itemCodes, kinds, type Pdu } from './pdu.ts';

export const groups = { cyclic: 2, blocks: 3, cpu: 4, security: 5, time: 7 } as const;
export const cpuFunctions = { readList: 1 } as const;
export const blockFunctions = { count: 1, ofType: 2 } as const;
export const timeFunctions = { read: 1, set: 2, readFollowing: 3, setFollowing: 4 } as const;

export interface UserData {
  kind: 'request' | 'response';
  group: number;
  function: number;
  sequence: number;
  /** Numbers the pieces of an answer that comes in several; 0 otherwise. */
  unit: number;
  more: boolean;
  error: number;
  /** Code of the data, 0xff for success or for "here it is"; and the data. */
  code: number;
  bytes: Uint8Array;
}

const octets = 0x09;
/** What user data costs of a PDU before its own bytes: header, parameters, head of the data. */
export const userDataOverhead = 10 + 12 + 4;

/** `null`: its parts do not agree with each other. The bytes are a copy. */
export function decodeUserData({ parameters, data }: Pick<Pdu, 'parameters' | 'data'>): UserData | null {
  const length = parameters[3] ?? 0;
  if (parameters[0] !== 0 || parameters[1] !== 1 || parameters[2] !== 0x12) return null;
  if (parameters.length !== length + 4 || (length !== 4 && length !== 8)) return null;
  const kind = parameters[5]! >> 4;
  if (kind !== 4 && kind !== 8) return null;
  if (data.length > 0 && (data.length < 4 || u16(data, 2) + 4 !== data.length)) return null;
  return {
    kind: kind === 4 ? 'request' : 'response',
    group: parameters[5]! & 15,
    function: parameters[6]!,
    sequence: parameters[7]!,
    unit: length === 8 ? parameters[8]! : 0,
    more: length === 8 && parameters[9] !== 0,
    error: length === 8 ? u16(parameters, 10) : 0,
    code: data[0] ?? itemCodes.noSuchObject,
    bytes: data.slice(4),
  };
}

export function encodeUserData(reference: number, said: UserData): Uint8Array {
  const { kind, group, sequence, unit, more, error, code, bytes } = said;
  // Only the first request has the short form: it continues nothing.
  const long = kind === 'response' || unit !== 0;
  const head = [
    0,
    1,
    0x12,
    long ? 8 : 4,
    long ? 0x12 : 0x11,
    ((kind === 'request' ? 4 : 8) << 4) | group,
    said.function,
    sequence,
  ];
  if (long) head.push(unit, more ? 1 : 0, ...word(error));
  const size = bytes.length > 0 ? octets : 0;
  return encodePdu({
    kind: kinds.userData,
    reference,
    error: 0,
    parameters: Uint8Array.from(head),
    data: joined([Uint8Array.of(code, size, ...word(bytes.length)), bytes]),
  });
}

export const requestOf = (group: number, asked: number, bytes: Uint8Array = nothing): UserData => ({
  kind: 'request',
  group,
  function: asked,
  sequence: 0,
  unit: 0,
  more: false,
  error: 0,
  code: bytes.length > 0 ? itemCodes.success : itemCodes.noSuchObject,
  bytes,
});
