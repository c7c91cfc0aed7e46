/** Rules over the whole program, after every body is checked: recursion, addresses that overlap, variables that nobody uses. */

import type { Diagnostic } from '../diagnostics.ts';
import { addressSpan } from './addresses.ts';
import { Body } from './body.ts';
import type { Variable } from './checked.ts';
import type { PouEntity, Workspace } from './workspace.ts';

/** No POU may call itself, directly or through others (clause 6.6.1.7). Reports each circle once; true when there is none. */
export function forbidRecursion(workspace: Workspace): boolean {
  const done = new Set<PouEntity>();
  const path: PouEntity[] = [];
  let sound = true;
  const visit = (entity: PouEntity): void => {
    if (done.has(entity)) return;
    const at = path.indexOf(entity);
    if (at !== -1) {
      const circle = [...path.slice(at), entity].map(({ name }) => name).join(' → ');
      workspace.report(entity.unit, 'ST4030', entity.declaration.name, { name: entity.name, circle });
      sound = false;
      return;
    }
    path.push(entity);
    for (const used of entity.uses) visit(used);
    path.pop();
    done.add(entity);
  };
  for (const entity of workspace.finished) visit(entity);
  return sound;
}

/** Two variables on the same bits of the outputs or the memory: one overwrites the other. Inputs may be shared between programs. */
export function warnOfOverlaps(workspace: Workspace): void {
  const located: Variable[] = [];
  for (const variable of workspace.facts.keys()) if (variable.address !== null) located.push(variable);
  for (const area of ['I', 'Q', 'M'] as const) {
    const inArea = located
      .filter(({ address }) => address!.area === area)
      .map((variable) => ({ variable, ...addressSpan(variable.address!, variable.type) }))
      .sort((a, b) => a.from - b.from || a.to - b.to || a.variable.range.start - b.variable.range.start);
    let widest: (typeof inArea)[number] | null = null;
    for (const entry of inArea) {
      if (widest !== null && entry.from < widest.to) {
        const first = widest.variable;
        const owner = workspace.facts.get(first)?.owner;
        const facts = workspace.facts.get(entry.variable)!;
        if (area !== 'I' || facts.owner === owner) reportOverlap(workspace, entry.variable, first);
      }
      if (widest === null || entry.to > widest.to) widest = entry;
    }
  }
}

function reportOverlap(workspace: Workspace, variable: Variable, other: Variable): void {
  const { unit } = workspace.facts.get(variable)!;
  const node = nodeOf(workspace, variable);
  if (node === null) return;
  new Body(workspace, unit, null, new Map()).report('ST5005', node, {
    name: variable.name,
    address: variable.address!.text,
    other: other.name,
    otherAddress: other.address!.text,
    where: workspace.where(other.range, unit),
  });
}

/** The token of a variable's declaration, found again by its offset. */
function nodeOf(workspace: Workspace, variable: Variable): { first: number; last: number } | null {
  const { starts } = workspace.facts.get(variable)!.unit.tree.tokens;
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (starts[middle]! < variable.range.start) low = middle + 1;
    else high = middle;
  }
  return starts[low] === variable.range.start ? { first: low, last: low } : null;
}

/** Tells whether a POU has an error in it: then the statement that would use a variable may be the one that is wrong. */
function withErrors(workspace: Workspace): (entity: PouEntity) => boolean {
  const errors = new Map<string, number[]>();
  const note = (list: readonly Diagnostic[]): void => {
    for (const { severity, range } of list) {
      if (severity !== 'error') continue;
      const known = errors.get(range.file);
      if (known === undefined) errors.set(range.file, [range.start]);
      else known.push(range.start);
    }
  };
  note(workspace.diagnostics);
  for (const { tree, library } of workspace.units) if (!library) note(tree.tokens.diagnostics);
  const answers = new Map<PouEntity, boolean>();
  return (entity) => {
    let answer = answers.get(entity);
    if (answer === undefined) {
      const { file, start, end } = workspace.range(entity.unit, entity.declaration);
      answer = (errors.get(file) ?? []).some((at) => at >= start && at <= end);
      answers.set(entity, answer);
    }
    return answer;
  };
}

/** A local variable that no statement reads or writes. Located ones are seen from outside, so they count as used. */
export function hintAtUnused(workspace: Workspace): void {
  const broken = withErrors(workspace);
  for (const [variable, facts] of workspace.facts) {
    if (facts.unit.library || facts.owner === null || facts.owner.test !== undefined || !facts.owner.bodyChecked) continue;
    if (variable.section !== 'local' && variable.section !== 'temp') continue;
    if (variable.address !== null || variable.constant || facts.reads + facts.writes > 0) continue;
    if (broken(facts.owner)) continue;
    const node = nodeOf(workspace, variable);
    if (node !== null) workspace.report(facts.unit, 'ST6001', node, { name: variable.name });
  }
}
