import { describe, expect, it, test } from 'vitest';
import { main, start } from '../running-program.ts';
import { findings } from '../semantics/checking.ts';

const day = 86_400_000_000_000n;
const ms = 1_000_000n;
const at = (iso: string): bigint => BigInt(Date.parse(`${iso}Z`)) * ms;

function value(expression: string, type: string, declarations = ''): unknown {
  const program = start(main(`r : ${type}; ${declarations}`, `r := ${expression};`));
  expect(program.scan()).toBeNull();
  return program.get('main.r');
}

describe('literals of Table 9', () => {
  test.each([
    ['D#2026-11-22', 'DATE', at('2026-11-22T00:00:00')],
    ['DATE#1970-01-01', 'DATE', 0n],
    ['LD#1678-01-01', 'LDATE', at('1678-01-01T00:00:00')],
    ['TOD#12:30:15.5', 'TOD', 45_015_500n * ms],
    ['TIME_OF_DAY#23:59', 'TOD', 86_340_000n * ms],
    ['LTOD#00:00:00.000_000_001', 'LTOD', 1n],
    ['DT#2026-11-22-12:30:15', 'DT', at('2026-11-22T12:30:15')],
    ['DATE_AND_TIME#2000-02-29-00:00:00', 'DT', at('2000-02-29T00:00:00')],
    ['LDT#1969-12-31-23:59:59.999_999_999', 'LDT', -1n],
  ])('%s', (literal, type, expected) => {
    expect(value(literal, type)).toBe(expected);
    const initial = start(main(`r : ${type} := ${literal};`, ''));
    expect(initial.get('main.r')).toBe(expected);
  });
  test.each(['D#2026-02-29', 'D#2026-13-01', 'D#26-01-01', 'TOD#24:00:00', 'TOD#12', 'DT#2026-01-01', 'D#1600-01-01'])(
    '%s is refused',
    (literal) => {
      expect(findings(`PROGRAM P VAR x : BOOL; END_VAR\nx := ${literal} = ${literal};\nEND_PROGRAM`)).toContain('ST1070@2');
    },
  );
  it('long names of types are the same types', () => {
    expect(
      findings('PROGRAM P VAR a : TIME_OF_DAY; b : TOD; c : DATE_AND_TIME; d : DT; END_VAR\na := b; c := d;\nEND_PROGRAM'),
    ).toEqual([]);
  });
});

describe('sums of Table 36', () => {
  test.each([
    ['D#2026-11-22 - D#2026-11-20', 'TIME', 2n * day],
    ['TOD#12:00:00 + T#1h', 'TOD', 46_800_000n * ms],
    ['TOD#23:00:00 + T#2h', 'TOD', 3_600_000n * ms],
    ['TOD#01:00:00 - T#2h', 'TOD', 82_800_000n * ms],
    ['TOD#12:00:00 - TOD#13:00:00', 'TIME', -3_600_000n * ms],
    ['DT#2026-12-31-23:00:00 + T#1h', 'DT', at('2027-01-01T00:00:00')],
    ['DT#2027-01-01-00:00:00 - T#1s', 'DT', at('2026-12-31T23:59:59')],
    ['DT#2026-01-02-00:00:00 - DT#2026-01-01-00:00:00', 'TIME', day],
    ['LDT#2026-01-02-00:00:00 - LTIME#1ns', 'LDT', at('2026-01-02T00:00:00') - 1n],
    ['ADD_DT_TIME(DT#2026-01-01-00:00:00, T#1d)', 'DT', at('2026-01-02T00:00:00')],
    ['SUB_TOD_TOD(TOD#02:00:00, TOD#01:00:00)', 'TIME', 3_600_000n * ms],
    ['ADD_TIME(T#1s, T#2s)', 'TIME', 3000n * ms],
    ['MUL_TIME(T#1s, 1.5)', 'TIME', 1500n * ms],
    ['MULTIME(T#1s, 3)', 'TIME', 3000n * ms],
    ['DIVTIME(T#10s, 4)', 'TIME', 2500n * ms],
    ['DIV_LTIME(LTIME#9ns, 2)', 'LTIME', 4n],
    ['ADD(d, T#1s)', 'DT', 1000n * ms],
  ])('%s', (expression, type, expected) => {
    expect(value(expression, type, 'd : DT;')).toBe(expected);
  });
  it('computes the same from variables', () => {
    expect(value('t + T#2h', 'TOD', 't : TOD := TOD#23:00:00;')).toBe(3_600_000n * ms);
    expect(value('a - b', 'TIME', 'a : DATE := D#2026-03-01; b : DATE := D#2026-02-28;')).toBe(day);
  });
  it('refuses what makes no sense', () => {
    const found = (expression: string) =>
      findings(`PROGRAM P VAR d : DATE; t : TIME; x : BOOL; END_VAR\nx := ${expression} = d;\nEND_PROGRAM`);
    expect(found('d + d')).toEqual(['ST3024@2']);
    expect(found('d * 2')).toEqual(['ST3024@2']);
    expect(found('t - d')).toEqual(['ST3024@2']);
  });
  it('compares', () => {
    expect(value('D#2026-11-22 > D#2026-11-21', 'BOOL')).toBe(true);
    expect(value('MAX(a, TOD#01:00:00)', 'TOD', 'a : TOD;')).toBe(3_600_000n * ms);
  });
});

