/** Literals and expressions of numbers, bit strings, BOOL and durations. */
import { calendarCount } from './calendar-written.ts';
import {
  all,
  bits,
  type Integer,
  integers,
  isBits,
  isInteger,
  isReal,
  isSigned,
  type Kind,
  plain,
  reals,
  type Scope,
  texts,
  type Writing,
  widens,
  width,
} from './kinds.ts';
import { objectNumber, objectTruth } from './objects-written.ts';
import { textCount } from './texts-written.ts';

export function numericLiteral(w: Writing, kind: Kind): string {
  const c = w.c;
  if (isInteger(kind)) {
    const upper = (1n << BigInt(isSigned(kind) ? width[kind] - 1 : width[kind])) - 1n;
    const value = c.of([
      1n,
      2n,
      7n,
      100n,
      BigInt(c.below(128)),
      width[kind] === 64 ? 9007199791611905n : 11n,
      upper,
      upper - 1n,
      isSigned(kind) ? -1n : 3n,
      isSigned(kind) ? -upper - 1n : 5n,
      0n,
    ]);
    return `${kind}#${value}`;
  }
  if (isBits(kind)) return `${kind}#16#${((1n << BigInt(width[kind])) - 1n - BigInt(c.below(100))).toString(16).toUpperCase()}`;
  if (isReal(kind))
    return `${kind}#${c.of(['0.0', '1.0', '-1.5', '0.1', '1.0E10', '3.4E38', '-2.5', '1.0E-40', '16777217.0', '0.5', '1.5', '3.5', '126.5', '255.75'])}`;
  if (kind === 'LTIME') return c.of(['LTIME#0s', 'LTIME#1us', 'LTIME#-3s', 'LTIME#100d', 'LTIME#10ms']);
  if (kind === 'TIME') return c.of(['T#0s', 'T#10ms', 'T#-1s', 'T#1h', 'T#20ms', 'T#1ns']);
  return c.of(['TRUE', 'FALSE']);
}

