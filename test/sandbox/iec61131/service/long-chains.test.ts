/** Declarations that lean on each other further than the stack reaches: the service refuses them as the compiler does. */
import { describe, expect, it } from 'vitest';
import { compile } from '../../../../sandbox/iec61131/compile.ts';
import { analyse } from '../../../../sandbox/iec61131/service/analysis.ts';
import { complete } from '../../../../sandbox/iec61131/service/complete.ts';
import { diagnose } from '../../../../sandbox/iec61131/service/diagnose.ts';
import { hover } from '../../../../sandbox/iec61131/service/hover.ts';

const LENGTH = 20_000;
const list = (line: (at: number) => string): string => Array.from({ length: LENGTH }, (_, at) => line(at)).join('\n');

describe.each([
  [
    'types',
    `TYPE\n${list((at) => `T${at} : T${at + 1};`)}\nT${LENGTH} : INT;\nEND_TYPE\nPROGRAM Main VAR a : T0; END_VAR a := 1; END_PROGRAM`,
  ],
  [
    'blocks',
    `${list((at) => `FUNCTION_BLOCK B${at} VAR b : ${at + 1 === LENGTH ? 'INT' : `B${at + 1}`}; END_VAR END_FUNCTION_BLOCK`)}\nPROGRAM Main VAR a : B0; END_VAR a(); END_PROGRAM`,
  ],
])('a chain of %s', (_, text) => {
  const files = [{ name: 'main.st', text }];
  it('is answered with the compiler’s own words', () => {
    const codes = compile(files).diagnostics.map(({ code }) => code);
    expect(codes).toEqual(['ST1020']);
    expect(diagnose(files)).toEqual(compile(files).diagnostics);
  });
  it('leaves the service answering', () => {
    expect(analyse(files).trees.has('main.st')).toBe(true);
    expect(hover(files, 'main.st', text.lastIndexOf(' a') + 1)).toBeNull();
    expect(() => complete(files, 'main.st', text.length - 'END_PROGRAM'.length)).not.toThrow();
  });
});

it('a chain of functions', () => {
  const text = `${list((at) => `FUNCTION F${at} : INT F${at} := ${at + 1 === LENGTH ? '1' : `F${at + 1}()`}; END_FUNCTION`)}\nPROGRAM Main VAR i : INT; END_VAR i := F0(); END_PROGRAM`;
  expect(() => diagnose([{ name: 'main.st', text }])).not.toThrow();
});
