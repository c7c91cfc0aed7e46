/** Random programs that the checker accepts: every kind of statement, over variables of every type that the reference knows. */
import { Choices } from './choices.ts';

const signed = ['SINT', 'INT', 'DINT', 'LINT'] as const;
const unsigned = ['USINT', 'UINT', 'UDINT', 'ULINT'] as const;
const integers = [...signed, ...unsigned] as const;
const bits = ['BYTE', 'WORD', 'DWORD', 'LWORD'] as const;
const reals = ['REAL', 'LREAL'] as const;
const all = [...integers, ...reals, 'BOOL', ...bits, 'TIME'] as const;
type Integer = (typeof integers)[number];
type Bits = (typeof bits)[number];
type Kind = (typeof all)[number];

const width = {
  SINT: 8,
  INT: 16,
  DINT: 32,
  LINT: 64,
  USINT: 8,
  UINT: 16,
  UDINT: 32,
  ULINT: 64,
  BYTE: 8,
  WORD: 16,
  DWORD: 32,
  LWORD: 64,
};
const isInteger = (kind: Kind): kind is Integer => (integers as readonly string[]).includes(kind);
const isBits = (kind: Kind): kind is Bits => (bits as readonly string[]).includes(kind);
const isReal = (kind: Kind): boolean => kind === 'REAL' || kind === 'LREAL';
const isSigned = (kind: Kind): boolean => (signed as readonly string[]).includes(kind);
const widens: Partial<Record<Kind, readonly Kind[]>> = {
  INT: ['SINT', 'USINT'],
  DINT: ['SINT', 'INT', 'UINT'],
  LINT: ['DINT', 'UDINT', 'SINT'],
  UINT: ['USINT'],
  UDINT: ['UINT'],
  ULINT: ['UDINT'],
  REAL: ['INT', 'USINT'],
  LREAL: ['REAL', 'DINT', 'UINT'],
  WORD: ['BYTE'],
  DWORD: ['WORD'],
  LWORD: ['DWORD', 'BYTE'],
};

const loopVariables = [
  ['i0', 'SINT'],
  ['i1', 'INT'],
  ['i2', 'DINT'],
  ['u0', 'USINT'],
  ['u1', 'UINT'],
] as const;

/** What a body may name. */
interface Scope {
  /** Scalars by kind; all may be written. */
  variables(kind: Kind): string[];
  /** Only read. */
  readable(kind: Kind): string[];
  /** Functions `F0` … below this number may be called. */
  functions: number;
  /** Names of blocks and aggregates exist. */
  whole: boolean;
}

/** What fields begin with: nothing that is alike under different rules. */
const starts = (kind: Kind): string =>
  isReal(kind)
    ? '1.5'
    : kind === 'TIME'
      ? 'T#13ms'
      : kind === 'BOOL'
        ? 'TRUE'
        : isBits(kind)
          ? '16#C7'
          : isSigned(kind)
            ? '-77'
            : '211';

const typesAndBlocks = `TYPE
  Light : (Red, Amber, Green);
  Small : INT(-9..9);
  Part : STRUCT ${all.map((kind) => `p_${kind} : ${kind} := ${starts(kind)};`).join(' ')} END_STRUCT;
  Nest : STRUCT inner : Part; row : ARRAY[1..3] OF INT; END_STRUCT;
END_TYPE
VAR_GLOBAL
  g_INT : INT := 3; g_DINT : DINT; g_LREAL : LREAL := -6.5; g_BOOL : BOOL;
END_VAR
`;

export function randomProgram(tape: readonly number[]): string {
  return new Writer(new Choices(tape)).program();
}

/** An expression of literals only, written with them, and with variables that hold the same: both must give the same. */
export function randomConstants(tape: readonly number[]): string {
  return new Writer(new Choices(tape)).constants();
}

class Writer {
  readonly #c: Choices;
  #depth = 0;
  #loops = 0;
  #guards = 0;
  #marked = false;
  readonly #counting: string[] = [];

  constructor(choices: Choices) {
    this.#c = choices;
  }

