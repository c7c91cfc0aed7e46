import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { main, start } from '../running-program.ts';
import { findings } from '../semantics/checking.ts';

/** The value of one string expression. */
function text(expression: string, type = 'STRING', declarations = ''): unknown {
  const program = start(main(`r : ${type}; ${declarations}`, `r := ${expression};`));
  expect(program.scan()).toBeNull();
  return program.get('main.r');
}

describe('the string functions of Table 34', () => {
  test.each([
    ["LEFT('ABCDE', 3)", 'ABC'],
    ["LEFT('ABCDE', 9)", 'ABCDE'],
    ["LEFT('ABCDE', -1)", ''],
    ["RIGHT('ABCDE', 3)", 'CDE'],
    ["RIGHT('ABCDE', 0)", ''],
    ["RIGHT('ABCDE', 99)", 'ABCDE'],
    ["MID('ABCDE', 2, 2)", 'BC'],
    ["MID('ABCDE', 9, 4)", 'DE'],
    ["MID('ABCDE', 1, 6)", ''],
    ["CONCAT('AB', 'CD', 'E')", 'ABCDE'],
    ["INSERT('ABC', 'XY', 2)", 'ABXYC'],
    ["INSERT('ABC', 'XY', 0)", 'XYABC'],
    ["INSERT('ABC', 'XY', 9)", 'ABCXY'],
    ["DELETE('ABXYC', 2, 3)", 'ABC'],
    ["DELETE('ABC', 0, 1)", 'ABC'],
    ["DELETE('ABC', 1, LINT#-9223372036854775808)", 'BC'],
    ["MID('ABC', 2, LINT#-9223372036854775808)", 'AB'],
    ["REPLACE('ABC', 'x', 1, LINT#-9223372036854775808)", 'xBC'],
    ["DELETE('ABC', 99, 2)", 'A'],
    ["REPLACE('ABCDE', 'X', 2, 3)", 'ABXE'],
    ["CONCAT(LEFT('ABC', 1), RIGHT(MID('UVWXYZ', 3, 2), 2))", 'AWX'],
    ["SEL(TRUE, 'no', 'yes')", 'yes'],
    ["MUX(2, 'a', 'bb', 'ccc')", 'ccc'],
    ["MAX('abc', 'abd', 'ab')", 'abd'],
    ["LIMIT('b', 'a', 'd')", 'b'],
    ["LIMIT('b', 'z', 'd')", 'd'],
    ["LIMIT('b', 'c', 'd')", 'c'],
    ["INSERT_STRING(IN1 := 'ABC', IN2 := 'XY', P := 2)", 'ABXYC'],
    ["MUX_STRING(1, 'a', CONCAT_STRING('b', CHAR#'c'))", 'bc'],
    ["LIMIT_STRING('b', 'c', 'd')", 'c'],
    ["MOVE_STRING('abc')", 'abc'],
  ])('%s is %s', (expression, expected) => {
    expect(text(expression)).toBe(expected);
  });

  test.each([
    ["LEN('ASTRING')", 7],
    ["LEN('')", 0],
    ["FIND('ABCBC', 'BC')", 2],
    ["FIND('ABC', 'D')", 0],
    ["FIND('AB', 'ABC')", 0],
    ['LEN(s)', 3],
    ['LEN_MAX(s)', 10],
    ["FIND(IN1 := s, IN2 := 'c')", 3],
    ["LEN_USTRING('é')", 1],
    ['LEN_MAX_STRING(s)', 10],
    ["FIND_STRING(s, 'c')", 3],
  ])('%s is %d', (expression, expected) => {
    expect(text(expression, 'INT', "s : STRING[10] := 'abc';")).toBe(expected);
  });

  it('give the type of integer that is wanted', () => {
    expect(text("LEN('abc')", 'ULINT')).toBe(3n);
  });
});