describe('together and apart', () => {
  test.each([
    ['CONCAT_DATE(2024, 2, 29)', 'DATE', at('2024-02-29T00:00:00')],
    ['CONCAT_DATE(2026, m, 1)', 'DATE', at('2026-03-01T00:00:00')],
    ['CONCAT_TOD(12, 30, 15, 500)', 'TOD', 45_015_500n * ms],
    ['CONCAT_DT(2026, 11, 22, 1, 2, 3, 4)', 'DT', at('2026-11-22T01:02:03.004')],
    ['CONCAT_DATE_TOD(D#2026-11-22, TOD#01:00:00)', 'DT', at('2026-11-22T01:00:00')],
    ['CONCAT_LTOD(0, 0, 0, 1, 2, 3)', 'LTOD', 1_002_003n],
    ['DAY_OF_WEEK(D#2026-11-22)', 'INT', 0],
    ['DAY_OF_WEEK(D#1969-12-31)', 'USINT', 3],
    ['DT_TO_DATE(DT#1969-12-31-12:00:00)', 'DATE', -day],
    ['DT_TO_TOD(DT#1969-12-31-12:00:00)', 'TOD', day / 2n],
    ['DATE_AND_TIME_TO_TIME_OF_DAY(DT#2026-01-01-01:00:00)', 'TOD', 3_600_000n * ms],
    ['DT_TO_UDINT(DT#1970-01-01-00:01:00)', 'UDINT', 60],
    ['UDINT_TO_DATE(86400)', 'DATE', day],
    ['TOD_TO_DINT(TOD#00:00:01)', 'DINT', 1000],
    ['LDT_TO_LINT(LDT#1970-01-01-00:00:01)', 'LINT', 1_000_000_000n],
  ])('%s', (expression, type, expected) => {
    expect(value(expression, type, 'm : INT := 3;')).toBe(expected);
  });
  it('SPLIT_DT agrees with the calendar for centuries', () => {
    const program = start(
      main(
        'd : DT; y, mo, da : INT; h, mi, s : USINT; ms : UINT; back : DT;',
        'SPLIT_DT(IN := d, YEAR => y, MONTH => mo, DAY => da, HOUR => h, MINUTE => mi, SECOND => s, MILLISECOND => ms);\nback := CONCAT_DT(y, mo, da, h, mi, s, ms);',
      ),
    );
    for (let year = 1680; year <= 2260; year += 7)
      for (const [month, date] of [
        [1, 1],
        [2, 28],
        [3, 1],
        [12, 31],
      ] as const) {
        const moment = new Date(Date.UTC(year, month - 1, date, 13, 14, 15, 16));
        program.set('main.d', BigInt(moment.getTime()) * ms);
        expect(program.scan()).toBeNull();
        const parts = ['y', 'mo', 'da', 'h', 'mi', 's', 'ms'].map((name) => program.get(`main.${name}`));
        expect(parts).toEqual([year, month, date, 13, 14, 15, 16]);
        expect(program.get('main.back')).toBe(BigInt(moment.getTime()) * ms);
      }
  });
  it('a part that is not asked for is left out', () => {
    const program = start(main('y : INT; d : DATE := D#2026-11-22;', 'SPLIT_DATE(IN := d, YEAR => y);'));
    program.scan();
    expect(program.get('main.y')).toBe(2026);
  });
});