export function numericExpression(w: Writing, scope: Scope, kind: Kind, depth: number): string {
  const c = w.c;
  const sub = (of: Kind = kind) => w.expression(scope, of, depth - 1);
  const among = w.marked ? plain : all;
  if (c.once(7))
    return c.of([`SEL(${sub('BOOL')}, ${sub()}, ${sub()})`, `MUX(${sub('INT')} MOD INT#3, ${sub()}, ${sub()}, ${sub()})`]);
  if (kind === 'BOOL') return condition(w, scope, depth);
  const narrower = widens[kind];
  if (narrower && c.once(6)) return `(${w.leaf(scope, kind)} ${isBits(kind) ? 'OR' : '+'} ${w.leaf(scope, c.of(narrower))})`;
  if (isInteger(kind)) {
    switch (c.below(w.marked ? 8 : 15)) {
      case 0:
      case 1:
      case 2:
        return `(${sub()} ${c.of(['+', '-', '*'])} ${sub()})`;
      case 3:
        return `(${sub()} ${c.of(['/', 'MOD'])} ${divisor(w, scope, kind)})`;
      case 4: {
        const from = c.of([...among.filter((one) => one !== kind && one !== 'LTIME'), ...reals, ...reals, ...reals, ...reals]);
        return `${from}_TO_${kind}(${w.expression(scope, from, depth - 1)})`;
      }
      case 5:
        return c.of([
          `ABS(${sub()})`,
          `MIN(${sub()}, ${sub()})`,
          `MAX(${sub()}, ${sub()}, ${sub()})`,
          `LIMIT(${sub()}, ${sub()}, ${sub()})`,
        ]);
      case 6:
        return isSigned(kind) ? `(-${w.leaf(scope, kind)})` : `LREAL_TRUNC_${kind}(${w.leaf(scope, 'LREAL')})`;
      case 7:
        if (scope.whole)
          return c.of([
            `a_${kind}[${w.index(scope)}]`,
            ...(kind === 'INT' ? [`m[${sub()}, 2]`, 'm[-1, v_INT]', 'r^', 'rr^^', 'rs^.p_INT', 'ra^[1]', 'alias'] : []),
          ]);
        return sub();
      case 8:
        return textCount(w, scope, depth);
      case 9:
        return calendarCount(w, scope, kind, depth);
      case 13:
        return `LREAL_TO_${kind}(${realFunction(w, scope, depth)})`;
      case 10:
        return kind === 'INT' && scope.whole ? objectNumber(w, scope, depth) : sub();
      case 11:
        return enabled(w, scope, kind, depth);
      case 12:
        return kind === 'INT' && scope.whole ? openArrayNumber(w, scope, depth) : sub();
      default:
        if (kind === 'INT' && scope.functions > 0) return w.call(scope, c.below(scope.functions), false);
        return sub();
    }
  }
  if (isBits(kind)) {
    const from = c.of([...integers, ...bits, 'BOOL', ...(w.marked ? [] : texts)] as const);
    const decimal = c.of(['USINT', 'UINT', 'UDINT', 'ULINT'] as const);
    return c.of([
      () => `(${sub()} ${c.of(['AND', 'OR', 'XOR'])} ${sub()})`,
      () => `(NOT ${w.leaf(scope, kind)})`,
      () => `${c.of(['SHL', 'SHR', 'ROL', 'ROR'])}(${sub()}, ${w.expression(scope, c.of(['INT', 'USINT', 'DINT'] as const), 1)})`,
      () => (from === kind ? sub() : `${from}_TO_${kind}(${w.expression(scope, from, depth - 1)})`),
      () => `${decimal}_TO_BCD_${kind}(${sub(decimal)})`,
      () => `TO_BIG_ENDIAN(${sub()})`,
      () => (kind === 'DWORD' ? `REAL_TO_DWORD(${sub('REAL')})` : kind === 'LWORD' ? `LREAL_TO_LWORD(${sub('LREAL')})` : sub()),
    ])();
  }
  if (isReal(kind)) {
    const from = c.of([...integers, kind === 'REAL' ? 'LREAL' : 'REAL', 'TIME', 'BOOL', ...(w.marked ? [] : texts)] as const);
    return c.of([
      () => `(${sub()} ${c.of(['+', '-', '*', '/'])} ${sub()})`,
      () => `(${sub()} ${c.of(['+', '-', '*', '/'])} ${sub()})`,
      () => `${from}_TO_${kind}(${w.expression(scope, from, depth - 1)})`,
      () => realFunction(w, scope, depth, kind),
      () => realFunction(w, scope, depth, kind),
      () => c.of([`ABS(${sub()})`, `SQRT(${sub()})`, `(-${w.leaf(scope, kind)})`]),
      () => c.of([`MIN(${sub()}, ${sub()})`, `MAX(${sub()}, ${sub()})`, `LIMIT(${sub()}, ${sub()}, ${sub()})`]),
    ])();
  }
  // TIME
  return c.of([
    () => `(${sub()} ${c.of(['+', '-'])} ${sub()})`,
    () => `(${sub()} * ${w.expression(scope, c.of(['INT', 'DINT', 'LREAL', 'REAL', 'USINT'] as const), 1)})`,
    () => `(${sub()} / ${divisor(w, scope, c.of(['INT', 'LINT'] as const))})`,
    () => {
      const from = c.of(['DINT', 'LREAL', 'UINT'] as const);
      return `${from}_TO_TIME(${w.leaf(scope, from)})`;
    },
    () => `MAX(${sub()}, ${sub()})`,
  ])();
}

/** Of Tables 28 and 29. */
function realFunction(w: Writing, scope: Scope, depth: number, kind: Kind = 'LREAL'): string {
  const { c } = w;
  const sub = () => w.expression(scope, kind, depth - 1);
  const name = c.of(['LN', 'LOG', 'EXP', 'SIN', 'COS', 'TAN', 'ASIN', 'ACOS', 'ATAN', 'ATAN2', 'EXPT', '**']);
  if (name === '**') return `(${w.leaf(scope, kind)} ** ${w.leaf(scope, c.of(['INT', kind]))})`;
  return name === 'ATAN2' || name === 'EXPT' ? `${name}(${sub()}, ${sub()})` : `${name}(${sub()})`;
}

