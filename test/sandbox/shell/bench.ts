/** A shell with somebody at its keys and a rig that answers as the test likes. */
import type { FromShell, HomeFile, ShellSettings, ToShell } from '../../../sandbox/shell/messages.ts';
import { Shell } from '../../../sandbox/shell/shell.ts';
import type { ToolOrder, ToolRecord } from '../../../sandbox/wire/tools.ts';

/** Control sequences, as a terminal would not show them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const control = /\u001b\[[0-9;?]*[A-Za-z]/g;

export const settings: ShellSettings = {
  locale: 'en',
  columns: 80,
  rows: 24,
  host: 'laptop',
  hosts: [
    { name: 'laptop', address: '10.0.1.5' },
    { name: 'meter', address: '10.0.1.20' },
    { name: 'broker', address: '10.0.1.30' },
  ],
  epochMs: Date.UTC(2026, 0, 5, 8),
};

type Order = Extract<FromShell, { type: 'order' }>;

export class Bench {
  readonly shell: Shell;
  readonly sent: FromShell[] = [];
  screen = '';
  home: HomeFile[] = [];
  #waiters: (() => void)[] = [];

  constructor(files: HomeFile[] = [], other: Partial<ShellSettings> = {}) {
    this.shell = new Shell({ ...settings, ...other }, files, (message) => {
      this.sent.push(message);
      if (message.type === 'print') this.screen += message.text;
      if (message.type === 'home') this.home = message.files;
      for (const waiter of this.#waiters.splice(0)) waiter();
    });
    this.shell.begin(null);
  }

  get text(): string {
    return this.screen.replace(control, '').replaceAll('\r', '');
  }
  get orders(): Order[] {
    return this.sent.filter((message): message is Order => message.type === 'order');
  }
  get prompts(): number {
    return this.text.split(/\$ /).length;
  }

  async until<T>(what: string, look: () => T | undefined | null | false): Promise<T> {
    const giveUp = Date.now() + 120_000;
    for (;;) {
      const found = look();
      if (found) return found;
      const left = giveUp - Date.now();
      if (left <= 0) throw new Error(`waited for ${what}; the screen says: ${this.text.slice(-500)}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.#waiters.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  type(text: string): void {
    this.shell.hear({ type: 'input', text });
  }

  hear(message: ToShell): void {
    this.shell.hear(message);
  }

  /** Types a line; what stands on the screen when the next prompt has come, without line and prompt. */
  async run(line: string): Promise<string> {
    const from = this.screen.length;
    this.type(`${line}\r`);
    await this.until(`the prompt after ${line}`, () => this.#after(from) !== null);
    return this.#after(from) ?? '';
  }

  #after(from: number): string | null {
    const text = this.screen.slice(from).replace(control, '').replaceAll('\r', '');
    const end = /(?:^|\n)trainee@\w+:\S*\$ $/.exec(text);
    const start = text.indexOf('\n');
    return end === null || start < 0 || end.index < start
      ? null
      : text.slice(start + 1, end.index === start ? start + 1 : end.index + 1);
  }

  async order(number = 1): Promise<Order> {
    return this.until(`order ${number}`, () => this.orders[number - 1]);
  }

  found(call: number, records: ToolRecord[], exit: number | null = null): void {
    this.hear({ type: 'news', call, records, exit });
  }

  /** Types a line with a tool in it, has the rig answer, and gives the order and what was printed. */
  async tool(line: string, records: ToolRecord[], exit = 0): Promise<{ order: ToolOrder; text: string }> {
    const number = this.orders.length + 1;
    const done = this.run(line);
    const { call, order } = await this.order(number);
    this.found(call, records, exit);
    return { order, text: await done };
  }
}
