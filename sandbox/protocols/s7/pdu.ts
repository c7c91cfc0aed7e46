/**
 * The S7comm header, as public dissectors describe it:
 *
 *     u8 0x32 · u8 kind · u16 redundancy id · u16 reference · u16 parameter length · u16 data length · [u8 error class · u8 error code]
 *
 * Answers to jobs carry the error; user data says it among its parameters.
 */
import { joined, u16, word } from './bytes.ts';

export const kinds = { job: 1, ack: 2, answer: 3, userData: 7 } as const;

/** Error class and code, as one number. Meanings as in public dissectors. */
export const errors = {
  /** "This service is not implemented on the module or a frame error was reported." */
  notImplemented: 0x8104,
  /** "Too few resources available." */
  noResources: 0x8302,
  /** "The function cannot be performed." */
  cannotPerform: 0x8404,
  /** "Wrong frames": among others, more than fits a PDU. */
  wrongFrame: 0x8500,
  /** "No (further) block available." */
  noBlock: 0xd20e,
  /** "The function is not permitted in the current protection level." */
  protected: 0xd241,
  /** "Information function unavailable": the list, or its index. */
  noSuchList: 0xd401,
  noSuchIndex: 0xd402,
} as const;

/** The answer of an item: 0xff is success. */
export const itemCodes = {
  hardwareFault: 0x01,
  accessDenied: 0x03,
  outOfRange: 0x05,
  typeNotSupported: 0x06,
  typeInconsistent: 0x07,
  noSuchObject: 0x0a,
  success: 0xff,
} as const;

export const functions = {
  setup: 0xf0,
  read: 0x04,
  write: 0x05,
  control: 0x28,
  stop: 0x29,
} as const;

export interface Pdu {
  kind: number;
  reference: number;
  /** Error class and code; 0 where there is none. */
  error: number;
  parameters: Uint8Array;
  data: Uint8Array;
}

export const protocolId = 0x32;
/** Header lengths, without and with the error. */
const shortHeader = 10;
const longHeader = 12;

export const headerLength = (kind: number): number => (kind === kinds.ack || kind === kinds.answer ? longHeader : shortHeader);

/** `null`: no S7comm, or lengths that do not agree with what is there. The parts are views. */
export function decodePdu(bytes: Uint8Array): Pdu | null {
  const kind = bytes[1] ?? 0;
  const head = headerLength(kind);
  if (bytes[0] !== protocolId || bytes.length < head) return null;
  if (kind !== kinds.job && kind !== kinds.userData && head === shortHeader) return null;
  const parametersEnd = head + u16(bytes, 6);
  if (parametersEnd + u16(bytes, 8) !== bytes.length) return null;
  return {
    kind,
    reference: u16(bytes, 4),
    error: head === longHeader ? u16(bytes, 10) : 0,
    parameters: bytes.subarray(head, parametersEnd),
    data: bytes.subarray(parametersEnd),
  };
}

export function encodePdu({ kind, reference, error, parameters, data }: Pdu): Uint8Array {
  const head = [protocolId, kind, 0, 0, ...word(reference), ...word(parameters.length), ...word(data.length)];
  if (headerLength(kind) === longHeader) head.push(...word(error));
  return joined([Uint8Array.from(head), parameters, data]);
}
