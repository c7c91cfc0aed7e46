/** The Monaco editor of gateway.yaml: its problems as you type, completion and explanations. */
import type { IDisposable, editor as MonacoEditor } from 'monaco-editor/editor';
import type { GatewayProblem } from '#sandbox/wire/gateway.ts';
import type { Preferences } from '../../academy/members/preferences.ts';
import type { LabSession } from '../lab-session.ts';
import { preferredOptions, programOptions } from '../program/editor-options.ts';
import { FileModels } from '../program/file-models.ts';
import { monaco } from '../program/monaco.ts';
import { somethingOpen } from '../program/something-open.ts';
import type { Locale } from '../props.ts';
import { explanationAt } from './assist/explanation.ts';
import { type Offer, offersAt } from './assist/offers.ts';
import { Checking } from './checking.ts';
import { controller, fileName } from './gateway-program.ts';
import { yaml } from './yaml-language.ts';

export interface GatewayEditorOptions {
  host: HTMLElement;
  session: LabSession;
  locale: Locale;
  /** Said of the editor to a screen reader. */
  label: string;
  preferences: Preferences;
  /** Escape was pressed with nothing open in the editor: the focus goes out. */
  onLeave: () => void;
  /** `null`: not known, as the rig is not reached. */
  onProblems: (problems: readonly GatewayProblem[] | null) => void;
}

const { CompletionItemKind, CompletionItemInsertTextRule } = monaco.languages;
const kinds: Record<Offer['kind'], monaco.languages.CompletionItemKind> = {
  key: CompletionItemKind.Field,
  value: CompletionItemKind.EnumMember,
  name: CompletionItemKind.Variable,
  device: CompletionItemKind.Module,
  address: CompletionItemKind.Value,
};

export class GatewayEditor {
  readonly code: MonacoEditor.IStandaloneCodeEditor;
  readonly model: MonacoEditor.ITextModel | null;
  readonly #models: FileModels;
  readonly #checking: Checking;
  readonly #disposables: IDisposable[];

  constructor({ host, session, locale, label, preferences, onLeave, onProblems }: GatewayEditorOptions) {
    this.#models = new FileModels(session, controller, () => this.#checking.changed());
    this.model = this.#models.get(fileName);
    this.#checking = new Checking({
      connection: session.connection,
      text: () => this.model?.getValue() ?? '',
      onProblems: (problems) => {
        this.#mark(problems ?? [], locale);
        onProblems(problems);
      },
      after: (milliseconds, run) => {
        const timer = setTimeout(run, milliseconds);
        return () => clearTimeout(timer);
      },
    });
    this.code = monaco.editor.create(host, {
      ...programOptions(),
      model: this.model,
      ariaLabel: label,
      glyphMargin: false,
      quickSuggestions: { other: true, comments: false, strings: true },
      // A key of YAML stands alone on its line: Enter there begins the next one.
      acceptSuggestionOnEnter: 'smart',
    });
    this.setPreferences(preferences);
    const asked = () => ({ devices: session.connection.getSnapshot().devices, locale });
    const isOurs = (model: MonacoEditor.ITextModel) => model === this.model;
    this.#disposables = [
      monaco.languages.registerCompletionItemProvider(yaml, {
        triggerCharacters: [' ', ':', '{', '[', ',', '"', '-', '!', '#', '/'],
        provideCompletionItems: (model, position) => {
          if (!isOurs(model)) return { suggestions: [] };
          const { from, to, offers } = offersAt(model.getValue(), model.getOffsetAt(position), asked());
          const range = monaco.Range.fromPositions(model.getPositionAt(from), model.getPositionAt(to));
          const quoted = /^["']/.exec(model.getValueInRange(range))?.[0] ?? '';
          return { suggestions: offers.map((offer, rank) => suggestion(offer, rank, range, quoted)) };
        },
      }),
      monaco.languages.registerHoverProvider(yaml, {
        provideHover: (model, position) => {
          const found = isOurs(model) ? explanationAt(model.getValue(), model.getOffsetAt(position), asked()) : null;
          if (found === null) return null;
          const range = monaco.Range.fromPositions(model.getPositionAt(found.from), model.getPositionAt(found.to));
          return { range, contents: found.paragraphs.map((value) => ({ value })) };
        },
      }),
      this.code.onKeyDown((event) => {
        // Escape first closes what is open in the editor; with nothing open it leads out.
        if (event.keyCode !== monaco.KeyCode.Escape || somethingOpen(this.code, host)) return;
        event.preventDefault();
        onLeave();
      }),
    ];
    this.#checking.changed();
  }

  /** The text was loaded anew (a reset, another tab, a version restored): it is taken, with undo. */
  reload(): void {
    this.#models.refresh();
  }

  setPreferences(preferences: Preferences): void {
    this.code.updateOptions(preferredOptions(preferences));
  }

  show(line: number, column: number): void {
    this.code.revealLineInCenterIfOutsideViewport(line);
    this.code.setPosition({ lineNumber: line, column });
    this.code.focus();
  }

  stop(): void {
    this.#checking.stop();
    for (const disposable of this.#disposables) disposable.dispose();
    this.code.dispose();
    this.#models.stop();
  }

  #mark(problems: readonly GatewayProblem[], locale: Locale): void {
    const { model } = this;
    if (!model || model.isDisposed()) return;
    const lines = model.getLineCount();
    const markers = problems.map(({ line, column, severity, message }) => {
      const at = Math.min(line, lines);
      const rest = model.getLineContent(at).slice(column - 1);
      const length = Math.max(1, /^[^\s#,}\]]*/.exec(rest)?.[0].length ?? 1);
      return {
        startLineNumber: at,
        startColumn: column,
        endLineNumber: at,
        endColumn: column + length,
        severity: severity === 'error' ? monaco.MarkerSeverity.Error : monaco.MarkerSeverity.Warning,
        message: message[locale],
      };
    });
    monaco.editor.setModelMarkers(model, 'gateway', markers);
  }
}

/** `quoted`: the quote that the reader has opened. */
function suggestion(
  { label, kind, detail, about, insert, snippet, goesOn }: Offer,
  rank: number,
  range: monaco.IRange,
  quoted: string,
): monaco.languages.CompletionItem {
  const text = quoted === '' || insert.startsWith(quoted) ? insert : `${quoted}${insert.replace(/^"(.*)"$/, '$1')}${quoted}`;
  return {
    label: { label, description: detail },
    kind: kinds[kind],
    documentation: about,
    insertText: text,
    filterText: `${quoted}${label}`,
    sortText: String(rank).padStart(4, '0'),
    range,
    ...(snippet ? { insertTextRules: CompletionItemInsertTextRule.InsertAsSnippet } : {}),
    ...(goesOn ? { command: { id: 'editor.action.triggerSuggest', title: '' } } : {}),
  };
}