  program(): string {
    const scope: Scope = {
      variables: (kind) => [
        `v_${kind}`,
        `w_${kind}`,
        `s.p_${kind}`,
        `n.inner.p_${kind}`,
        ...(['INT', 'DINT', 'LREAL', 'BOOL'].includes(kind) ? [`g_${kind}`] : []),
        ...(kind === 'BOOL' ? ['bit', 'mark'] : kind === 'WORD' ? ['image'] : kind === 'INT' ? ['shared', 'n.row[2]'] : []),
      ],
      readable: (kind) =>
        kind === 'BOOL'
          ? ['timer.Q', 'counter.QU', 'edge.Q', 'block.o_BOOL', 'blocks[1].o_BOOL']
          : kind === 'INT'
            ? ['counter.CV', 'block.o_INT', 'blocks[2].o_INT', 'small']
            : kind === 'TIME'
              ? ['timer.ET', 'timer.PT', 'TIME()']
              : [],
      functions: 3,
      whole: true,
    };
    this.#guards = 0;
    const body = this.#body(scope, 12);
    const block = this.#block();
    const functions = [2, 1, 0].map((index) => this.#function(index)).reverse();
    const declared = all.map(
      (kind) =>
        `  v_${kind} : ${kind} := ${this.#literal(kind)}; w_${kind} : ${kind} := ${this.#literal(kind)}; a_${kind} : ARRAY[0..3] OF ${kind} := [${this.#literal(kind)}, 2(${this.#literal(kind)})];`,
    );
    return `${typesAndBlocks}${functions.join('')}${block}PROGRAM main
VAR
${declared.join('\n')}
  s, t : Part; n, o : Nest; m : ARRAY[-1..1, 2..4] OF INT; b_INT : ARRAY[0..3] OF INT; l : Light; small : Small;
  timer : TON; counter : CTUD; edge : R_TRIG; block : Block; blocks : ARRAY[1..2] OF Block; timers : ARRAY[0..1] OF TOF;
  bit AT %QX0.3 : BOOL; mark AT %MX1.0 : BOOL; image AT %QW1 : WORD; shared AT %MW2 : INT; r : REF_TO INT;
  ${this.#loopVariables()}
END_VAR
${body}END_PROGRAM
`;
  }

  constants(): string {
    const scope: Scope = { variables: () => [], readable: () => [], functions: 0, whole: false };
    const held: string[] = [];
    const results: string[] = [];
    const lines: string[] = [];
    for (let at = 0; at < 6; at++) {
      const kind = this.#c.of(all);
      this.#marked = true;
      const text = this.#expression(scope, kind, 3);
      this.#marked = false;
      results.push(`folded_${at}, computed_${at} : ${kind};`);
      lines.push(`folded_${at} := ${text.replace(/«\w+\|(.*?)»/g, '$1')};`);
      const variable = (_: string, of: string, value: string) => `c${held.push(`c${held.length} : ${of} := ${value};`) - 1}`;
      lines.push(`computed_${at} := ${text.replace(/«(\w+)\|(.*?)»/g, variable)};`);
    }
    return `PROGRAM main\nVAR\n${[...held, ...results].join('\n')}\nEND_VAR\n${lines.join('\n')}\nEND_PROGRAM\n`;
  }

  #loopVariables(): string {
    return `i0 : SINT; i1 : INT; i2 : DINT; u0 : USINT; u1 : UINT; q : ARRAY[0..9] OF INT;`;
  }

