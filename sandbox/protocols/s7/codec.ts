/** Jobs and their answers: setup, read and write. What else a job may ask for is `userdata.ts`'s or refused. */
import { joined, nothing, u16, word } from './bytes.ts';
import { type BadItem, decodeData, decodeItems, encodeData, encodeItem, type Item, type ItemData } from './items.ts';
import { encodePdu, functions, itemCodes, kinds, type Pdu } from './pdu.ts';

/** Jobs that may be under way at once, each way, and the largest PDU. */
export interface Setup {
  calling: number;
  called: number;
  pduLength: number;
}

export type Job =
  | ({ job: 'setup' } & Setup)
  | { job: 'read'; items: (Item | BadItem)[] }
  | { job: 'write'; items: (Item | BadItem)[]; data: ItemData[] }
  | { job: 'control'; service: string; argument: string }
  | { job: 'stop' }
  | { job: 'unknown'; function: number };

const latin = (bytes: Uint8Array): string => String.fromCharCode(...bytes);

/** The parts of a job's PDU; `null`: its parts do not agree with each other (a frame error). */
export function decodeJob({ parameters, data }: Pick<Pdu, 'parameters' | 'data'>): Job | null {
  const count = parameters[1] ?? 0;
  switch (parameters[0]) {
    case undefined:
      return null;
    case functions.setup:
      return parameters.length === 8 ? { job: 'setup', ...decodeSetup(parameters) } : null;
    case functions.read: {
      const items = count > 0 && data.length === 0 ? decodeItems(parameters.subarray(2), count) : null;
      return items && { job: 'read', items };
    }
    case functions.write: {
      const items = count > 0 ? decodeItems(parameters.subarray(2), count) : null;
      const values = decodeData(data, count);
      return items && values && { job: 'write', items, data: values };
    }
    case functions.control: {
      // u8 function · 7 bytes · u16 length, argument · u8 length, name of the service
      const end = 10 + u16(parameters, 8);
      const name = parameters.subarray(end + 1, end + 1 + (parameters[end] ?? 0));
      return end < parameters.length
        ? { job: 'control', service: latin(name), argument: latin(parameters.subarray(10, end)) }
        : null;
    }
    case functions.stop:
      return { job: 'stop' };
    default:
      return { job: 'unknown', function: parameters[0]! };
  }
}

const decodeSetup = (parameters: Uint8Array): Setup => ({
  calling: u16(parameters, 2),
  called: u16(parameters, 4),
  pduLength: u16(parameters, 6),
});

const encodeSetup = ({ calling, called, pduLength }: Setup): Uint8Array =>
  Uint8Array.of(functions.setup, 0, ...word(calling), ...word(called), ...word(pduLength));

const pdu = (kind: number, reference: number, parameters: Uint8Array, data: Uint8Array = nothing, error = 0): Uint8Array =>
  encodePdu({ kind, reference, error, parameters, data });

export const encodeSetupJob = (reference: number, setup: Setup): Uint8Array => pdu(kinds.job, reference, encodeSetup(setup));

export const encodeRead = (reference: number, items: readonly Item[]): Uint8Array =>
  pdu(kinds.job, reference, joined([Uint8Array.of(functions.read, items.length), ...items.map(encodeItem)]));

/** `values`: the data of each item, in order. */
export const encodeWrite = (reference: number, items: readonly Item[], values: readonly ItemData[]): Uint8Array =>
  pdu(
    kinds.job,
    reference,
    joined([Uint8Array.of(functions.write, items.length), ...items.map(encodeItem)]),
    encodeData(values.map((value) => ({ ...value, code: 0 }))),
  );

export const encodeSetupAnswer = (reference: number, setup: Setup): Uint8Array =>
  pdu(kinds.answer, reference, encodeSetup(setup));

export const encodeReadAnswer = (reference: number, data: readonly ItemData[]): Uint8Array =>
  pdu(kinds.answer, reference, Uint8Array.of(functions.read, data.length), encodeData(data));

export const encodeWriteAnswer = (reference: number, codes: readonly number[]): Uint8Array =>
  pdu(kinds.answer, reference, Uint8Array.of(functions.write, codes.length), Uint8Array.from(codes));

/** The answer to a job that asks for no data: its function alone. */
export const encodeDone = (reference: number, asked: number): Uint8Array => pdu(kinds.answer, reference, Uint8Array.of(asked));

/** The answer to a job that cannot be done. */
export const encodeError = (reference: number, asked: number, error: number): Uint8Array =>
  pdu(kinds.answer, reference, Uint8Array.of(asked, 0), nothing, error);

export type Answer =
  | ({ answer: 'setup' } & Setup)
  | { answer: 'read'; data: ItemData[] }
  | { answer: 'write'; codes: number[] }
  | { answer: 'other'; function: number }
  | { answer: 'error'; error: number };

/** An answer's PDU; `null`: its parts do not agree with each other. */
export function decodeAnswer({ error, parameters, data }: Pdu): Answer | null {
  if (error !== 0) return { answer: 'error', error };
  const count = parameters[1] ?? 0;
  switch (parameters[0]) {
    case undefined:
      return null;
    case functions.setup:
      return parameters.length === 8 ? { answer: 'setup', ...decodeSetup(parameters) } : null;
    case functions.read: {
      const values = decodeData(data, count);
      return values && { answer: 'read', data: values };
    }
    case functions.write:
      return data.length === count ? { answer: 'write', codes: [...data] } : null;
    default:
      return { answer: 'other', function: parameters[0]! };
  }
}

export const refused = (code: number): ItemData => ({ code, dataSize: 0, bytes: nothing });
export const succeeded = (dataSize: number, bytes: Uint8Array): ItemData => ({ code: itemCodes.success, dataSize, bytes });
