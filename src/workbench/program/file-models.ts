/**
 * A Monaco model for each file of a controller that was looked at: Monaco looks into them for peeks and references, and writes into them
 * when a name is renamed. A file's model lives as long as its editor, and with it what can be undone there.
 */
import type { IDisposable, IRange, editor as MonacoEditor, Uri } from 'monaco-editor/editor';
import { isKept } from '#sandbox/iec61131/diagrams/diagram-files.ts';
import type { LabSession } from '../lab-session.ts';
import { languageId, monaco, tokenizeNow } from './monaco.ts';

type Model = MonacoEditor.ITextModel;

const languageOf = (file: string): string => (/\.(?:yaml|ld)$/.test(file) ? 'yaml' : isKept(file) ? 'plaintext' : languageId);

export class FileModels {
  readonly #session: LabSession;
  readonly #controller: string;
  readonly #typed: (file: string) => void;
  readonly #models = new Map<string, { model: Model; listening: IDisposable }>();
  #refreshing = false;

  /** `typed` is told of every change of a text, after the session. */
  constructor(session: LabSession, controller: string, typed: (file: string) => void) {
    this.#session = session;
    this.#controller = controller;
    this.#typed = typed;
  }

  /** The file’s model with its present text; `null` where the controller has no such file. */
  get(file: string): Model | null {
    const known = this.#models.get(file);
    if (known !== undefined) return known.model;
    const text = this.#session.text(this.#controller, file);
    if (text === undefined) return null;
    const lab = encodeURIComponent(this.#session.props.lab);
    const uri = monaco.Uri.parse(`millwright://${lab}/${this.#controller}/${file}`);
    monaco.editor.getModel(uri)?.dispose();
    const model = monaco.editor.createModel(text, languageOf(file), uri);
    // Colour means something here; brackets are told by position. (The editor's option of this name is not asked by a model.)
    model.updateOptions({ bracketColorizationOptions: { enabled: false, independentColorPoolPerBracketType: false } });
    tokenizeNow(model);
    const listening = model.onDidChangeContent(() => {
      if (!this.#refreshing) this.#session.edit(this.#controller, file, model.getValue());
      this.#typed(file);
    });
    this.#models.set(file, { model, listening });
    return model;
  }

  fileOf(model: Model): string | null {
    for (const [file, known] of this.#models) if (known.model === model) return file;
    return null;
  }

  /** Texts were loaded anew or replaced: they are taken as edits that can be undone. Models of files that are gone go. */
  refresh(): void {
    this.#refreshing = true;
    for (const [file, { model }] of this.#models) {
      const text = this.#session.text(this.#controller, file);
      if (text === undefined) this.#drop(file);
      else if (text !== model.getValue()) {
        model.pushStackElement();
        model.pushEditOperations([], [{ range: model.getFullModelRange(), text }], () => null);
        model.pushStackElement();
      }
    }
    this.#refreshing = false;
  }

  /** A place of the language service as Monaco has it; `null` where there is no such file. */
  place({ file, start, end }: { file: string; start: number; end: number }): { uri: Uri; range: IRange } | null {
    const model = this.get(file);
    if (model === null) return null;
    return { uri: model.uri, range: monaco.Range.fromPositions(model.getPositionAt(start), model.getPositionAt(end)) };
  }

  /** Edits by offsets of the texts as they are, all at once. */
  write(edits: readonly { file: string; start: number; end: number; text: string }[]): void {
    for (const [file, own] of Map.groupBy(edits, (edit) => edit.file)) {
      const model = this.get(file);
      if (model === null) continue;
      const placed = own.map(({ start, end, text }) => ({
        range: monaco.Range.fromPositions(model.getPositionAt(start), model.getPositionAt(end)),
        text,
      }));
      model.pushStackElement();
      model.pushEditOperations([], placed, () => null);
      model.pushStackElement();
    }
  }

  /** The file of this controller at an address. */
  fileAt(uri: Uri): string | null {
    for (const [file, { model }] of this.#models) if (model.uri.toString() === uri.toString()) return file;
    return null;
  }

  stop(): void {
    for (const file of [...this.#models.keys()]) this.#drop(file);
  }

  #drop(file: string): void {
    const known = this.#models.get(file);
    this.#models.delete(file);
    known?.listening.dispose();
    known?.model.dispose();
  }
}
