/** The Monaco editor on the files of a lab: each in its language, with the help and the marks that belong to it. */
import type { IDisposable, editor as MonacoEditor } from 'monaco-editor/editor';
import type { Diagnostic, SourceFile } from '#sandbox/iec61131/diagnostics.ts';
import type { LabFinding } from '../../academy/authoring/lab-api.ts';
import type { Preferences } from '../../academy/members/preferences.ts';
import { gatewayFormat } from '../gateway/assist/gateway-format.ts';
import { assistance } from '../program/assistance.ts';
import { Diagnosing } from '../program/diagnosing.ts';
import { markersOf } from '../program/diagnostic-markers.ts';
import { preferredOptions, programOptions } from '../program/editor-options.ts';
import { LanguageClient } from '../program/language-client.ts';
import { languageFeatures } from '../program/language-features.ts';
import { languageId, monaco, tokenizeNow } from '../program/monaco.ts';
import { somethingOpen } from '../program/something-open.ts';
import type { Locale } from '../props.ts';
import { markProblems } from '../yaml/marks.ts';
import { markdown, xml } from '../yaml/markup-languages.ts';
import { yamlAssistance } from '../yaml/yaml-assistance.ts';
import type { YamlFormat } from '../yaml/yaml-format.ts';
import { yaml } from '../yaml/yaml-language.ts';
import type { LabDesk } from './lab-desk.ts';
import { labFormat } from './lab-format.ts';

interface LabCodeOptions {
  host: HTMLElement;
  lab: string;
  desk: LabDesk;
  locale: Locale;
  preferences: Preferences;
  /** What the editor is called for a screen reader. */
  labelOf: (name: string) => string;
  onSave: () => void;
  onLeave: () => void;
}

const languages: Readonly<Record<string, string>> = { st: languageId, yaml, md: markdown, svg: xml };
const languageOf = (name: string): string => languages[/\.(\w+)$/.exec(name)?.[1] ?? ''] ?? 'plaintext';

export class LabCode {
  readonly #options: LabCodeOptions;
  readonly #code: MonacoEditor.IStandaloneCodeEditor;
  readonly #language: LanguageClient;
  readonly #diagnosing: Diagnosing;
  readonly #models = new Map<string, MonacoEditor.ITextModel>();
  readonly #views = new Map<string, MonacoEditor.ICodeEditorViewState | null>();
  readonly #disposables: IDisposable[];
  #open: string | null = null;
  #taking = false;
  #diagnostics: readonly Diagnostic[] = [];

