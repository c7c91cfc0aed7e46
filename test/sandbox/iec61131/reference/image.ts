/** The process image: variables at an address share its bytes. IEC 61131-3, 6.5.5. */
import type { DirectAddress } from '#sandbox/iec61131/semantics/checked.ts';
import type { Type } from '#sandbox/iec61131/semantics/types.ts';
import { nameOf, widthOf, wrap } from './arithmetic.ts';
import type { Cell } from './boxes.ts';

export class Image {
  readonly #areas = { I: new Uint8Array(64), Q: new Uint8Array(64), M: new Uint8Array(64) };

  cell({ area, size, byte, bit }: DirectAddress, type: Type): Cell {
    const image = this.#areas[area];
    if (size === 'X')
      return {
        kind: 'cell',
        get: () => ((image[byte]! >> bit) & 1) === 1,
        set: (value) => {
          image[byte] = value === true ? image[byte]! | (1 << bit) : image[byte]! & ~(1 << bit);
        },
      };
    const name = nameOf(type);
    const [bits] = widthOf(name);
    return {
      kind: 'cell',
      get: () => {
        let value = 0n;
        for (let at = bits / 8 - 1; at >= 0; at--) value = value * 256n + BigInt(image[byte + at]!);
        return wrap(value, name);
      },
      set: (value) => {
        for (let at = 0; at < bits / 8; at++) image[byte + at] = Number(((value as bigint) >> BigInt(8 * at)) & 255n);
      },
    };
  }
}