describe('assignment', () => {
  it('cuts what does not fit', () => {
    const program = start(
      main("long : STRING := 'abcdefgh'; short : STRING[3]; back : STRING;", 'short := long; back := short;'),
    );
    expect(program.scan()).toBeNull();
    expect(program.get('main.short')).toBe('abc');
    expect(program.get('main.back')).toBe('abc');
  });
  it('reads its own old value', () => {
    const program = start(main("s : STRING := 'ab';", "s := CONCAT(s, s); s := CONCAT('<', s, '>'); s := s;"));
    program.scan();
    expect(program.get('main.s')).toBe('<abab>');
  });
  it('builds in place only where nobody can tell', () => {
    const program = start(
      main(
        "s : STRING[6] := 'abc'; t : STRING[6]; u : STRING[6] := 'xyz'; n : INT;",
        `t := CONCAT(s, s, 'd'); s := CONCAT(s, RIGHT(s, 2)); u := CONCAT(LEFT(u, 1), u, MID(u, 1, 2)); n := LEN(s);
s := DELETE(s, 1, 1); t := REPLACE(t, t, 1, 6); s := INSERT('<>', s, LEN(s) - 3);`,
      ),
    );
    expect(program.scan()).toBeNull();
    expect(program.get('main.n')).toBe(5);
    expect(program.get('main.s')).toBe('<bcbc>');
    expect(program.get('main.t')).toBe('abcaba');
    expect(program.get('main.u')).toBe('xxyzy');
  });
  it('begins with what is put together from literals', () => {
    expect(text('s', 'STRING', "s : STRING := CONCAT('ab', '$L', 'c');")).toBe('ab\nc');
  });
  it('warns of a literal that is too long', () => {
    expect(findings("PROGRAM P VAR s : STRING[2]; END_VAR\ns := 'abc';\nEND_PROGRAM")).toEqual(['ST3075@2']);
  });
  it('leaves neighbours alone', () => {
    const program = start(main("a : STRING[3]; b : DINT := 7; c : STRING := 'abcdefgh';", 'a := c;'));
    program.scan();
    expect(program.get('main.b')).toBe(7);
  });
});

describe('comparison', () => {
  test.each([
    ["'A' < 'B'", true],
    ["'AB' < 'ABC'", true],
    ["'B' > 'ABC'", true],
    ["'a' = 'a'", true],
    ["'a' <> 'b'", true],
    ["s = 'abc'", true],
    ["'abc' = s", true],
    ["s >= 'abd'", false],
    ["GT(s, 'abb', 'aba')", true],
  ])('%s is %s', (expression, expected) => {
    expect(text(expression, 'BOOL', "s : STRING := 'abc';")).toBe(expected);
  });
});

