/** Markdown in the editor: its own tokens, and an offer of directives, their attributes and the slugs of labs. */
import { conf, language } from 'monaco-editor/languages/definitions/markdown/markdown';
import { monaco } from '../../workbench/program/monaco.ts';
import type { Offered } from './props.ts';

export const markdown = 'markdown';

monaco.languages.register({ id: markdown, extensions: ['.md'], aliases: ['Markdown'] });
monaco.languages.setMonarchTokensProvider(markdown, language);
monaco.languages.setLanguageConfiguration(markdown, conf);

const { CompletionItemKind, CompletionItemInsertTextRule } = monaco.languages;

/** What may be written where the cursor stands, in the text of `model` only. */
export function offerIn(model: monaco.editor.ITextModel, { directives, labs }: Offered): monaco.IDisposable {
  return monaco.languages.registerCompletionItemProvider(markdown, {
    triggerCharacters: [':', '{', ' '],
    provideCompletionItems: (asked, position) => {
      if (asked !== model) return { suggestions: [] };
      const before = model.getLineContent(position.lineNumber).slice(0, position.column - 1);
      const from = (length: number): monaco.IRange =>
        new monaco.Range(position.lineNumber, position.column - length, position.lineNumber, position.column);
      const lab = /^lab: *([a-z0-9-]*)$/.exec(before);
      if (lab) {
        const range = from(lab[1]?.length ?? 0);
        return { suggestions: labs.map((slug) => ({ label: slug, kind: CompletionItemKind.Value, insertText: slug, range })) };
      }
      const attribute = /^:{2,}([a-z-]+)\{(?:.* )?([a-z-]*)$/.exec(before);
      if (attribute) {
        const range = from(attribute[2]?.length ?? 0);
        const names = directives.find(({ name }) => name === attribute[1])?.attributes ?? [];
        return {
          suggestions: names.map((name) => ({ label: name, kind: CompletionItemKind.Field, insertText: `${name}=`, range })),
        };
      }
      const opened = /^(:{2,3})([a-z-]*)$/.exec(before);
      if (!opened) return { suggestions: [] };
      const range = from(opened[0].length);
      return {
        suggestions: directives.map(({ name, container }) => ({
          label: `${container ? ':::' : '::'}${name}`,
          kind: CompletionItemKind.Snippet,
          insertText: container ? `:::${name}\n$0\n:::` : `::${name}{$0}`,
          insertTextRules: CompletionItemInsertTextRule.InsertAsSnippet,
          range,
        })),
      };
    },
  });
}
