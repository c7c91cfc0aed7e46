/**
 * From a place in the text that a diagram becomes to the place in its file that it came from. The lowered text is written in
 * pieces, each with its origin; a `verbatim` piece stands in the file letter for letter, so that places within it are exact. What the
 * lowering adds of itself belongs to the element that it serves.
 */
import type { Diagnostic, LocalizedText, SourceFile, SourceRange, SuggestedEdit } from '../diagnostics.ts';
import { rangeOfOffsets } from '../syntax/tokens.ts';

/** Offsets in a diagram's file, half open. */
export interface FilePlace {
  start: number;
  end: number;
}

interface Piece extends FilePlace {
  /** Offset in the lowered text; it reaches to the next piece. */
  from: number;
  verbatim: boolean;
}

/** A diagram's file as it stands on disk, and what its lowered text came from. */
export interface Origin {
  file: SourceFile;
  lineStarts: number[];
  pieces: readonly Piece[];
  /** Where each network stands in the file. */
  networks: readonly FilePlace[];
  /** Types of boxes that have an instance: what they become says only that. */
  types: readonly { name: string; place: FilePlace }[];
}

/** Writes a lowered text and remembers where each piece of it came from. */
export class LoweredText {
  private readonly parts: string[] = [];
  private readonly pieces: Piece[] = [];
  private length = 0;

  /** Text of the lowering's own, on behalf of `place`. */
  write(text: string, place: FilePlace): void {
    this.add(text, place, false);
  }

  /** Text that stands at `place` letter for letter. */
  quote(text: string, place: FilePlace): void {
    this.add(text, place, place.end - place.start === text.length);
  }

  get text(): string {
    return this.parts.join('');
  }

  origin(file: SourceFile, networks: Origin['networks'], types: Origin['types']): Origin {
    return { file, lineStarts: lineStartsOf(file.text), pieces: this.pieces, networks, types };
  }

  private add(text: string, { start, end }: FilePlace, verbatim: boolean): void {
    if (text === '') return;
    const last = this.pieces.at(-1);
    const continues = last !== undefined && !verbatim && !last.verbatim && last.start === start && last.end === end;
    if (!continues) this.pieces.push({ from: this.length, start, end, verbatim });
    this.parts.push(text);
    this.length += text.length;
  }
}

export function lineStartsOf(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** The range of the file that a range of the lowered text came from. */
export function authoredRange(origin: Origin, { start, end }: { start: number; end: number }): SourceRange {
  const first = pieceAt(origin, start);
  const last = end > start ? pieceAt(origin, end - 1) : first;
  const from = first.verbatim ? first.start + Math.min(start - first.from, first.end - first.start) : first.start;
  const to = last.verbatim ? last.start + Math.min(end - last.from, last.end - last.start) : last.end;
  return rangeOfOffsets(origin.file, origin.lineStarts, from, Math.max(from, to));
}

/** `on line 5`, for people who read a text. */
export const lineOf = ({ line }: SourceRange): LocalizedText => ({ en: `on line ${line}`, 'zh-CN': `第 ${line} 行` });

/** `in network 5`, for people who look at a drawing; what stands in no network has its line in the file. */
export function authoredWhere(origin: Origin, range: SourceRange): LocalizedText {
  const authored = authoredRange(origin, range);
  const network = origin.networks.findIndex(({ start, end }) => start <= authored.start && authored.start < end);
  return network === -1 ? lineOf(authored) : { en: `in network ${network + 1}`, 'zh-CN': `程序段 ${network + 1}` };
}

/** The range of the file when every letter of it stands there: where an edit may be made. `null` when the lowering has written any of it. */
export function authoredExactly(origin: Origin, { start, end }: { start: number; end: number }): FilePlace | null {
  const piece = pieceAt(origin, start);
  const isWithin = piece.verbatim && end - piece.from <= piece.end - piece.start;
  return isWithin ? { start: piece.start + start - piece.from, end: piece.start + end - piece.from } : null;
}

/** A finding about the lowered text, told at the author's place; a repair only where it changes what the author wrote. */
export function authoredDiagnostic(origin: Origin, diagnostic: Diagnostic): Diagnostic {
  const { edits, ...rest } = diagnostic;
  const repaired = edits?.flatMap((edit): SuggestedEdit[] => {
    const exact = authoredExactly(origin, edit.range);
    if (exact === null || edit.text.includes('\n')) return [];
    return [{ ...edit, range: rangeOfOffsets(origin.file, origin.lineStarts, exact.start, exact.end) }];
  });
  const told: Diagnostic = { ...rest, range: authoredRange(origin, diagnostic.range) };
  if (repaired !== undefined && repaired.length > 0) told.edits = repaired;
  return told;
}

function pieceAt({ pieces, file }: Origin, offset: number): Piece {
  let low = 0;
  let high = pieces.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (pieces[middle]!.from <= offset) low = middle;
    else high = middle - 1;
  }
  return pieces[low] ?? { from: 0, start: 0, end: file.text.length, verbatim: false };
}