describe('decimal digits and byte order', () => {
  test.each([
    ['WORD_BCD_TO_UINT(16#1234)', 'UINT', 1234],
    ['BYTE_BCD_TO_USINT(16#99)', 'USINT', 99],
    ['UINT_TO_BCD_WORD(1234)', 'WORD', 0x1234],
    ['USINT_TO_BCD_BYTE(42)', 'BYTE', 0x42],
    ['BCD_TO_UINT(WORD#16#1234)', 'UINT', 1234],
    ['TO_BCD_WORD(UINT#1234)', 'WORD', 0x1234],
    ['ULINT_TO_BCD_LWORD(1234567890123456)', 'LWORD', 0x1234567890123456n],
    ['IS_VALID_BCD(WORD#16#12A4)', 'BOOL', false],
    ['IS_VALID_BCD(WORD#16#1294)', 'BOOL', true],
    ['IS_VALID(x / x)', 'BOOL', false],
    ['IS_VALID(1.0)', 'BOOL', true],
    ['TO_BIG_ENDIAN(WORD#16#1234)', 'WORD', 0x3412],
    ['FROM_BIG_ENDIAN(DINT#16#12345678)', 'DINT', 0x78563412],
    ['TO_LITTLE_ENDIAN(DWORD#16#12345678)', 'DWORD', 0x12345678],
    ['TO_BIG_ENDIAN(INT#16#00FF)', 'INT', -256],
    ['FROM_BIG_ENDIAN(TO_BIG_ENDIAN(LREAL#1.5))', 'LREAL', 1.5],
  ])('%s', (expression, type, expected) => {
    expect(value(expression, type, 'x : LREAL;')).toBe(expected);
  });
});

describe('a time of day', () => {
  test.each([
    ['CONCAT_TOD(0, 0, -1, 0)', 'TOD', day - 1000n * ms],
    ['CONCAT_TOD(25, 0, 0, 0)', 'TOD', 3_600_000n * ms],
    ['LINT_TO_LTOD(n)', 'LTOD', day - 1n],
    ['LINT_TO_LTOD(LINT#-1)', 'LTOD', day - 1n],
    ['TOD_TO_LTOD(CONCAT_TOD(23, 59, 60, m))', 'LTOD', 5n * ms],
  ])('stays within its day: %s', (expression, type, expected) => {
    expect(value(expression, type, 'n : LINT := -1; m : INT := 5;')).toBe(expected);
  });
});

describe('a text that begins with no date or time is 0', () => {
  test.each([
    ["STRING_TO_TOD('T#1h2m0.5s')", 'TOD', 0n],
    ["STRING_TO_TOD('1-2')", 'TOD', 0n],
    ["STRING_TO_TOD(' TOD#12:30')", 'TOD', 45_000_000n * ms],
    ["STRING_TO_DATE('2026/11/22')", 'DATE', 0n],
    ["STRING_TO_DT('TOD#23:59:59.5')", 'DT', 0n],
    ["STRING_TO_DT('2026-11-22')", 'DT', at('2026-11-22T00:00:00')],
    ["STRING_TO_DT('2026-11-22-08:30:00 #')", 'DT', at('2026-11-22T08:30:00')],
    ["STRING_TO_LREAL('12.5T#5s')", 'LREAL', 12.5],
    ["STRING_TO_BOOL('2#101')", 'BOOL', false],
    ["STRING_TO_BOOL('BOOL#1')", 'BOOL', true],
  ])('%s', (expression, type, expected) => {
    expect(value(expression, type)).toBe(expected);
  });
});
