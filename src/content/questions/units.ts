/**
 * Units as people write them: a unit is reckoned from its parts (`m³/h`, `N·m`, `min⁻¹`, `%/mm`), so that an answer may come in any unit of
 * the same dimension. Factors after the SI brochure (9th edition, 2019, Tables 2, 4, 7 and 8) and, for bar, psi and their kin, ISO 80000.
 */

/** Exponents of m, g, s, A, K, rad and bit. */
type Dimension = readonly number[];

export interface Unit {
  /** As written. */
  text: string;
  /** One of it in base units. */
  factor: number;
  /** Base units at its zero: of °C and °F. */
  offset: number;
  dimension: Dimension;
}

const plain = [0, 0, 0, 0, 0, 0, 0];
const dimensions = {
  one: plain,
  length: [1, 0, 0, 0, 0, 0, 0],
  mass: [0, 1, 0, 0, 0, 0, 0],
  time: [0, 0, 1, 0, 0, 0, 0],
  frequency: [0, 0, -1, 0, 0, 0, 0],
  current: [0, 0, 0, 1, 0, 0, 0],
  temperature: [0, 0, 0, 0, 1, 0, 0],
  angle: [0, 0, 0, 0, 0, 1, 0],
  data: [0, 0, 0, 0, 0, 0, 1],
  volume: [3, 0, 0, 0, 0, 0, 0],
  force: [1, 1, -2, 0, 0, 0, 0],
  pressure: [-1, 1, -2, 0, 0, 0, 0],
  energy: [2, 1, -2, 0, 0, 0, 0],
  power: [2, 1, -3, 0, 0, 0, 0],
  voltage: [2, 1, -3, -1, 0, 0, 0],
  resistance: [2, 1, -3, -2, 0, 0, 0],
  charge: [0, 0, 1, 1, 0, 0, 0],
} as const;
export type DimensionName = keyof typeof dimensions;

interface Atom {
  factor: number;
  offset?: number;
  dimension: DimensionName;
  /** Takes k, m, µ …. */
  prefixed?: true;
}

/** Mass counts in grams here, so that `kg` is like any other prefix: forces and what follows from them carry 1000. */
const atoms: Record<string, Atom> = {
  m: { factor: 1, dimension: 'length', prefixed: true },
  g: { factor: 1, dimension: 'mass', prefixed: true },
  t: { factor: 1e6, dimension: 'mass' },
  s: { factor: 1, dimension: 'time', prefixed: true },
  min: { factor: 60, dimension: 'time' },
  h: { factor: 3600, dimension: 'time' },
  d: { factor: 86_400, dimension: 'time' },
  A: { factor: 1, dimension: 'current', prefixed: true },
  K: { factor: 1, dimension: 'temperature', prefixed: true },
  '°C': { factor: 1, offset: 273.15, dimension: 'temperature' },
  '°F': { factor: 5 / 9, offset: 459.67 * (5 / 9), dimension: 'temperature' },
  rad: { factor: 1, dimension: 'angle', prefixed: true },
  '°': { factor: Math.PI / 180, dimension: 'angle' },
  bit: { factor: 1, dimension: 'data', prefixed: true },
  B: { factor: 8, dimension: 'data', prefixed: true },
  L: { factor: 1e-3, dimension: 'volume', prefixed: true },
  l: { factor: 1e-3, dimension: 'volume', prefixed: true },
  Hz: { factor: 1, dimension: 'frequency', prefixed: true },
  rpm: { factor: 1 / 60, dimension: 'frequency' },
  r: { factor: 1, dimension: 'one' },
  N: { factor: 1e3, dimension: 'force', prefixed: true },
  Pa: { factor: 1e3, dimension: 'pressure', prefixed: true },
  bar: { factor: 1e8, dimension: 'pressure', prefixed: true },
  psi: { factor: 6_894.757_293_168 * 1e3, dimension: 'pressure' },
  atm: { factor: 101_325e3, dimension: 'pressure' },
  J: { factor: 1e3, dimension: 'energy', prefixed: true },
  Wh: { factor: 3.6e6, dimension: 'energy', prefixed: true },
  W: { factor: 1e3, dimension: 'power', prefixed: true },
  VA: { factor: 1e3, dimension: 'power', prefixed: true },
  var: { factor: 1e3, dimension: 'power', prefixed: true },
  V: { factor: 1e3, dimension: 'voltage', prefixed: true },
  Ω: { factor: 1e3, dimension: 'resistance', prefixed: true },
  Ohm: { factor: 1e3, dimension: 'resistance', prefixed: true },
  Ah: { factor: 3600, dimension: 'charge', prefixed: true },
  C: { factor: 1, dimension: 'charge', prefixed: true },
  '%': { factor: 0.01, dimension: 'one' },
  '‰': { factor: 0.001, dimension: 'one' },
  ppm: { factor: 1e-6, dimension: 'one' },
};

