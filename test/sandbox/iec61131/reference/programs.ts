/** Random programs that the checker accepts: every kind of statement, over variables of every type that the reference knows. */
import { calendarDuration, calendarExpression, calendarLiteral, splitStatement } from './calendar-written.ts';
import { chartDeclarations, chartStatement, chartVariables } from './charts-written.ts';
import { Choices } from './choices.ts';
import {
  all,
  declared,
  declaredLoops,
  isBits,
  isCalendar,
  isCharacter,
  isInteger,
  isReal,
  isSigned,
  isText,
  type Kind,
  loopVariables,
  plain,
  type Scope,
  type Writing,
  width,
} from './kinds.ts';
import { numericExpression, numericLiteral } from './numbers.ts';
import { objectDeclarations, objectStart, objectStatement, objectVariables } from './objects-written.ts';
import { characterExpression, textExpression, textLiteral } from './texts-written.ts';

/** What fields begin with: nothing that is alike under different rules. */
const starts = (kind: Kind): string | null =>
  isCalendar(kind)
    ? null
    : isText(kind)
      ? kind === 'WSTRING'
        ? '"part"'
        : "'part'"
      : isCharacter(kind)
        ? kind === 'WCHAR'
          ? '"p"'
          : "'p'"
        : kind === 'LTIME'
          ? 'LTIME#3us'
          : isReal(kind)
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
  Part : STRUCT ${all.map((kind) => `p_${kind} : ${declared(kind, 7)}${starts(kind) === null ? '' : ` := ${starts(kind)}`};`).join(' ')} END_STRUCT;
  Nest : STRUCT inner : Part; row : ARRAY[1..3] OF INT; END_STRUCT;
END_TYPE
VAR_GLOBAL
  g_INT : INT := 3; g_DINT : DINT; g_LREAL : LREAL := -6.5; g_BOOL : BOOL; g_STRING : STRING[12] := 'global';
