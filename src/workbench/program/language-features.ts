/** What the language service knows, as Monaco asks for it: help in calls, navigation, renaming, outline, folding, colours, layout. */
import type { IDisposable, IRange, languages, editor as MonacoEditor } from 'monaco-editor/editor';
import type { Locale, SourceFile } from '#sandbox/iec61131/diagnostics.ts';
import type { OutlineItem } from '#sandbox/iec61131/service/outline.ts';
import { semanticTokenModifiers, semanticTokenTypes } from '#sandbox/iec61131/service/semantic-tokens.ts';
import type { FileModels } from './file-models.ts';
import type { LanguageClient } from './language-client.ts';
import { languageId, monaco } from './monaco.ts';

interface FeaturesOf {
  /** The file that a model shows; `null`: the model is of another editor. */
  fileOf: (model: MonacoEditor.ITextModel) => string | null;
  locale: Locale;
  language: LanguageClient;
  /** All files of the controller, as the editor has them. */
  files: () => SourceFile[];
  models: Pick<FileModels, 'place' | 'fileAt'>;
  /** Shows a place in another file. */
  show: (file: string, line: number, column: number) => void;
}

const symbolKinds: Readonly<Record<OutlineItem['kind'], languages.SymbolKind>> = {
  program: monaco.languages.SymbolKind.Module,
  function: monaco.languages.SymbolKind.Function,
  function_block: monaco.languages.SymbolKind.Class,
  class: monaco.languages.SymbolKind.Class,
  interface: monaco.languages.SymbolKind.Interface,
  method: monaco.languages.SymbolKind.Method,
  property: monaco.languages.SymbolKind.Property,
  action: monaco.languages.SymbolKind.Event,
  step: monaco.languages.SymbolKind.Event,
  variable: monaco.languages.SymbolKind.Variable,
  constant: monaco.languages.SymbolKind.Constant,
  field: monaco.languages.SymbolKind.Field,
  value: monaco.languages.SymbolKind.EnumMember,
  type: monaco.languages.SymbolKind.Struct,
  namespace: monaco.languages.SymbolKind.Namespace,
  configuration: monaco.languages.SymbolKind.Package,
  test: monaco.languages.SymbolKind.Event,
};

type Model = MonacoEditor.ITextModel;

const rangeOf = (model: Model, start: number, end: number): IRange =>
  monaco.Range.fromPositions(model.getPositionAt(start), model.getPositionAt(end));

