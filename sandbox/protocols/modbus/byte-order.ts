/**
 * How a device lays a value out over its registers. Modbus fixes the order of the two bytes of a register and nothing more (clause 4.2),
 * so makers differ. The letters are the bytes of the value, the most significant first; the order is read from the first register on.
 */
export interface ByteOrder {
  /** The register with the most significant part comes first. */
  wordsBigEndian: boolean;
  /** Within a register the more significant byte comes first: as Modbus itself has it. */
  bytesBigEndian: boolean;
}

export const bigEndian: ByteOrder = { wordsBigEndian: true, bytesBigEndian: true };

/** Names for values of one, two and four registers. */
const names: Readonly<Record<string, ByteOrder>> = {
  AB: bigEndian,
  BA: { wordsBigEndian: true, bytesBigEndian: false },
  ABCD: bigEndian,
  CDAB: { wordsBigEndian: false, bytesBigEndian: true },
  BADC: { wordsBigEndian: true, bytesBigEndian: false },
  DCBA: { wordsBigEndian: false, bytesBigEndian: false },
  ABCDEFGH: bigEndian,
  GHEFCDAB: { wordsBigEndian: false, bytesBigEndian: true },
  BADCFEHG: { wordsBigEndian: true, bytesBigEndian: false },
  HGFEDCBA: { wordsBigEndian: false, bytesBigEndian: false },
};

export const orderNames = Object.keys(names);

/** The order of that name, in capitals or not. */
export const orderNamed = (name: string): ByteOrder | null => names[name.toUpperCase()] ?? null;

/** The bytes of a value, most significant first, from its registers. */
export function bytesFromRegisters(registers: readonly number[], { wordsBigEndian, bytesBigEndian }: ByteOrder): Uint8Array {
  const bytes = new Uint8Array(2 * registers.length);
  for (let index = 0; index < registers.length; index += 1) {
    const register = registers[wordsBigEndian ? index : registers.length - 1 - index]!;
    bytes[2 * index] = bytesBigEndian ? register >> 8 : register;
    bytes[2 * index + 1] = bytesBigEndian ? register : register >> 8;
  }
  return bytes;
}

export function registersFromBytes(bytes: Uint8Array, { wordsBigEndian, bytesBigEndian }: ByteOrder): number[] {
  const count = bytes.length >> 1;
  return Array.from({ length: count }, (_, at) => {
    const index = 2 * (wordsBigEndian ? at : count - 1 - at);
    const [first, second] = [bytes[index]!, bytes[index + 1]!];
    return bytesBigEndian ? (first << 8) | second : (second << 8) | first;
  });
}
