/**
 * `TEST 'name' … END_TEST` as a program of its own: the SETUP of its file, the test and the TEARDOWN are its actions, and their
 * variables are its variables, so that SETUP can prepare what the test uses. Each test has its own; nothing passes between tests.
 */
import type * as ast from '../syntax/ast.ts';
import { rangeOfTokens } from '../syntax/tokens.ts';
import type { CheckedTest, FunctionBlock, ProgramInstance, ProgramPou, Statement, Task, Variable } from './checked.ts';
import { announcePou, interfaceOf } from './declare-pous.ts';
import { elementary } from './elementary.ts';
import { Terms } from './terms.ts';
import type { PouEntity, Unit, Workspace } from './workspace.ts';

/** One assertion in the text; what it saw stands in the structure `variable` of the test’s program. */
interface Assertion {
  /** ASSERT_EQ … */
  name: string;
  variable: string;
  node: ast.Node;
  /** The text of its arguments. */
  arguments: string[];
  message: string | null;
}

export interface TestPart {
  title: string;
  /** False for a SETUP or TEARDOWN alone in its file: checked, never run. */
  isTest: boolean;
  assertions: Assertion[];
  /** Where there is a TEARDOWN: TRUE from when it begins. Set by whoever runs the test where that has faulted before. */
  leaving?: Variable;
  /** Counts the assertions that have failed, once there is any. */
  failed?: Variable;
}

interface FileTests {
  unit: Unit;
  setups: ast.TestDeclaration[];
  tests: ast.TestDeclaration[];
  teardowns: ast.TestDeclaration[];
}

/** Gives every test its program. The programs are in nobody's reach. */
export function declareTests(
  workspace: Workspace,
  declarations: { unit: Unit; declaration: ast.TestDeclaration }[],
): PouEntity[] {
  const files = new Map<Unit, FileTests>();
  for (const { unit, declaration } of declarations) {
    const file = files.get(unit) ?? { unit, setups: [], tests: [], teardowns: [] };
    files.set(unit, file);
    ({ setup: file.setups, test: file.tests, teardown: file.teardowns })[declaration.kind].push(declaration);
  }
  const entities: PouEntity[] = [];
  for (const { unit, setups, tests, teardowns } of files.values()) {
    for (const extra of [...setups.slice(1), ...teardowns.slice(1)]) {
      const word = extra.kind.toUpperCase();
      workspace.report(unit, 'ST5201', { first: extra.first, last: extra.first }, { what: word });
    }
    const around = { setup: setups[0] ?? null, teardown: teardowns[0] ?? null };
    const titles = new Map<string, ast.TestDeclaration>();
    for (const test of tests) {
      const title = titleOf(workspace, unit, test);
      const node = { first: test.title, last: test.title };
      const earlier = titles.get(title);
      if (earlier !== undefined) {
        const { line } = workspace.range(unit, { first: earlier.title, last: earlier.title });
        workspace.report(unit, 'ST5202', node, { name: title, line });
      }
      titles.set(title, test);
      entities.push(declareTest(workspace, unit, title, test, around, true));
    }
    const alone = tests.length === 0 ? (around.setup ?? around.teardown) : null;
    if (alone !== null) entities.push(declareTest(workspace, unit, '', null, around, false, alone));
  }
  return entities;
}

