/** Bodies: statements, actions, and sequential function charts in text. Clause 6.7, Tables 54 to 61. */
import type {
  ActionAssociation,
  ActionDeclaration,
  Chart,
  Expression,
  Identifier,
  Statement,
  StepDeclaration,
  TransitionDeclaration,
} from './ast.ts';
import { close } from './closing.ts';
import { type Cursor, OPERATOR_LIMIT } from './cursor.ts';

import { parseExpression } from './parse-expressions.ts';
import { atChartElement, parseStatements } from './parse-statements.ts';

export interface ParsedBody {
  body: Statement[];
  actions?: ActionDeclaration[];
  chart?: Chart;
}

/**
 * The body of a POU, up to its closing word: statements or a chart, and actions beside either. `member` reads a method or property
 * where one begins, and tells whether it did.
 *
 * In the body of an ACTION there are actions beside steps only, and nothing but statements behind a statement: what begins there
 * tells that an END_ACTION is missing.
 */
export function parseBody(cursor: Cursor, member: () => boolean = () => false, inAction = false): ParsedBody {
  const body: Statement[] = [];
  const actions: ActionDeclaration[] = [];
  const chart: Chart = { steps: [], transitions: [] };
  let mixed = false;
  for (;;) {
    if (member()) continue;
    const statements = parseStatements(cursor);
    // One by one: a call takes only so many arguments.
    for (const statement of statements) body.push(statement);
    const inChart = chart.steps.length + chart.transitions.length > 0;
    if (inChart && !mixed && statements.some(({ kind }) => kind !== 'empty')) {
      mixed = true;
      cursor.report('ST1030', cursor.range(statements[0]!.first, statements[0]!.last));
    }
    if (member()) continue;
    if (!atChartElement(cursor)) break;
    const word = cursor.text().toUpperCase();
    if (inAction && !inChart && (word === 'ACTION' || body.some(({ kind }) => kind !== 'empty'))) break;
    switch (word) {
      case 'ACTION':
        actions.push(parseAction(cursor));
        break;
      case 'TRANSITION':
        chart.transitions.push(parseTransition(cursor));
        break;
      case 'STEP':
      case 'INITIAL_STEP':
        chart.steps.push(parseStep(cursor));
        break;
      default:
        // TEST, SETUP, TEARDOWN: the POU was never closed.
        return finish();
    }
  }
  return finish();

  function finish(): ParsedBody {
    const parsed: ParsedBody = { body };
    if (actions.length > 0) parsed.actions = actions;
    if (chart.steps.length + chart.transitions.length === 0) return parsed;
    const [first] = body.filter(({ kind }) => kind !== 'empty');
    if (first !== undefined && !mixed) cursor.report('ST1030', cursor.range(first.first, first.last));
    return { ...parsed, body: [], chart };
  }
}

/** A name, or an empty one where there is none: what is missing has been reported. */
function nameOf(cursor: Cursor, en: string, zh: string): Identifier {
  return cursor.identifier({ en, 'zh-CN': zh }) ?? { text: '', key: '', first: cursor.previous, last: cursor.previous };
}

/** `ACTION Fill: … END_ACTION`: statements, or a chart of its own (clause 6.7.4.1: the body of an action is one of a block). */
function parseAction(cursor: Cursor): ActionDeclaration {
  const first = cursor.take();
  const name = nameOf(cursor, 'an action’s name', '动作名称');
  cursor.expect(':');
  cursor.await('END_ACTION');
  const nests = cursor.enter();
  const parsed = nests ? parseBody(cursor, undefined, true) : { body: parseStatements(cursor) };
  if (nests) cursor.leave();
  cursor.settle('END_ACTION');
  close(cursor, first, 'END_ACTION');
  return { name, ...parsed, first, last: cursor.previous };
}

function leavesStep(cursor: Cursor): boolean {
  return cursor.at('end of file') || cursor.kind.startsWith('END_') || /^(PROGRAM|FUNCTION|TYPE|CONFIG)/.test(cursor.kind);
}

