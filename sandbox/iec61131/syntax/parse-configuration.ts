/** CONFIGURATION, RESOURCE, TASK and PROGRAM … WITH: clause 6.8. */
import type {
  Argument,
  BlockTask,
  ConfigurationDeclaration,
  Identifier,
  ProgramConfiguration,
  ResourceDeclaration,
  TaskDeclaration,
} from './ast.ts';
import { close } from './closing.ts';
import type { Cursor } from './cursor.ts';
import { parseAccess, parseConfiguredVariables } from './parse-configured-variables.ts';
import { atSection, parseSection } from './parse-declarations.ts';
import { parseArgument, parseExpression } from './parse-expressions.ts';
import type { TokenKind } from './tokens.ts';

export function parseConfiguration(cursor: Cursor): ConfigurationDeclaration {
  const first = cursor.take();
  const name = cursor.identifier() ?? nameless(cursor);
  const own: ResourceDeclaration = { name: null, sections: [], tasks: [], programs: [], first, last: first };
  const resources = [own];
  const settings: ConfigurationDeclaration['settings'] = [];
  const access: ConfigurationDeclaration['access'] = [];
  while (!leaves(cursor.kind)) {
    if (cursor.at('RESOURCE')) resources.push(parseResource(cursor));
    else if (cursor.atWord('VAR_CONFIG')) settings.push(...parseConfiguredVariables(cursor));
    else if (cursor.atWord('VAR_ACCESS')) access.push(...parseAccess(cursor));
    else parseElement(cursor, own);
  }
  close(cursor, first, 'END_CONFIGURATION');
  return { kind: 'configuration', name, resources, settings, access, first, last: cursor.previous };
}

function nameless(cursor: Cursor): Identifier {
  return { text: '', key: '', first: cursor.previous, last: cursor.previous };
}

function leaves(kind: TokenKind): boolean {
  return (
    kind === 'end of file' ||
    kind === 'END_CONFIGURATION' ||
    kind === 'END_RESOURCE' ||
    kind === 'FUNCTION' ||
    kind === 'FUNCTION_BLOCK' ||
    kind === 'TYPE' ||
    kind === 'CONFIGURATION'
  );
}

function parseResource(cursor: Cursor): ResourceDeclaration {
  const first = cursor.take();
  const name = cursor.identifier() ?? nameless(cursor);
  if (cursor.atWord('ON')) {
    cursor.take();
    cursor.identifier({ en: 'a processor’s name after ON', 'zh-CN': 'ON 之后的处理器名称' });
  }
  const resource: ResourceDeclaration = { name, sections: [], tasks: [], programs: [], first, last: first };
  while (!leaves(cursor.kind) && !cursor.at('RESOURCE')) parseElement(cursor, resource);
  close(cursor, first, 'END_RESOURCE');
  resource.last = cursor.previous;
  return resource;
}

/** A section of variables, a task or a program; anything else is reported and skipped. */
function parseElement(cursor: Cursor, resource: ResourceDeclaration): void {
  const before = cursor.index;
  if (atSection(cursor)) resource.sections.push(parseSection(cursor));
  else if (cursor.atWord('TASK')) resource.tasks.push(parseTask(cursor));
  else if (cursor.at('PROGRAM')) {
    const program = parseProgram(cursor);
    if (program !== null) resource.programs.push(program);
  } else {
    cursor.expectedButFound({ en: 'VAR_GLOBAL, TASK or PROGRAM', 'zh-CN': 'VAR_GLOBAL、TASK 或 PROGRAM' });
    cursor.take();
  }
  if (cursor.index === before) cursor.take();
}

/** `TASK fast (INTERVAL := T#10ms, PRIORITY := 1);` */
function parseTask(cursor: Cursor): TaskDeclaration {
  const first = cursor.take();
  const name = cursor.identifier() ?? nameless(cursor);
  const settings: TaskDeclaration['settings'] = [];
  if (cursor.expect('(')) {
    while (cursor.at('identifier')) {
      const setting = cursor.identifier()!;
      cursor.expect(':=');
      settings.push({ name: setting, value: parseExpression(cursor) });
      if (!cursor.accept(',')) break;
    }
    cursor.expect(')');
  }
  finish(cursor);
  return { name, settings, first, last: cursor.previous };
}

/** `PROGRAM main WITH fast : Main;` */
function parseProgram(cursor: Cursor): ProgramConfiguration | null {
  const first = cursor.take();
  const retain = cursor.accept('RETAIN');
  if (!retain) cursor.accept('NON_RETAIN');
  const name = cursor.identifier();
  if (name === null) {
    finish(cursor);
    return null;
  }
  let task: Identifier | null = null;
  if (cursor.atWord('WITH')) {
    cursor.take();
    task = cursor.identifier({ en: 'a task’s name after WITH', 'zh-CN': 'WITH 之后的任务名称' });
  }
  cursor.expect(':');
  const program = cursor.identifier({ en: 'the name of a PROGRAM', 'zh-CN': '程序（PROGRAM）名称' });
  const connected = cursor.at('(');
  const { list, blocks } = connected ? parseElements(cursor) : { list: [], blocks: [] };
  finish(cursor);
  if (program === null) return null;
  return { name, task, program, arguments: list, blocks, connected, retain, first, last: cursor.previous };
}

/** `(Pump WITH slow, in := x, out => y)`: parameters of the program, and its blocks that run in a task of their own (Table 62). */
function parseElements(cursor: Cursor): { list: Argument[]; blocks: BlockTask[] } {
  const list: Argument[] = [];
  const blocks: BlockTask[] = [];
  cursor.take();
  if (cursor.accept(')')) return { list, blocks };
  for (;;) {
    const first = cursor.index;
    const argument = parseArgument(cursor);
    if (argument.name === null && cursor.atWord('WITH')) {
      cursor.take();
      const task = cursor.identifier({ en: 'a task’s name after WITH', 'zh-CN': 'WITH 之后的任务名称' });
      if (task !== null) blocks.push({ path: argument.value, task, first, last: cursor.previous });
    } else list.push(argument);
    if (cursor.accept(',')) continue;
    // A forgotten comma.
    const next = cursor.peek();
    if (cursor.at('identifier') && (next === ':=' || next === '=>')) {
      cursor.expect(',');
      continue;
    }
    cursor.expect(')');
    return { list, blocks };
  }
}

function finish(cursor: Cursor): void {
  if (cursor.accept(';')) return;
  const place = cursor.afterPrevious();
  cursor.report('ST1011', cursor.lastOfPrevious(), {}, [
    { title: { en: 'Insert `;`', 'zh-CN': '插入 `;`' }, range: place, text: ';' },
  ]);
  while (
    !leaves(cursor.kind) &&
    !cursor.at('PROGRAM') &&
    !cursor.at('RESOURCE') &&
    !cursor.atWord('TASK') &&
    !atSection(cursor)
  ) {
    if (cursor.accept(';')) return;
    cursor.take();
  }
}
