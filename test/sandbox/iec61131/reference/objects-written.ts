/**
 * A world of interfaces, blocks that inherit, and classes: methods, properties, OVERRIDE, SUPER, ABSTRACT and calls through all of them.
 * Methods call only what comes before them (Deep, then M and T, then bodies), so that nothing comes back to itself.
 */
import { declaredLoops, type Scope, scopeOf, type Writing } from './kinds.ts';

export const objectVariables = `  base : Base; derived : Derived; final : Last; other : Other; face : Face; wide : Wide; faces : ARRAY[0..2] OF Face;
  rb : REF_TO Base; rd : REF_TO Derived; keeper : Keeper;
`;
export const objectStart = 'face := derived; wide := other; rb := REF(base); faces[0] := base; faces[1] := final;\n';

const within = (w: Writing, extra: readonly string[], read: readonly string[]): string =>
  w.pou(
    scopeOf({ INT: ['v', 'h', ...extra], STRING: ['u', 'z'], BOOL: ['f'], DINT: ['g_DINT'] }, (kind) =>
      kind === 'INT' ? [...read] : [],
    ),
    2,
  );

const locals = `VAR h : INT := 3; z : STRING[12]; f : BOOL; ${declaredLoops} END_VAR`;

/** One method for each signature of the interfaces, written anew at every call. */
function methods(w: Writing, modifiers: string, deeper: string, before: { M: string; T: string }): string {
  return `METHOD PROTECTED ${modifiers.replace('PUBLIC', '')} Deep : INT VAR_INPUT a : INT; END_VAR ${locals}
${within(w, ['Deep'], ['a'])}Deep := Deep + ${deeper};
END_METHOD
METHOD ${modifiers} M : INT VAR_INPUT a : INT := ${w.c.below(7)}; END_VAR VAR_OUTPUT o : INT; END_VAR ${locals}
${within(w, ['M', 'o'], ['a'])}M := ${before.M} + ${w.c.of(['Deep(a)', 'THIS.Deep(a := v)', 'h'])};
END_METHOD
METHOD ${modifiers} T : STRING[12] VAR_INPUT a : STRING[9]; END_VAR ${locals}
${within(w, [], [])}T := CONCAT(${before.T}, a, u);
END_METHOD
PROPERTY ${modifiers} P : INT
GET P := v * 2 + ${w.c.below(5)}; END_GET
SET v := P / 2; u := INT_TO_STRING(P); END_SET
END_PROPERTY
`;
}

const asked = (w: Writing, modifiers: string): string => `METHOD ${modifiers} Ask : BOOL
VAR_IN_OUT x : INT; END_VAR
VAR_OUTPUT s : STRING[12]; c : INT; END_VAR
${locals}
${within(w, ['x', 'c'], [])}Ask := x > h; s := u; x := x + 1;
END_METHOD
`;

export function objectDeclarations(w: Writing): string {
  const body = (extra: readonly string[]) =>
    w.pou(
      scopeOf({ INT: ['v', 'y', ...extra], STRING: ['u'] }, (kind) => (kind === 'INT' ? ['i'] : [])),
      2,
    );
  return `INTERFACE Face
METHOD M : INT VAR_INPUT a : INT := 1; END_VAR VAR_OUTPUT o : INT; END_VAR END_METHOD
METHOD T : STRING[12] VAR_INPUT a : STRING[9]; END_VAR END_METHOD
PROPERTY P : INT GET SET END_PROPERTY
END_INTERFACE
INTERFACE Wide EXTENDS Face
METHOD Ask : BOOL VAR_IN_OUT x : INT; END_VAR VAR_OUTPUT s : STRING[12]; c : INT; END_VAR END_METHOD
END_INTERFACE
FUNCTION_BLOCK Base IMPLEMENTS Face
VAR_INPUT i : INT := 4; END_VAR VAR_OUTPUT y : INT; END_VAR
VAR PROTECTED v : INT := 11; u : STRING[12] := 'b'; END_VAR
VAR_TEMP ${declaredLoops} END_VAR
${methods(w, 'PUBLIC', 'a', { M: 'v', T: "'B'" })}y := y + ${w.c.of(['i', 'M(i)', 'THIS.M(a := i, o => v)', 'P', 'Deep(2)'])};
${body([])}END_FUNCTION_BLOCK
FUNCTION_BLOCK Derived EXTENDS Base IMPLEMENTS Wide
VAR PROTECTED w : INT := -5; END_VAR
VAR_TEMP fresh : INT := 6; ${declaredLoops} END_VAR
${methods(w, 'PUBLIC OVERRIDE', 'SUPER.Deep(a)', { M: w.c.of(['SUPER.M(a := a + 1, o => o)', 'SUPER.P', 'w']), T: w.c.of(['SUPER.T(a)', 'LEFT(a, 2)']) })}${asked(w, 'PUBLIC')}${w.c.of(['SUPER();', 'SUPER(i := i + 1);', 'y := y - 1;', 'SUPER(); SUPER();'])}
w := w + fresh; ${body(['w', 'fresh'])}END_FUNCTION_BLOCK
FUNCTION_BLOCK FINAL Last EXTENDS Derived
VAR last : INT; END_VAR
METHOD PROTECTED OVERRIDE Deep : INT VAR_INPUT a : INT; END_VAR last := last + a; Deep := SUPER.Deep(last); END_METHOD
${w.c.of(['SUPER();', 'last := M(2);', ';'])}
END_FUNCTION_BLOCK
CLASS ABSTRACT Root
VAR PROTECTED v : INT := 2; u : STRING[12] := 'r'; END_VAR
METHOD PUBLIC ABSTRACT Size : INT END_METHOD
METHOD PUBLIC Double : INT Double := Size() * 2 + v; END_METHOD
END_CLASS
CLASS Other EXTENDS Root IMPLEMENTS Wide
VAR PUBLIC mine : INT := 7; END_VAR
METHOD PUBLIC OVERRIDE Size : INT Size := mine; mine := mine + 1; END_METHOD
${methods(w, 'PUBLIC', 'mine', { M: w.c.of(['Double()', 'mine', 'SUPER.Double()']), T: 'u' })}${asked(w, 'PUBLIC')}END_CLASS
FUNCTION_BLOCK Keeper
VAR_INPUT part : Part; title : STRING[9] := 'k'; held : Face; END_VAR
VAR_OUTPUT out : Part; END_VAR
VAR_IN_OUT it : Base; END_VAR
out := part; out.p_INT := out.p_INT + it.M(2); out.p_STRING := CONCAT(title, out.p_STRING);
it(i := out.p_INT, y => out.p_INT);
IF held <> NULL THEN held.P := out.p_INT; END_IF;
END_FUNCTION_BLOCK
FUNCTION Through : INT
VAR_INPUT a : INT; END_VAR
VAR_IN_OUT it : Base; END_VAR
Through := it.M(a) - it.P; it(i := a);
END_FUNCTION
FUNCTION Given : INT
VAR_INPUT it : Face; a : INT; END_VAR
IF it <> NULL THEN Given := it.M(a := a); END_IF;
END_FUNCTION
`;
}