function titleOf(workspace: Workspace, unit: Unit, test: ast.TestDeclaration): string {
  const text = workspace.text(unit, { first: test.title, last: test.title });
  return text.length >= 2 && /^['"]/.test(text) ? text.slice(1, -1) : '';
}

function declareTest(
  workspace: Workspace,
  unit: Unit,
  title: string,
  test: ast.TestDeclaration | null,
  { setup, teardown }: { setup: ast.TestDeclaration | null; teardown: ast.TestDeclaration | null },
  isTest: boolean,
  at: ast.TestDeclaration = test ?? setup ?? teardown!,
): PouEntity {
  const parts = [setup, test, teardown].filter((part) => part !== null);
  const actions: ast.ActionDeclaration[] = [];
  const body: ast.Statement[] = [];
  for (const part of parts) {
    const word = part.kind.toUpperCase();
    // A name that no text can contain, so that it is in nobody's way.
    const name = { text: word, key: `${word} …`, first: part.first, last: part.first };
    const node = { first: part.first, last: part.title };
    actions.push({ name, body: part.body, first: part.first, last: part.last });
    const callee: ast.Expression = { kind: 'name', name, ...node };
    body.push({ kind: 'call', call: { kind: 'call', callee, arguments: [], ...node }, ...node });
  }
  const declaration: ast.PouDeclaration = {
    kind: 'program',
    name: { text: title, key: '', first: at.first, last: at.title },
    result: null,
    sections: parts.flatMap(({ sections }) => sections),
    body,
    actions,
    first: at.first,
    last: at.last,
  };
  const entity = announcePou(workspace, unit, declaration);
  entity.test = { title, isTest, assertions: [] };
  interfaceOf(workspace, entity);
  if (teardown !== null && entity.pou.kind === 'program') {
    const { range } = entity.pou;
    const leaving = new Terms(range).local(LEAVING, elementary('BOOL'));
    entity.test.leaving = leaving;
    entity.pou.locals.push(leaving);
  }
  return entity;
}

/** In the test’s program; see `CompiledTest.leaving`. */
const LEAVING = '__leaving';

/** The statements of a test, of which the last is its TEARDOWN: it runs also when the program is started again after a fault. */
export function leaveByTeardown(statements: Statement[], leaving: Variable): Statement[] {
  const terms = new Terms(leaving.range);
  const flag = terms.variable(leaving);
  const before = statements.slice(0, -1);
  return [
    ...(before.length === 0 ? [] : [terms.when(terms.not(terms.read(flag)), before)]),
    terms.assign(flag, terms.bool(true)),
    ...statements.slice(-1),
  ];
}

/** A task and an instance for each test, in the order of the text. */
export function configureTests(
  workspace: Workspace,
  entities: readonly PouEntity[],
): { tasks: Task[]; instances: ProgramInstance[] } {
  const tests = entities.filter(({ test }) => test?.isTest);
  return {
    tasks: tests.map(({ name }) => ({ name, interval: workspace.defaultCycle, priority: 0 })),
    instances: tests.map(({ pou }, task) => ({ name: `test_${task + 1}`, program: pou as ProgramPou, task, range: pou.range })),
  };
}

/** A SETUP is checked with each test of its file; what is to be said about it is said once. */
export function forgetRepetitions(workspace: Workspace): void {
  const said = new Set<string>();
  const kept = workspace.diagnostics.filter(({ code, range }) => {
    const key = `${code} ${range.file} ${range.start} ${range.end}`;
    return !said.has(key) && said.add(key);
  });
  workspace.diagnostics.splice(0, workspace.diagnostics.length, ...kept);
}

/** What whoever runs the tests needs to know; for after every body is checked. */
export function testsOf(entities: readonly PouEntity[]): CheckedTest[] {
  return entities.flatMap(({ test, pou, unit }) =>
    test?.isTest
      ? [
          {
            title: test.title,
            range: pou.range,
            leaving: test.leaving?.name ?? null,
            assertions: test.assertions.map(({ node, ...rest }) => ({
              ...rest,
              range: rangeOfTokens(unit.tree.tokens, node.first, node.last),
            })),
          },
        ]
      : [],
  );
}

/**
 * A program under test is called like a function block: the same variables and statements, seen as one. `null` while its own
 * variables are being declared.
 */
export function programAsBlock(workspace: Workspace, entity: PouEntity): FunctionBlock | null {
  if (entity.asBlock !== undefined) return entity.asBlock;
  if (entity.state === 'building') return null;
  const program = interfaceOf(workspace, entity) as ProgramPou;
  const block: FunctionBlock = {
    kind: 'function_block',
    name: program.name,
    parameters: program.parameters,
    locals: program.locals,
    // The body is checked later.
    get body() {
      return program.body;
    },
    get actions() {
      return program.actions ?? [];
    },
    range: program.range,
  };
  entity.asBlock = block;
  return block;
}
