/** Places of a ladder file as its drawing shows them: an element, a network, a line of the declarations. */
import type { Diagnostic, Locale, SourceRange } from '#sandbox/iec61131/diagnostics.ts';
import { pathAt } from '#sandbox/iec61131/diagrams/element-places.ts';
import { type ElementPath, elementAt } from '#sandbox/iec61131/diagrams/ladder.ts';
import type { LadderReading } from '#sandbox/iec61131/diagrams/read-ladder.ts';
import type { ElementFinding } from '../../ladder/findings.ts';
import type { Words } from '../../words.ts';
import type { DeclarationFinding } from './Declarations.tsx';

/** What a reader of a drawing calls a place of its file; null: a place that the drawing does not show. */
export type PlaceWords = (range: SourceRange) => string | null;

/** The line of the declarations, from 1, that holds an offset of the file; null: it is elsewhere. */
export function declarationLineAt({ declarations }: LadderReading, offset: number): number | null {
  if (declarations === null || offset < declarations.place.start || offset > declarations.place.end) return null;
  const at = declarations.lines.findIndex((place) => place !== null && offset <= place.end);
  return at === -1 ? 1 : at + 1;
}

/** Where the name stands that an element is called by: its operand, its instance, else its type. Null: it has none. */
export function nameOffsetAt({ pou, networks }: LadderReading, path: ElementPath): number | null {
  const element = pou && elementAt(pou, path);
  const network = networks[path[0] ?? -1];
  const texts = element && network?.places.get(element)?.texts;
  if (!element || !network || !texts || element.kind === 'st' || element.kind === 'jump') return null;
  const named = texts.get('instance') ?? [...texts.values()][0];
  const [first] = named?.lines ?? [];
  return first ? network.start + first.start : null;
}

/** What the compiler says of one file, by where the drawing shows it. */
export function findingsIn(
  reading: LadderReading,
  diagnostics: readonly Diagnostic[],
  locale: Locale,
): { drawn: ElementFinding[]; declared: DeclarationFinding[] } {
  const drawn: ElementFinding[] = [];
  const declared: DeclarationFinding[] = [];
  for (const { severity: grade, range, message } of diagnostics) {
    if (range.file !== reading.file.name) continue;
    const severity = grade === 'error' || grade === 'warning' ? grade : 'info';
    const path = pathAt(reading, range.start);
    const line = path ? null : declarationLineAt(reading, range.start);
    if (path) drawn.push({ path, severity, text: message[locale] });
    else if (line !== null) declared.push({ line, severity, text: message[locale] });
  }
  return { drawn, declared };
}

export function wordsForPlace(reading: LadderReading, t: Words): PlaceWords {
  return ({ file, start }) => {
    if (file !== reading.file.name) return null;
    const path = pathAt(reading, start);
    if (path) return t('ladder.network', { number: path[0]! + 1 });
    const line = declarationLineAt(reading, start);
    return line === null ? null : t('program.declarations.line', { line });
  };
}
