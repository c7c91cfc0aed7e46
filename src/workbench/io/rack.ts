/**
 * The rack of a controller, made from its terminals: modules as they are sold, one for each byte of digital channels, up to four channels to
 * an analogue one. Inputs stand before outputs, digital before analogue, in the order of their addresses.
 */
import type { WorkbenchTerminal } from '../props.ts';

export type ModuleKind = 'digital-input' | 'analogue-input' | 'digital-output' | 'analogue-output';

export interface Channel {
  /** As printed on the module, from 0. */
  number: number;
  address: string;
  /** `null`: nothing is connected. */
  terminal: WorkbenchTerminal | null;
}

export interface RackModule {
  /** Place in the rack; the CPU has 0. */
  slot: number;
  kind: ModuleKind;
  /** First byte of its addresses. */
  byte: number;
  channels: Channel[];
}

const digitalChannels = 8;
const analogueChannels = 4;

interface Located {
  terminal: WorkbenchTerminal;
  kind: ModuleKind;
  byte: number;
  bit: number;
}

export function rackOf(terminals: readonly WorkbenchTerminal[]): RackModule[] {
  const located = terminals
    .flatMap((terminal) => locate(terminal) ?? [])
    .sort((one, other) => one.byte - other.byte || one.bit - other.bit);
  const of = (kind: ModuleKind) => located.filter((one) => one.kind === kind);
  const modules = [
    ...digital('digital-input', of('digital-input')),
    ...analogue('analogue-input', of('analogue-input')),
    ...digital('digital-output', of('digital-output')),
    ...analogue('analogue-output', of('analogue-output')),
  ];
  return modules.map((module, index) => ({ slot: index + 1, ...module }));
}

function digital(kind: ModuleKind, located: readonly Located[]): Omit<RackModule, 'slot'>[] {
  const area = kind === 'digital-input' ? 'I' : 'Q';
  return [...Map.groupBy(located, ({ byte }) => byte)].map(([byte, own]) => ({
    kind,
    byte,
    channels: Array.from({ length: digitalChannels }, (_, number) => ({
      number,
      address: `%${area}X${byte}.${number}`,
      terminal: own.find(({ bit }) => bit === number)?.terminal ?? null,
    })),
  }));
}

/** Without empty channels: which addresses they had is not to be known, for words and double words may lie mixed. */
function analogue(kind: ModuleKind, located: readonly Located[]): Omit<RackModule, 'slot'>[] {
  const modules: Omit<RackModule, 'slot'>[] = [];
  for (let from = 0; from < located.length; from += analogueChannels) {
    const own = located.slice(from, from + analogueChannels);
    modules.push({
      kind,
      byte: own[0]?.byte ?? 0,
      channels: own.map(({ terminal }, number) => ({ number, address: terminal.address, terminal })),
    });
  }
  return modules;
}

/** `%IX0.3`, `%I0.3`, `%QW4`; `null` for what is no address of the image. */
function locate(terminal: WorkbenchTerminal): Located | null {
  const match = /^%([IQ])([XBWDL]?)(\d+)(?:\.(\d+))?$/i.exec(terminal.address);
  if (!match) return null;
  const [, area = '', size = '', byte = '0', bit] = match;
  const direction = area.toUpperCase() === 'I' ? 'input' : 'output';
  const isDigital = size.toUpperCase() === 'X' || size === '';
  return { terminal, kind: `${isDigital ? 'digital' : 'analogue'}-${direction}`, byte: Number(byte), bit: Number(bit ?? 0) };
}

/** The tag of a device as it stands in its name, after ISA-5.1 or IEC 81346: `LT-201`, `K1`, `S0`; `null` when there is none. */
export function tagIn(name: string): string | null {
  return /(?<![A-Za-z0-9])[A-Z]{1,4}-?\d{1,4}[A-Z]?(?![A-Za-z0-9])/.exec(name)?.[0] ?? null;
}

/** How far a whole number is between the ends of its type, from 0 to 1; `null` where the type has no ends that mean something. */
export function shareOfRange(value: number, type: string): number | null {
  const bits = /^(?:BYTE|[U]?SINT)$/.test(type)
    ? 8
    : /^(?:WORD|U?INT)$/.test(type)
      ? 16
      : /^(?:DWORD|U?DINT)$/.test(type)
        ? 32
        : 0;
  if (bits === 0) return null;
  const signed = /^[SD]?INT$/.test(type);
  const span = 2 ** bits;
  return Math.min(1, Math.max(0, (value + (signed ? span / 2 : 0)) / (span - 1)));
}
