/**
 * Tasks and program instances: clause 6.8, Tables 62 and 63. Without a CONFIGURATION every PROGRAM gets one instance of its own name.
 *
 * A configuration is one controller. Its resources share that controller's time and memory: tasks belong to their resource, while
 * the names of program instances are of one space and must differ; for globals see `resource-globals.ts`. A program without a task runs in the
 * background: in a task of the lowest priority with the default cycle, after everything else that is due.
 */
import type * as ast from '../syntax/ast.ts';
import { configureBlocks } from './block-tasks.ts';
import { Body } from './body.ts';
import { checkCallStatement } from './check-calls.ts';
import { checkExpressionAs } from './check-expressions.ts';
import type { ProgramInstance, ProgramPou, Task, Variable } from './checked.ts';
import { interfaceOf } from './declare-pous.ts';
import { programAsBlock } from './declare-tests.ts';
import { nearestName } from './did-you-mean.ts';
import { elementary } from './elementary.ts';
import { resolveEntity } from './namespaces.ts';
import { constantInteger } from './resolve-types.ts';
import { programOfResource } from './resource-globals.ts';
import type { PouEntity, Unit, Workspace } from './workspace.ts';

/** Priority of the task that nobody wrote: the lowest. */
const DEFAULT_PRIORITY = 65_535;

export interface Configured {
  tasks: Task[];
  instances: ProgramInstance[];
}

export function configure(
  workspace: Workspace,
  configurations: { unit: Unit; declaration: ast.ConfigurationDeclaration }[],
): Configured {
  const configured: Configured = { tasks: [], instances: [] };
  for (const extra of configurations.slice(1)) workspace.report(extra.unit, 'ST5010', extra.declaration.name, {});
  const [first] = configurations;
  if (first === undefined) {
    for (const entity of workspace.entities.values()) {
      if (entity.kind !== 'pou' || entity.declaration.kind !== 'program' || entity.unit.library) continue;
      addInstance(
        configured,
        entity.name,
        entity,
        defaultTask(workspace, configured),
        workspace.range(entity.unit, entity.declaration.name),
        workspace,
      );
    }
    return configured;
  }
  const body = new Body(workspace, first.unit, null, new Map());
  const connections: Connection[] = [];
  const tasks = first.declaration.resources.flatMap((resource) => {
    body.resource = resource.name?.key ?? '';
    return configureResource(body, resource, configured, connections);
  });
  for (const connection of connections) connect(body, connection);
  for (const task of tasks) configureEvent(body, task);
  const running = new Set(configured.instances.map(({ program }) => program));
  for (const entity of workspace.entities.values()) {
    if (entity.kind === 'pou' && entity.declaration.kind === 'program' && !running.has(entity.pou as ProgramPou)) {
      workspace.report(entity.unit, 'ST5011', entity.declaration.name, {
        name: entity.name,
        configuration: first.declaration.name.text,
      });
    }
  }
  return configured;
}

function defaultTask(workspace: Workspace, configured: Configured): number {
  const existing = configured.tasks.findIndex(({ priority, name }) => priority === DEFAULT_PRIORITY && name === 'default');
  if (existing !== -1) return existing;
  configured.tasks.push({ name: 'default', interval: workspace.defaultCycle, priority: DEFAULT_PRIORITY });
  return configured.tasks.length - 1;
}

function addInstance(
  configured: Configured,
  name: string,
  entity: PouEntity,
  task: number,
  range: ProgramInstance['range'],
  workspace: Workspace,
): ProgramInstance {
  const instance: ProgramInstance = { name, program: interfaceOf(workspace, entity) as ProgramPou, task, range };
  configured.instances.push(instance);
  return instance;
}

/** A program of a resource whose parameters are still to be connected: that waits until every instance has its name. */
interface Connection {
  instance: ProgramInstance;
  node: ast.ProgramConfiguration;
  resource: string | null;
}

interface Declared {
  task: Task;
  node: ast.TaskDeclaration;
  resource: string | null;
}

function configureResource(
  body: Body,
  resource: ast.ResourceDeclaration,
  configured: Configured,
  connections: Connection[],
): Declared[] {
  const tasks = new Map<string, number>();
  const declared: Declared[] = [];
  for (const declaration of resource.tasks) {
    const task = configureTask(body, declaration);
    if (tasks.has(declaration.name.key)) body.report('ST2050', declaration.name, { name: declaration.name.text });
    tasks.set(declaration.name.key, configured.tasks.length);
    configured.tasks.push(task);
    declared.push({ task, node: declaration, resource: body.resource });
  }
  for (const program of resource.programs) {
    const found = findProgram(body, program.program);
    if (found === null) continue;
    const entity = programOfResource(body.workspace, found, body.resource ?? '');
    if (configured.instances.some(({ name }) => name.toUpperCase() === program.name.key)) {
      body.report('ST2050', program.name, { name: program.name.text });
      continue;
    }
    let task: number | undefined;
    if (program.task !== null) {
      task = tasks.get(program.task.key);
      if (task === undefined) {
        const names = resource.tasks.map(({ name }) => name.text);
        body.report('ST5013', program.task, { name: program.task.text, names: names.join(', ') });
        continue;
      }
    }
    const instance = addInstance(
      configured,
      program.name.text,
      entity,
      task ?? defaultTask(body.workspace, configured),
      body.range(program.name),
      body.workspace,
    );
    if (program.retain) instance.retain = true;
    nameInstance(body, instance, entity, program);
    configureBlocks(
      body,
      instance,
      program.blocks,
      tasks,
      resource.tasks.map(({ name }) => name.text),
    );
    connections.push({ instance, node: program, resource: body.resource });
  }
  return declared;
}

