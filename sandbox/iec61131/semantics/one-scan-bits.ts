/**
 * Bits that are TRUE for one scan of their task, and that nothing looks at in that scan: what reads them runs more rarely, so that it sees
 * them by luck, or nothing reads them at all.
 *
 * A bit is known to be such by how it is written: `x AND NOT before` with `before := x` behind it (what the edges of a ladder are, too), the
 * Q of R_TRIG or F_TRIG, and what AND and OR make of those. Only bits that a body writes once, and in every scan.
 */
import { diagnose } from '../diagnostic-catalogue.ts';
import type { Expression, Place, Statement, Task, Variable } from './checked.ts';
import { nestedStatements } from './walk-checked.ts';
import type { PouEntity, Workspace } from './workspace.ts';

export function hintAtMissedBits(workspace: Workspace, tasks: readonly Task[]): void {
  const uses = usesOf(workspace);
  for (const entity of workspace.finished) {
    if (entity.unit.library || !entity.bodyChecked || entity.pou.kind === 'function' || entity.declaration.chart !== undefined)
      continue;
    for (const place of pulsesOf(entity, entity.pou.body)) {
      const { variable } = place;
      const facts = workspace.facts.get(variable);
      if (facts === undefined || facts.writes !== 1 || variable.address !== null) continue;
      const name = variable.name;
      if (facts.reads === 0) {
        if (variable.section === 'local' && !variable.hidden)
          workspace.diagnostics.push(diagnose('ST6105', place.range, { name }));
      } else if (variable.section === 'global') {
        // What reads it outside of bodies (a task's event, a connection) is not weighed.
        const all = uses.get(variable) ?? [];
        if (all.length !== facts.reads + facts.writes || all.filter((user) => user === entity).length > 1) continue;
        const missed = missedBy(workspace, tasks, entity, new Set(all.filter((user) => user !== entity)));
        if (missed !== null) workspace.diagnostics.push(diagnose('ST6106', place.range, { name, ...missed }));
      }
    }
  }
}

/** In which bodies each variable is named, a body as often as it names it. */
function usesOf(workspace: Workspace): ReadonlyMap<Variable, PouEntity[]> {
  const uses = new Map<Variable, PouEntity[]>();
  for (const { owner, place } of workspace.placeUses) {
    if (place.kind !== 'variable') continue;
    const known = uses.get(place.variable);
    if (known === undefined) uses.set(place.variable, [owner]);
    else known.push(owner);
  }
  return uses;
}

/** The fastest task that reads the bit, where all of them run more rarely than the one that writes it; `null` where one keeps up. */
function missedBy(
  workspace: Workspace,
  tasks: readonly Task[],
  writer: PouEntity,
  readers: ReadonlySet<PouEntity>,
): { task: string; reader: string } | null {
  const instancesWith = (wanted: (entity: PouEntity) => boolean) =>
    workspace.instances.filter(({ program }) => {
      const entity = workspace.finished.find(({ pou }) => pou === program);
      return entity !== undefined && reaches(entity, wanted);
    });
  const writing = instancesWith((entity) => entity === writer);
  const reading = instancesWith((entity) => readers.has(entity));
  const [first] = writing;
  const taskOf = ({ task }: { task: number }) => tasks[task]!;
  // Blocks in tasks of their own are not followed.
  if (first === undefined || reading.length === 0 || [...writing, ...reading].some(({ blocks }) => blocks !== undefined))
    return null;
  const own = taskOf(first);
  if ([...writing, ...reading].some((one) => taskOf(one).event !== undefined)) return null;
  if (writing.some(({ task }) => task !== first.task)) return null;
  const [fastest] = reading.map(taskOf).sort((a, b) => (a.interval < b.interval ? -1 : 1));
  if (fastest === undefined || fastest.interval <= own.interval) return null;
  return { task: own.name, reader: fastest.name };
}

function reaches(entity: PouEntity, wanted: (entity: PouEntity) => boolean): boolean {
  const seen = new Set<PouEntity>();
  const visit = (at: PouEntity): boolean => {
    if (wanted(at)) return true;
    if (seen.has(at)) return false;
    seen.add(at);
    return [...at.uses, ...at.mentions].some(visit);
  };
  return visit(entity);
}

type Named = Place & { kind: 'variable' };

