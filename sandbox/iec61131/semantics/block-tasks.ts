/**
 * Function block instances with a task of their own: `PROGRAM p WITH slow : Main(Pump WITH fast)`, clause 6.8.2, Table 62 (row 6c; we
 * have no copy: the number is doubtful). As we know the clause, the task alone decides when such a block is executed, whatever the
 * body of the program says. Decided here: a call in the program gives the block its inputs and takes its outputs, and does not run
 * its body; methods and actions run where they are called. Tasks never interrupt each other, so nobody sees half of a change.
 */
import type * as ast from '../syntax/ast.ts';
import type { Body } from './body.ts';
import type { InstanceTask, ProgramInstance, Variable } from './checked.ts';
import { findVariable, stepsOf, variablesOf } from './configured-variables.ts';

/** Enters the blocks of one program instance that have a task. `tasks`: those of its resource, by upper-case name. */
export function configureBlocks(
  body: Body,
  instance: ProgramInstance,
  nodes: readonly ast.BlockTask[],
  tasks: ReadonlyMap<string, number>,
  taskNames: readonly string[],
): void {
  const blocks: InstanceTask[] = [];
  for (const node of nodes) {
    const task = tasks.get(node.task.key);
    if (task === undefined) body.report('ST5013', node.task, { name: node.task.text, names: taskNames.join(', ') });
    const block = blockAt(body, instance, node.path);
    if (task === undefined || block === null) continue;
    if (blocks.some(({ path }) => path.length === block.path.length && path.every((step, at) => step === block.path[at])))
      body.report('ST2050', node.path, { name: body.text(node.path) });
    else blocks.push({ ...block, task });
    block.block.ofTask = true;
  }
  if (blocks.length > 0) instance.blocks = blocks;
}

function blockAt(body: Body, instance: ProgramInstance, node: ast.Expression): Pick<InstanceTask, 'path' | 'block'> | null {
  const path: Variable[] = [];
  let variables = [...instance.program.parameters, ...instance.program.locals].filter(({ hidden }) => !hidden);
  for (const step of stepsOf(node) ?? []) {
    const variable = 'name' in step ? findVariable(body, step.name, variables) : undefined;
    if (variable === null) return null;
    if (variable === undefined) {
      path.length = 0;
      break;
    }
    path.push(variable);
    variables = variablesOf(variable.type);
  }
  const last = path.at(-1);
  const isBlock = last?.type.kind === 'instance' && last.type.block.object?.form !== 'class';
  // Temporaries and in_outs are no instances of this program: they have no place between two calls.
  if (last?.type.kind !== 'instance' || !isBlock || path.some(({ section }) => section === 'temp' || section === 'in_out')) {
    if (node.kind !== 'missing') body.report('ST5018', node, { text: body.text(node) });
    return null;
  }
  const { block } = last.type;
  const reference = block.parameters.find(({ section }) => section === 'in_out');
  if (reference === undefined) {
    const facts = body.workspace.facts.get(path[0]!);
    if (facts !== undefined) facts.reads++;
    return { path, block };
  }
  body.report('ST5019', node, { text: body.text(node), name: reference.name });
  return null;
}