/** EN and ENO: clause 6.6.1.5. */
function enabled(w: Writing, scope: Scope, kind: Integer, depth: number): string {
  const sub = (of: Kind = kind) => w.expression(scope, of, depth - 1);
  const eno = w.c.once(2) && scope.variables('BOOL').length > 0 ? `, ENO => ${w.c.of(scope.variables('BOOL'))}` : '';
  return w.c.of([
    () => `ADD(EN := ${sub('BOOL')}, IN1 := ${sub()}, IN2 := ${sub()}${eno})`,
    () => `MAX(EN := ${sub('BOOL')}, IN1 := ${sub()}, IN2 := ${sub()}${eno})`,
    () => `DIV(EN := ${sub('BOOL')}, IN1 := ${sub()}, IN2 := ${divisor(w, scope, kind)}${eno})`,
    () =>
      scope.functions > 0 && kind === 'INT'
        ? w
            .call(scope, w.c.below(scope.functions), false)
            .replace('(', `(EN := ${sub('BOOL')}, `)
            .replace(/\)$/, `${eno})`)
        : `SUB(EN := ${sub('BOOL')}, IN1 := ${sub()}, IN2 := ${sub()}${eno})`,
  ])();
}

/** Functions of `ARRAY [*]`: clause 6.4.4.5.3. */
function openArrayNumber(w: Writing, scope: Scope, depth: number): string {
  const row = w.c.of(['a_INT', 'b_INT', 'n.row', 'far', 'o.row', 'ra^']);
  const number = w.expression(scope, 'INT', depth - 1);
  return w.c.of([
    `DINT_TO_INT(Total(row := ${row}))`,
    `Late(x := ${w.c.of(scope.variables('INT'))}, a := ${number}, row := ${w.c.of(['a_INT', 'b_INT', 'ra^'])}, b := ${w.leaf(scope, 'INT')})`,
    `Late(x := g_INT, a := g_INT, row := a_INT, b := Raise(row := ${row}, step := ${w.c.of(['1', 'v_INT'])}))`,
    `Element(row := ${row}, place := ${number})`,
    `Raise(row := ${row}, step := ${number})`,
    `Corner(grid := ${w.c.of(['m', 'grid'])}, step := ${number})`,
    `Both(first := ${row}, second := ${w.c.of(['a_INT', 'far'])})`,
  ]);
}

/** Anything but a constant zero. */
function divisor(w: Writing, scope: Scope, kind: Integer): string {
  const names = [...scope.variables(kind), ...scope.readable(kind)];
  if (names.length > 0 && w.c.once(2)) return w.c.of(names);
  const text = `${kind}#${w.c.of(['1', '2', '3', '10', isSigned(kind) ? '-1' : '5'])}`;
  return w.marked ? `«${kind}|${text}»` : text;
}

export function condition(w: Writing, scope: Scope, depth: number): string {
  const c = w.c;
  const sub = (of: Kind) => w.expression(scope, of, depth - 1);
  const compared = c.of(
    w.marked ? ([...integers, 'REAL', 'LREAL', 'TIME', 'BYTE', 'LWORD'] as const) : ([...integers, ...all] as const),
  );
  const from = c.of([...integers, 'BYTE', 'DWORD'] as const);
  return c.of([
    () => `(${sub(compared)} ${c.of(['=', '<>', '<', '<=', '>', '>='])} ${sub(compared)})`,
    () =>
      `(${sub(compared === 'BOOL' ? 'INT' : compared)} ${c.of(['<', '<=', '>', '>='])} ${sub(compared === 'BOOL' ? 'INT' : compared)})`,
    () => (scope.whole ? objectTruth(w, scope, depth) : sub('BOOL')),
    () =>
      c.of([
        () => `IS_VALID(${sub('LREAL')})`,
        () => `IS_VALID_BCD(${sub('WORD')})`,
        () => (w.marked ? sub('BOOL') : `STRING_TO_BOOL(${sub('STRING')})`),
      ])(),
    () => `(${sub('BOOL')} ${c.of(['AND', 'OR', 'XOR', '=', 'AND_THEN', 'OR_ELSE'])} ${sub('BOOL')})`,
    () => `NOT ${w.leaf(scope, 'BOOL')}`,
    () => `${from}_TO_BOOL(${sub(from)})`,
    () =>
      scope.whole
        ? c.of([
            'v_WORD.7',
            'w_LINT.63',
            'v_INT.%X15',
            'a_BYTE[1].0',
            '(r = NULL)',
            '(r = REF(v_INT))',
            '(rs <> REF(t))',
            '(rs = REF(n.inner))',
            '(l = Green)',
            '(l <> Red)',
            '(v_DWORD.%B2 = BYTE#16#7F)',
          ])
        : sub('BOOL'),
  ])();
}
