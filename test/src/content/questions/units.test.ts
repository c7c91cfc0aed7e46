import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readQuantity } from '../../../../src/content/questions/quantities.ts';
import { convert, dimensionName, readUnit, sameDimension } from '../../../../src/content/questions/units.ts';
import type { AskedUnit } from '../../../../src/content/quiz-schema.ts';

const asked: AskedUnit = { unit: 'kPa', accepted: null, mustWrite: false };
const read = (text: string, more: Partial<AskedUnit> = {}) => readQuantity(text, { ...asked, ...more });
const value = (text: string, unit = 'kPa') => {
  const quantity = read(text, { unit });
  return quantity.read ? Number(quantity.value.toPrecision(9)) : quantity.why;
};

describe('an answer with a unit', () => {
  it('is taken in any unit of the same dimension, and reckoned in the one asked for', () => {
    expect(value('1.2 bar')).toBe(120);
    expect(value('120 kPa')).toBe(120);
    expect(value('120')).toBe(120);
    expect(value('0.12MPa')).toBe(120);
    expect(value('1200 mbar')).toBe(120);
    expect(value('120000 N/m²')).toBe(120);
    expect(value('1.5 min', 's')).toBe(90);
    expect(value('3.6 m³/h', 'L/s')).toBe(1);
    expect(value('1450 min⁻¹', '1/min')).toBe(1450);
    expect(value('1450 r/min', '1/min')).toBe(1450);
    expect(value('24.1666666667 Hz', 'rpm')).toBeCloseTo(1450, 5);
    expect(value('2 kW·h', 'kWh')).toBe(2);
    expect(value('7200 kJ', 'kWh')).toBe(2);
    expect(value('50 °C', 'K')).toBe(323.15);
    expect(value('122 °F', '°C')).toBe(50);
    expect(value('180 °', 'rad')).toBeCloseTo(Math.PI, 8);
  });

  it('may be written as people write, in Chinese too', () => {
    for (const text of ['120KPA', '１２０ｋＰａ', '120 千帕', '1,2 bar', '1。2 巴', '1.2e0 bar', '120 000 Pa', '120,000 Pa'])
      expect([text, value(text)]).toEqual([text, 120]);
    expect(value('50℃', '°C')).toBe(50);
    expect(value('2,5', 'mm')).toBe(2.5);
    expect(value('2.5 毫米', 'mm')).toBe(2.5);
    expect(value('−3', '°C')).toBe(-3);
  });

  it('in a unit of something else is told apart from an unknown one and from no number', () => {
    expect(read('12 mm')).toEqual({ read: false, why: 'unit-other', unit: 'mm' });
    expect(read('12 foo')).toEqual({ read: false, why: 'unit-unknown', unit: 'foo' });
    expect(read('twelve')).toEqual({ read: false, why: 'not-a-number' });
    expect(read('12', { mustWrite: true })).toEqual({ read: false, why: 'unit-missing' });
    expect(read('1.2 bar', { accepted: ['MPa'] })).toEqual({ read: false, why: 'unit-not-taken', unit: 'bar' });
    expect(read('0.12 MPa', { accepted: ['MPa'] })).toMatchObject({ read: true });
  });

  it('of a count may name what is counted, and no unit', () => {
    expect(read('3 entries', { unit: '' })).toEqual({ read: true, value: 3 });
    expect(read('3 个', { unit: '' })).toEqual({ read: true, value: 3 });
    expect(read('3 s', { unit: '' })).toEqual({ read: false, why: 'no-unit', unit: 's' });
  });

  it('tells mega from milli', () => {
    expect(value('1 MW', 'W')).toBe(1e6);
    expect(value('1 mW', 'W')).toBe(0.001);
  });
});

describe('units', () => {
  it('have the dimension that their parts make', () => {
    expect(dimensionName(readUnit('N/mm²')!)).toBe('pressure');
    expect(dimensionName(readUnit('V·A')!)).toBe('power');
    expect(dimensionName(readUnit('J/s')!)).toBe('power');
    expect(sameDimension(readUnit('%/mm')!, readUnit('1/m')!)).toBe(true);
    expect(readUnit('parcels')).toBeNull();
    expect(readUnit('')).toBeNull();
  });

  it('convert there and back', () => {
    const pairs = [
      ['bar', 'kPa'],
      ['°C', '°F'],
      ['m³/h', 'L/min'],
      ['kWh', 'J'],
    ] as const;
    fc.assert(
      fc.property(fc.constantFrom(...pairs), fc.double({ min: -1e6, max: 1e6, noNaN: true }), ([from, to], number) => {
        const [one, other] = [readUnit(from)!, readUnit(to)!];
        return Math.abs(convert(convert(number, one, other), other, one) - number) <= 1e-6 * Math.max(1, Math.abs(number));
      }),
    );
  });

  it('never throw, whatever is typed', () => {
    fc.assert(fc.property(fc.string(), (text) => readQuantity(text, asked) !== undefined));
  });
});
