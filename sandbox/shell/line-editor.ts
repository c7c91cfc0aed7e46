/**
 * Line editing by Node's own readline, on a terminal that is not there: keys come from the browser, what readline draws goes back. While a
 * command runs, readline rests: Ctrl-C is heard, everything else waits for the next prompt.
 */
import { createInterface, type Interface } from 'node:readline';
import { Readable, Writable } from 'node:stream';

export interface LineEditorOptions {
  print(text: string): void;
  line(text: string): void;
  /** Ctrl-C while nothing runs; the half-written line is gone. */
  cancelled(): void;
  /** Ctrl-C while something runs. */
  interrupt(): void;
  /** Ctrl-D on an empty line. */
  leave(): void;
  complete(line: string): [string[], string];
  history: string[];
}

/** The screen as readline sees it. */
class Screen extends Writable {
  readonly isTTY = true;
  columns: number;
  rows: number;
  readonly #print: (text: string) => void;
  constructor(columns: number, rows: number, print: (text: string) => void) {
    super({ decodeStrings: false });
    this.columns = columns;
    this.rows = rows;
    this.#print = print;
  }
  override _write(chunk: string | Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.#print(chunk.toString());
    done();
  }
}

const ctrlC = '\u0003';

export class LineEditor {
  readonly #options: LineEditorOptions;
  readonly #keys = new Readable({ read() {} });
  readonly #screen: Screen;
  #lines: Interface;
  #busy = false;
  /** Typed while a command ran. */
  #ahead = '';

  constructor(columns: number, rows: number, options: LineEditorOptions) {
    this.#options = options;
    this.#screen = new Screen(columns, rows, options.print);
    this.#lines = this.#open(options.history);
  }

  /** Newest first. */
  get history(): string[] {
    return (this.#lines as Interface & { history: string[] }).history;
  }

  #open(history: string[]): Interface {
    const lines = createInterface({
      input: this.#keys,
      output: this.#screen,
      terminal: true,
      historySize: 500,
      history,
      removeHistoryDuplicates: true,
      tabSize: 8,
      completer: (line: string) => this.#options.complete(line),
    });
    lines.on('line', (text) => this.#options.line(text));
    lines.on('SIGINT', () => {
      this.#options.print('^C\r\n');
      this.#clear();
      this.#options.cancelled();
    });
    // Without a listener Node stops its own process at Ctrl-Z.
    lines.on('SIGTSTP', () => {});
    lines.on('close', () => {
      const before = [...(lines as Interface & { history: string[] }).history];
      this.#lines = this.#open(before);
      this.#options.leave();
    });
    return lines;
  }

  #clear(): void {
    const lines = this.#lines as Interface & { line: string; cursor: number };
    lines.line = '';
    lines.cursor = 0;
  }

  /** Shows a prompt and takes keys; first those that were typed meanwhile. */
  prompt(text: string): void {
    this.#busy = false;
    this.#lines.setPrompt(text);
    this.#lines.prompt();
    const ahead = this.#ahead;
    this.#ahead = '';
    if (ahead !== '') this.type(ahead);
  }

  /** A command runs from now on, until the next prompt. */
  rest(): void {
    this.#busy = true;
  }

  /** Writes a line above the prompt, and the prompt with what was typed anew. */
  interject(text: string): void {
    this.#options.print(`\r\u001b[J${text}`);
    if (!this.#busy) this.#lines.prompt(true);
  }

  type(text: string): void {
    // Line by line: what is pasted below the first is for after it has run.
    let rest = text.replace(/\r?\n/g, '\r');
    while (rest !== '') {
      if (this.#busy) {
        const at = rest.lastIndexOf(ctrlC);
        if (at >= 0) {
          this.#ahead = '';
          this.#options.print('^C\r\n');
          this.#options.interrupt();
        }
        this.#ahead = (this.#ahead + rest.slice(at + 1)).slice(-10_000);
        return;
      }
      const end = rest.indexOf('\r');
      const piece = end < 0 ? rest : rest.slice(0, end + 1);
      rest = rest.slice(piece.length);
      // Not by way of the stream's buffer: readline has acted when this returns.
      this.#keys.emit('data', Buffer.from(piece));
    }
  }

  resize(columns: number, rows: number): void {
    this.#screen.columns = columns;
    this.#screen.rows = rows;
    this.#screen.emit('resize');
  }
}
