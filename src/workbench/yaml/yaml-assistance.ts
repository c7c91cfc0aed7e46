/** Completion and explanations of files in YAML, as Monaco asks for them. */
import type { IDisposable, editor as MonacoEditor } from 'monaco-editor/editor';
import { monaco } from '../program/monaco.ts';
import { explanationAt } from './explanation.ts';
import { type Offer, offersAt } from './offers.ts';
import type { YamlFormat } from './yaml-format.ts';
import { yaml } from './yaml-language.ts';

const { CompletionItemKind, CompletionItemInsertTextRule } = monaco.languages;
const kinds: Record<Offer['kind'], monaco.languages.CompletionItemKind> = {
  key: CompletionItemKind.Field,
  value: CompletionItemKind.EnumMember,
  name: CompletionItemKind.Variable,
  device: CompletionItemKind.Module,
  address: CompletionItemKind.Value,
};

/** `formatOf`: of which kind a model is; `null` where nothing is known of it. */
export function yamlAssistance(formatOf: (model: MonacoEditor.ITextModel) => YamlFormat | null): IDisposable[] {
  return [
    monaco.languages.registerCompletionItemProvider(yaml, {
      triggerCharacters: [' ', ':', '{', '[', ',', '"', '-', '!', '#', '/'],
      provideCompletionItems: (model, position) => {
        const format = formatOf(model);
        if (format === null) return { suggestions: [] };
        const { from, to, offers } = offersAt(model.getValue(), model.getOffsetAt(position), format);
        const range = monaco.Range.fromPositions(model.getPositionAt(from), model.getPositionAt(to));
        const quoted = /^["']/.exec(model.getValueInRange(range))?.[0] ?? '';
        return { suggestions: offers.map((offer, rank) => suggestion(offer, rank, range, quoted)) };
      },
    }),
    monaco.languages.registerHoverProvider(yaml, {
      provideHover: (model, position) => {
        const format = formatOf(model);
        const found = format === null ? null : explanationAt(model.getValue(), model.getOffsetAt(position), format);
        if (found === null) return null;
        const range = monaco.Range.fromPositions(model.getPositionAt(found.from), model.getPositionAt(found.to));
        return { range, contents: found.paragraphs.map((value) => ({ value })) };
      },
    }),
  ];
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
