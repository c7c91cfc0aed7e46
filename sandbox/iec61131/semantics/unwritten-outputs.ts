/** An output that statements ask about, and that nothing writes: it is what it began as for ever. In a drawing: contacts of it, and no coil. */
import { diagnose } from '../diagnostic-catalogue.ts';
import { addressSpan } from './addresses.ts';
import type { DirectAddress, Place, Statement, Variable } from './checked.ts';
import { nestedStatements } from './walk-checked.ts';
import type { Workspace } from './workspace.ts';

export function hintAtUnwrittenOutputs(workspace: Workspace): void {
  // Half a program: what is wrong may be the statement that writes it.
  if (workspace.diagnostics.some(({ severity }) => severity === 'error')) return;
  if (
    workspace.units.some(({ tree, library }) => !library && tree.tokens.diagnostics.some(({ severity }) => severity === 'error'))
  )
    return;
  const written: { from: number; to: number }[] = directlyWritten(workspace);
  const silent: { variable: Variable; address: DirectAddress }[] = [];
  for (const [variable, facts] of workspace.facts) {
    const { address } = variable;
    if (facts.unit.library || address?.area !== 'Q') continue;
    if (facts.writes > 0) written.push(addressSpan(address, variable.type));
    else if (facts.reads > 0 && !variable.constant) silent.push({ variable, address });
  }
  for (const { variable, address } of silent) {
    const own = addressSpan(address, variable.type);
    if (written.some(({ from, to }) => from < own.to && own.from < to)) continue;
    const use = workspace.placeUses.find(({ place }) => place.kind === 'variable' && place.variable === variable);
    if (use !== undefined) workspace.diagnostics.push(diagnose('ST6104', use.place.range, { name: variable.name }));
  }
}

/** Spans of outputs that are written by their address alone: `%QX0.0 := TRUE`. */
function directlyWritten(workspace: Workspace): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = [];
  const note = (place: Place | null): void => {
    let at = place;
    while (at !== null && 'base' in at) at = at.base;
    if (at?.kind === 'direct' && at.address.area === 'Q') found.push(addressSpan(at.address, at.type));
  };
  const walk = (list: readonly Statement[]): void => {
    for (const statement of list) {
      if (statement.kind === 'assign' || statement.kind === 'copy') note(statement.target);
      if (statement.kind === 'invoke')
        for (const argument of statement.arguments) if (argument.kind !== 'input') note(argument.target);
      for (const nested of nestedStatements(statement)) walk(nested);
    }
  };
  for (const { pou, unit } of workspace.finished) {
    if (unit.library) continue;
    walk(pou.body);
    if (pou.kind !== 'function') for (const { body } of pou.actions ?? []) walk(body);
  }
  return found;
}
