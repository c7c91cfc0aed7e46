/**
 * Asks the language service about the program as it is typed: at once where the program is short, after a pause where it is long, and
 * never a second time while an answer is under way. What was typed meanwhile is asked next; what came too late is dropped.
 */
import type { Diagnostic, SourceFile } from '#sandbox/iec61131/diagnostics.ts';
import type { LanguageClient } from './language-client.ts';
import type { LiveName } from './language-messages.ts';

export interface DiagnosingOptions {
  language: Pick<LanguageClient, 'diagnose' | 'liveNames'>;
  /** The program as it is now; `null`: it is longer than anybody takes, and nothing is said of it. */
  files: () => SourceFile[] | null;
  onDiagnostics: (diagnostics: Diagnostic[]) => void;
  /** What each line of each file mentions; after the diagnostics, which are waited for. */
  onNames: (names: LiveName[]) => void;
  after: (milliseconds: number, run: () => void) => () => void;
}

/** Milliseconds from the last key, by characters of the program: what is long takes long, and half a word is not worth it. */
export function pauseFor(characters: number): number {
  return characters < 200_000 ? 0 : 600;
}

export class Diagnosing {
  readonly #options: DiagnosingOptions;
  #cancel: () => void = () => {};
  #version = 0;
  #asking = false;
  #stopped = false;

  constructor(options: DiagnosingOptions) {
    this.#options = options;
  }

  /** The text has changed. */
  changed(): void {
    this.#version += 1;
    if (!this.#asking) this.#askSoon();
  }

  stop(): void {
    this.#stopped = true;
    this.#cancel();
  }

  #askSoon(): void {
    this.#cancel();
    const size = this.#options.files()?.reduce((sum, { text }) => sum + text.length, 0) ?? 0;
    const pause = pauseFor(size);
    if (pause === 0) void this.#ask();
    else this.#cancel = this.#options.after(pause, () => void this.#ask());
  }

  async #ask(): Promise<void> {
    const { language, files: program, onDiagnostics, onNames } = this.#options;
    const version = this.#version;
    const files = program();
    if (files === null) {
      onDiagnostics([]);
      onNames([]);
      return;
    }
    const isLate = (): boolean => this.#stopped || version !== this.#version;
    this.#asking = true;
    const diagnostics = await language.diagnose(files);
    if (diagnostics !== null && !isLate()) onDiagnostics(diagnostics);
    const names = isLate() ? null : await language.liveNames(files);
    if (names !== null && !isLate()) onNames(names);
    this.#asking = false;
    if (!this.#stopped && version !== this.#version) this.#askSoon();
  }
}
