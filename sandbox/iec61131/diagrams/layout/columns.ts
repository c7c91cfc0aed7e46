/** Widths of texts in columns of the grid, without a screen: a letter is one column, a CJK character or other wide one two. */

/** How many columns a text takes. */
export function columnsOf(text: string): number {
  if (/^[ -~]*$/.test(text)) return text.length;
  let columns = 0;
  for (const character of text) columns += widthOf(character);
  return columns;
}

/** A text in at most so many columns; what is left out is marked with `…`. */
export function elide(text: string, most: number): string {
  const line = /\s/.test(text) ? text.replace(/\s+/g, ' ').trim() : text;
  if (columnsOf(line) <= most) return line;
  let kept = '';
  let columns = 1;
  for (const character of line) {
    columns += widthOf(character);
    if (columns > most) break;
    kept += character;
  }
  return `${kept.trimEnd()}…`;
}

/** The lines of a text, broken at spaces and between wide characters; a word that is longer than a line is cut. */
export function wrap(text: string, most: number): string[] {
  return text.split(/\r?\n/).flatMap((line) => wrapLine(line, most));
}

function wrapLine(line: string, most: number): string[] {
  const lines: string[] = [];
  let current = '';
  let columns = 0;
  for (const [word] of line.matchAll(/\s+|[\u1100-\uffef]|[^\s\u1100-\uffef]+/g)) {
    for (const piece of cut(word, most)) {
      const width = columnsOf(piece);
      if (columns + width > most && columns > 0) {
        lines.push(current.trimEnd());
        current = '';
        columns = 0;
        if (piece.trim() === '') continue;
      }
      current += piece;
      columns += width;
    }
  }
  lines.push(current.trimEnd());
  return lines;
}

function cut(word: string, most: number): string[] {
  if (columnsOf(word) <= most) return [word];
  const pieces: string[] = [''];
  let columns = 0;
  for (const character of word) {
    columns += widthOf(character);
    if (columns > most) {
      pieces.push('');
      columns = widthOf(character);
    }
    pieces[pieces.length - 1] += character;
  }
  return pieces;
}

/** East Asian Wide and Fullwidth (UAX #11), coarsely: too wide rather than too narrow. */
function widthOf(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x1100) return 1;
  return code <= 0x115f || (code >= 0x2e80 && code <= 0xffef && !(code >= 0xff61 && code <= 0xffdc)) || code >= 0x1f000 ? 2 : 1;
}
