import { describe, expect, it, test } from 'vitest';
import { compile } from '#sandbox/iec61131/compile.ts';
import { diagnosticCodes } from '#sandbox/iec61131/diagnostic-catalogue.ts';
import { diagnosticExamples } from '#sandbox/iec61131/examples/all.ts';
import { type DiagnosticExample, laidOut, nameOf } from '#sandbox/iec61131/examples/example.ts';

const codes = diagnosticCodes();
const examples = Object.entries(diagnosticExamples).filter(
  (entry): entry is [string, DiagnosticExample] => !('reason' in entry[1]),
);
const found = (text: string, example: DiagnosticExample) =>
  compile([{ name: nameOf(example), text: laidOut(text, example) }], example.options).diagnostics.map(
    ({ code, range }) => `${code}@${range.line}`,
  );

test('every diagnostic has its record, and every record its diagnostic', () => {
  const known = codes.map(({ code }) => code);
  expect(known.filter((code) => diagnosticExamples[code] === undefined)).toEqual([]);
  expect(Object.keys(diagnosticExamples).filter((code) => !known.includes(code))).toEqual([]);
});

/** The text with a diagnostic's first suggestion taken, or `null` where it makes none. */
function mended(code: string, example: DiagnosticExample): string | null {
  const text = laidOut(example.fails, example);
  const diagnostic = compile([{ name: nameOf(example), text }], example.options).diagnostics.find((one) => one.code === code);
  const edit = diagnostic?.edits?.[0];
  return edit === undefined ? null : text.slice(0, edit.range.start) + edit.text + text.slice(edit.range.end);
}

test('a suggestion mends what it belongs to, and brings no error with it', () => {
  const repaired: string[] = [];
  for (const [code, example] of examples) {
    const text = mended(code, example);
    if (text === null) continue;
    const { diagnostics } = compile([{ name: nameOf(example), text }], example.options);
    const left = diagnostics.filter((one) => one.severity === 'error' || one.code === code);
    expect([code, left.map((one) => one.code)]).toEqual([code, []]);
    repaired.push(code);
  }
  expect(repaired).toEqual(
    expect.arrayContaining(['ST1004', 'ST1011', 'ST1014', 'ST1015', 'ST2002', 'ST3003', 'ST6002', 'ST6103']),
  );
});

describe.each(examples)('%s', (code, example) => {
  it('is what the failing program gives, and nothing else', () => {
    const given = found(example.fails, example).map((one) => one.slice(0, code.length));
    // A word about a vendor's extension may stand beside it.
    expect(given).toContain(code);
    expect(given.filter((one) => one !== code && one !== 'ST6160')).toEqual([]);
  });
  it('is gone from the repaired program, which gives nothing at all', () => {
    expect(found(example.passes, example)).toEqual([]);
  });
});
