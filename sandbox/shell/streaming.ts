/**
 * just-bash hands over what a line prints when the line has come to its end. A terminal prints as things happen: so before a line runs,
 * every command of it whose output would reach the screen gets `>>/dev/tty 2>>/dev/tty` in front of its own redirections, and a network
 * tool is told that it may print as it goes (`--to-terminal`), or that `head` behind it wants so many lines (`--lines=3`).
 */
import type { CommandNode, PipelineNode, ScriptNode, SimpleCommandNode, StatementNode, WordNode } from 'just-bash';
import { screenPath } from './home.ts';

export const toTerminal = '--to-terminal';
export const linesWanted = '--lines=';

/** Builtins of just-bash that are ours here, and what ours are called. */
export const ownBuiltins: Readonly<Record<'help' | 'history', string>> = { help: 'help-here', history: 'history-here' };

/** Commands that run another one, whose name stands among their words. */
const runners = new Set(['timeout', 'time', 'env', 'xargs', 'command']);

type Redirection = SimpleCommandNode['redirections'][number];

const word = (value: string): WordNode => ({ type: 'Word', parts: [{ type: 'Literal', value }] });
const toScreen = (fd: number): Redirection => ({ type: 'Redirection', fd, operator: '>>', target: word(screenPath) });

export function streamed(script: ScriptNode, tools: ReadonlySet<string>): ScriptNode {
  return { ...script, statements: statements(script.statements, tools) };
}

const statements = (list: readonly StatementNode[], tools: ReadonlySet<string>): StatementNode[] =>
  list.map((statement) => ({ ...statement, pipelines: statement.pipelines.map((one) => pipeline(one, tools)) }));

function pipeline(node: PipelineNode, tools: ReadonlySet<string>): PipelineNode {
  const commands = node.commands.map(renamed).map((command, index) => {
    if (index === node.commands.length - 1) return onScreen(command, tools);
    const lines = linesOfHead(node.commands[index + 1]!);
    return lines === null ? command : told(command, `${linesWanted}${lines}`, tools);
  });
  return { ...node, commands };
}

function renamed(command: CommandNode): CommandNode {
  if (command.type !== 'SimpleCommand' || command.name === null) return command;
  const name = literal(command.name);
  return name === 'help' || name === 'history' ? { ...command, name: word(ownBuiltins[name]) } : command;
}

function onScreen(command: CommandNode, tools: ReadonlySet<string>): CommandNode {
  const inside = (list: readonly StatementNode[]): StatementNode[] => statements(list, tools);
  switch (command.type) {
    case 'SimpleCommand': {
      if (command.name === null || literal(command.name) === 'exec') return command;
      const marked = command.redirections.some(isOutput) ? command : told(command, toTerminal, tools);
      return { ...marked, redirections: [toScreen(1), toScreen(2), ...command.redirections] };
    }
    case 'If':
      return command.redirections.length > 0
        ? command
        : {
            ...command,
            clauses: command.clauses.map((clause) => ({
              ...clause,
              condition: inside(clause.condition),
              body: inside(clause.body),
            })),
            elseBody: command.elseBody && inside(command.elseBody),
          };
    case 'While':
    case 'Until':
      return command.redirections.some(isOutput)
        ? command
        : { ...command, condition: inside(command.condition), body: inside(command.body) };
    case 'For':
    case 'CStyleFor':
    case 'Group':
    case 'Subshell':
      return command.redirections.some(isOutput) ? command : { ...command, body: inside(command.body) };
    case 'Case':
      return command.redirections.length > 0
        ? command
        : { ...command, items: command.items.map((item) => ({ ...item, body: inside(item.body) })) };
    default:
      return command;
  }
}

const isOutput = ({ operator }: Redirection): boolean => operator.includes('>') && operator !== '<>';

/** Its text when nothing in it is expanded, else `null`. */
const literal = ({ parts }: WordNode): string | null =>
  parts.length === 1 && parts[0]?.type === 'Literal' ? parts[0].value : null;

/** The same command with a word for the tool in it. */
function told<C extends CommandNode>(command: C, what: string, tools: ReadonlySet<string>): C;
function told(command: CommandNode, what: string, tools: ReadonlySet<string>): CommandNode {
  if (command.type !== 'SimpleCommand' || command.name === null) return command;
  const name = literal(command.name) ?? '';
  if (tools.has(name)) return { ...command, args: [word(what), ...command.args] };
  const at = runners.has(name) ? command.args.findIndex((one) => tools.has(literal(one) ?? '')) : -1;
  if (at < 0) return command;
  return { ...command, args: [...command.args.slice(0, at + 1), word(what), ...command.args.slice(at + 1)] };
}

/** How many lines a `head` takes: `head`, `head -3`, `head -n 3`. */
function linesOfHead(command: CommandNode): number | null {
  if (command.type !== 'SimpleCommand' || command.name === null || literal(command.name) !== 'head') return null;
  const words = command.args.map((one) => literal(one) ?? '?').join(' ');
  const [, lines] = /^(?:-n ?|-)?(\d+)$/.exec(words) ?? [];
  return words === '' ? 10 : lines === undefined ? null : Number(lines);
}