/** `STEP Filling: Fill(N); END_STEP` */
function parseStep(cursor: Cursor): StepDeclaration {
  const initial = cursor.text().toUpperCase() === 'INITIAL_STEP';
  const first = cursor.take();
  const name = nameOf(cursor, 'a step’s name', '步名称');
  cursor.expect(':');
  const associations: ActionAssociation[] = [];
  while (!leavesStep(cursor) && !atChartElement(cursor)) {
    if (cursor.accept(';')) continue;
    const before = cursor.index;
    const association = parseAssociation(cursor);
    if (association !== null) associations.push(association);
    if (cursor.index === before) cursor.take();
  }
  close(cursor, first, 'END_STEP');
  return { name, initial, associations, first, last: cursor.previous };
}

/** `Fill(D, T#5s, Filling);`, `Fill(N);`, `Fill;` */
function parseAssociation(cursor: Cursor): ActionAssociation | null {
  const first = cursor.index;
  cursor.operatorsLeft = OPERATOR_LIMIT;
  const action = cursor.identifier({ en: 'an action, as in Fill(N);', 'zh-CN': '动作，例如 Fill(N);' });
  if (action === null) {
    skipStatement(cursor);
    return null;
  }
  let qualifier: Identifier | null = null;
  const values: Expression[] = [];
  if (cursor.accept('(') && !cursor.accept(')')) {
    qualifier = cursor.identifier({ en: 'a qualifier such as N, S or R', 'zh-CN': '限定符，例如 N、S 或 R' });
    while (cursor.accept(',')) values.push(parseExpression(cursor));
    cursor.expect(')');
  }
  const association = { action, qualifier, values, first, last: cursor.previous };
  endOfLine(cursor);
  return association;
}

function skipStatement(cursor: Cursor): void {
  while (!leavesStep(cursor) && !atChartElement(cursor)) if (cursor.tokens.kinds[cursor.take()] === ';') return;
}

/** Takes the `;`, or says that it is missing. */
function endOfLine(cursor: Cursor): void {
  if (cursor.accept(';')) return;
  const place = cursor.afterPrevious();
  cursor.report('ST1011', cursor.lastOfPrevious(), {}, [
    { title: { en: 'Insert `;`', 'zh-CN': '插入 `;`' }, range: place, text: ';' },
  ]);
  if (!cursor.beginsLine) skipStatement(cursor);
}

/** `TRANSITION t (PRIORITY := 1) FROM a TO (b, c) := ready; END_TRANSITION` */
function parseTransition(cursor: Cursor): TransitionDeclaration {
  const first = cursor.take();
  cursor.operatorsLeft = OPERATOR_LIMIT;
  const name = cursor.at('identifier') && !cursor.atWord('FROM') ? cursor.identifier() : null;
  let priority: Expression | null = null;
  if (cursor.accept('(')) {
    if (cursor.atWord('PRIORITY')) cursor.take();
    else cursor.expectedButFound({ en: 'PRIORITY', 'zh-CN': 'PRIORITY' });
    cursor.expect(':=');
    priority = parseExpression(cursor);
    cursor.expect(')');
  }
  if (cursor.atWord('FROM')) cursor.take();
  else cursor.expectedButFound({ en: 'FROM and a step', 'zh-CN': 'FROM 和步名称' });
  const from = parseSteps(cursor);
  cursor.expect('TO');
  const to = parseSteps(cursor);
  let condition: Expression = { kind: 'missing', first: cursor.previous, last: cursor.previous };
  if (cursor.expect(':=')) condition = parseExpression(cursor, true);
  const last = cursor.previous;
  if (!leavesStep(cursor) || !cursor.at('END_TRANSITION')) endOfLine(cursor);
  else cursor.report('ST1011', cursor.lastOfPrevious());
  close(cursor, first, 'END_TRANSITION');
  return { name, priority, from, to, condition, first, last };
}

/** One step’s name, or several in brackets. */
function parseSteps(cursor: Cursor): Identifier[] {
  const steps: Identifier[] = [];
  const add = (): void => {
    const name = cursor.identifier({ en: 'a step’s name', 'zh-CN': '步名称' });
    if (name !== null) steps.push(name);
  };
  if (!cursor.accept('(')) {
    add();
    return steps;
  }
  do add();
  while (cursor.accept(','));
  cursor.expect(')');
  return steps;
}
