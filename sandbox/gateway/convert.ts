/** From what a device holds to what a person reads, and back: bits, scale, clamp. */
import type { Tag } from './config.ts';
import type { Quality } from './quality.ts';
import type { PlainValue } from './schema.ts';
import type { Text } from './text.ts';

/** `value` in the unit of the tag; `null` with Bad quality when the raw value is none. */
export function toUnit(tag: Tag, raw: PlainValue): { value: PlainValue | null; quality: Quality } {
  if (typeof raw === 'number' && !Number.isFinite(raw)) return { value: null, quality: 'Bad.DataEncodingInvalid' };
  if (tag.bit !== undefined) {
    const whole = typeof raw === 'boolean' ? Number(raw) : Number(raw);
    if (!Number.isSafeInteger(whole)) return { value: null, quality: 'Bad.DataEncodingInvalid' };
    return { value: ((BigInt(whole) >> BigInt(tag.bit)) & 1n) === 1n, quality: 'Good' };
  }
  if (!tag.scale && !tag.clamp) {
    return { value: tag.type === 'REAL' && typeof raw === 'number' ? shortestReal(raw) : raw, quality: 'Good' };
  }
  const number = Number(raw);
  if (typeof raw === 'string' && (raw.trim() === '' || !Number.isFinite(number)))
    return { value: null, quality: 'Bad.DataEncodingInvalid' };
  const { factor, offset } = line(tag);
  const value = tidy(number * factor + offset);
  if (!Number.isFinite(value)) return { value: null, quality: 'Bad.DataEncodingInvalid' };
  const [low, high] = tag.clamp ?? [-Infinity, Infinity];
  if (value < low) return { value: low, quality: 'Uncertain.EngineeringUnitsExceeded' };
  if (value > high) return { value: high, quality: 'Uncertain.EngineeringUnitsExceeded' };
  return { value, quality: 'Good' };
}

/** What is to be written for `value` in the unit of the tag, or why it is refused. */
export function toRaw(tag: Tag, value: PlainValue): { raw: PlainValue } | { refused: Text } {
  if (tag.bit !== undefined) {
    return {
      refused: {
        en: `${tag.name} is bit ${tag.bit} of a larger value; the gateway writes whole values only. Address the bit itself.`,
        'zh-CN': `${tag.name} 是某个值的第 ${tag.bit} 位；网关只写完整的值。请直接寻址该位。`,
      },
    };
  }
  if (tag.type === 'BOOL') {
    const known = typeof value === 'boolean' ? value : value === 0 || value === 1 ? value === 1 : null;
    if (known !== null) return { raw: known };
    return { refused: wrongKind(tag, value, { en: 'true or false', 'zh-CN': ' true 或 false' }) };
  }
  if (tag.type === 'STRING') {
    if (typeof value === 'string' && value.length <= (tag.length ?? 254)) return { raw: value };
    return {
      refused: wrongKind(tag, value, {
        en: `a text of at most ${tag.length ?? 254} characters`,
        'zh-CN': `至多 ${tag.length ?? 254} 个字符的文字`,
      }),
    };
  }
  const state = typeof value === 'string' ? stateOf(tag, value) : null;
  const number = state ?? value;
  if (typeof number !== 'number' || !Number.isFinite(number)) {
    // Without a type, the device's own protocol knows what it takes.
    if (tag.type === undefined && !tag.scale) return { raw: value };
    return { refused: wrongKind(tag, value, { en: 'a number', 'zh-CN': '数字' }) };
  }
  const [low, high] = tag.writeRange ?? tag.clamp ?? [-Infinity, Infinity];
  if (number < low || number > high) {
    return {
      refused: {
        en: `${tag.name} takes ${low} to ${high}${tag.unit ? ` ${tag.unit}` : ''}; ${number} was not written.`,
        'zh-CN': `${tag.name} 只接受 ${low} 到 ${high}${tag.unit ? ` ${tag.unit}` : ''}；${number} 未写入。`,
      },
    };
  }
  const { factor, offset } = line(tag);
  const raw = tag.scale ? tidy((number - offset) / factor) : number;
  const bounds = tag.type === undefined ? undefined : wholeRanges[tag.type];
  if (!bounds) return { raw };
  const whole = tag.scale ? roundHalfAway(raw) : raw;
  if (Number.isInteger(whole) && whole >= bounds[0] && whole <= bounds[1]) return { raw: whole };
  return {
    refused: {
      en: `${tag.name} is ${tag.type} in the device: ${raw} does not fit into ${bounds[0]} to ${bounds[1]}. It was not written.`,
      'zh-CN': `${tag.name} 在设备中为 ${tag.type}：${raw} 不在 ${bounds[0]} 到 ${bounds[1]} 之内，未写入。`,
    },
  };
}

/** Whether the device holds what was written. */
export const sameRaw = (written: PlainValue, read: PlainValue): boolean =>
  typeof written === 'number' && typeof read === 'number'
    ? written === read || Math.fround(written) === Math.fround(read)
    : written === read || Number(written) === Number(read);

/** The name of a state, if the tag has names and this is one. */
export const stateName = (tag: Tag, value: PlainValue | null): string | undefined =>
  tag.enumeration && typeof value === 'number' ? tag.enumeration[String(value)] : undefined;

/** The span that percents are of. */
export function spanOf(tag: Tag): number {
  const [low, high] = tag.scale?.eng ?? tag.clamp ?? [0, 0];
  return Math.abs(high - low);
}

function stateOf(tag: Tag, name: string): number | null {
  const entry = Object.entries(tag.enumeration ?? {}).find(([, each]) => each === name);
  return entry ? Number(entry[0]) : null;
}

function line({ scale }: Tag): { factor: number; offset: number } {
  if (scale?.raw && scale.eng) {
    const factor = (scale.eng[1] - scale.eng[0]) / (scale.raw[1] - scale.raw[0]);
    return { factor, offset: scale.eng[0] - scale.raw[0] * factor };
  }
  return { factor: scale?.factor ?? 1, offset: scale?.offset ?? 0 };
}

/** 0.1 + 0.2 is 0.3 to everybody but a processor: twelve figures are more than any sensor has. */
const tidy = (value: number): number => Number(value.toPrecision(12));

/** The shortest decimal that is the same REAL: 3.14, not 3.140000104904175. */
export function shortestReal(value: number): number {
  const real = Math.fround(value);
  if (Number.isInteger(real)) return real;
  for (let figures = 6; figures <= 9; figures += 1) {
    const short = Number(real.toPrecision(figures));
    if (Math.fround(short) === real) return short;
  }
  return value;
}

const roundHalfAway = (value: number): number => Math.sign(value) * Math.floor(Math.abs(value) + 0.5);

const wholeRanges: Partial<Record<NonNullable<Tag['type']>, readonly [number, number]>> = {
  SINT: [-128, 127],
  USINT: [0, 255],
  INT: [-32_768, 32_767],
  UINT: [0, 65_535],
  DINT: [-2_147_483_648, 2_147_483_647],
  UDINT: [0, 4_294_967_295],
  LINT: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  ULINT: [0, Number.MAX_SAFE_INTEGER],
  BYTE: [0, 255],
  WORD: [0, 65_535],
  DWORD: [0, 4_294_967_295],
};

const wrongKind = (tag: Tag, value: PlainValue, kind: Text): Text => ({
  en: `${tag.name} takes ${kind.en}; ${JSON.stringify(value)} was not written.`,
  'zh-CN': `${tag.name} 只接受${kind['zh-CN']}；${JSON.stringify(value)} 未写入。`,
});
