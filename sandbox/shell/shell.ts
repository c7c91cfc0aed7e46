/**
 * One trainee's shell: lines in, a session that runs them, network tools by way of the rig, everything printed as it happens. It knows
 * nothing of processes: what it has to say goes through `send`, what it is told comes through `hear`.
 */
import { defineCommand } from 'just-bash';
import { gatewayCommand } from './commands/gateway.ts';
import { networkCommands } from './commands/index.ts';
import { complete } from './completion.ts';
import { explain, overview } from './help.ts';
import { Home, homePath } from './home.ts';
import { outputBytes } from './limits.ts';
import { LineEditor } from './line-editor.ts';
import type { FromShell, HomeFile, Locale, ShellSettings, Text, ToShell } from './messages.ts';
import { NetworkDesk } from './network-desk.ts';
import { gatewayCommandOf, networkCommand, type Surroundings } from './network-run.ts';
import { Session, shellCommands, unfinished } from './session.ts';
import { ownBuiltins } from './streaming.ts';

/** Taken before just-bash blocks them for what runs inside it: `sleep` does. */
const [after, forget] = [setTimeout, clearTimeout];

const historyFile = '.history';
const explained = [...networkCommands, gatewayCommand];
const tools = new Set(networkCommands.map(({ name }) => name));

export class Shell {
  readonly #settings: ShellSettings;
  readonly #send: (message: FromShell) => void;
  readonly #home: Home;
  readonly #desk: NetworkDesk;
  readonly #editor: LineEditor;
  #session: Session;
  /** Lines of a command that is not whole yet. */
  #begun = '';
  #interrupted = false;
  /** Ends what sleeps. */
  #wake = new AbortController();
  /** Printed by the line that runs, in characters. */
  #printed = 0;