  #function(index: number): string {
    const scope: Scope = {
      variables: (kind) =>
        kind === 'INT'
          ? [`F${index}`, 'x', 'h', 'o', 'g_INT']
          : kind === 'LREAL'
            ? ['k', 'g_LREAL']
            : kind === 'BOOL'
              ? ['f']
              : kind === 'DWORD'
                ? ['d']
                : [],
      readable: (kind) => (kind === 'INT' ? ['a', 'b'] : []),
      functions: index,
      whole: false,
    };
    this.#guards = 0;
    return `FUNCTION F${index} : INT
VAR_INPUT a : INT; b : INT := ${this.#c.below(9)}; END_VAR
VAR_IN_OUT x : INT; END_VAR
VAR_OUTPUT o : INT; END_VAR
VAR h : INT := 5; k : LREAL; f : BOOL; d : DWORD; ${this.#loopVariables()} END_VAR
${this.#body(scope, 3)}END_FUNCTION
`;
  }

  #block(): string {
    const scope: Scope = {
      variables: (kind) =>
        kind === 'INT'
          ? ['o_INT', 'x', 'kept', 'fresh']
          : kind === 'BOOL'
            ? ['o_BOOL', 'before']
            : kind === 'DINT'
              ? ['sum', 'g_DINT']
              : [],
      readable: (kind) => (kind === 'INT' ? ['i_INT'] : kind === 'BOOL' ? ['i_BOOL', 'inner.Q'] : []),
      functions: 3,
      whole: false,
    };
    this.#guards = 0;
    return `FUNCTION_BLOCK Block
VAR_INPUT i_INT : INT := 2; i_BOOL : BOOL; END_VAR
VAR_OUTPUT o_INT : INT; o_BOOL : BOOL; END_VAR
VAR_IN_OUT x : INT; END_VAR
VAR kept : INT; before : BOOL; sum : DINT; inner : F_TRIG; END_VAR
VAR_TEMP fresh : INT := 4; ${this.#loopVariables()} END_VAR
inner(CLK := i_BOOL);
${this.#body(scope, 4)}END_FUNCTION_BLOCK
`;
  }

  #body(scope: Scope, most: number): string {
    const count = 1 + this.#c.below(most);
    let text = '';
    for (let at = 0; at < count; at++) text += `${this.#statement(scope)}\n`;
    return text;
  }

  #inner(scope: Scope): string {
    this.#depth++;
    const body = this.#body(scope, 3);
    this.#depth--;
    return body;
  }

  /** Kinds that the scope has variables of. */
  #kinds(scope: Scope): Kind[] {
    return all.filter((kind) => scope.variables(kind).length > 0);
  }

  #target(scope: Scope, kind: Kind): string {
    const plain = scope.variables(kind);
    if (!scope.whole || !this.#c.once(4)) return this.#c.of(plain);
    if (kind === 'INT' && this.#c.once(3))
      return this.#c.of([
        `m[${this.#index(scope)} - 1, 3]`,
        `m[0, ${this.#index(scope)} + 2]`,
        'blocks[1].i_INT',
        'n.row[v_INT]',
      ]);
    if (kind === 'BOOL') return this.#c.of(['v_BYTE.3', 'w_DWORD.%X31', 'v_INT.0', 'image.15', 'w_LINT.63']);
    if (kind === 'BYTE' && this.#c.once(2)) return this.#c.of(['v_WORD.%B1', 'w_LWORD.%B7']);
    return `a_${kind}[${this.#index(scope)}]`;
  }

  #index(scope: Scope): string {
    return this.#c.of([
      '0',
      '1',
      '3',
      this.#c.of(scope.variables('INT')),
      `ABS(${this.#c.of(scope.variables('INT'))} MOD 4)`,
      'i1',
      'u0',
      `${this.#expression(scope, 'INT', 2)}`,
    ]);
  }

  #statement(scope: Scope): string {
    const c = this.#c;
    if (c.ended) return ';';
    const simple = this.#depth > 2 || c.below(5) < 3;
    if (simple) return this.#simple(scope);
    switch (c.below(6)) {
      case 0:
        return `IF ${this.#expression(scope, 'BOOL', 2)} THEN\n${this.#inner(scope)}${c.once(2) ? `ELSIF ${this.#expression(scope, 'BOOL', 1)} THEN\n${this.#inner(scope)}` : ''}ELSE\n${this.#inner(scope)}END_IF;`;
      case 1: {
        const kind = c.of(this.#kinds(scope).filter((one) => isInteger(one)));
        return `CASE ${this.#expression(scope, kind, 1)} OF\n0:\n${this.#inner(scope)}1, 3..5:\n${this.#inner(scope)}${isSigned(kind) ? `-7..-2:\n${this.#inner(scope)}` : ''}100:\n${this.#inner(scope)}ELSE\n${this.#inner(scope)}END_CASE;`;
      }
      case 2:
      case 3:
        return this.#for(scope);
      case 4: {
        if (this.#guards >= 10) return ';';
        const guard = `q[${this.#guards++}]`;
        this.#loops++;
        const body = this.#inner(scope);
        this.#loops--;
        return `${guard} := 0;\nWHILE ${guard} < ${1 + c.below(6)} AND ${this.#expression(scope, 'BOOL', 1)} DO\n${guard} := ${guard} + 1;\n${body}END_WHILE;`;
      }
      default: {
        if (this.#guards >= 10) return ';';
        const guard = `q[${this.#guards++}]`;
        this.#loops++;
        const body = this.#inner(scope);
        this.#loops--;
        return `${guard} := 0;\nREPEAT\n${guard} := ${guard} + 1;\n${body}UNTIL ${guard} >= ${1 + c.below(6)} OR ${this.#expression(scope, 'BOOL', 1)} END_REPEAT;`;
      }
    }
  }

  #for(scope: Scope): string {
    const c = this.#c;
    const free = loopVariables.filter(([name]) => !this.#counting.includes(name));
    if (free.length === 0) return ';';
    const [variable, kind] = c.of(free);
    const up = c.of([1, 1, 2, 3, 7]);
    const limit = 2 ** (isSigned(kind) ? width[kind] - 1 : width[kind]);
    const start = c.of([0, 1, limit - 1 - c.below(8), isSigned(kind) ? -c.below(5) : c.below(5)]);
    const length = c.below(7);
    const range = c.of([
      `${start} TO ${Math.min(start + length, limit - 1)} BY ${up}`,
      ...(isSigned(kind)
        ? [`${Math.min(start + length, limit - 1)} TO ${start} BY -${up}`, `${-limit + c.below(4)} TO ${-limit} BY -1`]
        : [`0 TO ${length}`]),
      `${kind}#0 TO ${kind === 'INT' || kind === 'SINT' ? `${this.#leaf(scope, kind)} MOD ${kind}#7` : `${kind}#5`} BY ${kind}#${up}`,
    ]);
    this.#loops++;
    this.#counting.push(variable);
    const body = this.#inner(scope);
    this.#counting.pop();
    this.#loops--;
    return `FOR ${variable} := ${range} DO\n${body}END_FOR;`;
  }

  #simple(scope: Scope): string {
    const c = this.#c;
    const kind = c.of(this.#kinds(scope));
    const assign = () => `${this.#target(scope, kind)} := ${this.#expression(scope, kind, 3)};`;
    if (this.#loops > 0 && this.#depth > 0 && c.once(9))
      return `IF ${this.#expression(scope, 'BOOL', 1)} THEN ${c.of(['EXIT', 'CONTINUE'])}; END_IF;`;
    if (c.once(40)) return `IF ${this.#expression(scope, 'BOOL', 1)} THEN RETURN; END_IF;`;
    if (scope.functions > 0 && c.once(8)) {
      const target = c.of(scope.variables('INT'));
      return `${target} := ${this.#call(scope, c.below(scope.functions), true)};`;
    }
    if (!scope.whole || c.below(3) > 0) return assign();
    switch (c.below(12)) {
      case 0:
        return `timer(IN := ${this.#expression(scope, 'BOOL', 1)}, PT := ${this.#expression(scope, 'TIME', 1)}, Q => ${this.#target(scope, 'BOOL')});`;
      case 1:
        return `counter(CU := ${this.#expression(scope, 'BOOL', 1)}, CD := ${this.#expression(scope, 'BOOL', 1)}, R := ${this.#expression(scope, 'BOOL', 0)}, PV := ${this.#expression(scope, 'INT', 1)}, CV => ${this.#target(scope, 'INT')});`;
      case 2:
        return `edge(CLK := ${this.#expression(scope, 'BOOL', 1)});`;
      case 3:
        return `block(i_INT := ${this.#expression(scope, 'INT', 1)}, i_BOOL := ${this.#expression(scope, 'BOOL', 1)}, x := ${this.#c.of(scope.variables('INT'))}, o_INT => ${this.#target(scope, 'INT')});`;
      case 4:
        return `blocks[${this.#c.of(['1', '2', 'v_INT', 'i1'])}](i_BOOL := ${this.#expression(scope, 'BOOL', 1)}, x := ${this.#c.of(['v_INT', 'a_INT[2]', 's.p_INT', 'shared', `a_INT[${this.#index(scope)}]`])});`;
      case 5:
        return c.of([
          's := t;',
          't := s;',
          'n := o;',
          'o.inner := s;',
          'a_INT := b_INT;',
          'b_INT := a_INT;',
          'n.row := o.row;',
          's := n.inner;',
        ]);
      case 6:
        return `timers[${this.#c.of(['0', '1', 'v_INT'])}](IN := ${this.#expression(scope, 'BOOL', 1)}, PT := T#15ms);`;
      case 7:
        return `small := ${this.#expression(scope, 'INT', 1)};`;
      case 8:
        return `l := ${c.of(['Red', 'Light#Green', 'SEL(v_BOOL, l, Amber)'])};`;
      case 9:
        return c.of(['r := REF(v_INT);', 'r := REF(a_INT[1]);', 'r := REF(n.row[3]);', 'r := REF(g_INT);', 'r := NULL;']);
      case 10:
        return `r^ := ${this.#expression(scope, 'INT', 1)};`;
      default:
        return assign();
    }
  }

  #call(scope: Scope, index: number, outputs: boolean): string {
    const x = this.#c.of(scope.variables('INT'));
    const given = this.#c.once(2) ? `, b := ${this.#expression(scope, 'INT', 1)}` : '';
    const out = outputs && this.#c.once(2) ? `, o => ${this.#c.of(scope.variables('INT'))}` : '';
    return `F${index}(a := ${this.#expression(scope, 'INT', 1)}${given}, x := ${x}${out})`;
  }

  #leaf(scope: Scope, kind: Kind): string {
    const names = [...scope.variables(kind), ...scope.readable(kind)];
    if (names.length === 0 || this.#c.once(3)) return this.#literal(kind);
    return this.#c.of(names);
  }

  #literal(kind: Kind): string {
    const text = this.#value(kind);
    return this.#marked ? `«${kind}|${text}»` : text;
  }

  #value(kind: Kind): string {
    const c = this.#c;
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
    if (kind === 'TIME') return c.of(['T#0s', 'T#10ms', 'T#-1s', 'T#1h', 'T#20ms', 'T#1ns']);
    return c.of(['TRUE', 'FALSE']);
  }

  #expression(scope: Scope, kind: Kind, depth: number): string {
    const c = this.#c;
    if (depth <= 0 || c.ended || c.once(4)) return this.#leaf(scope, kind);
    const sub = (of: Kind = kind) => this.#expression(scope, of, depth - 1);
    if (c.once(7))
      return c.of([`SEL(${sub('BOOL')}, ${sub()}, ${sub()})`, `MUX(${sub('INT')} MOD INT#3, ${sub()}, ${sub()}, ${sub()})`]);
    if (kind === 'BOOL') return this.#condition(scope, depth);
    const narrower = widens[kind];
    if (narrower && c.once(6))
      return `(${this.#leaf(scope, kind)} ${isBits(kind) ? 'OR' : '+'} ${this.#leaf(scope, c.of(narrower))})`;
    if (isInteger(kind)) {
      switch (c.below(9)) {
        case 0:
        case 1:
        case 2:
          return `(${sub()} ${c.of(['+', '-', '*'])} ${sub()})`;
        case 3:
          return `(${sub()} ${c.of(['/', 'MOD'])} ${this.#divisor(scope, kind)})`;
        case 4: {
          const from = c.of([...all.filter((one) => one !== kind), ...reals, ...reals, ...reals, ...reals]);
          return `${from}_TO_${kind}(${this.#expression(scope, from, depth - 1)})`;
        }
        case 5:
          return c.of([
            `ABS(${sub()})`,
            `MIN(${sub()}, ${sub()})`,
            `MAX(${sub()}, ${sub()}, ${sub()})`,
            `LIMIT(${sub()}, ${sub()}, ${sub()})`,
          ]);
        case 6:
          return isSigned(kind) ? `(-${this.#leaf(scope, kind)})` : `LREAL_TRUNC_${kind}(${this.#leaf(scope, 'LREAL')})`;
        case 7:
          if (scope.whole)
            return c.of([
              `a_${kind}[${this.#index(scope)}]`,
              ...(kind === 'INT' ? [`m[${sub()}, 2]`, 'm[-1, v_INT]', 'r^'] : []),
            ]);
          return sub();
        default:
          if (kind === 'INT' && scope.functions > 0) return this.#call(scope, c.below(scope.functions), false);
          return sub();
      }
    }
    if (isBits(kind)) {
      const from = c.of([...integers, ...bits, 'BOOL'] as const);
      return c.of([
        () => `(${sub()} ${c.of(['AND', 'OR', 'XOR'])} ${sub()})`,
        () => `(NOT ${this.#leaf(scope, kind)})`,
        () =>
          `${c.of(['SHL', 'SHR', 'ROL', 'ROR'])}(${sub()}, ${this.#expression(scope, c.of(['INT', 'USINT', 'DINT'] as const), 1)})`,
        () => (from === kind ? sub() : `${from}_TO_${kind}(${this.#expression(scope, from, depth - 1)})`),
        () => (kind === 'DWORD' ? `REAL_TO_DWORD(${sub('REAL')})` : kind === 'LWORD' ? `LREAL_TO_LWORD(${sub('LREAL')})` : sub()),
      ])();
    }
    if (isReal(kind)) {
      const from = c.of([...integers, kind === 'REAL' ? 'LREAL' : 'REAL', 'TIME', 'BOOL'] as const);
      return c.of([
        () => `(${sub()} ${c.of(['+', '-', '*', '/'])} ${sub()})`,
        () => `(${sub()} ${c.of(['+', '-', '*', '/'])} ${sub()})`,
        () => `${from}_TO_${kind}(${this.#expression(scope, from, depth - 1)})`,
        () => c.of([`ABS(${sub()})`, `SQRT(${sub()})`, `(-${this.#leaf(scope, kind)})`]),
        () => c.of([`MIN(${sub()}, ${sub()})`, `MAX(${sub()}, ${sub()})`, `LIMIT(${sub()}, ${sub()}, ${sub()})`]),
      ])();
    }
    // TIME
    return c.of([
      () => `(${sub()} ${c.of(['+', '-'])} ${sub()})`,
      () => `(${sub()} * ${this.#expression(scope, c.of(['INT', 'DINT', 'LREAL', 'REAL', 'USINT'] as const), 1)})`,
      () => `(${sub()} / ${this.#divisor(scope, c.of(['INT', 'LINT'] as const))})`,
      () => {
        const from = c.of(['DINT', 'LREAL', 'UINT'] as const);
        return `${from}_TO_TIME(${this.#leaf(scope, from)})`;
      },
      () => `MAX(${sub()}, ${sub()})`,
    ])();
  }

  /** Anything but a constant zero. */
  #divisor(scope: Scope, kind: Integer): string {
    const names = [...scope.variables(kind), ...scope.readable(kind)];
    if (names.length > 0 && this.#c.once(2)) return this.#c.of(names);
    const text = `${kind}#${this.#c.of(['1', '2', '3', '10', isSigned(kind) ? '-1' : '5'])}`;
    return this.#marked ? `«${kind}|${text}»` : text;
  }

  #condition(scope: Scope, depth: number): string {
    const c = this.#c;
    const sub = (of: Kind) => this.#expression(scope, of, depth - 1);
    const compared = c.of([...integers, ...integers, 'REAL', 'LREAL', 'TIME', 'BYTE', 'LWORD'] as const);
    const from = c.of([...integers, 'BYTE', 'DWORD'] as const);
    return c.of([
      () => `(${sub(compared)} ${c.of(['=', '<>', '<', '<=', '>', '>='])} ${sub(compared)})`,
      () => `(${sub(compared)} ${c.of(['<', '<=', '>', '>='])} ${sub(compared)})`,
      () => `(${sub('BOOL')} ${c.of(['AND', 'OR', 'XOR', '=', 'AND_THEN', 'OR_ELSE'])} ${sub('BOOL')})`,
      () => `NOT ${this.#leaf(scope, 'BOOL')}`,
      () => `${from}_TO_BOOL(${sub(from)})`,
      () =>
        scope.whole
          ? c.of([
              'v_WORD.7',
              'w_LINT.63',
              'v_INT.%X15',
              'a_BYTE[1].0',
              'r = NULL',
              'l = Green',
              'l <> Red',
              'v_DWORD.%B2 = BYTE#16#7F',
            ])
          : sub('BOOL'),
    ])();
  }
}
