/**
 * A Monaco model for each file of a controller, not only the one that is shown: Monaco looks into them for peeks and references, and
 * writes into them when a name is renamed.
 */
import type { IDisposable, IRange, editor as MonacoEditor, Uri } from 'monaco-editor/editor';
import type { LabSession } from '../lab-session.ts';
import { languageId, monaco } from './monaco.ts';

export function uriOf(session: LabSession, controller: string, file: string): Uri {
  return monaco.Uri.parse(`millwright://${encodeURIComponent(session.props.lab)}/${controller}/${file}`);
}

export class FileModels {
  readonly #session: LabSession;
  readonly #controller: string;
  readonly #shown: { file: string; model: MonacoEditor.ITextModel };
  readonly #others = new Map<string, { model: MonacoEditor.ITextModel; listening: IDisposable }>();
  #refreshing = false;

  constructor(session: LabSession, controller: string, shown: { file: string; model: MonacoEditor.ITextModel }) {
    this.#session = session;
    this.#controller = controller;
    this.#shown = shown;
  }

  /** The file’s model with its present text; `null` where the controller has no such file. */
  get(file: string): MonacoEditor.ITextModel | null {
    if (file === this.#shown.file) return this.#shown.model;
    const text = this.#session.text(this.#controller, file);
    if (text === undefined) return null;
    const known = this.#others.get(file);
    if (known !== undefined) {
      this.#refreshing = true;
      if (known.model.getValue() !== text) known.model.setValue(text);
      this.#refreshing = false;
      return known.model;
    }
    const uri = uriOf(this.#session, this.#controller, file);
    monaco.editor.getModel(uri)?.dispose();
    const model = monaco.editor.createModel(text, languageId, uri);
    const listening = model.onDidChangeContent(() => {
      if (!this.#refreshing) this.#session.edit(this.#controller, file, model.getValue());
    });
    this.#others.set(file, { model, listening });
    return model;
  }

  /** A place of the language service as Monaco has it; `null` where there is no such file. */
  place({ file, start, end }: { file: string; start: number; end: number }): { uri: Uri; range: IRange } | null {
    const model = this.get(file);
    if (model === null) return null;
    return { uri: model.uri, range: monaco.Range.fromPositions(model.getPositionAt(start), model.getPositionAt(end)) };
  }

  /** The file of this controller at an address, if it is another than the one that is shown. */
  otherAt(uri: Uri): string | null {
    for (const [file, { model }] of this.#others) if (model.uri.toString() === uri.toString()) return file;
    return null;
  }

  stop(): void {
    for (const { model, listening } of this.#others.values()) {
      listening.dispose();
      model.dispose();
    }
    this.#others.clear();
  }
}