  constructor(options: LabCodeOptions) {
    this.#options = options;
    const { host, desk, locale, preferences } = options;
    // The interval of a program in no TASK only tells how long T#… are in scans: any will do here.
    this.#language = new LanguageClient('10000000', () => {});
    this.#diagnosing = new Diagnosing({
      language: this.#language,
      files: () => (this.#isProgram() ? this.#program() : []),
      onDiagnostics: (diagnostics) => this.#markPrograms(diagnostics),
      onNames: () => {},
      after: (milliseconds, run) => {
        const timer = setTimeout(run, milliseconds);
        return () => clearTimeout(timer);
      },
    });
    this.#code = monaco.editor.create(host, {
      ...programOptions(),
      ...preferredOptions(preferences),
      model: null,
      glyphMargin: false,
      quickSuggestions: { other: true, comments: false, strings: true },
      acceptSuggestionOnEnter: 'smart',
    });
    const fileOf = (model: MonacoEditor.ITextModel): string | null => this.#nameOf(model);
    const files = () => this.#program();
    this.#disposables = [
      ...assistance({
        locale,
        language: this.#language,
        files,
        fileOf,
        diagnostics: () => this.#diagnostics,
        valueAt: () => null,
      }),
      ...languageFeatures({
        ...{ fileOf, locale, language: this.#language, files },
        models: {
          place: ({ file, start, end }) => {
            const model = this.#modelOf(file);
            if (model === null) return null;
            return { uri: model.uri, range: monaco.Range.fromPositions(model.getPositionAt(start), model.getPositionAt(end)) };
          },
          fileAt: (uri) => [...this.#models].find(([, model]) => model.uri.toString() === uri.toString())?.[0] ?? null,
        },
        show: (file, line, column) => void desk.open(file, { line, column }),
      }),
      ...yamlAssistance((model) => this.#formatOf(model)),
      this.#code.onKeyDown((event) => {
        if (event.keyCode !== monaco.KeyCode.Escape || somethingOpen(this.#code, host)) return;
        event.preventDefault();
        options.onLeave();
      }),
    ];
    this.#code.addCommand(monaco.KeyMod.CtrlCmd | monaco.KeyCode.KeyS, options.onSave);
  }

  /** Shows a file as the desk has it now, where the author left it; texts that came from elsewhere are taken as edits that can be undone. */
  show(name: string): void {
    for (const [known, model] of this.#models) {
      const text = this.#options.desk.text(known);
      if (text === undefined) this.#drop(known);
      else if (text !== model.getValue()) this.#replace(model, text);
    }
    const model = this.#modelOf(name);
    if (this.#open !== null && this.#open !== name) this.#views.set(this.#open, this.#code.saveViewState());
    const changed = this.#open !== name;
    this.#open = name;
    if (changed || this.#code.getModel() !== model) {
      this.#code.setModel(model);
      this.#code.updateOptions({ ariaLabel: this.#options.labelOf(name) });
      const view = this.#views.get(name);
      if (view) this.#code.restoreViewState(view);
    }
    const place = this.#options.desk.wanted(name);
    if (place && model) {
      const line = Math.min(place.line, model.getLineCount());
      this.#code.revealLineInCenterIfOutsideViewport(line);
      this.#code.setPosition({ lineNumber: line, column: place.column });
      this.#code.focus();
    }
    this.#diagnosing.changed();
  }

  mark(findings: readonly LabFinding[]): void {
    for (const [name, model] of this.#models) {
      const own = findings.filter(({ file }) => file === name);
      markProblems(model, 'lint', own, this.#options.locale);
    }
  }

  stop(): void {
    this.#diagnosing.stop();
    for (const disposable of this.#disposables) disposable.dispose();
    this.#language.stop();
    this.#code.dispose();
    for (const name of [...this.#models.keys()]) this.#drop(name);
  }

  #modelOf(name: string): MonacoEditor.ITextModel | null {
    const known = this.#models.get(name);
    if (known) return known;
    const { desk, lab } = this.#options;
    const text = desk.text(name);
    if (text === undefined) return null;
    const uri = monaco.Uri.from({ scheme: 'millwright-draft', authority: lab, path: `/${name}` });
    monaco.editor.getModel(uri)?.dispose();
    const model = monaco.editor.createModel(text, languageOf(name), uri);
    // Colour means something here; brackets are told by position. (The editor's option of this name is not asked by a model.)
    model.updateOptions({ bracketColorizationOptions: { enabled: false, independentColorPoolPerBracketType: false } });
    tokenizeNow(model);
    model.onDidChangeContent(() => {
      if (!this.#taking) desk.edit(name, model.getValue());
      this.#diagnosing.changed();
    });
    this.#models.set(name, model);
    return model;
  }

  #nameOf(model: MonacoEditor.ITextModel): string | null {
    return [...this.#models].find(([, one]) => one === model)?.[0] ?? null;
  }

  #isProgram(): boolean {
    return this.#open !== null && this.#options.desk.programOf(this.#open) !== null;
  }

  /** What is compiled together with the open file; of the plant only itself, as its components are the library's. */
  #program(): SourceFile[] {
    if (this.#open === null) return [];
    const names = this.#options.desk.programOf(this.#open) ?? [this.#open];
    return names.flatMap((name) => {
      const text = this.#options.desk.text(name);
      return text === undefined ? [] : [{ name, text }];
    });
  }

  #formatOf(model: MonacoEditor.ITextModel): YamlFormat | null {
    const name = this.#nameOf(model);
    const { desk, locale } = this.#options;
    const { files, signals } = desk.getSnapshot();
    if (name === 'lab.yaml') return labFormat({ locale, files: files?.map((file) => file.name) ?? [], signals });
    return name?.endsWith('gateway.yaml') ? gatewayFormat({ devices: [], locale }) : null;
  }

  #markPrograms(diagnostics: readonly Diagnostic[]): void {
    this.#diagnostics = diagnostics;
    const address = (path: string) => monaco.Uri.parse(new URL(path, location.href).href);
    const shown = this.#program();
    for (const [name, model] of this.#models) {
      const concerned = shown.some((file) => file.name === name);
      if (concerned) monaco.editor.setModelMarkers(model, 'st', markersOf(diagnostics, name, this.#options.locale, address));
    }
  }

  #replace(model: MonacoEditor.ITextModel, text: string): void {
    this.#taking = true;
    model.pushStackElement();
    model.pushEditOperations([], [{ range: model.getFullModelRange(), text }], () => null);
    model.pushStackElement();
    this.#taking = false;
  }

  #drop(name: string): void {
    this.#models.get(name)?.dispose();
    this.#models.delete(name);
    this.#views.delete(name);
    if (this.#open === name) this.#open = null;
  }
}
