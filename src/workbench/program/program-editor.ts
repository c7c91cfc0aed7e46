/** One Monaco editor on the files of one controller: diagnostics as you type, help, faults, live values, coverage, stepping. */
import type { IDisposable, editor as MonacoEditor } from 'monaco-editor/editor';
import type { Diagnostic, Locale, SourceRange } from '#sandbox/iec61131/diagnostics.ts';
import type { Preferences } from '../../academy/members/preferences.ts';
import type { LabSession } from '../lab-session.ts';
import { formatValue } from '../rig/value-format.ts';
import { longestText } from '../work/saving.ts';
import { assistance } from './assistance.ts';
import { type CommentMark, CommentMarks } from './comments/comment-marks.ts';
import { CoverageMarks, type CoverageWords } from './coverage-marks.ts';
import { Diagnosing } from './diagnosing.ts';
import { markersOf } from './diagnostic-markers.ts';
import { preferredOptions, programOptions } from './editor-options.ts';
import { FileModels } from './file-models.ts';
import { LanguageClient } from './language-client.ts';
import { languageFeatures } from './language-features.ts';
import type { LiveName } from './language-messages.ts';
import { LiveValues } from './live-values.ts';
import { monaco } from './monaco.ts';
import { somethingOpen } from './something-open.ts';
import { SteppingMarks, type SteppingWords } from './stepping-marks.ts';

export interface EditorOptions {
  host: HTMLElement;
  session: LabSession;
  controller: string;
  locale: Locale;
  words: SteppingWords & CoverageWords;
  /** As they stand at first; a change comes by `setPreferences`. */
  preferences: Preferences;
  /** Escape was pressed with nothing open in the editor: the focus goes out. */
  onLeave: () => void;
  onDiagnostics: (diagnostics: readonly Diagnostic[]) => void;
  onLanguageBroken: () => void;
}

/** What is drawn into the file that is shown. */
interface Shown {
  file: string;
  model: MonacoEditor.ITextModel;
  stepping: SteppingMarks;
  fault: MonacoEditor.IEditorDecorationsCollection;
  coverage: CoverageMarks;
  comments: CommentMarks;
  live: LiveValues | null;
}

export class ProgramEditor {
  readonly code: MonacoEditor.IStandaloneCodeEditor;
  readonly language: LanguageClient;
  readonly #options: EditorOptions;
  readonly #models: FileModels;
  readonly #diagnosing: Diagnosing;
  #shown: Shown | null = null;
  #views = new Map<string, MonacoEditor.ICodeEditorViewState | null>();
  #liveOn = false;
  #names: LiveName[] = [];
  #diagnostics: readonly Diagnostic[] = [];
  #typed: readonly Diagnostic[] = [];
  #server: readonly Diagnostic[] = [];
  #disposables: IDisposable[] = [];
  #stopped = false;
  #marginPressed: (line: number, comment: string | null) => boolean = () => false;