describe('where strings go', () => {
  it('through functions, with their lengths adapted', () => {
    const program = start(
      main(
        "r, q : STRING; s : STRING[5] := 'pump'; n : INT;",
        "r := Twice(s); q := Twice(IN := Twice('x'), mark := '/'); n := LEN(Twice('ab'));",
        "FUNCTION Twice : STRING[20] VAR_INPUT IN : STRING[8]; mark : STRING[2] := '-'; END_VAR Twice := CONCAT(IN, mark, IN); END_FUNCTION",
      ),
    );
    expect(program.scan()).toBeNull();
    expect(program.get('main.r')).toBe('pump-pump');
    expect(program.get('main.q')).toBe('x-x/x-x');
    expect(program.get('main.n')).toBe(5);
  });
  it('through function blocks, in and out', () => {
    const program = start(
      main(
        'log : Logger; r : STRING;',
        "log(IN := 'a'); log(IN := 'b', all => r);",
        'FUNCTION_BLOCK Logger VAR_INPUT IN : STRING; END_VAR VAR_OUTPUT all : STRING; END_VAR all := CONCAT(all, IN); END_FUNCTION_BLOCK',
      ),
    );
    program.scan();
    expect(program.get('main.r')).toBe('ab');
    program.scan();
    expect(program.get('main.log.all')).toBe('abab');
  });
  it('into arrays and structures', () => {
    const program = start(
      main(
        "names : ARRAY [1..3] OF STRING[8] := ['a', 'b']; r : Recipe := (title := 'soup'); i : INT := 3; copy : Recipe;",
        'names[i] := CONCAT(names[1], names[2]); r.steps[2] := names[3]; copy := r;',
        'TYPE Recipe : STRUCT title : STRING; steps : ARRAY [1..2] OF STRING[4]; END_STRUCT; END_TYPE',
      ),
    );
    expect(program.scan()).toBeNull();
    expect(program.get('main.names[3]')).toBe('ab');
    expect(program.get('main.copy.title')).toBe('soup');
    expect(program.get('main.copy.steps[2]')).toBe('ab');
  });
  it('by reference', () => {
    const program = start(
      main(
        "s : STRING := 'a';",
        'Add(text := s);',
        "FUNCTION Add VAR_IN_OUT text : STRING; END_VAR text := CONCAT(text, '!'); END_FUNCTION",
      ),
    );
    program.scan();
    expect(program.get('main.s')).toBe('a!');
  });
  it('inside loops', () => {
    const program = start(
      main('s : STRING; i, n : DINT;', 'FOR i := 1 TO 5 DO s := CONCAT(s, DINT_TO_STRING(i)); n := n + LEN(s); END_FOR;'),
    );
    expect(program.scan()).toBeNull();
    expect(program.get('main.s')).toBe('12345');
    expect(program.get('main.n')).toBe(15);
  });
});

describe('characters', () => {
  it('are read and written by position, from 1', () => {
    const program = start(
      main(
        's : STRING := \'abc\'; c : CHAR; w : WSTRING := "启动"; u : WCHAR; i : INT := 2;',
        "c := s[i]; s[1] := 'X'; u := w[2];",
      ),
    );
    expect(program.scan()).toBeNull();
    expect(program.get('main.c')).toBe(98);
    expect(program.get('main.s')).toBe('Xbc');
    expect(program.get('main.u')).toBe('动'.charCodeAt(0));
  });
  it('fault behind the present length', () => {
    const program = start(main("s : STRING := 'abc'; c : CHAR; i : INT := 4;", 'c := s[i];'));
    expect(program.scan()).toMatchObject({ kind: 'position', line: 3, a: 4n, b: 3n });
  });
  it('compare with literals and become strings', () => {
    const program = start(
      main(
        "s : STRING := 'abc'; yes : BOOL; r : STRING; c : CHAR;",
        "yes := s[1] = 'a'; r := CONCAT(s[3], 'x'); c := CHAR#'$41';",
      ),
    );
    expect(program.scan()).toBeNull();
    expect(program.get('main.yes')).toBe(true);
    expect(program.get('main.r')).toBe('cx');
    expect(program.get('main.c')).toBe(0x41);
  });
});

describe('literals of Tables 6 and 7', () => {
  test.each([
    ["'a$$b'", 'a$b'],
    ["'it$'s'", "it's"],
    ["'$L$N$P$R$T'", '\n\n\f\r\t'],
    ["'$0A$c4'", '\nÄ'],
    ["STRING#'x'", 'x'],
    [`'say "hi"'`, 'say "hi"'],
  ])('%s', (literal, expected) => {
    expect(text(literal)).toBe(expected);
  });
  test.each([
    ['"$00C4$"x"', 'Ä"x'],
    ['WSTRING#"启动"', '启动'],
    ['"😀"', '😀'],
  ])('%s', (literal, expected) => {
    expect(text(literal, 'WSTRING')).toBe(expected);
  });
  it('mistakes are explained', () => {
    const found = (declaration: string, value: string) =>
      findings(`PROGRAM P VAR x : ${declaration}; END_VAR\nx := ${value};\nEND_PROGRAM`);
    expect(found('STRING', "'$q'")).toEqual(['ST3071@2']);
    expect(found('STRING', "'启动'")).toEqual(['ST3072@2']);
    expect(found('CHAR', "'ab'")).toEqual(['ST3073@2']);
    expect(found('WSTRING', "'ab'")).toEqual(['ST3074@2']);
    expect(found('STRING', '5')).toEqual(['ST3004@2']);
    expect(found('INT', "'5'")).toEqual(['ST3004@2']);
    expect(found('STRING[0]', "''")).toEqual(['ST3070@1']);
    expect(found('STRING', 'CONCAT(\'a\', "b")')).toEqual(['ST4005@2']);
  });
});

