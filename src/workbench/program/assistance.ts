/** Help at the cursor: what can be written next, what a name is and what it is worth now, how a mistake is mended. */
import type { IDisposable, editor as MonacoEditor } from 'monaco-editor/editor';
import type { Diagnostic, Locale, SourceFile } from '#sandbox/iec61131/diagnostics.ts';
import { quickFixes } from './diagnostic-markers.ts';
import type { LanguageClient } from './language-client.ts';
import { languageId, monaco } from './monaco.ts';

interface AssistanceOf {
  locale: Locale;
  language: LanguageClient;
  /** All files of the controller, as the editor has them. */
  files: () => SourceFile[];
  /** The file that a model shows; `null`: the model is of another editor. */
  fileOf: (model: MonacoEditor.ITextModel) => string | null;
  diagnostics: () => readonly Diagnostic[];
  /** What the name at a place is worth in the rig, as people read it. */
  valueAt: (file: string, line: number, column: number) => string | null;
}

const { CompletionItemKind } = monaco.languages;
const completionKinds: Record<string, monaco.languages.CompletionItemKind> = {
  keyword: CompletionItemKind.Keyword,
  variable: CompletionItemKind.Variable,
  member: CompletionItemKind.Field,
  type: CompletionItemKind.Class,
  function: CompletionItemKind.Function,
  block: CompletionItemKind.Module,
  value: CompletionItemKind.Value,
  snippet: CompletionItemKind.Snippet,
};

/** Registers everything; what comes back takes it away again. */
export function assistance({ locale, language, files, fileOf, diagnostics, valueAt }: AssistanceOf): IDisposable[] {
  return [
    monaco.languages.registerCompletionItemProvider(languageId, {
      // `_`: from there on functions held to a type are offered too.
      triggerCharacters: ['.', '%', '_'],
      provideCompletionItems: async (model, position) => {
        const file = fileOf(model);
        if (file === null) return { suggestions: [] };
        const word = model.getWordUntilPosition(position);
        const range = new monaco.Range(position.lineNumber, word.startColumn, position.lineNumber, word.endColumn);
        const offers = await language.complete(files(), file, model.getOffsetAt(position));
        return {
          suggestions: offers.map((offer) => ({
            label: offer.label,
            kind: completionKinds[offer.kind] ?? CompletionItemKind.Text,
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
        const file = fileOf(model);
        if (file === null) return null;
        const hover = await language.hover(files(), file, model.getOffsetAt(position), locale);
        if (!hover) return null;
        const paragraphs = [`\`\`\`${languageId}\n${hover.code}\n\`\`\``, ...hover.texts.map((text) => text[locale])];
        if (hover.standard !== null) paragraphs.push(hover.standard);
        const value = valueAt(file, position.lineNumber, position.column);
        // As code: a text from the rig may hold what Markdown would read.
        if (value !== null) paragraphs.push(`\`\`\`\n${value}\n\`\`\``);
        return { contents: paragraphs.map((text) => ({ value: text })) };
      },
    }),
    monaco.languages.registerCodeActionProvider(languageId, {
      provideCodeActions: (model, range, context) => {
        const file = fileOf(model);
        const at = { model, file: file ?? '', range, markers: context.markers, locale };
        return { actions: file === null ? [] : quickFixes(diagnostics(), at), dispose() {} };
      },
    }),
  ];
}