  constructor(options: EditorOptions) {
    this.#options = options;
    const { session, controller, host, locale } = options;
    this.#models = new FileModels(session, controller, () => this.#changed());
    const cycle = session.props.controllers.find(({ name }) => name === controller)?.cycleNs ?? '10000000';
    this.language = new LanguageClient(cycle, options.onLanguageBroken);
    this.#diagnosing = new Diagnosing({
      language: this.language,
      files: () => this.#takenFiles(),
      onDiagnostics: (diagnostics) => {
        this.#typed = diagnostics;
        this.#mark();
      },
      onNames: (names) => {
        this.#names = names;
        this.#showNames();
      },
      after: (milliseconds, run) => {
        const timer = setTimeout(run, milliseconds);
        return () => clearTimeout(timer);
      },
    });
    this.code = monaco.editor.create(host, { ...programOptions(), model: null });
    this.setPreferences(options.preferences);
    const files = () => session.program(controller);
    const fileOf = (model: MonacoEditor.ITextModel) => this.#models.fileOf(model);
    this.#disposables = [
      ...assistance({
        locale,
        language: this.language,
        files,
        fileOf,
        diagnostics: () => this.#diagnostics,
        valueAt: (file, line, column) => this.#valueAt(file, line, column),
      }),
      ...languageFeatures({
        fileOf,
        locale,
        language: this.language,
        files,
        models: this.#models,
        show: (file, line, column) => session.show({ controller, file, line, column }),
      }),
      this.code.onKeyDown((event) => {
        // Escape first closes what is open in the editor; with nothing open it leads out.
        if (event.keyCode !== monaco.KeyCode.Escape || somethingOpen(this.code, host)) return;
        event.preventDefault();
        options.onLeave();
      }),
    ];
    this.#diagnosing.changed();
  }

  /** Shows a file of the controller where the reader left it, under this name for a screen reader. False: there is no such file. */
  open(file: string, label: string): boolean {
    const model = this.#models.get(file);
    if (model === null) return false;
    this.code.updateOptions({ ariaLabel: label });
    if (this.#shown?.model === model) return true;
    this.#close();
    this.code.setModel(model);
    const view = this.#views.get(file);
    if (view) this.code.restoreViewState(view);
    const { session, controller, words } = this.#options;
    this.#shown = {
      file,
      model,
      stepping: new SteppingMarks(this.code, session.breakpoints, {
        ...{ controller, file, words },
        takenElsewhere: (line, lane) => this.#marginPressed(line, this.#commentAt(line, lane)),
      }),
      fault: this.code.createDecorationsCollection(),
      coverage: new CoverageMarks(this.code, words),
      comments: new CommentMarks(this.code),
      live: null,
    };
    this.setLive(this.#liveOn);
    this.#mark();
    return true;
  }

  shows(file: string): boolean {
    return !this.#stopped && this.#shown?.file === file;
  }

  /** The text that is shown, for a comparison that writes into it. */
  get model(): MonacoEditor.ITextModel | null {
    return this.#shown?.model ?? null;
  }

  /** Texts were loaded anew (a reset, another tab, a version restored): they are taken, with undo. */
  reload(): void {
    const file = this.#shown?.file ?? '';
    if (this.#options.session.text(this.#options.controller, file) === undefined) this.#close();
    const before = this.#shown?.model.getValue() ?? '';
    const lines = this.#shown?.comments.lines();
    this.#models.refresh();
    const after = this.#shown?.model.getValue() ?? '';
    if (lines && before !== after) this.#shown?.comments.textReplaced(before, after, lines);
    this.#diagnosing.changed();
  }

  /** What the rig's compiler said to the last download; gone with the next key. */
  setServerDiagnostics(diagnostics: readonly Diagnostic[]): void {
    this.#server = diagnostics;
    this.#mark();
  }

  setFault(line: number | null, message: string): void {
    if (!this.#shown) return;
    const { fault, model } = this.#shown;
    if (line === null || line < 1 || line > model.getLineCount()) {
      fault.clear();
      return;
    }
    fault.set([
      {
        range: new monaco.Range(line, 1, line, 1),
        options: {
          isWholeLine: true,
          className: 'wb-fault-line',
          linesDecorationsClassName: 'wb-fault-mark',
          hoverMessage: { value: message },
          overviewRuler: { color: { id: 'editorError.foreground' }, position: monaco.editor.OverviewRulerLane.Full },
        },
      },
    ]);
  }

  setLive(on: boolean): void {
    this.#liveOn = on;
    if (!this.#shown) return;
    if (!on) {
      this.#shown.live?.stop();
      this.#shown.live = null;
      return;
    }
    this.#shown.live ??= new LiveValues(this.code, this.#options.session.store, this.#options.controller);
    this.#showNames();
  }

  /** The statement that comes next while a scan stands open, if it is in this file. */
  setStatement(range: SourceRange | null): void {
    this.#shown?.stepping.stand(range);
  }

  /** Lines of the file that is shown; `null`: nothing is known of them. */
  setCoverage(lines: { statements: readonly number[]; covered: readonly number[] } | null): void {
    this.#shown?.coverage.show(lines);
  }

  /** Comments of the file that is shown. */
  setComments(marks: readonly CommentMark[]): void {
    this.#shown?.comments.show(marks);
  }

  /** Where the comments' lines are now, by comment. */
  commentLines(): ReadonlyMap<string, number> {
    return this.#shown?.comments.lines() ?? new Map();
  }

  /** The margin was pressed beside a line, on a comment's mark or elsewhere; true: that was all, no breakpoint is meant. */
  onMargin(pressed: (line: number, comment: string | null) => boolean): void {
    this.#marginPressed = pressed;
  }

  /** A breakpoint at the cursor's line comes or goes. */
  toggleBreakpoint(): void {
    this.#shown?.stepping.toggle();
  }

  format(): void {
    this.code.focus();
    void this.code.getAction('editor.action.formatDocument')?.run();
  }

  quickOutline(): void {
    this.code.focus();
    void this.code.getAction('editor.action.quickOutline')?.run();
  }

  setPreferences(preferences: Preferences): void {
    this.code.updateOptions(preferredOptions(preferences));
  }

  /** Edits of the language service, in all files that they reach; each file can undo its own. */
  write(edits: readonly { file: string; start: number; end: number; text: string }[]): void {
    this.#models.write(edits);
  }

  show(line: number, column: number): void {
    this.code.revealLineInCenterIfOutsideViewport(line);
    this.code.setPosition({ lineNumber: line, column });
    this.code.focus();
  }

  stop(): void {
    this.#stopped = true;
    this.#diagnosing.stop();
    this.#close();
    for (const disposable of this.#disposables) disposable.dispose();
    this.language.stop();
    this.code.dispose();
    this.#models.stop();
  }

  #close(): void {
    if (!this.#shown) return;
    const { file, live, stepping, coverage, comments, fault } = this.#shown;
    this.#views.set(file, this.code.saveViewState());
    live?.stop();
    stepping.stop();
    coverage.stop();
    comments.stop();
    fault.clear();
    this.#shown = null;
    this.code.setModel(null);
  }

  #commentAt(line: number, lane: MonacoEditor.GlyphMarginLane | undefined): string | null {
    if (lane !== monaco.editor.GlyphMarginLane.Right) return null;
    return [...this.commentLines()].find(([, at]) => at === line)?.[0] ?? null;
  }

  #changed(): void {
    this.#server = [];
    this.#diagnosing.changed();
  }

  /** `null` while one of them is longer than is taken. */
  #takenFiles() {
    const files = this.#options.session.program(this.#options.controller);
    return files.some(({ text }) => text.length > longestText) ? null : files;
  }

  #showNames(): void {
    this.#shown?.live?.setNames(this.#names.filter((name) => name.file === this.#shown?.file));
  }

  #valueAt(file: string, line: number, column: number): string | null {
    const { store } = this.#options.session;
    const name = this.#names.find(
      (one) => one.file === file && one.line === line && one.column <= column && column <= one.endColumn,
    );
    const signal = name ? this.#shown?.live?.signalOf(name.path) : null;
    const value = signal ? store.value(signal) : undefined;
    return value === undefined ? null : formatValue(value, store.info(signal ?? '')?.type ?? '');
  }

  #mark(): void {
    const keys = new Set(
      this.#typed.map((diagnostic) => `${diagnostic.code} ${diagnostic.range.file} ${diagnostic.range.start}`),
    );
    const more = this.#server.filter(({ code, range }) => !keys.has(`${code} ${range.file} ${range.start}`));
    this.#diagnostics = [...this.#typed, ...more];
    this.#options.onDiagnostics(this.#diagnostics);
    if (!this.#shown) return;
    const { model, file } = this.#shown;
    const address = (path: string) => monaco.Uri.parse(new URL(path, location.href).href);
    monaco.editor.setModelMarkers(model, 'st', markersOf(this.#diagnostics, file, this.#options.locale, address));
  }
}