describe('WSTRING and USTRING', () => {
  test.each([
    ['CONCAT("启", "动", "!")', 'WSTRING', '启动!'],
    ['REPLACE("电机停止", "启动", 2, 3)', 'WSTRING', '电机启动'],
    ["MID(USTRING#'电机启动', 2, 3)", 'USTRING', '启动'],
    ["LEFT(USTRING#'aé启😀b', 4)", 'USTRING', 'aé启😀'],
    ["STRING_TO_WSTRING('ab')", 'WSTRING', 'ab'],
    ['WSTRING_TO_STRING("aÄ启")', 'STRING', 'aÄ?'],
    ['WSTRING_TO_USTRING("a启😀")', 'USTRING', 'a启😀'],
    ["USTRING_TO_WSTRING(USTRING#'é启😀')", 'WSTRING', 'é启😀'],
    ["TO_STRING(USTRING#'é')", 'STRING', 'é'],
    ['INT_TO_WSTRING(-12)', 'WSTRING', '-12'],
  ])('%s', (expression, type, expected) => {
    expect(text(expression, type)).toBe(expected);
  });
  test.each([
    ['LEN("启动")', 2],
    ["LEN(USTRING#'é启😀')", 3],
    ["LEN_CODE_UNIT(USTRING#'é启😀')", 9],
    ["FIND(USTRING#'电机启动', USTRING#'启')", 3],
    ['FIND("电机启动", "动")', 4],
  ])('%s is %d', (expression, expected) => {
    expect(text(expression, 'INT')).toBe(expected);
  });
  it('a USTRING is cut between characters', () => {
    expect(text("USTRING#'ab启动'", 'USTRING[6]')).toBe('ab启');
    expect(text('CONCAT(u, u)', 'USTRING[7]', "u : USTRING := 'ab启';")).toBe('ab启ab');
  });
});