END_VAR
FUNCTION Joined : STRING[20]
VAR_INPUT a : STRING[9]; b : STRING; k : INT; END_VAR
IF k > 3 THEN Joined := CONCAT(a, '/', b); ELSE Joined := INSERT(b, a, k); END_IF;
END_FUNCTION
FUNCTION Marked : STRING[12]
VAR_INPUT a : STRING[12]; END_VAR
VAR_IN_OUT x : STRING[12]; END_VAR
VAR_OUTPUT before : STRING[12]; END_VAR
before := x; x := CONCAT(a, x); Marked := CONCAT(LEFT(x, 3), '!', before); g_STRING := x;
END_FUNCTION
FUNCTION Late : INT
VAR_IN_OUT x : INT; END_VAR
VAR_INPUT a : INT; row : ARRAY[0..3] OF INT; b : INT := 3; END_VAR
x := x + a; Late := x - row[1] + b;
END_FUNCTION
FUNCTION Changed : Part
VAR_INPUT part : Part; step : INT; END_VAR
Changed := part; Changed.p_INT := part.p_INT + step; Changed.p_WSTRING := WSTRING#"neu";
END_FUNCTION
FUNCTION Total : DINT
VAR_INPUT row : ARRAY[*] OF INT; END_VAR
VAR k : DINT; END_VAR
FOR k := LOWER_BOUND(row, 1) TO UPPER_BOUND(row, 1) DO Total := Total + row[k] * k; END_FOR;
END_FUNCTION
FUNCTION Element : INT
VAR_IN_OUT row : ARRAY[*] OF INT; END_VAR
VAR_INPUT place : INT; END_VAR
row[LOWER_BOUND(row, 1)] := place; Element := row[place];
END_FUNCTION
FUNCTION Raise : INT
VAR_IN_OUT row : ARRAY[*] OF INT; END_VAR
VAR_INPUT step : INT; END_VAR
VAR k : DINT; END_VAR
FOR k := UPPER_BOUND(row, 1) TO LOWER_BOUND(row, 1) BY -1 DO row[k] := row[k] + step; Raise := Raise + row[k]; END_FOR;
Raise := Raise + DINT_TO_INT(Total(row := row));
END_FUNCTION
FUNCTION Corner : INT
VAR_IN_OUT grid : ARRAY[*, *] OF INT; END_VAR
VAR_INPUT step : INT; END_VAR
VAR k : DINT; m : DINT; END_VAR
FOR k := LOWER_BOUND(grid, 1) TO UPPER_BOUND(grid, 1) DO
FOR m := LOWER_BOUND(grid, 2) TO UPPER_BOUND(grid, 2) DO grid[k, m] := grid[k, m] + step; Corner := Corner + grid[k, m]; END_FOR;
END_FOR;
Corner := grid[UPPER_BOUND(grid, 1), LOWER_BOUND(grid, 2)] - Corner + grid[step MOD 3, 3];
END_FUNCTION
FUNCTION Both : INT
VAR_IN_OUT first : ARRAY[*] OF INT; second : ARRAY[*] OF INT; END_VAR
Both := Raise(row := first, step := second[UPPER_BOUND(second, 1)]) - Element(row := second, place := 0);
END_FUNCTION
`;

export function randomProgram(tape: readonly number[]): string {
  return new Writer(new Choices(tape)).program();
}

/** An expression of literals only, written with them, and with variables that hold the same: both must give the same. */
export function randomConstants(tape: readonly number[]): string {
  return new Writer(new Choices(tape)).constants();
}

class Writer implements Writing {
  readonly c: Choices;
  #depth = 0;
  #loops = 0;
  #guards = 0;
  marked = false;
  readonly #counting: string[] = [];

  constructor(choices: Choices) {
    this.c = choices;
  }

  program(): string {
    const scope: Scope = {
      variables: (kind) => [
        `v_${kind}`,
        `w_${kind}`,
        `s.p_${kind}`,
        `n.inner.p_${kind}`,
        ...(['INT', 'DINT', 'LREAL', 'BOOL', 'STRING'].includes(kind) ? [`g_${kind}`] : []),
        ...(kind === 'BOOL'
          ? ['bit', 'mark']
          : kind === 'WORD'
            ? ['image']
            : kind === 'INT'
              ? ['shared', 'n.row[2]', 'rs^.p_INT']
              : kind === 'STRING'
                ? ['rs^.p_STRING', 'keeper.title']
                : []),
      ],
      readable: (kind) =>
        kind === 'BOOL'
          ? ['timer.Q', 'counter.QU', 'edge.Q', 'block.o_BOOL', 'blocks[1].o_BOOL']
          : kind === 'INT'
            ? ['counter.CV', 'block.o_INT', 'blocks[2].o_INT', 'small', 'base.y', 'other.mine', 'keeper.out.p_INT']
            : kind === 'TIME'
              ? ['timer.ET', 'timer.PT', 'TIME()']
              : [],
      functions: 3,
      whole: true,
    };
    const body = this.pou(scope, 12);
    const block = this.#block();
    const objects = objectDeclarations(this);
    const charts = chartDeclarations(this);
    const functions = [2, 1, 0].map((index) => this.#function(index)).reverse();
    const variables = all.map(
      (kind) =>
        `  v_${kind} : ${declared(kind, 12)} := ${this.#literal(kind)}; w_${kind} : ${declared(kind, 30)} := ${this.#literal(kind)}; a_${kind} : ARRAY[0..3] OF ${declared(kind, 12)} := [${this.#literal(kind)}, 2(${this.#literal(kind)})];`,
    );
    return `${typesAndBlocks}${functions.join('')}${block}${objects}${charts}PROGRAM main
VAR
${variables.join('\n')}
  s, t : Part; n, o : Nest; m : ARRAY[-1..1, 2..4] OF INT; b_INT : ARRAY[0..3] OF INT; l : Light; small : Small;
  timer : TON; counter : CTUD; edge : R_TRIG; block : Block; blocks : ARRAY[1..2] OF Block; timers : ARRAY[0..1] OF TOF;
  bit AT %QX0.3 : BOOL; mark AT %MX1.0 : BOOL; image AT %QW1 : WORD; shared AT %MW2 : INT; r : REF_TO INT;
  far : ARRAY[-3..2] OF INT := [6(2)]; rr : REF_TO REF_TO INT := REF(r); rs : REF_TO Part := REF(s); ra : REF_TO ARRAY[0..3] OF INT := REF(b_INT);
  alias : REFERENCE TO INT; grid : ARRAY[0..2, 1..3] OF INT;
${objectVariables}${chartVariables}  ${declaredLoops}
END_VAR
${objectStart}alias REF= g_INT;
${body}END_PROGRAM
`;
  }

  constants(): string {
    const scope: Scope = { variables: () => [], readable: () => [], functions: 0, whole: false };
    const held: string[] = [];
    const results: string[] = [];
    const lines: string[] = [];
    for (let at = 0; at < 6; at++) {
      const kind = this.c.of(plain);
      this.marked = true;
      const text = this.expression(scope, kind, 3);
      this.marked = false;
      results.push(`folded_${at}, computed_${at} : ${kind};`);
      lines.push(`folded_${at} := ${text.replace(/«\w+\|(.*?)»/g, '$1')};`);
      const variable = (_: string, of: string, value: string) => `c${held.push(`c${held.length} : ${of} := ${value};`) - 1}`;
      lines.push(`computed_${at} := ${text.replace(/«(\w+)\|(.*?)»/g, variable)};`);
    }
    return `PROGRAM main\nVAR\n${[...held, ...results].join('\n')}\nEND_VAR\n${lines.join('\n')}\nEND_PROGRAM\n`;
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
    return `FUNCTION F${index} : INT
VAR_INPUT a : INT; b : INT := ${this.c.below(9)}; END_VAR
VAR_IN_OUT x : INT; END_VAR
VAR_OUTPUT o : INT; END_VAR
VAR h : INT := 5; k : LREAL; f : BOOL; d : DWORD; ${declaredLoops} END_VAR
${this.pou(scope, 3)}END_FUNCTION
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
    return `FUNCTION_BLOCK Block
VAR_INPUT i_INT : INT := 2; i_BOOL : BOOL; END_VAR
VAR_OUTPUT o_INT : INT; o_BOOL : BOOL; END_VAR
VAR_IN_OUT x : INT; END_VAR
VAR kept : INT; before : BOOL; sum : DINT; inner : F_TRIG; END_VAR
VAR_TEMP fresh : INT := 4; ${declaredLoops} END_VAR
inner(CLK := i_BOOL);
${this.pou(scope, 4)}END_FUNCTION_BLOCK
`;
  }

  pou(scope: Scope, most: number): string {
    this.#guards = 0;
    return this.#body(scope, most);
  }

  #body(scope: Scope, most: number): string {
    const count = 1 + this.c.below(most);
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

  target(scope: Scope, kind: Kind): string {
    const plain = scope.variables(kind);
    if (!scope.whole || !this.c.once(4)) return this.c.of(plain);
    if (kind === 'INT' && this.c.once(3))
      return this.c.of([`m[${this.index(scope)} - 1, 3]`, `m[0, ${this.index(scope)} + 2]`, 'blocks[1].i_INT', 'n.row[v_INT]']);
    if (kind === 'BOOL') return this.c.of(['v_BYTE.3', 'w_DWORD.%X31', 'v_INT.0', 'image.15', 'w_LINT.63']);
    if (kind === 'CHAR') return `v_STRING[${this.c.of(['1', '2', 'LEN(v_STRING)', `(${this.index(scope)})`])}]`;
    if (kind === 'WCHAR') return `w_WSTRING[${this.c.of(['1', this.index(scope)])}]`;
    if (kind === 'WORD') return this.c.of(['v_DWORD.%W1', 'w_LWORD.%W3', 'image']);
    if (kind === 'DWORD') return 'w_LWORD.%D1';
    if (kind === 'BYTE' && this.c.once(2)) return this.c.of(['v_WORD.%B1', 'w_LWORD.%B7']);
    return `a_${kind}[${this.index(scope)}]`;
  }

  index(scope: Scope): string {
    return this.c.of([
      '0',
      '1',
      '3',
      this.c.of(scope.variables('INT')),
      `ABS(${this.c.of(scope.variables('INT'))} MOD 4)`,
      'i1',
      'u0',
      `${this.expression(scope, 'INT', 2)}`,
    ]);
  }

  #statement(scope: Scope): string {
    const c = this.c;
    if (c.ended) return ';';
    const simple = this.#depth > 2 || c.below(5) < 3;
    if (simple) return this.#simple(scope);
    switch (c.below(6)) {
      case 0:
        return `IF ${this.expression(scope, 'BOOL', 2)} THEN\n${this.#inner(scope)}${c.once(2) ? `ELSIF ${this.expression(scope, 'BOOL', 1)} THEN\n${this.#inner(scope)}` : ''}ELSE\n${this.#inner(scope)}END_IF;`;
      case 1: {
        const kind = c.of(this.#kinds(scope).filter((one) => isInteger(one)));
        return `CASE ${this.expression(scope, kind, 1)} OF\n0:\n${this.#inner(scope)}1, 3..5:\n${this.#inner(scope)}${isSigned(kind) ? `-7..-2:\n${this.#inner(scope)}` : ''}100:\n${this.#inner(scope)}ELSE\n${this.#inner(scope)}END_CASE;`;
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
        return `${guard} := 0;\nWHILE ${guard} < ${1 + c.below(6)} AND ${this.expression(scope, 'BOOL', 1)} DO\n${guard} := ${guard} + 1;\n${body}END_WHILE;`;
      }
      default: {
        if (this.#guards >= 10) return ';';
        const guard = `q[${this.#guards++}]`;
        this.#loops++;
        const body = this.#inner(scope);
        this.#loops--;
        return `${guard} := 0;\nREPEAT\n${guard} := ${guard} + 1;\n${body}UNTIL ${guard} >= ${1 + c.below(6)} OR ${this.expression(scope, 'BOOL', 1)} END_REPEAT;`;
      }
    }
  }

  #for(scope: Scope): string {
    const c = this.c;
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
      `${kind}#0 TO ${kind === 'INT' || kind === 'SINT' ? `${this.leaf(scope, kind)} MOD ${kind}#7` : `${kind}#5`} BY ${kind}#${up}`,
    ]);
    this.#loops++;
    this.#counting.push(variable);
    const body = this.#inner(scope);
    this.#counting.pop();
    this.#loops--;
    return `FOR ${variable} := ${range} DO\n${body}END_FOR;`;
  }

  #simple(scope: Scope): string {
    const c = this.c;
    const kind = c.of(this.#kinds(scope));
    const assign = () => `${this.target(scope, kind)} := ${this.expression(scope, kind, 3)};`;
    if (this.#loops > 0 && this.#depth > 0 && c.once(9))
      return `IF ${this.expression(scope, 'BOOL', 1)} THEN ${c.of(['EXIT', 'CONTINUE'])}; END_IF;`;
    if (c.once(40)) return `IF ${this.expression(scope, 'BOOL', 1)} THEN RETURN; END_IF;`;
    if (scope.functions > 0 && c.once(8)) {
      const target = c.of(scope.variables('INT'));
      return `${target} := ${this.call(scope, c.below(scope.functions), true)};`;
    }
    if (!scope.whole || c.below(3) > 0) return assign();
    switch (c.below(29)) {
      case 0:
        return `timer(IN := ${this.expression(scope, 'BOOL', 1)}, PT := ${this.expression(scope, 'TIME', 1)}, Q => ${this.target(scope, 'BOOL')});`;
      case 1:
        return `counter(CU := ${this.expression(scope, 'BOOL', 1)}, CD := ${this.expression(scope, 'BOOL', 1)}, R := ${this.expression(scope, 'BOOL', 0)}, PV := ${this.expression(scope, 'INT', 1)}, CV => ${this.target(scope, 'INT')});`;
      case 2:
        return `edge(CLK := ${this.expression(scope, 'BOOL', 1)});`;
      case 3:
        return `block(i_INT := ${this.expression(scope, 'INT', 1)}, i_BOOL := ${this.expression(scope, 'BOOL', 1)}, x := ${this.c.of(scope.variables('INT'))}, o_INT => ${this.target(scope, 'INT')});`;
      case 4:
        return `blocks[${this.c.of(['1', '2', 'v_INT', 'i1'])}](i_BOOL := ${this.expression(scope, 'BOOL', 1)}, x := ${this.c.of(['v_INT', 'a_INT[2]', 's.p_INT', 'shared', `a_INT[${this.index(scope)}]`])});`;
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
        return `timers[${this.c.of(['0', '1', 'v_INT'])}](IN := ${this.expression(scope, 'BOOL', 1)}, PT := T#15ms);`;
      case 7:
        return `small := ${this.expression(scope, 'INT', 1)};`;
      case 8:
        return `l := ${c.of(['Red', 'Light#Green', 'SEL(v_BOOL, l, Amber)'])};`;
      case 9:
        return c.of(['r := REF(v_INT);', 'r := REF(a_INT[1]);', 'r := REF(n.row[3]);', 'r := REF(g_INT);', 'r := NULL;']);
      case 10:
        return `${c.of(['r^', 'rr^^', 'alias', 'rs^.p_INT', 'ra^[v_INT]'])} := ${this.expression(scope, 'INT', 1)};`;
      case 11:
        return c.of([
          'rs := REF(t);',
          'rs := REF(n.inner);',
          'rs := REF(keeper.part);',
          'ra := REF(a_INT);',
          'rs^ := t;',
          'alias REF= v_INT;',
          'rr := REF(r);',
          'ra^ := b_INT;',
          'r := rr^;',
        ]);
      case 12:
        return `${c.of(['s', 't', 'n.inner', 'rs^', 'keeper.part'])} := Changed(part := ${c.of(['s', 't', 'rs^', 'Changed(s, 1)'])}, step := ${this.expression(scope, 'INT', 1)});`;
      case 13:
      case 14:
      case 15:
        return objectStatement(this, scope);
      case 16:
        return splitStatement(this, scope);
      case 17:
        return `block(EN := ${this.expression(scope, 'BOOL', 1)}, i_INT := ${this.expression(scope, 'INT', 1)}, x := shared, ENO => ${this.target(scope, 'BOOL')});`;
      case 18:
        return `${c.of(['v_STRING', 'w_STRING', 's.p_STRING'])} := Marked(x := ${c.of(['v_STRING', 'g_STRING', 'a_STRING[1]', 'a_STRING[v_INT]'])}, a := ${this.expression(scope, 'STRING', 1)}, before => ${c.of(['v_STRING', 'g_STRING', 'a_STRING[2]'])});`;
      case 21:
      case 22:
        return chartStatement(this, scope);
      case 23:
      case 24: {
        // There and back.
        const printed = c.of(all.filter((one) => !isText(one)));
        return `w_STRING := ${printed}_TO_STRING(${this.expression(scope, printed, 2)}); v_${printed} := STRING_TO_${printed}(w_STRING);`;
      }
      case 26:
      case 27:
        return c.of([
          'v_INT := LEN_CODE_UNIT(v_USTRING);',
          'v_CHAR := INT_TO_CHAR(v_INT);',
          'v_WCHAR := CHAR_TO_WCHAR(v_CHAR);',
          'v_TOD := TIME_TO_TOD(v_TIME);',
          'v_INT := ULINT_TO_INT(v_ULINT);',
          'v_INT := faces[1].P;',
          'v_LINT := STRING_TO_LINT(v_STRING);',
          'v_REAL := STRING_TO_REAL(w_STRING);',
          'v_LREAL := EXP(v_REAL); w_LREAL := TAN(v_LREAL); v_REAL := LN(w_REAL);',
          'wide ?= base; IF wide = NULL THEN wide := final; END_IF;',
        ]);
      case 25:
        return splitStatement(this, scope);
      case 19:
      case 20: {
        const text = c.of(['STRING', 'STRING', 'WSTRING', 'USTRING'] as const);
        return `${this.target(scope, text)} := ${this.expression(scope, text, 3)};`;
      }
      default:
        return assign();
    }
  }

  call(scope: Scope, index: number, outputs: boolean): string {
    const x = this.c.of(scope.variables('INT'));
    const given = this.c.once(2) ? `, b := ${this.expression(scope, 'INT', 1)}` : '';
    const out = outputs && this.c.once(2) ? `, o => ${this.c.of(scope.variables('INT'))}` : '';
    return `F${index}(a := ${this.expression(scope, 'INT', 1)}${given}, x := ${x}${out})`;
  }

  leaf(scope: Scope, kind: Kind): string {
    const names = [...scope.variables(kind), ...scope.readable(kind)];
    if (names.length === 0 || this.c.once(3)) return this.#literal(kind);
    return this.c.of(names);
  }

  #literal(kind: Kind): string {
    const text =
      isText(kind) || isCharacter(kind)
        ? textLiteral(this, kind)
        : isCalendar(kind)
          ? calendarLiteral(this, kind)
          : numericLiteral(this, kind);
    return this.marked ? `«${kind}|${text}»` : text;
  }

  expression(scope: Scope, kind: Kind, depth: number): string {
    if (depth <= 0 || this.c.ended || this.c.once(4)) return this.leaf(scope, kind);
    if (isText(kind)) return textExpression(this, scope, kind, depth);
    if (isCharacter(kind)) return characterExpression(this, scope, kind, depth);
    if (isCalendar(kind)) return calendarExpression(this, scope, kind, depth);
    if (!this.marked && (kind === 'TIME' || kind === 'LTIME') && this.c.once(4))
      return calendarDuration(this, scope, kind, depth);
    return numericExpression(this, scope, kind, depth);
  }
}
