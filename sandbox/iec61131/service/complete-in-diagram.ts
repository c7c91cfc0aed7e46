/** What could be typed next at an element of a diagram: what could stand in a statement of its POU. */
import type { SourceFile } from '../diagnostics.ts';
import { asStructuredText } from '../diagrams/source-text.ts';
import type { AnalysisOptions } from './analysis.ts';
import { type CompletionOffer, complete } from './complete.ts';

/** `text` as typed so far. Nothing where the file holds no POU. */
export function completeInDiagram(
  files: readonly SourceFile[],
  name: string,
  text: string,
  options: AnalysisOptions = {},
): CompletionOffer[] {
  const drawn = files.find((file) => file.name === name);
  if (drawn === undefined) return [];
  const { file } = asStructuredText(drawn);
  const end = file.text.lastIndexOf('\nEND_');
  if (end === -1) return [];
  // A condition may be any expression, and nothing else.
  const before = `${file.text.slice(0, end)}\nIF ${text}`;
  const tried = { ...file, text: `${before} THEN END_IF;${file.text.slice(end)}` };
  const offers = complete(
    files.map((one) => (one === drawn ? tried : one)),
    name,
    before.length,
    options,
  );
  const typed = /\w*$/.exec(text)![0].toUpperCase();
  return offers.filter(
    ({ kind, label }) => kind !== 'keyword' && kind !== 'snippet' && kind !== 'type' && label.toUpperCase().startsWith(typed),
  );
}