/** Registers everything for the models of one editor; what comes back takes it away again. */
export function languageFeatures(of: FeaturesOf): IDisposable[] {
  const { fileOf, locale, language, files, models } = of;
  const format = async (model: Model, range: { start: number; end: number } | null): Promise<languages.TextEdit[]> => {
    const file = fileOf(model);
    if (file === null) return [];
    const version = model.getVersionId();
    const answer = await language.ask({ ask: 'format', files: files(), file, range });
    if (answer === null || model.isDisposed() || model.getVersionId() !== version) return [];
    return answer.edits.map(({ start, end, text }) => ({ range: rangeOf(model, start, end), text }));
  };

  return [
    monaco.languages.registerSignatureHelpProvider(languageId, {
      signatureHelpTriggerCharacters: ['(', ','],
      signatureHelpRetriggerCharacters: ['=', '>'],
      provideSignatureHelp: async (model, position) => {
        const file = fileOf(model);
        if (file === null) return null;
        const answer = await language.ask({ ask: 'signature', files: files(), file, offset: model.getOffsetAt(position) });
        const help = answer?.help;
        if (!help) return null;
        const { label, parameters, active, text } = help;
        return {
          value: {
            activeSignature: 0,
            activeParameter: active,
            signatures: [
              {
                label,
                parameters: parameters.map((parameter) => ({ label: parameter.label })),
                ...(text === null ? {} : { documentation: text[locale] }),
              },
            ],
          },
          dispose() {},
        };
      },
    }),
    monaco.languages.registerDefinitionProvider(languageId, {
      provideDefinition: async (model, position) => {
        const file = fileOf(model);
        if (file === null) return null;
        const answer = await language.ask({ ask: 'definition', files: files(), file, offset: model.getOffsetAt(position) });
        return answer?.place ? models.place(answer.place) : null;
      },
    }),
    // Monaco goes to places in the text that an editor shows; this page shows another file.
    monaco.editor.registerEditorOpener({
      openCodeEditor: (source, uri, at) => {
        const other = models.fileAt(uri);
        const shown = source.getModel();
        if (shown === null || other === null || fileOf(shown) === null || fileOf(shown) === other) return false;
        const [line, column] =
          at === undefined ? [1, 1] : 'lineNumber' in at ? [at.lineNumber, at.column] : [at.startLineNumber, at.startColumn];
        of.show(other, line, column);
        return true;
      },
    }),
    monaco.languages.registerReferenceProvider(languageId, {
      provideReferences: async (model, position) => {
        const file = fileOf(model);
        if (file === null) return null;
        const answer = await language.ask({ ask: 'references', files: files(), file, offset: model.getOffsetAt(position) });
        return answer?.places.map((place) => models.place(place)).filter((place) => place !== null) ?? null;
      },
    }),
    monaco.languages.registerDocumentHighlightProvider(languageId, {
      provideDocumentHighlights: async (model, position) => {
        const file = fileOf(model);
        if (file === null) return null;
        const answer = await language.ask({ ask: 'references', files: files(), file, offset: model.getOffsetAt(position) });
        const here = answer?.places.filter((place) => place.file === file) ?? [];
        return here.map(({ start, end }) => ({ range: rangeOf(model, start, end) }));
      },
    }),
    monaco.languages.registerRenameProvider(languageId, {
      resolveRenameLocation: async (model, position) => {
        const nothing = { range: rangeOf(model, 0, 0), text: '' };
        const file = fileOf(model);
        if (file === null) return nothing;
        const answer = await language.ask({ ask: 'renameable', files: files(), file, offset: model.getOffsetAt(position) });
        const place = answer?.place ?? null;
        if (place === null) return { ...nothing, rejectReason: locale === 'en' ? 'There is no name here.' : '此处没有名称。' };
        if ('refused' in place) return { ...nothing, rejectReason: place.refused[locale] };
        const range = rangeOf(model, place.start, place.end);
        return { range, text: model.getValueInRange(range) };
      },
      provideRenameEdits: async (model, position, name) => {
        const file = fileOf(model);
        if (file === null) return { edits: [] };
        const answer = await language.ask({ ask: 'rename', files: files(), file, offset: model.getOffsetAt(position), name });
        if (answer === null) return { edits: [] };
        const { rename } = answer;
        if ('refused' in rename) return { edits: [], rejectReason: rename.refused[locale] };
        return {
          edits: rename.edits.flatMap((edit) => {
            const place = models.place(edit);
            if (place === null) return [];
            return { resource: place.uri, versionId: undefined, textEdit: { range: place.range, text: edit.text } };
          }),
        };
      },
    }),
    monaco.languages.registerDocumentSymbolProvider(languageId, {
      provideDocumentSymbols: async (model) => {
        const file = fileOf(model);
        if (file === null) return [];
        const answer = await language.ask({ ask: 'outline', files: files(), file });
        const symbol = (item: OutlineItem): languages.DocumentSymbol => ({
          name: item.name || '…',
          detail: item.detail,
          kind: symbolKinds[item.kind],
          tags: [],
          range: rangeOf(model, item.start, item.end),
          selectionRange: rangeOf(model, item.nameStart, item.nameEnd),
          children: item.children.map(symbol),
        });
        return answer?.items.map(symbol) ?? [];
      },
    }),
    monaco.languages.registerFoldingRangeProvider(languageId, {
      provideFoldingRanges: async (model) => {
        const file = fileOf(model);
        if (file === null) return [];
        const answer = await language.ask({ ask: 'folds', files: files(), file });
        return answer?.folds.map(({ startLine, endLine, kind }) => ({
          start: startLine,
          end: endLine,
          ...(kind === 'comment' ? { kind: monaco.languages.FoldingRangeKind.Comment } : {}),
        }));
      },
    }),
    monaco.languages.registerDocumentSemanticTokensProvider(languageId, {
      getLegend: () => ({ tokenTypes: [...semanticTokenTypes], tokenModifiers: [...semanticTokenModifiers] }),
      provideDocumentSemanticTokens: async (model) => {
        const file = fileOf(model);
        if (file === null) return null;
        const version = model.getVersionId();
        const answer = await language.ask({ ask: 'colours', files: files(), file });
        if (answer === null || model.isDisposed() || model.getVersionId() !== version) return null;
        return { data: encoded(model, answer.tokens) };
      },
      releaseDocumentSemanticTokens() {},
    }),
    monaco.languages.registerDocumentFormattingEditProvider(languageId, {
      provideDocumentFormattingEdits: (model) => format(model, null),
    }),
    monaco.languages.registerDocumentRangeFormattingEditProvider(languageId, {
      provideDocumentRangeFormattingEdits: (model, range) => {
        const [start, end] = [
          { lineNumber: range.startLineNumber, column: range.startColumn },
          { lineNumber: range.endLineNumber, column: range.endColumn },
        ];
        return format(model, { start: model.getOffsetAt(start), end: model.getOffsetAt(end) });
      },
    }),
  ];
}

const typeNames: readonly string[] = semanticTokenTypes;
const modifierNames: readonly string[] = semanticTokenModifiers;

/** Five numbers a token: lines down, columns on, length, type, modifiers. */
function encoded(
  model: MonacoEditor.ITextModel,
  tokens: readonly { start: number; end: number; type: string; modifiers: readonly string[] }[],
): Uint32Array {
  const data = new Uint32Array(tokens.length * 5);
  let line = 1;
  let column = 1;
  tokens.forEach(({ start, end, type, modifiers }, i) => {
    const at = model.getPositionAt(start);
    const down = at.lineNumber - line;
    const bits = modifiers.reduce((sum, name) => sum | (1 << modifierNames.indexOf(name)), 0);
    const kind = typeNames.indexOf(type);
    data.set([down, down === 0 ? at.column - column : at.column - 1, end - start, kind, bits], i * 5);
    line = at.lineNumber;
    column = at.column;
  });
  return data;
}
