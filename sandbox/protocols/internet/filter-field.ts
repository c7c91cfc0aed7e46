/** A field that a display filter can ask for. */
import type { LocalizedText, Packet } from './packet.ts';

/** Flags are 0 or 1; addresses numbers; MAC addresses text. */
export type Value = number | string | Uint8Array;

/** `presence`: a protocol or a remark, which is there or is not. */
export type FieldKind = 'presence' | 'number' | 'flag' | 'address' | 'ether' | 'text' | 'bytes';

export interface FilterField {
  name: string;
  kind: FieldKind;
  about: LocalizedText;
  /** All values in a packet, none where it has no such field. */
  read(packet: Packet): readonly Value[];
  /** Values that have names, for completion. */
  known?: Readonly<Record<number, string>>;
}

export const none: readonly Value[] = [];
/** There, for what has no value. */
const here: readonly Value[] = [1];
export const numbers = (names: Readonly<Record<number, string>>) => ({ known: names });

export function field(
  name: string,
  kind: FieldKind,
  en: string,
  zh: string,
  read: (packet: Packet) => readonly Value[],
  rest: { known?: Readonly<Record<number, string>> } = {},
): FilterField {
  return { name, kind, about: { en, 'zh-CN': zh }, read, ...rest };
}

export const protocol = (name: string, about: string, zh: string, is: (packet: Packet) => boolean): FilterField =>
  field(name, 'presence', about, zh, (packet) => (is(packet) ? here : none));
/** A protocol with its bytes, which may be searched. */
export const carried = (name: string, about: string, zh: string, read: (packet: Packet) => readonly Value[]): FilterField =>
  field(name, 'bytes', about, zh, read);

/** What the innermost header carries. */
export const payload = ({ bytes, headers }: Packet): Value[] =>
  headers.payload.length > 0 ? [bytes.subarray(headers.payload.at, headers.payload.at + headers.payload.length)] : [];

/** How an analyser calls whether a checksum fits: 0 bad, 1 good, 2 not checked. */
export const statuses = numbers({ 0: 'Bad', 1: 'Good', 2: 'Unverified' });
export const status = (ok: boolean | null): Value[] => [ok === null ? 2 : ok ? 1 : 0];
