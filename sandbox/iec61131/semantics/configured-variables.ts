/**
 * VAR_CONFIG (clause 6.5.5.3): what single instances begin with, and where `AT %I*` variables lie; VAR_ACCESS (clause 6.8.2): further
 * names for variables. Paths are those of a running program, with or without the resource before them.
 */
import type * as ast from '../syntax/ast.ts';
import { canLieAt, parseAddress } from './addresses.ts';
import { Body } from './body.ts';
import type { AccessPath, DirectAddress, FunctionBlock, InstanceSetting, ProgramInstance, Variable } from './checked.ts';
import { nearestName } from './did-you-mean.ts';
import { initialValue, overlay } from './initial-values.ts';
import { constantInteger, resolveType } from './resolve-types.ts';
import { globalOfResource, programsOf } from './resource-globals.ts';
import { sameType, typeName } from './type-relations.ts';
import type { Type } from './types.ts';
import type { Unit, Workspace } from './workspace.ts';

export function configureVariables(
  workspace: Workspace,
  configuration: { unit: Unit; declaration: ast.ConfigurationDeclaration } | undefined,
  instances: ProgramInstance[],
): { settings: InstanceSetting[]; access: AccessPath[] } {
  const settings: InstanceSetting[] = [];
  const access: AccessPath[] = [];
  if (configuration !== undefined) {
    const { unit, declaration } = configuration;
    const body = new Body(workspace, unit, null, new Map());
    const resources = new Set(declaration.resources.flatMap(({ name }) => (name === null ? [] : [name.key])));
    for (const node of declaration.settings) {
      const setting = checkSetting(body, node, resources, instances);
      if (setting !== null) settings.push(setting);
    }
    const names = new Set<string>();
    for (const node of declaration.access) {
      if (names.has(node.name.key)) body.report('ST2050', node.name, { name: node.name.text });
      names.add(node.name.key);
      const path = checkAccess(body, node, resources, instances);
      if (path !== null) access.push(path);
    }
  }
  access.push(...accessOfPrograms(workspace, instances));
  requireAddresses(workspace, instances, settings);
  return { settings, access };
}

export type Step = { name: ast.Identifier } | { indices: ast.Expression[]; node: ast.Expression };

/** `cell.main.pump[3].run` as steps; `null` for what is no path. */
export function stepsOf(node: ast.Expression): Step[] | null {
  switch (node.kind) {
    case 'name':
      return [{ name: node.name }];
    case 'member': {
      const base = stepsOf(node.base);
      return base === null ? null : [...base, { name: node.member }];
    }
    case 'index': {
      const base = stepsOf(node.base);
      return base === null ? null : [...base, { indices: node.indices, node }];
    }
    default:
      return null;
  }
}

function checkSetting(
  body: Body,
  node: ast.ConfiguredVariable,
  resources: ReadonlySet<string>,
  instances: ProgramInstance[],
): InstanceSetting | null {
  const steps = pathOf(body, node.path, resources);
  const type = resolveType(body, node.type);
  if (steps === null || type === null) return null;
  const global = globalAt(body, node.path, steps[0]!);
  const instance = global === null ? findInstance(body, steps[0]!, instances) : global;
  if (instance === -1) return null;
  const path: Variable[] = [];
  let variables = variablesOf(
    typeof instance === 'number' ? { kind: 'instance', block: instances[instance]!.program as never } : instance.type,
  );
  for (const step of steps.slice(1)) {
    if (!('name' in step)) {
      body.report('ST5162', node.path, { text: body.text(node.path) });
      return null;
    }
    const variable = findVariable(body, step.name, variables);
    if (variable === null) return null;
    path.push(variable);
    variables = variablesOf(variable.type);
  }
  const last = path.at(-1);
  if (last === undefined) {
    body.report('ST5162', node.path, { text: body.text(node.path) });
    return null;
  }
  if (!sameType(type, last.type)) {
    body.report('ST5163', node.type, { name: last.name, declared: typeName(last.type), given: typeName(type) });
    return null;
  }
  const address = node.address === null ? null : checkAddress(body, node.address, last, type);
  const initial = node.initializer === null ? null : overlay(initialValue(body, node.initializer, type), last.initial);
  return { instance, path, address, initial, range: body.range(node) };
}

