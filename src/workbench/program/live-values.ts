/**
 * Values at the ends of the lines of a program while it runs: text that the editor draws after the line and that is not part of it.
 * Only what is in view is subscribed, so the rig streams no more than is seen.
 */
import type { editor } from 'monaco-editor/editor';
import type { SignalStore, SignalValue } from '../rig/signal-store.ts';
import { formatValue } from '../rig/value-format.ts';
import type { LiveName } from './language-messages.ts';

/** The most names shown behind one line; more would push the eye out of the program. */
const perLine = 4;
/** Characters of one value: a long text is cut, and whole where the pointer rests. */
const perValue = 40;
/** Milliseconds between two paintings: faster nobody reads figures, and the editor lays its lines out anew each time. */
const pause = 100;

export class LiveValues {
  #editor: editor.IStandaloneCodeEditor;
  #store: SignalStore;
  #controller: string;
  #names: LiveName[] = [];
  #shown: { line: number; signal: string; label: string }[] = [];
  #decorations: editor.IEditorDecorationsCollection;
  #unsubscribe: (() => void)[] = [];
  #scroll: { dispose(): void };
  #due = false;
  #painted = '';
  #rest: ReturnType<typeof setTimeout> | null = null;
  #stopped = false;

  constructor(code: editor.IStandaloneCodeEditor, store: SignalStore, controller: string) {
    this.#editor = code;
    this.#store = store;
    this.#controller = controller;
    this.#decorations = code.createDecorationsCollection();
    this.#scroll = code.onDidScrollChange(() => this.#subscribe());
  }

  /** What the lines of the file mention, by line; again after every change of the text or of the rig's signals. */
  setNames(names: LiveName[]): void {
    this.#names = names;
    this.#shown = [];
    this.#subscribe();
  }

  stop(): void {
    this.#stopped = true;
    if (this.#rest !== null) clearTimeout(this.#rest);
    this.#scroll.dispose();
    for (const end of this.#unsubscribe) end();
    this.#decorations.clear();
  }

  /** `main.Start` is the rig's `plc.main.Start`; a located variable may be known only as its terminal, `plc.Start`. */
  signalOf(path: string): string | null {
    const full = `${this.#controller}.${path}`;
    if (this.#store.info(full)) return full;
    const terminal = `${this.#controller}.${path.split('.').at(-1)}`;
    return path.split('.').length === 2 && this.#store.info(terminal) ? terminal : null;
  }

  #subscribe(): void {
    const ranges = this.#editor.getVisibleRanges();
    const first = (ranges[0]?.startLineNumber ?? 1) - 2;
    const last = (ranges.at(-1)?.endLineNumber ?? 1) + 2;
    const counts = new Map<number, number>();
    const seen = new Set<string>();
    const shown: { line: number; signal: string; label: string }[] = [];
    for (let at = firstFrom(this.#names, first); at < this.#names.length; at++) {
      const name = this.#names[at]!;
      if (name.line > last) break;
      const signal = this.signalOf(name.path);
      const count = counts.get(name.line) ?? 0;
      if (signal === null || count >= perLine || seen.has(`${name.line} ${signal}`)) continue;
      seen.add(`${name.line} ${signal}`);
      counts.set(name.line, count + 1);
      shown.push({ line: name.line, signal, label: name.path.split('.').slice(1).join('.') });
    }
    if (JSON.stringify(shown) === JSON.stringify(this.#shown)) return;
    this.#shown = shown;
    const before = this.#unsubscribe;
    const paint = () => this.#schedule();
    this.#unsubscribe = [...new Set(shown.map(({ signal }) => signal))].map((signal) => this.#store.subscribe(signal, paint));
    // Only now: a signal that stays in view keeps its subscription, and the rig's watch list does not flicker.
    for (const end of before) end();
    this.#schedule();
  }

  /** Many signals change in one frame; the editor is touched once, and then rests a while. */
  #schedule(): void {
    if (this.#due) return;
    this.#due = true;
    if (this.#rest !== null) return;
    queueMicrotask(() => this.#paintNow());
  }

  #paintNow(): void {
    this.#due = false;
    if (this.#stopped) return;
    this.#paint();
    this.#rest = setTimeout(() => {
      this.#rest = null;
      if (this.#due) this.#paintNow();
    }, pause);
  }

  #paint(): void {
    const model = this.#editor.getModel();
    if (!model) return;
    const alone = new Map<number, number>();
    for (const { line } of this.#shown) alone.set(line, (alone.get(line) ?? 0) + 1);
    const decorations: editor.IModelDeltaDecoration[] = [];
    let lastLine = 0;
    for (const { line, signal, label } of this.#shown) {
      if (line > model.getLineCount()) continue;
      const end = model.getLineMaxColumn(line);
      const value = this.#store.value(signal);
      if (value === undefined) continue;
      const text = readable(value, this.#store.info(signal)?.type ?? '');
      const lead = line === lastLine ? '  ' : '    ';
      lastLine = line;
      decorations.push({
        range: { startLineNumber: line, startColumn: end, endLineNumber: line, endColumn: end },
        options: {
          showIfCollapsed: true,
          after: {
            content: `${lead}${(alone.get(line) ?? 0) > 1 ? `${label} ` : ''}${text}`,
            inlineClassName: `wb-live ${liveClass(value, this.#store.live)}`,
            cursorStops: 3,
          },
        },
      });
    }
    const painted = JSON.stringify(decorations);
    if (painted === this.#painted) return;
    this.#painted = painted;
    this.#decorations.set(decorations);
  }
}

/** The first place in the sorted names from a line on. */
function firstFrom(names: readonly LiveName[], line: number): number {
  let [low, high] = [0, names.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (names[middle]!.line < line) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A text in quotes, so that an empty one is seen. */
function readable(value: SignalValue, type: string): string {
  return typeof value === 'string' ? `'${shortened(value)}'` : formatValue(value, type);
}

/** On one line, and no longer than fits behind a line of a program. */
export function shortened(text: string): string {
  const characters = [...text.slice(0, perValue * 2).replace(/[\p{Cc}\u2028\u2029]/gu, ' ')];
  return characters.length > perValue ? `${characters.slice(0, perValue - 1).join('')}…` : characters.join('');
}

function liveClass(value: SignalValue, live: boolean): string {
  if (!live) return 'wb-live-stale';
  if (value === true) return 'wb-live-true';
  return value === false ? 'wb-live-false' : 'wb-live-number';
}
