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
import { markProblems } from '../yaml/marks.ts';
import { yamlAssistance } from '../yaml/yaml-assistance.ts';
import { gatewayFormat } from './assist/gateway-format.ts';
import { Checking } from './checking.ts';
import { controller, fileName } from './gateway-program.ts';

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
        if (this.model) markProblems(this.model, 'gateway', problems ?? [], locale);
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
    this.#disposables = [
      ...yamlAssistance((model) =>
        model === this.model ? gatewayFormat({ devices: session.connection.getSnapshot().devices, locale }) : null,
      ),
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
}
