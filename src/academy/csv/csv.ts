/**
 * Comma-separated values (RFC 4180) as spreadsheets write and open them: with a byte order mark, so that Excel reads Chinese; a cell that
 * a spreadsheet would take for a formula begins with an apostrophe (OWASP, CSV injection), and loses it on the way back.
 */

export interface CsvRow {
  /** In the file, from 1: where a spreadsheet or an editor shows it. */
  line: number;
  cells: string[];
}

const mark = '\uFEFF';
/** What a spreadsheet may begin to compute from. */
const formula = /^[=+\-@\t\r]/;
const number = /^-?\d+(\.\d+)?$/;

/** Rows as one text, each ended by CR LF. */
export function writeCsv(rows: readonly (readonly string[])[]): string {
  return mark + rows.map((cells) => `${cells.map(cellText).join(',')}\r\n`).join('');
}

function cellText(text: string): string {
  const safe = formula.test(text) && !number.test(text) ? `'${text}` : text;
  return /[",\r\n;\t]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/**
 * The rows of a text, without those that are empty. The separator is what its first line has most of: comma, semicolon (Excel where the
 * comma is the decimal mark) or tab. `unclosed`: the line where a quoted cell begins that never ends.
 */
export function readCsv(text: string): { rows: CsvRow[]; unclosed: number | null } {
  const source = text.startsWith(mark) ? text.slice(1) : text;
  const separator = separatorOf(source);
  const rows: CsvRow[] = [];
  let row: CsvRow = { line: 1, cells: [] };
  let cell = '';
  let quotedFrom: number | null = null;
  let line = 1;
  const endCell = (): void => {
    row.cells.push(unguarded(cell.trim()));
    cell = '';
  };
  const endRow = (): void => {
    endCell();
    if (row.cells.some((one) => one !== '')) rows.push(row);
    row = { line: line + 1, cells: [] };
  };
  for (let at = 0; at < source.length; at += 1) {
    const character = source[at]!;
    if (quotedFrom !== null) {
      if (character === '"' && source[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else if (character === '"') quotedFrom = null;
      else cell += character;
      if (character === '\n') line += 1;
    } else if (character === '"' && cell.trim() === '') {
      cell = '';
      quotedFrom = line;
    } else if (character === separator) endCell();
    else if (character === '\n') {
      endRow();
      line += 1;
    } else if (character !== '\r') cell += character;
  }
  if (cell !== '' || row.cells.length > 0) endRow();
  return { rows, unclosed: quotedFrom };
}

function separatorOf(source: string): string {
  const first = source.split('\n', 1)[0] ?? '';
  const counted = [',', ';', '\t'].map((character) => ({ character, count: first.split(character).length }));
  return counted.toSorted((one, other) => other.count - one.count)[0]?.character ?? ',';
}

const unguarded = (text: string): string => (text.startsWith("'") && formula.test(text.slice(1)) ? text.slice(1) : text);
