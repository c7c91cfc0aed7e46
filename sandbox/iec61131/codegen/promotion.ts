/**
 * Inside a nest of loops that calls nothing but what is written in place, nobody else can see the scalars it uses; so they live in WebAssembly locals there, and
 * so does the fuel. They are read before the nest and written back behind it, at a RETURN, and before a fault, so that memory after a
 * fault holds what the statements before it made.
 */
import type { Argument, FunctionBlock, FunctionPou, Place, Statement, Variable } from '../semantics/checked.ts';
import type { Type } from '../semantics/types.ts';
import { weightOfBody } from './inlining.ts';
import type { Lowering } from './lowering.ts';
import { locate, pushAddress } from './places.ts';
import { elementaryOf, scalar } from './representation.ts';
import { type Visitor, walkStatement, walkStatements } from './walk.ts';
import { op } from './wasm/opcodes.ts';

type Loop = Statement & { kind: 'for' | 'while' | 'repeat' };

/** Text of a nest with everything written into it; a larger one would make a function that engines are slow to optimise. */
const LARGEST_NEST = 4000;

interface Use {
  variable: Variable;
  written: boolean;
}

/** Writes the loop by `emit`, with its scalars in locals where that is safe. */
export function emitPromoted(l: Lowering, loop: Loop, emit: () => void): void {
  const uses = l.promotion || l.context.observable ? null : promotable(l, loop);
  if (!uses) {
    emit();
    return;
  }
  const { code, context } = l;
  const promoted = uses.map(({ variable, written }) => {
    const place = { kind: 'variable' as const, variable, type: variable.type, range: variable.range };
    const location = locate(l, place);
    if (location.kind === 'local') throw new Error(`${variable.name} is in a local already`);
    const { wasm, load, store } = scalar(variable.type);
    const local = code.borrow(wasm);
    pushAddress(l, location);
    code.memory(load, location.offset);
    code.set(local);
    return { variable, written, location, local, wasm, store, before: l.storage(variable) };
  });
  const fuel = code.borrow('i64');
  code.globalGet(context.fuel);
  code.set(fuel);
  const [site, a, b] = [code.borrow('i32'), code.borrow('i64'), code.borrow('i64')];
  const writeBack = () => {
    code.get(fuel);
    code.globalSet(context.fuel);
    for (const { written, location, local, store } of promoted) {
      if (!written) continue;
      pushAddress(l, location);
      code.get(local);
      code.memory(store, location.offset);
    }
  };

  const done = code.block();
  const trap = code.block();
  for (const { variable, local } of promoted) l.rebind(variable, { kind: 'local', index: local });
  l.promotion = { fuel, site, a, b, trap, leave: l.returnLabel, paid: null, writeBack };
  emit();
  l.promotion = null;
  for (const { variable, before } of promoted) l.rebind(variable, before);
  code.br(done);
  code.end();
  writeBack();
  code.get(site);
  code.get(a);
  code.get(b);
  code.call(context.fault);
  code.op(op.unreachable);
  code.end();
  writeBack();

  l.mirrors.forget(promoted.filter(({ written }) => written).map(({ variable }) => variable));
  for (const { wasm, local } of promoted) code.release(wasm, local);
  code.release('i64', fuel);
  code.release('i32', site);
  code.release('i64', a);
  code.release('i64', b);
}

/** The scalars that may move into locals; `null` when the loop does something that could see or change them. */
function promotable(l: Lowering, loop: Loop): Use[] | null {
  if (weightOfBody([loop]) > LARGEST_NEST) return null;
  const uses = new Map<Variable, Use>();
  const references: Type[] = [];
  /** Variables of the POUs written in place: they are where their own call puts them. */
  const inner = new Set<Variable>();
  let dereferences = false;
  let invokes = false;
  /** What is named from outside its instance, which may be this very one. */
  const reached = new Set<Variable>();
  const isCandidate = (variable: Variable) => {
    if (inner.has(variable) || elementaryOf(variable.type) === null || variable.address !== null) return false;
    const { kind } = l.storage(variable);
    return kind === 'instance' || kind === 'region';
  };
  const written = (target: Place | null) => {
    let whole = target;
    while (whole?.kind === 'bit' || whole?.kind === 'part') whole = whole.base;
    if (whole?.kind !== 'variable') return;
    const { variable } = whole;
    if (isCandidate(variable)) uses.set(variable, { variable, written: true });
  };
  const enter = (pou: FunctionBlock | FunctionPou, given: readonly Argument[]) => {
    for (const argument of given) {
      if (argument.kind === 'output') written(argument.target);
      if (argument.kind === 'in_out') {
        references.push(argument.parameter.type);
        // A bit comes back into the variable it was taken from.
        written(argument.target);
      }
    }
    for (const variable of [...pou.parameters, ...pou.locals]) inner.add(variable);
    if (pou.kind === 'function' && pou.result) inner.add(pou.result);
    for (const variable of pou.parameters) if (variable.section === 'in_out') references.push(variable.type);
    walkStatements(pou.body, visitor);
  };
  const visitor: Visitor = {
    statement: (statement) => {
      if (statement.kind === 'assign') written(statement.target);
      else if (statement.kind === 'for') written(statement.variable);
      else if (statement.kind === 'invoke') {
        invokes = true;
        enter(statement.instance.type.block, statement.arguments);
      }
    },
    expression: (expression) => {
      if (expression.kind === 'call') enter(expression.callee, expression.arguments);
      else if (expression.kind === 'enabled') written(expression.eno);
      // What is referred to needs its place in memory.
      else if (expression.kind === 'reference') references.push(expression.place.type);
    },
    place: (place) => {
      if (place.kind === 'dereference') {
        references.push(place.type);
        dereferences = true;
      }
      if (place.kind === 'member') {
        reached.add(place.member);
        if (place.member.section === 'in_out') references.push(place.type);
      }
      if (place.kind !== 'variable' || inner.has(place.variable)) return;
      const { kind } = l.storage(place.variable);
      if (kind === 'pointer' || kind === 'slot') references.push(place.type);
      else if (isCandidate(place.variable) && !uses.has(place.variable))
        uses.set(place.variable, { variable: place.variable, written: false });
    },
  };
  walkStatement(loop, visitor);
  // A reference may name a variable of a block that is written in place, and so lives elsewhere.
  if (dereferences && invokes) return null;
  return [...uses.values()].filter(
    ({ variable }) => !reached.has(variable) && !references.some((type) => mayAlias(type, variable)),
  );
}

/** Whether an in_out of type `reference` may point at the variable: one of its own type, or something that holds an instance. */
function mayAlias(reference: Type, variable: Variable): boolean {
  const name = elementaryOf(reference);
  return name === null ? holdsInstance(reference) : name === elementaryOf(variable.type);
}

function holdsInstance(type: Type): boolean {
  if (type.kind === 'array') return holdsInstance(type.element);
  return type.kind === 'instance' || (type.kind === 'struct' && type.fields.some((field) => holdsInstance(field.type)));
}