/** Variables that the body makes TRUE for one scan at a time. */
function pulsesOf(entity: PouEntity, body: readonly Statement[]): Named[] {
  // Left early, it leaves bits as they were.
  if (returns(body)) return [];
  const written = timesWritten(entity, body);
  const found: Named[] = [];
  const pulses = new Set<string>();
  for (const [position, statement] of body.entries()) {
    if (statement.kind !== 'assign') continue;
    const key = keyOf(entity, statement.target);
    if (key === null || written.get(key) !== 1 || !isPulse(statement.value, position)) continue;
    pulses.add(key);
    if (statement.target.kind === 'variable') found.push(statement.target);
  }
  return found;

  function isPulse(value: Expression, position: number): boolean {
    if (value.kind === 'read') {
      const key = keyOf(entity, value.place);
      return (key !== null && pulses.has(key)) || isTrigger(value.place);
    }
    if (value.kind !== 'binary') return false;
    if (value.operator === 'OR') return isPulse(value.left, position) && isPulse(value.right, position);
    if (value.operator !== 'AND') return false;
    return isPulse(value.left, position) || isPulse(value.right, position) || isEdge(value, position);
  }

  /** `x AND NOT before` or `NOT x AND before`, where `before` takes what x is behind it. */
  function isEdge(value: Expression, position: number): boolean {
    const parts = conjuncts(value).map((part) => ({ part, text: textOf(entity, part), negated: negatedText(entity, part) }));
    return parts.some(({ part, text, negated }) => {
      const before = negated ?? text;
      const rising = negated !== null;
      if (written.get(before) !== 1) return false;
      const kept = body.slice(position + 1).find((one) => one.kind === 'assign' && keyOf(entity, one.target) === before);
      if (kept?.kind !== 'assign') return false;
      const others = parts.filter((other) => other.part !== part);
      const now = conjuncts(kept.value).map((one) => textOf(entity, one));
      // Rising: whatever was TRUE makes `before` TRUE. Falling: what was FALSE makes it FALSE.
      return rising
        ? now.every((one) => others.some((other) => other.text === one))
        : others.some((other) => other.negated !== null && now.includes(other.negated));
    });
  }
}

const isTrigger = (place: Place): boolean =>
  place.kind === 'member' &&
  place.member.name.toUpperCase() === 'Q' &&
  place.base.type.kind === 'instance' &&
  (place.base.type.block.name === 'R_TRIG' || place.base.type.block.name === 'F_TRIG');

function conjuncts(value: Expression): Expression[] {
  return value.kind === 'binary' && value.operator === 'AND' ? [...conjuncts(value.left), ...conjuncts(value.right)] : [value];
}

function negatedText(entity: PouEntity, value: Expression): string | null {
  return value.kind === 'unary' && value.operator === 'NOT' ? textOf(entity, value.operand) : null;
}

function textOf({ unit }: PouEntity, { range }: { range: { start: number; end: number } }): string {
  return unit.tree.tokens.file.text.slice(range.start, range.end).replace(/\s+/g, '').toUpperCase();
}

/** A place by its text, where that says which it is in every scan. */
function keyOf(entity: PouEntity, place: Place): string | null {
  let at = place;
  while (at.kind !== 'variable') {
    if (!('base' in at)) return null;
    if (at.kind === 'index' && at.indices.some(({ kind }) => kind !== 'constant')) return null;
    at = at.base;
  }
  return textOf(entity, place);
}

const returns = (list: readonly Statement[]): boolean =>
  list.some((statement) => statement.kind === 'return' || nestedStatements(statement).some(returns));

/** By their text; what is written under a condition, or by a call, counts as often written. */
function timesWritten(entity: PouEntity, body: readonly Statement[]): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  const note = (place: Place | null, count: number): void => {
    if (place !== null) times.set(textOf(entity, place), (times.get(textOf(entity, place)) ?? 0) + count);
  };
  const walk = (list: readonly Statement[], count: number): void => {
    for (const statement of list) {
      if (statement.kind === 'assign' || statement.kind === 'copy') note(statement.target, count);
      else if (statement.kind === 'for') note(statement.variable, 2);
      else if (statement.kind === 'invoke')
        for (const argument of statement.arguments) if (argument.kind !== 'input') note(argument.target, 2);
      for (const nested of nestedStatements(statement)) walk(nested, 2);
    }
  };
  walk(body, 1);
  return times;
}
