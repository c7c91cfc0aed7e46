/** A shell's memory from line to line: just-bash forgets variables, folder and functions after each. */
import { Bash, type CommandName, type CustomCommand, defineCommand, getCommandNames, parse, serialize } from 'just-bash';
import { type Home, homePath } from './home.ts';
import { executionLimits } from './limits.ts';
import { streamed } from './streaming.ts';

/** Workers, converters of web pages, and what we have in our own form. */
const left = new Set(['sqlite3', 'html-to-markdown', 'help', 'hostname', 'history', 'whoami']);

export const shellCommands = (): string[] => getCommandNames().filter((name) => !left.has(name));

/** Whether more lines are to follow: a quote, loop or document stands open, or the line ends in `|`, `&&` or a backslash. */
export function unfinished(text: string): boolean {
  if (/(\||&&|(?<!\\)(\\\\)*\\)$/.test(text.trimEnd())) return true;
  try {
    return JSON.stringify(parse(text)).includes('"terminated":false');
  } catch (error) {
    const { token, message = '' } = error as { token?: { type?: string }; message?: string };
    return token?.type === 'EOF' || message.includes('unexpected EOF');
  }
}

export class Session {
  readonly #bash: Bash;
  readonly #tools: ReadonlySet<string>;
  #env: Record<string, string>;
  #cwd = homePath;
  /** Definitions that are put before each line. */
  readonly #functions = new Map<string, string>();
  #exit = 0;
  #running: AbortController | null = null;

  constructor(
    home: Home,
    host: string,
    commands: CustomCommand[],
    tools: ReadonlySet<string>,
    sleep: (milliseconds: number) => Promise<void>,
  ) {
    this.#tools = tools;
    this.#env = {
      HOME: homePath,
      USER: 'trainee',
      LOGNAME: 'trainee',
      SHELL: '/bin/bash',
      TERM: 'xterm-256color',
      HOSTNAME: host,
      PATH: '/usr/bin:/bin',
      LANG: 'C.UTF-8',
    };
    this.#bash = new Bash({
      fs: home,
      cwd: homePath,
      env: this.#env,
      commands: shellCommands() as CommandName[],
      customCommands: [
        defineCommand('hostname', () => Promise.resolve({ stdout: `${host}\n`, stderr: '', exitCode: 0 })),
        defineCommand('whoami', () => Promise.resolve({ stdout: 'trainee\n', stderr: '', exitCode: 0 })),
        ...commands,
      ],
      executionLimitProfile: 'hardened',
      executionLimits,
      sleep,
    });
    this.#bash.registerTransformPlugin({ name: 'stream', transform: ({ ast }) => ({ ast: streamed(ast, this.#tools) }) });
  }

  get cwd(): string {
    return this.#cwd;
  }
  /** Of the last line. */
  get exit(): number {
    return this.#exit;
  }
  get env(): Readonly<Record<string, string>> {
    return this.#env;
  }

  /** The line that runs ends at its next step. */
  abort(): void {
    this.#running?.abort();
  }

  /** Runs a line; what did not go to the screen by itself is the answer. */
  async run(text: string): Promise<string> {
    this.#running = new AbortController();
    const before = [...this.#functions.values(), this.#exit === 0 ? '' : `(exit ${this.#exit})`].filter((one) => one !== '');
    try {
      const { signal } = this.#running;
      const result = await this.#bash.exec([...before, text].join('\n'), {
        env: this.#env,
        replaceEnv: true,
        cwd: this.#cwd,
        rawScript: true,
        signal,
      });
      if (signal.aborted) {
        this.#exit = 130;
        return '';
      }
      this.#exit = result.exitCode;
      this.#remember(text, result.env);
      return `${result.stdout}${result.stderr}`;
    } finally {
      this.#running = null;
    }
  }

  #remember(text: string, env: Record<string, string> | undefined): void {
    if (env) {
      this.#env = Object.fromEntries(Object.entries(env).filter(([name]) => !ownToBash.has(name)));
      this.#cwd = env.PWD ?? this.#cwd;
    }
    try {
      for (const statement of parse(text).statements)
        for (const { commands } of statement.pipelines)
          for (const command of commands)
            if (command.type === 'FunctionDef')
              this.#functions.set(command.name, serialize({ type: 'Script', statements: [statement] }));
    } catch {
      // It was no command; that has been said.
    }
  }
}

/** It sets them itself at every start. */
const ownToBash = new Set([
  'BASHOPTS',
  'SHELLOPTS',
  'OPTIND',
  'PIPESTATUS',
  'IFS',
  'OSTYPE',
  'MACHTYPE',
  'HOSTTYPE',
  'BASH_VERSION',
  '_',
]);