function checkAddress(body: Body, node: ast.Node & { text: string }, variable: Variable, type: Type): DirectAddress | null {
  const address = parseAddress(node.text);
  if (address === null) body.report('ST5001', node, { text: node.text });
  else if (variable.incomplete === undefined)
    body.report('ST5164', node, { name: variable.name, address: node.text, area: address.area });
  else if (variable.incomplete !== address.area)
    body.report('ST5165', node, { name: variable.name, area: variable.incomplete, address: node.text });
  else if (!canLieAt(address, type))
    body.report('ST5004', node, { address: node.text, type: typeName(type), size: address.size });
  else return address;
  return null;
}

function checkAccess(
  body: Body,
  node: ast.AccessDeclaration,
  resources: ReadonlySet<string>,
  instances: ProgramInstance[],
): AccessPath | null {
  const type = resolveType(body, node.type);
  if (type === null) return null;
  const range = body.range(node.name);
  if (node.path.kind === 'direct') {
    if (parseAddress(node.path.text) !== null)
      return { name: node.name.text, path: node.path.text, writable: node.writable, range };
    body.report('ST5001', node.path, { text: node.path.text });
    return null;
  }
  const steps = pathOf(body, node.path, resources);
  if (steps === null) return null;
  const [first, ...rest] = steps;
  const global = globalAt(body, node.path, first!);
  let at: Type;
  let text: string;
  if (global !== null) {
    at = global.type;
    text = global.name;
  } else {
    const instance = findInstance(body, first!, instances);
    if (instance === -1) return null;
    at = { kind: 'instance', block: instances[instance]!.program as never };
    text = instances[instance]!.name;
  }
  return followAccess(body, node, { at, text }, rest);
}

/** VAR_ACCESS of a program (clause 6.6.4, Table 47): paths begin at its own variables, and every instance has the names. */
function accessOfPrograms(workspace: Workspace, instances: ProgramInstance[]): AccessPath[] {
  const list: AccessPath[] = [];
  for (const entity of workspace.entities.values()) {
    if (entity.kind !== 'pou' || entity.declaration.access === undefined) continue;
    const { pou } = entity;
    const programs = programsOf(workspace, entity);
    const body = new Body(workspace, entity.unit, entity, entity.scope);
    const names = new Set<string>();
    for (const node of entity.declaration.access) {
      if (names.has(node.name.key) || entity.scope.has(node.name.key)) body.report('ST2050', node.name, { name: node.name.text });
      names.add(node.name.key);
      const running = instances.flatMap(({ program }, instance) => (programs.includes(program) ? [instance] : []));
      const steps = stepsOf(node.path);
      if (steps === null) {
        if (node.path.kind !== 'missing') body.report('ST5162', node.path, { text: body.text(node.path) });
        continue;
      }
      const found = followAccess(body, node, { at: { kind: 'instance', block: pou as never }, text: '' }, steps);
      if (found !== null)
        list.push(...running.map((instance) => ({ ...found, path: `${instances[instance]!.name}${found.path}`, instance })));
    }
  }
  return list;
}

/** Follows steps from where an access path begins, and compares types at its end. */
function followAccess(
  body: Body,
  node: ast.AccessDeclaration,
  from: { at: Type; text: string },
  steps: readonly Step[],
): AccessPath | null {
  let { at, text } = from;
  for (const step of steps) {
    if ('name' in step) {
      const field = at.kind === 'struct' ? at.fields.find(({ name }) => name.toUpperCase() === step.name.key) : undefined;
      const found = field ?? findVariable(body, step.name, variablesOf(at));
      if (found === null) return null;
      at = found.type;
      text += `.${found.name}`;
      continue;
    }
    const indices = step.indices.map((index) => constantInteger(body, index));
    if (at.kind !== 'array' || indices.length !== at.dimensions.length || indices.includes(null)) {
      body.report('ST5162', step.node, { text: body.text(node.path) });
      return null;
    }
    text += `[${indices.join(',')}]`;
    at = at.element;
  }
  const type = resolveType(body, node.type);
  if (type === null) return null;
  if (sameType(at, type)) return { name: node.name.text, path: text, writable: node.writable, range: body.range(node.name) };
  body.report('ST5163', node.type, { name: text, declared: typeName(at), given: typeName(type) });
  return null;
}

/** The steps of a path behind the resource's name, where that stands there. */
function pathOf(body: Body, node: ast.Expression, resources: ReadonlySet<string>): Step[] | null {
  const steps = stepsOf(node);
  if (steps === null) {
    if (node.kind !== 'missing') body.report('ST5162', node, { text: body.text(node) });
    return null;
  }
  const [first] = steps;
  return steps.length > 1 && first !== undefined && 'name' in first && resources.has(first.name.key) ? steps.slice(1) : steps;
}