describe('X_TO_STRING and STRING_TO_X', () => {
  test.each([
    ['INT_TO_STRING(-32768)', '-32768'],
    ['LINT_TO_STRING(LINT#-9223372036854775808)', '-9223372036854775808'],
    ['ULINT_TO_STRING(ULINT#18446744073709551615)', '18446744073709551615'],
    ['TO_STRING(0)', '0'],
    ['BOOL_TO_STRING(TRUE)', 'TRUE'],
    ['WORD_TO_STRING(16#A5)', '16#00A5'],
    ['TO_STRING(T#1d2h3m4s5ms6us7ns)', 'T#1d2h3m4s5ms6us7ns'],
    ['TIME_TO_STRING(T#-1500ms)', 'T#-1s500ms'],
    ['DATE_TO_STRING(D#2024-02-29)', 'D#2024-02-29'],
    ['DATE_TO_STRING(D#1678-01-01)', 'D#1678-01-01'],
    ['TOD_TO_STRING(TOD#06:07:08.009)', 'TOD#06:07:08.009'],
    ['DT_TO_STRING(DT#1969-12-31-23:59:59)', 'DT#1969-12-31-23:59:59'],
    ['LREAL_TO_STRING(0.1)', '0.1'],
    ['LREAL_TO_STRING(1.0)', '1.0'],
    ['LREAL_TO_STRING(-123456.789)', '-123456.789'],
    ['LREAL_TO_STRING(1.0E+21)', '1.0E+21'],
    ['LREAL_TO_STRING(5.0E-324)', '5.0E-324'],
    ['LREAL_TO_STRING(1.7976931348623157E+308)', '1.7976931348623157E+308'],
    ['REAL_TO_STRING(0.1)', '0.1'],
    ['REAL_TO_STRING(16777216.0)', '16777216.0'],
    ['LREAL_TO_STRING(0.00012)', '0.00012'],
    ['LREAL_TO_STRING(1.0 / zero)', 'Infinity'],
  ])('%s is %s', (expression, expected) => {
    expect(text(expression, 'STRING', 'zero : LREAL;')).toBe(expected);
  });
  test.each([
    ["STRING_TO_INT('-123')", 'INT', -123],
    ["STRING_TO_INT('  42 apples')", 'INT', 42],
    ["STRING_TO_INT('99999')", 'INT', 32767],
    ["STRING_TO_INT('-99999')", 'INT', -32768],
    ["STRING_TO_UINT('-5')", 'UINT', 0],
    ["STRING_TO_DWORD('16#FF_FF')", 'DWORD', 0xffff],
    ["STRING_TO_ULINT('18446744073709551615')", 'ULINT', 18446744073709551615n],
    ["STRING_TO_INT('none')", 'INT', 0],
    ["STRING_TO_LREAL('1.5e3')", 'LREAL', 1500],
    ["STRING_TO_LREAL('-0.1')", 'LREAL', -0.1],
    ["STRING_TO_REAL('0.1')", 'REAL', Math.fround(0.1)],
    ["STRING_TO_BOOL('TRUE')", 'BOOL', true],
    ["STRING_TO_BOOL('no')", 'BOOL', false],
    ["STRING_TO_TIME('T#1h30m0.5s')", 'TIME', 5_400_500_000_000n],
    ["STRING_TO_TIME('-5ms')", 'TIME', -5_000_000n],
    ["STRING_TO_DATE('D#1970-01-02')", 'DATE', 86_400_000_000_000n],
    ["STRING_TO_TOD('12:00:01.25')", 'TOD', 43_201_250_000_000n],
    ["STRING_TO_DT('DT#1970-01-02-00:00:01')", 'DT', 86_401_000_000_000n],
    ['WSTRING_TO_INT("77")', 'INT', 77],
    ["STRING_TO_CHAR('xyz')", 'CHAR', 0x78],
  ])('%s', (expression, type, expected) => {
    expect(text(expression, type)).toBe(expected);
  });
  it('LREALs come back from their text, in the fewest digits', () => {
    const program = start(main('x, y : LREAL; s : STRING;', 's := LREAL_TO_STRING(x); y := STRING_TO_LREAL(s);'));
    let bits = 0x9e3779b97f4a7c15n;
    const view = new DataView(new ArrayBuffer(8));
    for (let i = 0; i < 400; i++) {
      bits = BigInt.asUintN(64, bits * 6364136223846793005n + 1442695040888963407n);
      view.setBigUint64(0, bits);
      const x = view.getFloat64(0);
      if (!Number.isFinite(x) || Math.abs(x) > 1e270 || Math.abs(x) < 1e-250) continue;
      program.set('main.x', x);
      expect(program.scan()).toBeNull();
      expect(program.get('main.y'), String(x)).toBe(x);
      expect(Number(program.get('main.s')), String(x)).toBe(x);
      const digits = (text: string) =>
        text
          .replace(/e.*$/i, '')
          .replace(/[-.]/g, '')
          .replace(/^0+|0+$/g, '').length;
      expect(digits(String(program.get('main.s'))), String(x)).toBe(digits(String(x)));
    }
  });
});