const prefixes: Record<string, number> = {
  n: 1e-9,
  µ: 1e-6,
  μ: 1e-6,
  u: 1e-6,
  m: 1e-3,
  c: 1e-2,
  d: 1e-1,
  h: 1e2,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
};

/** Written in Chinese; longer names first where one holds the other. */
const chinese: Record<string, string> = {
  千瓦时: 'kWh',
  摄氏度: '°C',
  毫安: 'mA',
  毫米: 'mm',
  厘米: 'cm',
  千米: 'km',
  毫秒: 'ms',
  分钟: 'min',
  小时: 'h',
  千帕: 'kPa',
  兆帕: 'MPa',
  毫巴: 'mbar',
  千克: 'kg',
  公斤: 'kg',
  毫升: 'mL',
  千瓦: 'kW',
  毫伏: 'mV',
  千赫: 'kHz',
  赫兹: 'Hz',
  字节: 'B',
  度: '°',
  转: 'r',
  米: 'm',
  秒: 's',
  分: 'min',
  时: 'h',
  天: 'd',
  帕: 'Pa',
  巴: 'bar',
  克: 'g',
  吨: 't',
  升: 'L',
  伏: 'V',
  安: 'A',
  瓦: 'W',
  欧: 'Ω',
  赫: 'Hz',
  牛: 'N',
  位: 'bit',
};

/** Full width, superscripts and Chinese names as one spelling. */
export function plainUnit(text: string): string {
  let unit = text
    .normalize('NFKC')
    .replaceAll('−', '-')
    .replaceAll(/[\s^]+/g, '')
    .replaceAll(/[×⋅*]/g, '·');
  for (const [name, symbol] of Object.entries(chinese)) unit = unit.replaceAll(name, symbol);
  return unit;
}

/** `null` for what is no unit that we know. */
export function readUnit(text: string): Unit | null {
  const written = plainUnit(text);
  const whole = Object.hasOwn(atoms, written) ? atoms[written] : undefined;
  if (whole) return { text, factor: whole.factor, offset: whole.offset ?? 0, dimension: dimensions[whole.dimension] };
  if (written === '') return null;
  let factor = 1;
  const dimension = [...plain];
  let sign = 1;
  for (const [index, part] of written.split(/([/·])/).entries()) {
    if (index % 2 === 1) {
      // Everything behind the first stroke is below it: kg/m·s is kg/(m·s).
      if (part === '/') sign = -1;
      continue;
    }
    if (part === '1') continue;
    const power = readPower(part);
    if (power === null) return null;
    const exponent = sign * power.exponent;
    factor *= power.factor ** exponent;
    for (const [place, one] of dimensions[power.dimension].entries()) dimension[place] = (dimension[place] ?? 0) + one * exponent;
  }
  return { text, factor, offset: 0, dimension };
}

/** `mm2`, `s-1`, `kWh`. */
function readPower(text: string): { factor: number; dimension: DimensionName; exponent: number } | null {
  const [, symbol = '', exponent = '1'] = /^(.*?)(-?\d)?$/.exec(text) ?? [];
  const own = Object.hasOwn(atoms, symbol) ? atoms[symbol] : undefined;
  if (own) return { factor: own.factor, dimension: own.dimension, exponent: Number(exponent) };
  const [prefix = '', rest] = [symbol[0], symbol.slice(1)];
  const atom = Object.hasOwn(atoms, rest) ? atoms[rest] : undefined;
  if (!atom?.prefixed || !Object.hasOwn(prefixes, prefix)) return null;
  return { factor: atom.factor * (prefixes[prefix] ?? 1), dimension: atom.dimension, exponent: Number(exponent) };
}

export function sameDimension(one: Unit, other: Unit): boolean {
  return one.dimension.every((exponent, place) => exponent === other.dimension[place]);
}

/** `value` in `from`, expressed in `to`; both of one dimension. */
export function convert(value: number, from: Unit, to: Unit): number {
  return (value * from.factor + from.offset - to.offset) / to.factor;
}

/** What a unit measures, where that has a name; `null` for compounds without one. */
export function dimensionName(unit: Unit): DimensionName | null {
  const names = Object.keys(dimensions) as DimensionName[];
  return names.find((name) => dimensions[name].every((exponent, place) => exponent === unit.dimension[place])) ?? null;
}
