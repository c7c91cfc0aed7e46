/** One Monaco editor bound to a lab session: models per file, diagnostics as you type, completion, hover, faults, live values. */
import type { IDisposable, editor as MonacoEditor } from 'monaco-editor/editor';
import type { Diagnostic, Locale, SourceRange } from '#sandbox/iec61131/diagnostics.ts';
import type { Preferences } from '../../academy/members/preferences.ts';
import type { LabSession } from '../lab-session.ts';
import { formatValue } from '../rig/value-format.ts';
import { markersOf, quickFixes } from './diagnostic-markers.ts';
import { FileModels, uriOf } from './file-models.ts';
import { LanguageClient } from './language-client.ts';
import { languageFeatures } from './language-features.ts';
import type { LiveName } from './language-messages.ts';
import { LiveValues } from './live-values.ts';
import { languageId, monaco, themeName } from './monaco.ts';
import { SteppingMarks, type SteppingWords } from './stepping-marks.ts';

export interface EditorOptions {
  host: HTMLElement;
  session: LabSession;
  controller: string;
  file: string;
  locale: Locale;
  label: string;
  words: SteppingWords;
  /** As they stand at first; a change comes by `setPreferences`. */
  preferences: Preferences;
  /** Escape was pressed with nothing open in the editor: the focus goes out. */
  onLeave: () => void;
  onDiagnostics: (diagnostics: readonly Diagnostic[]) => void;
  onLanguageBroken: () => void;
}

/** Of the type's size. */
const lineHeight = 1.54;

const completionKinds: Record<string, monaco.languages.CompletionItemKind> = {
  keyword: monaco.languages.CompletionItemKind.Keyword,
  variable: monaco.languages.CompletionItemKind.Variable,
  member: monaco.languages.CompletionItemKind.Field,
  type: monaco.languages.CompletionItemKind.Class,
  function: monaco.languages.CompletionItemKind.Function,
  block: monaco.languages.CompletionItemKind.Module,
  value: monaco.languages.CompletionItemKind.Value,
  snippet: monaco.languages.CompletionItemKind.Snippet,
};

export class ProgramEditor {
  readonly code: MonacoEditor.IStandaloneCodeEditor;
  #options: EditorOptions;
  #model: MonacoEditor.ITextModel;
  #models: FileModels;
  #language: LanguageClient;
  #live: LiveValues | null = null;
  #names: LiveName[] = [];
  #diagnostics: readonly Diagnostic[] = [];
  #typed: readonly Diagnostic[] = [];
  #server: readonly Diagnostic[] = [];
  #faultLine: MonacoEditor.IEditorDecorationsCollection;
  #stepping: SteppingMarks;
  #disposables: IDisposable[] = [];
  #diagnosing = false;
  #applying = false;
  #stopped = false;

