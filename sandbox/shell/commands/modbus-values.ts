/** Registers and the numbers that mbpoll reads out of them. Without -B the low word of 32 bits comes first, as in libmodbus. */
import { Teach } from '../teach.ts';

/** `word`: 16 bits without a sign, and what it would be with one behind it. */
export type NumberFormat = 'word' | 'int16' | 'hex' | 'int' | 'float';

/** @throws Teach for a format that there is not. */
export function formatOf(word: string | undefined): NumberFormat {
  if (word === undefined) return 'word';
  if (word === 'hex' || word === 'int' || word === 'float' || word === 'int16') return word;
  throw new Teach(
    `There is no format ${word}: hex, int16, int or float, e.g. -t 4:float.`,
    `没有格式 ${word}：可用 hex、int16、int、float，例如 -t 4:float。`,
  );
}

export function showRegisters(first: number, registers: readonly number[], format: NumberFormat, highFirst: boolean): string {
  const wide = format === 'int' || format === 'float';
  let text = '';
  for (let index = 0; index < registers.length; index += wide ? 2 : 1) {
    const word = registers[index]!;
    const next = registers[index + 1] ?? 0;
    text += `[${first + index}]: \t${wide ? showWide(highFirst ? [word, next] : [next, word], format) : showWord(word, format)}\n`;
  }
  return text;
}

export const showBits = (first: number, bits: readonly boolean[]): string =>
  bits.map((one, index) => `[${first + index}]: \t${one ? 1 : 0}\n`).join('');

const signed = (word: number): number => (word > 0x7fff ? word - 0x1_0000 : word);

function showWord(word: number, format: NumberFormat): string {
  if (format === 'hex') return `0x${word.toString(16).toUpperCase().padStart(4, '0')}`;
  if (format === 'int16') return String(signed(word));
  return word > 0x7fff ? `${word} (${signed(word)})` : String(word);
}

function showWide([high, low]: [number, number], format: NumberFormat): string {
  const view = new DataView(new ArrayBuffer(4));
  view.setUint16(0, high);
  view.setUint16(2, low);
  return format === 'int' ? String(view.getInt32(0)) : general(view.getFloat32(0));
}

/** As C prints with %g: six digits that count, an exponent of two digits at least. */
export function general(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  const [digits = '', power = '0'] = value.toExponential(5).split('e');
  const exponent = Number(power);
  if (exponent >= -4 && exponent < 6) return trim(value.toFixed(5 - exponent));
  return `${trim(digits)}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

const trim = (text: string): string => (text.includes('.') ? text.replace(/\.?0+$/, '') : text);

/** Registers for a value as it was typed. @throws Teach when it does not fit. */
export function layOut(word: string, format: NumberFormat, highFirst: boolean): number[] {
  const value = Number(word);
  const whole = format !== 'float';
  const [least, most] = format === 'int' ? [-(2 ** 31), 2 ** 31 - 1] : format === 'int16' ? [-0x8000, 0x7fff] : [0, 0xffff];
  if (word.trim() === '' || Number.isNaN(value) || (whole && (!Number.isInteger(value) || value < least || value > most))) {
    throw new Teach(
      `Data out of range (${word}): -t 4${format === 'word' ? '' : `:${format}`} takes ${whole ? `whole numbers from ${least} to ${most}` : 'numbers'}. For negative ones write -t 4:int16 and -- before them; for 32 bits -t 4:int or 4:float.`,
      `数据超出范围（${word}）：-t 4${format === 'word' ? '' : `:${format}`} 接受${whole ? ` ${least} 到 ${most} 的整数` : '数值'}。负数请用 -t 4:int16，并在其前写 --；32 位请用 -t 4:int 或 4:float。`,
    );
  }
  if (format !== 'int' && format !== 'float') return [value & 0xffff];
  const view = new DataView(new ArrayBuffer(4));
  if (format === 'int') view.setInt32(0, value);
  else view.setFloat32(0, value);
  const [high, low] = [view.getUint16(0), view.getUint16(2)];
  return highFirst ? [high, low] : [low, high];
}
