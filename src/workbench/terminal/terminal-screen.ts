/** xterm.js on the rig's terminal: what comes is drawn, keys go out, the size follows the pane, colours are the page's tokens. */
import { FitAddon } from '@xterm/addon-fit';
import { type ITheme, Terminal } from '@xterm/xterm';
import '@xterm/xterm/css/xterm.css';
import type { RigConnection } from '../rig/rig-connection.ts';
import { type CommandDesk, keysFor, promptState } from './lesson-commands.ts';

interface ScreenOptions {
  label: string;
  /** What the shell is to speak. */
  locale: 'en' | 'zh-CN';
  readOnly: boolean;
  /** Tab leaves, too. */
  tabMovesFocus: boolean;
  /** CSS pixels. */
  fontSize: number;
  screenReader: boolean;
}

/** Of one message; the wire takes no more. */
const mostCharacters = 10_000;

const token = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

function theme(): ITheme {
  return {
    background: token('surface'),
    foreground: token('ink'),
    cursor: token('accent'),
    cursorAccent: token('on-accent'),
    selectionBackground: token('selection'),
    black: token('ink'),
    red: token('danger'),
    green: token('running'),
    yellow: token('abnormal'),
    blue: token('mandatory'),
    magenta: token('forced'),
    cyan: token('accent'),
    white: token('ink-2'),
  };
}

export class TerminalScreen {
  readonly #terminal: Terminal;
  readonly #fit = new FitAddon();
  readonly #connection: RigConnection;
  readonly #ends: (() => void)[] = [];
  #listens = false;
  #gone = false;

  constructor(host: HTMLElement, connection: RigConnection, commands: CommandDesk, options: ScreenOptions) {
    const { label, readOnly, tabMovesFocus, fontSize, screenReader } = options;
    this.#connection = connection;
    this.#terminal = new Terminal({
      fontFamily: token('font-code'),
      fontSize,
      theme: theme(),
      minimumContrastRatio: 4.5,
      screenReaderMode: screenReader,
      disableStdin: readOnly,
      cursorBlink: false,
      scrollback: 5_000,
    });
    this.#terminal.loadAddon(this.#fit);
    this.#terminal.open(host);
    const keys = this.#terminal.textarea;
    keys?.setAttribute('aria-label', label);
    keys?.setAttribute('aria-describedby', 'wb-terminal-hint');
    this.#terminal.attachCustomKeyEventHandler((event) => this.#takes(event, tabMovesFocus));
    this.#fit.fit();
    this.#ends.push(
      connection.onTerminal(({ text, fresh }) => {
        if (fresh) this.#terminal.reset();
        // With the first that is drawn the shell is there, and takes what the lesson wants typed.
        this.#terminal.write(text, () => text !== '' && this.#listen(commands));
      }),
    );
    this.#terminal.onData((text) => this.#type(text));
    this.#terminal.onResize(({ cols, rows }) => connection.resizeTerminal({ columns: cols, rows }));
    const { cols, rows } = this.#terminal;
    connection.showTerminal({ columns: Math.max(2, cols), rows: Math.max(2, rows), locale: options.locale });
    this.#watch(host);
  }

  #watch(host: HTMLElement): void {
    const resizes = new ResizeObserver(() => {
      // Hidden behind another tab it has no size: it keeps the one it had.
      if (host.clientWidth > 40 && host.clientHeight > 40) this.#fit.fit();
    });
    resizes.observe(host);
    const themes = new MutationObserver(() => {
      this.#terminal.options.theme = theme();
    });
    themes.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    this.#ends.push(
      () => resizes.disconnect(),
      () => themes.disconnect(),
    );
  }

  /** Whether a key is the terminal's; what is not is the browser's: the way out, copying and pasting. */
  #takes(event: KeyboardEvent, tabMovesFocus: boolean): boolean {
    if (event.key === 'Tab' && (event.shiftKey || tabMovesFocus)) return false;
    const key = event.key.toLowerCase();
    if ((event.ctrlKey || event.metaKey) && key === 'c' && this.#terminal.hasSelection()) return false;
    return !((event.ctrlKey || event.metaKey) && key === 'v');
  }

  #listen(commands: CommandDesk): void {
    if (this.#listens || this.#gone) return;
    this.#listens = true;
    const end = commands.attach(({ lines, typed }) => {
      const met = promptState(this.#cursorLine());
      this.#terminal.scrollToBottom();
      this.#type(keysFor(lines, met));
      typed(met);
    });
    this.#ends.push(end);
  }

  #cursorLine(): string {
    const { active } = this.#terminal.buffer;
    let row = active.baseY + active.cursorY;
    let text = '';
    for (;;) {
      const line = active.getLine(row);
      text = `${line?.translateToString(!text) ?? ''}${text}`;
      if (!line?.isWrapped || row === 0) return text.trimEnd();
      row -= 1;
    }
  }

  #type(text: string): void {
    for (let at = 0; at < text.length; at += mostCharacters)
      void this.#connection.request({ type: 'terminal-input', text: text.slice(at, at + mostCharacters) });
  }

  dispose(): void {
    this.#gone = true;
    this.#connection.showTerminal(null);
    for (const end of this.#ends) end();
    this.#terminal.dispose();
  }
}