const anyBase = ['base', 'derived', 'final', 'rb^'] as const;
const anyFace = ['face', 'wide', 'faces[0]', 'faces[1]', 'faces[v_INT MOD 3]'] as const;
const any = [...anyBase, ...anyFace, 'other'] as const;

export function objectNumber(w: Writing, scope: Scope, depth: number): string {
  const { c } = w;
  const sub = () => w.expression(scope, 'INT', depth - 1);
  const out = c.once(3) ? `, o => ${c.of(scope.variables('INT'))}` : '';
  return c.of([
    () => `${c.of(any)}.M(a := ${sub()}${out})`,
    () => `${c.of(any)}.M()`,
    () => `${c.of(any)}.P`,
    () => `${c.of(any)}.M(EN := ${w.expression(scope, 'BOOL', 1)}, a := ${sub()})`,
    () => `Through(a := ${sub()}, it := ${c.of(anyBase)})`,
    () => `Given(it := ${c.of(['face', 'wide', 'base', 'other', 'final', 'NULL'])}, a := ${sub()})`,
    () => 'other.Double()',
    () => 'other.mine',
  ])();
}

export function objectTruth(w: Writing, scope: Scope, depth: number): string {
  const { c } = w;
  const ints = c.of(scope.variables('INT'));
  return c.of([
    () => `${c.of(['wide', 'derived', 'other', 'final'])}.Ask(x := ${ints}, s => v_STRING, c => w_INT)`,
    () => `(${c.of(anyFace)} ${c.of(['=', '<>'])} ${c.of(['NULL', 'face', 'wide', 'final', 'derived'])})`,
    () => '(rb = REF(base))',
    () => w.expression(scope, 'BOOL', depth - 1),
  ])();
}

export function objectStatement(w: Writing, scope: Scope): string {
  const { c } = w;
  const number = () => w.expression(scope, 'INT', 1);
  return c.of([
    () => `face := ${c.of(['base', 'derived', 'final', 'other', 'wide', c.once(4) ? 'NULL' : 'base'])};`,
    () => `wide := ${c.of(['derived', 'final', 'other'])};`,
    () => `wide ?= ${c.of(['face', 'base', 'other', 'faces[1]'])}; IF wide = NULL THEN wide := derived; END_IF;`,
    () => `rb := ${c.of(['REF(base)', 'REF(derived)', 'REF(final)', 'rd'])}; IF rb = NULL THEN rb := REF(derived); END_IF;`,
    () =>
      `rd ?= rb; wide ?= face; IF wide = NULL THEN wide := other; END_IF; IF rd <> NULL THEN rd^(i := ${number()}); v_INT := rd^.M(2); END_IF;`,
    () => `faces[${c.of(['0', '1', '2', 'v_INT'])}] := ${c.of(['face', 'base', 'final', 'other'])};`,
    () => `${c.of(['base', 'derived', 'final'])}(i := ${number()}, y => ${c.of(scope.variables('INT'))});`,
    () => `rb^(i := ${number()}, y => v_INT);`,
    () => `${c.of(any)}.P := ${number()};`,
    () =>
      `keeper(part := ${c.of(['s', 't', 'n.inner', 'rs^'])}, it := ${c.of(anyBase)}, held := face, out => ${c.of(['t', 'o.inner'])});`,
    () => `keeper(title := ${w.expression(scope, 'STRING', 1)}, it := ${c.of(anyBase)}); s := keeper.out;`,
    () => `derived(EN := ${w.expression(scope, 'BOOL', 1)}, i := ${number()}, ENO => v_BOOL);`,
  ])();
}
