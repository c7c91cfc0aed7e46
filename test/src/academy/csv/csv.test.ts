import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCsv, writeCsv } from '#academy/csv/csv.ts';

const cells = (text: string): string[][] => readCsv(text).rows.map((row) => row.cells);

describe('a file for spreadsheets', () => {
  test('comes back as it went out, whatever people are called', () => {
    const cell = fc.string({ unit: 'grapheme', maxLength: 12 }).map((text) => text.replaceAll('\r', '').trim());
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 }), (rows) => {
        const head = ['a', 'b', 'c'];
        // An apostrophe before what looks like a formula is the guard itself.
        fc.pre(!rows.flat().some((text) => /^'[=+\-@\t]/.test(text)));
        expect(cells(writeCsv([head, ...rows]))).toEqual([head, ...rows.filter((row) => row.some((text) => text !== ''))]);
      }),
    );
  });

  test('is read by Excel as UTF-8 and computes nothing', () => {
    const text = writeCsv([['=HYPERLINK("http://evil.example")', '+1', '@SUM(A1)', '-12.5', '李 雷']]);
    expect(text.startsWith('\uFEFF')).toBe(true);
    expect(text).toBe('\uFEFF"\'=HYPERLINK(""http://evil.example"")",\'+1,\'@SUM(A1),-12.5,李 雷\r\n');
  });

  test('may have semicolons, as Excel writes them where the comma is the decimal mark', () => {
    expect(cells('Name;E-mail\r\n"Weber; Anna";anna@works.example\n')).toEqual([
      ['Name', 'E-mail'],
      ['Weber; Anna', 'anna@works.example'],
    ]);
  });

  test('says on which line a row stands, and where a quotation mark was left open', () => {
    expect(readCsv('a,b\n\n"two\nlines",x\nc,d').rows.map(({ line }) => line)).toEqual([1, 3, 5]);
    expect(readCsv('a,b\nc,"d\ne,f').unclosed).toBe(2);
  });
});