/** The global with which a path begins, of the resource before it where that stands there; `null` where it begins with something else. */
function globalAt(body: Body, path: ast.Expression, first: Step): Variable | null {
  if (!('name' in first)) return null;
  const [resource] = stepsOf(path) ?? [];
  const ofResource =
    resource !== undefined && 'name' in resource
      ? globalOfResource(body.workspace, resource.name.key, first.name.key)
      : undefined;
  const entity = ofResource ?? body.workspace.entities.get(first.name.key);
  return entity?.kind === 'global' ? entity.variable : null;
}

function findInstance(body: Body, step: Step, instances: ProgramInstance[]): number {
  if (!('name' in step)) return -1;
  const found = instances.findIndex(({ name }) => name.toUpperCase() === step.name.key);
  if (found === -1)
    body.report('ST5161', step.name, { name: step.name.text, names: instances.map(({ name }) => name).join(', ') });
  return found;
}

export function variablesOf(type: Type): Variable[] {
  return type.kind === 'instance' ? [...type.block.parameters, ...type.block.locals].filter(({ hidden }) => !hidden) : [];
}

export function findVariable(body: Body, name: ast.Identifier, variables: Variable[]): Variable | null {
  const found = variables.find((variable) => variable.name.toUpperCase() === name.key);
  if (found !== undefined) {
    body.workspace.refer(body.unit, name, { kind: 'variable', variable: found, owner: null });
    return found;
  }
  const names = variables.map((variable) => variable.name);
  const nearest = nearestName(name.text, names);
  if (nearest !== null) body.report('ST2002', name, { name: name.text, nearest }, body.replace(name, nearest));
  else body.report('ST2001', name, { name: name.text });
  return null;
}

/** Every `AT %I*` needs its address for every instance that there is. */
function requireAddresses(workspace: Workspace, instances: ProgramInstance[], settings: InstanceSetting[]): void {
  const located = new Set(
    settings
      .filter(({ address }) => address !== null)
      .map(({ instance, path }) => key(typeof instance === 'number' ? instances[instance]!.name : instance.name, path)),
  );
  // An address of the wrong area has been spoken about: that its variable has none is the same mistake.
  if (workspace.diagnostics.some(({ code }) => code === 'ST5165')) return;
  const seen = new Set<Variable>();
  const known = new Map<FunctionBlock, boolean>();
  let visits = 0;
  const complain = (path: string, variable: Variable) => {
    const facts = workspace.facts.get(variable);
    if (facts === undefined || seen.has(variable)) return;
    seen.add(variable);
    const { starts } = facts.unit.tree.tokens;
    const token = starts.indexOf(variable.range.start);
    workspace.report(
      facts.unit,
      'ST5160',
      { first: token, last: token },
      { name: variable.name, area: variable.incomplete!, path },
    );
  };
  const visit = (root: string, type: Type, path: Variable[]): void => {
    if (type.kind === 'array') {
      // Elements have no instance path of their own in VAR_CONFIG.
      visit(root, type.element, [...path, ...path.slice(-1)]);
      return;
    }
    for (const variable of variablesOf(type)) {
      if (variable.section === 'in_out' || (variable.incomplete === undefined && !holdsIncomplete(variable.type, known)))
        continue;
      if (visits++ > MOST_VISITS) return;
      const inner = [...path, variable];
      if (variable.incomplete !== undefined && !located.has(key(root, inner)))
        complain([root, ...inner.map(({ name }) => name)].join('.'), variable);
      visit(root, variable.type, inner);
    }
  };
  for (const { name, program } of instances) visit(name, { kind: 'instance', block: program as never }, []);
  for (const entity of workspace.entities.values()) if (entity.kind === 'global') visit(entity.name, entity.variable.type, []);
}

/** Instances looked at; no memory holds more of them. */
const MOST_VISITS = 100_000;

/** Whether instances of the type have an `AT %I*` somewhere inside: each block is looked into once. */
function holdsIncomplete(type: Type, known: Map<FunctionBlock, boolean>): boolean {
  if (type.kind === 'array') return holdsIncomplete(type.element, known);
  if (type.kind !== 'instance') return false;
  let answer = known.get(type.block);
  if (answer === undefined) {
    known.set(type.block, false);
    answer = variablesOf(type).some(
      (variable) => variable.section !== 'in_out' && (variable.incomplete !== undefined || holdsIncomplete(variable.type, known)),
    );
    known.set(type.block, answer);
  }
  return answer;
}

function key(root: string, path: readonly Variable[]): string {
  return [root, ...path.map(({ name }) => name)].join('.').toUpperCase();
}