describe('the functions of Table 34, for any arguments', () => {
  // A position before the first counts as the first; counts below zero as zero; results are cut to what they are assigned to.
  const reference = {
    r1: (s: string, _t: string, l: number) => s.slice(0, Math.max(0, l)),
    r2: (s: string, _t: string, l: number) => s.slice(Math.max(0, s.length - Math.max(0, l))),
    r3: (s: string, _t: string, l: number, p: number) => s.slice(Math.max(0, p - 1), Math.max(0, p - 1) + Math.max(0, l)),
    r4: (s: string, t: string) => s + t,
    r5: (s: string, t: string, _l: number, p: number) => s.slice(0, Math.max(0, p)) + t + s.slice(Math.max(0, p)),
    r6: (s: string, _t: string, l: number, p: number) =>
      s.slice(0, Math.max(0, p - 1)) + s.slice(Math.max(0, p - 1) + Math.max(0, l)),
    r7: (s: string, t: string, l: number, p: number) =>
      s.slice(0, Math.max(0, p - 1)) + t + s.slice(Math.max(0, p - 1) + Math.max(0, l)),
  };
  const body = [
    'r1 := LEFT(s, l);',
    'r2 := RIGHT(s, l);',
    'r3 := MID(s, l, p);',
    'r4 := CONCAT(s, t);',
    'r5 := INSERT(s, t, p);',
    'r6 := DELETE(s, l, p);',
    'r7 := REPLACE(s, t, l, p);',
    'f := FIND(s, t); smaller := s < t; n := LEN(s);',
  ].join('\n');
  it.each(['STRING', 'WSTRING', 'USTRING'])('%s', (type) => {
    const results = Object.keys(reference).map((name) => `${name} : ${type}[40];`);
    const program = start(main(`s, t : ${type}[30]; l, p : LINT; f, n : DINT; smaller : BOOL; ${results.join(' ')}`, body));
    const short = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'ab'), maxLength: 8 });
    const number = fc.oneof(fc.integer({ min: -3, max: 12 }), fc.constantFrom(2 ** 40, -(2 ** 40)));
    fc.assert(
      fc.property(short, short, number, number, (s, t, l, p) => {
        program.set('main.s', s);
        program.set('main.t', t);
        program.set('main.l', BigInt(l));
        program.set('main.p', BigInt(p));
        expect(program.scan()).toBeNull();
        for (const [name, compute] of Object.entries(reference))
          expect(program.get(`main.${name}`), name).toBe(compute(s, t, l, p).slice(0, 40));
        expect(program.get('main.f')).toBe(t === '' ? 0 : s.indexOf(t) + 1);
        expect(program.get('main.smaller')).toBe(s < t);
        expect(program.get('main.n')).toBe(s.length);
      }),
      { numRuns: 300, seed: 7 },
    );
  });
});

describe('what strings cost', () => {
  it('a long search runs out of fuel instead of time', () => {
    const program = start(
      main(
        'a : STRING[60000]; b : STRING[30000]; i, n : DINT;',
        "a := 'x'; FOR i := 1 TO 15 DO a := CONCAT(a, a); END_FOR; b := CONCAT(LEFT(a, 16000), 'y'); n := FIND(a, b);",
      ),
    );
    expect(program.scan(0, 0, 100_000n)).toMatchObject({ kind: 'fuel', line: 3 });
  });
});

test('what leads to a character is done once', () => {
  const program = start(
    main(
      "names : ARRAY[1..2] OF STRING[4] := ['ab', 'cd']; n : INT; c : CHAR;",
      'c := names[Next(n)][2]; names[Next(n)][1] := c;',
      'FUNCTION Next : INT VAR_IN_OUT n : INT; END_VAR n := n + 1; Next := n; END_FUNCTION',
    ),
  );
  expect(program.scan()).toBeNull();
  expect([program.get('main.n'), program.get('main.names[2]')]).toEqual([2, 'bd']);
});
