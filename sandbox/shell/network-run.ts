/** Makes commands of just-bash out of the network's: words in, an order out, records worded, exit code. */
import { type CommandContext, type CustomCommand, decodeBytesToUtf8, defineCommand, type ExecResult } from 'just-bash';
import type { Desk, NetworkCommand, Said } from './commands/command.ts';
import { gatewayCommand, gatewayQuestion, wordAnswer } from './commands/gateway.ts';
import { type Explained, explain } from './help.ts';
import type { ShellSettings } from './messages.ts';
import type { NetworkDesk } from './network-desk.ts';
import { type Given, type Option, readOptions } from './options.ts';
import { linesWanted, toTerminal } from './streaming.ts';
import { Teach } from './teach.ts';

export interface Surroundings {
  settings: ShellSettings;
  desk: NetworkDesk;
  print(text: string): void;
  /** Ctrl-C was pressed while this line ran. */
  interrupted(): boolean;
  /** A tool that printed on the screen has ended after Ctrl-C: so does the line. */
  endLine(): void;
}

type Context = Pick<CommandContext, 'fs' | 'cwd' | 'stdin' | 'signal'>;

export function networkCommand(command: NetworkCommand, around: Surroundings): CustomCommand {
  return defineCommand(command.name, (words, context) =>
    understood(command, words, context, around, (given, desk, how) => run(command, given, desk, how, context, around)),
  );
}

export function gatewayCommandOf(around: Surroundings): CustomCommand {
  return defineCommand(gatewayCommand.name, (words, context) =>
    understood(gatewayCommand, words, context, around, async (given, desk) => {
      const question = await gatewayQuestion(given, desk);
      const said = wordAnswer(await around.desk.ask(question), question, given, around.settings.locale);
      return { stdout: said.out ?? '', stderr: said.err ?? '', exitCode: said.exit ?? 0 };
    }),
  );
}

interface How {
  onScreen: boolean;
  /** Lines that somebody wants of it. */
  lines: number;
}

/** Options are read, help is given, and what was not understood is said. */
async function understood(
  command: Explained & { options: readonly Option[] },
  words: readonly string[],
  context: Context,
  { settings }: Surroundings,
  act: (given: Given, desk: Desk, how: How) => Promise<ExecResult>,
): Promise<ExecResult> {
  const { locale, epochMs } = settings;
  if (words.includes('--help')) return { stdout: explain(command, locale), stderr: '', exitCode: 0 };
  const lines = words.find((word) => word.startsWith(linesWanted));
  const how: How = {
    onScreen: words.includes(toTerminal),
    lines: lines === undefined ? Number.POSITIVE_INFINITY : Number(lines.slice(linesWanted.length)),
  };
  try {
    const given = readOptions(
      command.name,
      command.options,
      words.filter((word) => word !== toTerminal && !word.startsWith(linesWanted)),
    );
    const desk: Desk = {
      locale,
      epochMs,
      input: decodeBytesToUtf8(context.stdin),
      read: (path) => read(context, path),
    };
    return await act(given, desk, how);
  } catch (error) {
    if (!(error instanceof Teach)) throw error;
    return { stdout: '', stderr: `${command.name}: ${error.text[locale]}\n`, exitCode: 2 };
  }
}

/** @throws Teach when it cannot be read. */
async function read({ fs, cwd }: Context, path: string): Promise<string> {
  try {
    return await fs.readFile(fs.resolvePath(cwd, path));
  } catch {
    throw new Teach(
      `There is no file ${path} here. \`ls\` shows those that there are.`,
      `此处没有文件 ${path}。用 \`ls\` 查看现有文件。`,
    );
  }
}

async function run(
  command: NetworkCommand,
  given: Given,
  desk: Desk,
  how: How,
  context: Context,
  around: Surroundings,
): Promise<ExecResult> {
  const { locale } = around.settings;
  const errand = await command.begin(given, desk);
  if (around.interrupted()) return { stdout: '', stderr: '', exitCode: 130 };
  const kept = { stdout: '', stderr: '' };
  const files: NonNullable<Said['file']>[] = [];
  let exit: number | undefined;
  let lines = 0;
  const say = ({ out = '', err = '', file, exit: other }: Said): void => {
    if (file) files.push(file);
    exit = other ?? exit;
    if (how.onScreen) {
      if (out !== '' || err !== '') around.print(`${out}${err}`);
      return;
    }
    kept.stdout += out;
    kept.stderr += err;
    lines += out.split('\n').length - 1;
  };
  say(errand.head ?? {});
  const result = await around.desk.run(
    errand.order,
    (record, interrupt) => {
      if (lines >= how.lines) return;
      const said = errand.record(record);
      say(said);
      if (said.stop || lines >= how.lines) interrupt();
    },
    context.signal,
  );
  say(errand.end?.(result.exit) ?? {});
  if (result.why) say({ err: `${command.name}: ${result.why[locale]}\n` });
  for (const { path, bytes } of files) await context.fs.writeFile(context.fs.resolvePath(context.cwd, path), bytes);
  if (around.interrupted() && how.onScreen) around.endLine();
  return { ...kept, exitCode: result.why ? 1 : (exit ?? result.exit) };
}