  constructor(options: EditorOptions) {
    this.#options = options;
    const { session, controller, file, host } = options;
    const uri = uriOf(session, controller, file);
    monaco.editor.getModel(uri)?.dispose();
    this.#model = monaco.editor.createModel(session.text(controller, file) ?? '', languageId, uri);
    this.#models = new FileModels(session, controller, { file, model: this.#model });
    const cycle = session.props.controllers.find(({ name }) => name === controller)?.cycleNs ?? '10000000';
    this.#language = new LanguageClient(cycle, options.onLanguageBroken);
    const style = getComputedStyle(document.documentElement);
    this.code = monaco.editor.create(host, {
      model: this.#model,
      theme: themeName,
      ariaLabel: options.label,
      automaticLayout: true,
      fontFamily: style.getPropertyValue('--font-code').trim(),
      fontLigatures: false,
      minimap: { enabled: false },
      scrollBeyondLastLine: false,
      renderLineHighlight: 'line',
      lineNumbersMinChars: 3,
      folding: true,
      glyphMargin: true,
      tabSize: 2,
      insertSpaces: true,
      wordBasedSuggestions: 'off',
      quickSuggestions: { other: true, comments: false, strings: false },
      fixedOverflowWidgets: true,
      padding: { top: 8, bottom: 8 },
      smoothScrolling: false,
      'semanticHighlighting.enabled': true,
      // A program in Chinese comments uses full-width punctuation on purpose.
      unicodeHighlight: { ambiguousCharacters: false },
      largeFileOptimizations: true,
      stickyScroll: { enabled: false },
      // Colour means something here; brackets are told by position.
      bracketPairColorization: { enabled: false },
      overviewRulerLanes: 2,
      hideCursorInOverviewRuler: true,
      contextmenu: true,
    });
    this.setPreferences(options.preferences);
    this.#faultLine = this.code.createDecorationsCollection();
    this.#stepping = new SteppingMarks(this.code, session.breakpoints, { controller, file, words: options.words });
    this.#disposables.push(
      this.#model.onDidChangeContent(() => {
        if (!this.#applying) session.edit(controller, file, this.#model.getValue());
        this.#server = [];
        void this.#diagnose();
      }),
      ...this.#providers(),
      this.code.onKeyDown((event) => {
        if (event.keyCode !== monaco.KeyCode.Escape) return;
        // Escape first closes what is open in the editor; with nothing open it leads out.
        const open = host.querySelector(
          '.suggest-widget.visible, .find-widget.visible, .parameter-hints-widget.visible, .rename-box',
        );
        const several = (this.code.getSelections()?.length ?? 1) > 1 || !this.code.getSelection()?.isEmpty();
        if (open || several || document.querySelector('.monaco-hover:not(.hidden) .hover-row')) return;
        event.preventDefault();
        options.onLeave();
      }),
    );
    void this.#diagnose();
  }

  /** A pane that turns to another file has this editor for a moment longer. */
  shows(controller: string, file: string): boolean {
    return !this.#stopped && this.#options.controller === controller && this.#options.file === file;
  }

  /** The work was loaded anew (a reset, another tab): take its text, with undo. */
  reload(): void {
    const text = this.#options.session.text(this.#options.controller, this.#options.file) ?? '';
    if (text === this.#model.getValue()) return;
    this.#applying = true;
    this.#model.pushEditOperations([], [{ range: this.#model.getFullModelRange(), text }], () => null);
    this.#applying = false;
  }

  /** What the rig's compiler said to the last download; gone with the next key. */
  setServerDiagnostics(diagnostics: readonly Diagnostic[]): void {
    this.#server = diagnostics;
    this.#mark();
  }

  setFault(line: number | null, message: string): void {
    this.#faultLine.set(
      line === null || line < 1 || line > this.#model.getLineCount()
        ? []
        : [
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
          ],
    );
  }

  setLive(on: boolean): void {
    if (!on) {
      this.#live?.stop();
      this.#live = null;
      return;
    }
    this.#live ??= new LiveValues(this.code, this.#options.session.store, this.#options.controller);
    this.#live.setNames(this.#names);
  }

  /** The statement that comes next while a scan stands open, if it is in this file. */
  setStatement(range: SourceRange | null): void {
    this.#stepping.stand(range);
  }

  /** A breakpoint at the cursor's line comes or goes. */
  toggleBreakpoint(): void {
    this.#stepping.toggle();
  }

  setPreferences(preferences: Preferences): void {
    this.code.updateOptions({
      tabFocusMode: preferences.tabMovesFocus,
      accessibilitySupport: preferences.editorAccessibility,
      fontSize: preferences.editorFontSize,
      lineHeight: Math.round(preferences.editorFontSize * lineHeight),
      minimap: { enabled: preferences.editorMinimap },
    });
  }

  show(line: number, column: number): void {
    this.code.revealLineInCenterIfOutsideViewport(line);
    this.code.setPosition({ lineNumber: line, column });
    this.code.focus();
  }

  stop(): void {
    this.#stopped = true;
    this.#live?.stop();
    this.#stepping.stop();
    for (const disposable of this.#disposables) disposable.dispose();
    this.#language.stop();
    this.code.dispose();
    this.#models.stop();
    this.#model.dispose();
  }

  #files() {
    return this.#options.session.program(this.#options.controller);
  }

  /** One question at a time, and none waits: what was typed while the service looked is asked as soon as it has answered. */
  async #diagnose(): Promise<void> {
    if (this.#diagnosing) return;
    this.#diagnosing = true;
    let asked = -1;
    while (!this.#stopped && asked !== this.#model.getVersionId()) {
      asked = this.#model.getVersionId();
      const files = this.#files();
      const diagnostics = await this.#language.diagnose(files);
      if (this.#stopped) break;
      if (diagnostics && asked === this.#model.getVersionId()) {
        this.#typed = diagnostics;
        this.#mark();
      }
      if (asked !== this.#model.getVersionId()) continue;
      const names = await this.#language.liveNames(files);
      if (names && !this.#stopped && asked === this.#model.getVersionId()) {
        this.#names = names.filter((name) => name.file === this.#options.file);
        this.#live?.setNames(this.#names);
      }
    }
    this.#diagnosing = false;
  }

  #mark(): void {
    const keys = new Set(
      this.#typed.map((diagnostic) => `${diagnostic.code} ${diagnostic.range.file} ${diagnostic.range.start}`),
    );
    const more = this.#server.filter(({ code, range }) => !keys.has(`${code} ${range.file} ${range.start}`));
    this.#diagnostics = [...this.#typed, ...more];
    monaco.editor.setModelMarkers(
      this.#model,
      'st',
      markersOf(this.#diagnostics, this.#options.file, this.#options.locale, (path) =>
        monaco.Uri.parse(new URL(path, location.href).href),
      ),
    );
    this.#options.onDiagnostics(this.#diagnostics);
  }

  #providers(): IDisposable[] {
    const mine = (model: MonacoEditor.ITextModel) => model.uri.toString() === this.#model.uri.toString();
    const { file, locale, session } = this.#options;
    return [
      monaco.languages.registerCompletionItemProvider(languageId, {
        // `_`: from there on functions held to a type are offered too.
        triggerCharacters: ['.', '%', '_'],
        provideCompletionItems: async (model, position) => {
          if (!mine(model)) return { suggestions: [] };
          const word = model.getWordUntilPosition(position);
          const range = new monaco.Range(position.lineNumber, word.startColumn, position.lineNumber, word.endColumn);
          const offers = await this.#language.complete(this.#files(), file, model.getOffsetAt(position));
          return {
            suggestions: offers.map((offer) => ({
              label: offer.label,
              kind: completionKinds[offer.kind] ?? monaco.languages.CompletionItemKind.Text,
              detail: offer.detail,
              insertText: offer.insertText,
              insertTextRules: offer.insertText.includes('$')
                ? monaco.languages.CompletionItemInsertTextRule.InsertAsSnippet
                : undefined,
              sortText: `${offer.rank ?? 9} ${offer.label}`,
              range,
            })),
          };
        },
      }),
      monaco.languages.registerHoverProvider(languageId, {
        provideHover: async (model, position) => {
          if (!mine(model)) return null;
          const hover = await this.#language.hover(this.#files(), file, model.getOffsetAt(position), locale);
          const path = this.#names.find(
            (name) => name.line === position.lineNumber && name.column <= position.column && position.column <= name.endColumn,
          )?.path;
          const signal = path ? this.#live?.signalOf(path) : null;
          const value = signal ? session.store.value(signal) : undefined;
          if (!hover) return null;
          const paragraphs = [`\`\`\`${languageId}\n${hover.code}\n\`\`\``, ...hover.texts.map((text) => text[locale])];
          const now = value === undefined ? [] : [`**${formatValue(value, session.store.info(signal ?? '')?.type ?? '')}**`];
          if (hover.standard !== null) paragraphs.push(hover.standard);
          return { contents: [...paragraphs, ...now].map((text) => ({ value: text })) };
        },
      }),
      monaco.languages.registerCodeActionProvider(languageId, {
        provideCodeActions: (model, range, context) => ({
          actions: mine(model) ? quickFixes(this.#diagnostics, { model, file, range, markers: context.markers, locale }) : [],
          dispose() {},
        }),
      }),
      ...languageFeatures({
        model: this.#model,
        file,
        locale,
        language: this.#language,
        files: () => this.#files(),
        models: this.#models,
        show: (other, line, column) => session.show({ controller: this.#options.controller, file: other, line, column }),
      }),
    ];
  }
}