  constructor(settings: ShellSettings, files: readonly HomeFile[], send: (message: FromShell) => void) {
    this.#settings = { ...settings };
    this.#send = send;
    this.#desk = new NetworkDesk(send);
    this.#home = new Home(files, hostsFile(settings), (text) => this.#show(text));
    this.#session = this.#newSession();
    const history = files.find(({ path }) => path === historyFile);
    this.#editor = new LineEditor(settings.columns, settings.rows, {
      print: (text) => this.#send({ type: 'print', text }),
      line: (text) => void this.#line(text),
      cancelled: () => {
        this.#begun = '';
        this.#prompt();
      },
      interrupt: () => this.#interrupt(),
      leave: () => this.#leave(),
      complete: (line) => complete(line, this.#completable()),
      history: history
        ? new TextDecoder()
            .decode(history.bytes)
            .split('\n')
            .filter((line) => line !== '')
            .reverse()
        : [],
    });
  }

  /** Shows the first prompt. `why`: what came before it has ended, and how. */
  begin(why: Text | null): void {
    const { locale } = this.#settings;
    this.#print(`${(why ?? welcome)[locale]}\n`);
    this.#prompt();
  }

  hear(message: ToShell): void {
    switch (message.type) {
      case 'input':
        this.#editor.type(message.text);
        return;
      case 'resize':
        this.#editor.resize(message.columns, message.rows);
        return;
      case 'language':
        this.#speak(message.locale);
        return;
      case 'news':
        this.#desk.news(message.call, message.records, message.exit);
        return;
      case 'refused':
        this.#desk.refused(message.call, message.message);
        return;
      case 'gateway':
        this.#desk.answered(message.request, message.answer);
        return;
      case 'notice':
        if (message.toolsEnd && this.#desk.busy) this.#desk.endAll(message.text);
        else if (!message.toolsEnd) this.#editor.interject(`${message.text[this.#settings.locale]}\r\n`);
    }
  }

  /** Whoever came last reads the greeting in their own language; the parts of the shell share these settings. */
  #speak(locale: Locale): void {
    this.#settings.locale = locale;
    this.#editor.interject(`${welcome[locale]}\r\n`);
  }

  // Lines

  async #line(text: string): Promise<void> {
    const whole = this.#begun === '' ? text : `${this.#begun}\n${text}`;
    this.#begun = '';
    if (whole.trim() === '') {
      this.#prompt();
      return;
    }
    if (whole.length < 100_000 && unfinished(whole)) {
      this.#begun = whole;
      this.#editor.prompt('> ');
      return;
    }
    this.#editor.rest();
    this.#interrupted = false;
    this.#printed = 0;
    this.#wake = new AbortController();
    this.#home.begin();
    try {
      this.#show(await this.#session.run(whole));
    } catch (error) {
      this.#print(`bash: ${error instanceof Error ? error.message : String(error)}\n`);
    }
    if (whole.trim() === 'exit' || whole.startsWith('exit ')) {
      this.#leave();
      return;
    }
    await this.#keep();
    this.#prompt();
  }

  /** Files that were changed are told of; so is what was typed. */
  async #keep(): Promise<void> {
    try {
      const lines = this.#editor.history.slice(0, 200).reverse();
      await this.#home.writeFile(`${homePath}/${historyFile}`, `${lines.join('\n')}\n`);
    } catch {
      // The file system is full: the lines are the least of what is in it.
    }
    this.#send({ type: 'home', files: await this.#home.files() });
  }

  #prompt(): void {
    const { host } = this.#settings;
    const { cwd } = this.#session;
    const folder = cwd === homePath || cwd.startsWith(`${homePath}/`) ? `~${cwd.slice(homePath.length)}` : cwd;
    this.#editor.prompt(`\u001b[32mtrainee@${host}\u001b[0m:\u001b[34m${folder}\u001b[0m$ `);
  }

  #interrupt(): void {
    if (this.#interrupted || !this.#desk.busy) this.#session.abort();
    this.#interrupted = true;
    this.#wake.abort();
    this.#desk.interruptAll();
  }

  /** Nobody listens any more: what runs comes to its end. */
  end(): void {
    this.#interrupted = true;
    this.#session.abort();
    this.#wake.abort();
  }

  /** A terminal on a page has nowhere to go: a new shell in the same place. */
  #leave(): void {
    this.#session = this.#newSession();
    this.#print(`${newShell[this.#settings.locale]}\n`);
    this.#prompt();
  }

  // What is printed

  #print(text: string): void {
    if (text !== '') this.#send({ type: 'print', text: text.replace(/\r?\n/g, '\r\n') });
  }

  /** Of a line that runs: no more than a reader could use. */
  #show(text: string): void {
    const room = outputBytes - this.#printed;
    if (room <= 0) return;
    this.#printed += text.length;
    this.#print(text.slice(0, room));
    if (text.length < room) return;
    this.#print(`\n${tooMuch[this.#settings.locale]}\n`);
    this.#session.abort();
    this.#wake.abort();
    this.#desk.interruptAll();
  }

  // Parts

  #newSession(): Session {
    const around: Surroundings = {
      settings: this.#settings,
      desk: this.#desk,
      print: (text) => this.#show(text),
      interrupted: () => this.#interrupted,
      endLine: () => this.#session.abort(),
    };
    const said = (stdout: string) => Promise.resolve({ stdout, stderr: '', exitCode: 0 });
    const own = [
      defineCommand(ownBuiltins.help, (words) => {
        const { locale } = this.#settings;
        const one = explained.find(({ name }) => name === words[0]);
        return said(one ? explain(one, locale) : overview(explained, locale));
      }),
      defineCommand('man', (words) => {
        const { name } = explained.find((one) => one.name === words[0]) ?? { name: 'NAME' };
        return said(
          `${{ en: `The manual of a command here: ${name} --help`, 'zh-CN': `此处命令的手册：${name} --help` }[this.#settings.locale]}\n`,
        );
      }),
      defineCommand(ownBuiltins.history, () =>
        said(
          [...this.#editor.history]
            .reverse()
            .map((line, index) => `${String(index + 1).padStart(5)}  ${line}\n`)
            .join(''),
        ),
      ),
    ];
    const commands = [...own, ...networkCommands.map((command) => networkCommand(command, around)), gatewayCommandOf(around)];
    return new Session(this.#home, this.#settings.host, commands, tools, (milliseconds) => this.#sleep(milliseconds));
  }

  #sleep(milliseconds: number): Promise<void> {
    const { signal } = this.#wake;
    return new Promise((resolve) => {
      const timer = after(resolve, Math.min(milliseconds, 3_600_000));
      const end = (): void => {
        forget(timer);
        resolve();
      };
      if (signal.aborted) end();
      signal.addEventListener('abort', end);
    });
  }

  #completable(): Parameters<typeof complete>[1] {
    return {
      commands: [...shellCommands(), ...explained.map(({ name }) => name), 'help', 'history', 'cd', 'export', 'exit'],
      options: Object.fromEntries(explained.map(({ name, options }) => [name, options])),
      subcommands: Object.fromEntries(explained.map((one) => [one.name, 'subcommands' in one ? (one.subcommands ?? []) : []])),
      hosts: this.#settings.hosts.map(({ name }) => name),
      entries: (folder) => this.#entries(folder),
    };
  }

  /** Names in a folder; none where there is no such folder. */
  #entries(folder: string): string[] {
    const from = folder.startsWith('~/') ? `${homePath}/${folder.slice(2)}` : folder;
    const path = this.#home.resolvePath(this.#session.cwd, from === '' ? '.' : from).replace(/\/?$/, '/');
    const names = new Set<string>();
    for (const one of this.#home.getAllPaths()) {
      if (!one.startsWith(path) || one === path) continue;
      const [name = '', ...below] = one.slice(path.length).split('/');
      if (name === '' || name.startsWith('.')) continue;
      if (below.length > 0) names.delete(name);
      if (below.length > 0 || !names.has(`${name}/`)) names.add(below.length > 0 ? `${name}/` : name);
    }
    return [...names];
  }
}

/** As every machine has it. */
function hostsFile({ host, hosts }: ShellSettings): string {
  const lines = [
    ['127.0.0.1', 'localhost'],
    ...hosts.map(({ name, address }) => [address, name === host ? `${name} # ${name}` : name]),
  ];
  return lines.map(([address = '', name]) => `${address.padEnd(15)} ${name?.split(' ')[0]}\n`).join('');
}

const welcome: Text = {
  en: 'A terminal on the network of this rig. Type `help` for what there is.',
  'zh-CN': '这是位于本实训台网络中的终端。输入 help 查看可用命令。',
};
const newShell: Text = { en: 'This terminal stays: a new shell.', 'zh-CN': '终端保持开启：已启动新的 shell。' };
const tooMuch: Text = {
  en: 'More than a million characters: the command was ended. Pipe it into head, tail or grep, or write it to a file.',
  'zh-CN': '输出超过一百万个字符，命令已终止。请通过 head、tail 或 grep 查看，或写入文件。',
};