function findProgram(body: Body, name: ast.Identifier): PouEntity | null {
  const entity = resolveEntity(body, name);
  if (entity?.kind === 'pou' && entity.declaration.kind === 'program') {
    body.workspace.refer(body.unit, name, { kind: 'pou', entity });
    return entity;
  }
  const names: string[] = [];
  for (const other of body.workspace.entities.values())
    if (other.kind === 'pou' && other.declaration.kind === 'program') names.push(other.name);
  const nearest = nearestName(name.text, names);
  if (nearest !== null) body.report('ST2002', name, { name: name.text, nearest }, body.replace(name, nearest));
  else body.report('ST5012', name, { name: name.text });
  return null;
}

/** Lets the configuration speak of an instance and its parameters: `main.Ready`. A program is seen as a block for that. */
function nameInstance(body: Body, instance: ProgramInstance, entity: PouEntity, { name }: ast.ProgramConfiguration): void {
  const block = programAsBlock(body.workspace, entity);
  if (block === null || body.scope.has(name.key)) return;
  const variable: Variable = {
    name: instance.name,
    type: { kind: 'instance', block },
    section: 'global',
    address: null,
    retain: false,
    constant: false,
    initial: null,
    range: instance.range,
    hidden: true,
  };
  instance.handle = { variable, block };
  body.scope.set(name.key, variable);
}

/** `PROGRAM p WITH t : Main(in := x, out => y)`: the task calls the instance like a block. */
function connect(body: Body, { instance, node, resource }: Connection): void {
  body.resource = resource;
  const needsReference = instance.program.parameters.some(({ section }) => section === 'in_out');
  if (node.arguments.length === 0 && !needsReference) return;
  const at = { first: node.program.first, last: node.last };
  const callee: ast.Expression = { kind: 'name', name: node.name, first: node.name.first, last: node.name.last };
  const statement = checkCallStatement(body, { kind: 'call', callee, arguments: node.arguments, ...at });
  if (statement?.kind === 'invoke') instance.run = statement;
}

function configureTask(body: Body, declaration: ast.TaskDeclaration): Task {
  const task: Task = { name: declaration.name.text, interval: body.workspace.defaultCycle, priority: 0 };
  const isEvent = declaration.settings.some(({ name }) => name.key === 'SINGLE');
  let interval = false;
  for (const { name, value } of declaration.settings) {
    if (name.key === 'INTERVAL') {
      const checked = checkExpressionAs(body, value, elementary('LTIME'));
      if (checked === null) {
        interval = true;
        continue;
      }
      const known = checked.kind === 'constant' && typeof checked.value === 'bigint' ? checked.value : -1n;
      // T#0s says for an event task that only the event runs it.
      if (known > 0n) task.interval = known;
      else if (known !== 0n || !isEvent) body.report('ST5014', value, {});
      interval = known !== 0n || !isEvent;
    } else if (name.key === 'PRIORITY') {
      const priority = constantInteger(body, value);
      if (priority === null) continue;
      if (priority >= 0n && priority <= BigInt(DEFAULT_PRIORITY)) task.priority = Number(priority);
      else body.report('ST5015', value, { limit: DEFAULT_PRIORITY });
    } else if (name.key !== 'SINGLE') body.report('ST5016', name, { name: name.text });
  }
  if (isEvent) task.cyclic = interval;
  else if (!interval) body.report('ST5017', declaration.name, { name: declaration.name.text });
  return task;
}

/** SINGLE := condition. It is looked at after every instance has its name, because it may be a program's output. */
function configureEvent(body: Body, { task, node, resource }: Declared): void {
  body.resource = resource;
  const single = node.settings.find(({ name }) => name.key === 'SINGLE');
  if (single === undefined) return;
  const condition = checkExpressionAs(body, single.value, elementary('BOOL'), 'condition');
  if (condition === null) return;
  const memory: Variable = {
    name: `${task.name}_SINGLE`,
    type: elementary('BOOL'),
    section: 'global',
    address: null,
    retain: false,
    constant: false,
    initial: null,
    range: body.range(node.name),
  };
  task.event = { condition, memory };
}
