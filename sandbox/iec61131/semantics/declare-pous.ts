/** Program organization units: their interface at first use, their body later. Clause 6.6. */

import type { PouDeclaration } from '../syntax/ast.ts';
import { Body } from './body.ts';
import { checkActions, checkChart } from './check-chart.ts';
import { checkStatements } from './check-statements.ts';
import type { FunctionBlock, FunctionPou, ProgramPou, Statement, Variable } from './checked.ts';
import { actionsIn, declareChart } from './declare-chart.ts';
import { announceObject, declareMethods, inherit, refuseObjectPart } from './declare-objects.ts';
import { leaveByTeardown } from './declare-tests.ts';
import { declareSection } from './declare-variables.ts';
import { barrierOf, checkUsings, join, type NameContext } from './namespaces.ts';
import { prologue } from './prologue.ts';
import { resolveType } from './resolve-types.ts';
import type { Pou, PouEntity, Unit, Workspace } from './workspace.ts';

/** An entity without its variables yet; the POU object is the one that stays. */
export function announcePou(
  workspace: Workspace,
  unit: Unit,
  declaration: PouDeclaration,
  names: NameContext = workspace.namesOf(unit),
): PouEntity {
  const range = workspace.range(unit, declaration.name);
  const around = workspace.namespaces.get(names.namespace)?.name ?? '';
  const name = join(around, declaration.name.text);
  for (const action of actionsIn(declaration.actions)) workspace.actionNames.add(action.name.key);
  const common = { name, parameters: [], locals: [], body: [], range };
  const pou: Pou =
    declaration.kind === 'function'
      ? { kind: 'function', result: null, ...common }
      : { kind: declaration.kind === 'program' ? 'program' : 'function_block', ...common };
  if (pou.kind === 'function_block') announceObject(pou, declaration);
  return {
    kind: 'pou',
    name,
    declaration,
    unit,
    names:
      declaration.usings === undefined
        ? names
        : {
            ...names,
            usings: [...names.usings, ...declaration.usings.flatMap(({ namespaces }) => namespaces.map(({ key }) => key))],
          },
    internalTo: barrierOf(workspace, names.namespace, declaration.object?.modifiers.access === 'INTERNAL'),
    methods: null,
    mentions: new Set(),
    state: 'new',
    pou,
    scope: new Map(),
    uses: new Set(),
    bodyChecked: false,
  };
}

/** The POU with its variables declared. Blocks that it contains are finished first. */
export function interfaceOf(workspace: Workspace, entity: PouEntity): Pou {
  if (entity.state !== 'new') return entity.pou;
  entity.state = 'building';
  const { declaration, pou } = entity;
  const body = new Body(workspace, entity.unit, entity, entity.scope);
  if (declaration.usings !== undefined) checkUsings(workspace, entity.unit, declaration.usings, entity.names);
  if (pou.kind === 'function_block') inherit(body, entity, pou);
  else refuseObjectPart(body, declaration);
  if (pou.kind === 'function') declareResult(body, pou, declaration);
  for (const section of declaration.sections) {
    if (pou.kind === 'function' && section.retain) body.report('ST2055', section, {});
    if (section.keyword === 'VAR_GLOBAL') {
      body.report('ST2056', section, {});
      continue;
    }
    for (const variable of declareSection(body, section)) {
      const isParameter = variable.section === 'input' || variable.section === 'output' || variable.section === 'in_out';
      (isParameter ? pou.parameters : pou.locals).push(variable);
      if (
        pou.kind === 'function' &&
        variable.type.kind === 'instance' &&
        variable.section !== 'in_out' &&
        variable.section !== 'input'
      ) {
        workspace.report(entity.unit, 'ST2057', declaration.name, { name: variable.name, type: variable.type.block.name });
      }
    }
  }
  declareChart(workspace, entity);
  entity.state = 'ready';
  workspace.finished.push(entity);
  workspace.pending.push(entity);
  workspace.refer(entity.unit, declaration.name, { kind: 'pou', entity });
  return pou;
}

function declareResult(body: Body, pou: FunctionPou, declaration: PouDeclaration): void {
  if (declaration.result === null) return;
  const type = resolveType(body, declaration.result);
  if (type === null) return;
  const result: Variable = {
    name: declaration.name.text,
    type,
    section: 'result',
    address: null,
    retain: false,
    constant: false,
    initial: null,
    range: body.range(declaration.name),
  };
  pou.result = result;
  body.scope.set(declaration.name.key, result);
  body.workspace.declareFacts(result, body.owner, body.unit);
}

/** The statements of a POU: as written, or those of its chart. */
function bodyOf(body: Body, entity: PouEntity): Statement[] {
  const { chart } = entity.declaration;
  if (chart !== undefined) return checkChart(body, entity, chart, null);
  const statements = checkStatements(body, entity.declaration.body);
  const leaving = entity.test?.leaving;
  return leaving === undefined ? statements : leaveByTeardown(statements, leaving);
}

function checkMethods(workspace: Workspace, entity: PouEntity): void {
  declareMethods(workspace, entity);
  for (const { pou, scope, name, body: statements } of entity.methods ?? []) {
    if (pou.method?.abstract) continue;
    const body = new Body(workspace, entity.unit, entity, scope);
    // Temporaries belong to the block's own body.
    body.outer = new Map([...entity.scope].filter(([, { section }]) => section !== 'temp'));
    body.method = pou;
    pou.body = checkStatements(body, statements);
    if (pou.result !== null && workspace.facts.get(pou.result)?.writes === 0)
      workspace.report(entity.unit, 'ST6005', name, { name: name.text });
  }
}

/** Checks a POU's statements and fills its body in. */
export function checkBody(workspace: Workspace, entity: PouEntity): void {
  if (entity.bodyChecked) return;
  entity.bodyChecked = true;
  const body = new Body(workspace, entity.unit, entity, entity.scope);
  (entity.pou as FunctionPou | FunctionBlock | ProgramPou).body = [...prologue(entity), ...bodyOf(body, entity)];
  checkActions(workspace, entity);
  checkMethods(workspace, entity);
  if (entity.pou.kind === 'function' && entity.pou.result !== null && workspace.facts.get(entity.pou.result)?.writes === 0) {
    workspace.report(entity.unit, 'ST6005', entity.declaration.name, { name: entity.name });
  }
}
