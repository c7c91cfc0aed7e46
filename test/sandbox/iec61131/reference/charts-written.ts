/** A block whose body is a chart, with conditions and actions written at random, and a block with actions beside statements. */
import { isTimed, qualifiers } from './chart-model.ts';
import { declaredLoops, type Scope, scopeOf, type Writing } from './kinds.ts';

export const chartVariables = '  sequence : Sequence; switch : Switch;\n';

export function chartDeclarations(w: Writing): string {
  const { c } = w;
  const scope = scopeOf({ INT: ['n', 'm'], BOOL: ['lamp', 'flag'], DINT: ['g_DINT'], STRING: ['note'] }, (kind) =>
    kind === 'INT' ? ['i'] : kind === 'BOOL' ? ['go', 'One.X', 'Act.Q', 'Late.Q'] : kind === 'TIME' ? ['Two.T'] : [],
  );
  const plain = scopeOf({ INT: ['n', 'kept'], BOOL: ['flag'] }, (kind) => (kind === 'INT' ? ['i'] : []));
  const association = (name: string) => {
    const qualifier = c.of(qualifiers);
    return `${name}(${qualifier}${isTimed(qualifier) ? `, T#${10 * c.below(4)}ms` : ''});`;
  };
  const condition = () =>
    c.of([() => w.expression(scope, 'BOOL', 2), () => 'go', () => 'TRUE', () => `Two.T >= T#${10 * c.below(3)}ms`])();
  return `FUNCTION_BLOCK Sequence
VAR_INPUT go : BOOL; i : INT; END_VAR
VAR_OUTPUT n : INT := 1; lamp : BOOL; END_VAR
VAR m : INT; flag : BOOL; note : STRING[12] := 'n'; ${declaredLoops} END_VAR
INITIAL_STEP One: ${association('Act')} END_STEP
STEP Two: ${association('lamp')} ${association('Late')} END_STEP
STEP Left: ${association('Act')} END_STEP
STEP Right: ${association('Late')} ${association('lamp')} END_STEP
TRANSITION ${c.once(2) ? '(PRIORITY := 2) ' : ''}FROM One TO Two := ${condition()}; END_TRANSITION
TRANSITION (PRIORITY := 1) FROM One TO (Left, Right) := ${condition()}; END_TRANSITION
TRANSITION FROM Two TO One := ${condition()}; END_TRANSITION
TRANSITION FROM (Left, Right) TO Two := ${condition()}; END_TRANSITION
ACTION Act: m := m + 1; ${w.pou(scope, 2)}END_ACTION
ACTION Late: n := n + m; Act(); ${w.pou(scope, 1)}END_ACTION
END_FUNCTION_BLOCK
FUNCTION_BLOCK Switch
VAR_INPUT i : INT; END_VAR VAR_OUTPUT n : INT; END_VAR
VAR kept : INT; flag : BOOL; ${declaredLoops} END_VAR
ACTION Press: kept := kept + 3; ${w.pou(plain, 2)}END_ACTION
n := kept; IF i > 2 THEN Press(); END_IF; ${w.pou(plain, 1)}END_FUNCTION_BLOCK
`;
}

export function chartStatement(w: Writing, scope: Scope): string {
  return w.c.of([
    () =>
      `sequence(go := ${w.expression(scope, 'BOOL', 1)}, i := ${w.expression(scope, 'INT', 1)}, n => ${w.c.of(scope.variables('INT'))});`,
    () => `sequence(go := TRUE, lamp => v_BOOL);`,
    () => `switch(i := ${w.expression(scope, 'INT', 1)}, n => v_INT);`,
    () => 'switch.Press();',
  ])();
}
