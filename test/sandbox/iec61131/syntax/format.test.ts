import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile } from '#sandbox/iec61131/index.ts';
import { libraryFiles } from '#sandbox/iec61131/library/library.ts';
import { applyEdits, formatEdits } from '#sandbox/iec61131/syntax/format.ts';
import { parse } from '#sandbox/iec61131/syntax/parse.ts';

function formatted(text: string): string {
  return applyEdits(text, formatEdits(parse({ name: 'main.st', text }).unit));
}

describe('layout', () => {
  it('puts every statement on its own line, two spaces a level, keywords and elementary types in capitals', () => {
    const text = 'program Main var a:bool;b:Int:=-5; end_var if a then b:=b-1;else b:= -b; end_if; end_program';
    expect(formatted(text)).toBe(
      [
        'PROGRAM Main',
        'VAR',
        '  a : BOOL;',
        '  b : INT := -5;',
        'END_VAR',
        'IF a THEN',
        '  b := b - 1;',
        'ELSE',
        '  b := -b;',
        'END_IF;',
        'END_PROGRAM',
        '',
      ].join('\n'),
    );
  });
  it('leaves a CASE branch on the line of its label, or below it, as the author has it', () => {
    const text =
      'PROGRAM P\nCASE n OF\n  0: a := 1;\n  1, 2..3:\n    a := 2;\n    b := 3;\nELSE\n  a := 0;\nEND_CASE;\nEND_PROGRAM\n';
    expect(formatted(text)).toBe(text);
  });
  it('keeps comments, one blank line, lined up columns and lines that go on', () => {
    const text = [
      '// what it does',
      'PROGRAM P',
      'VAR',
      '  Auto AT %IX0.0 : BOOL;  // selector',
      '  LSL  AT %IX0.1 : BOOL;  // low',
      'END_VAR',
      '',
      '(* two',
      '   lines *)',
      'a := long + (* why *)',
      '  longer;',
      '',
      '// at the end',
      'END_PROGRAM',
      '',
    ].join('\n');
    expect(formatted(text)).toBe(text);
    expect(formatted(text.replaceAll('\n', '\r\n'))).toBe(text.replaceAll('\n', '\r\n'));
  });
  it('indents a body as its first statement is', () => {
    const text = 'PROGRAM P\nVAR\n  a : INT;\nEND_VAR\n  a := 1;\n     a := 2;\nEND_PROGRAM\n';
    expect(formatted(text)).toBe('PROGRAM P\nVAR\n  a : INT;\nEND_VAR\n  a := 1;\n  a := 2;\nEND_PROGRAM\n');
  });
  it('knows a sign from an operator and a call from a bracket', () => {
    const body = (text: string) => formatted(`PROGRAM P\n${text}\nEND_PROGRAM\n`).split('\n')[1];
    expect(body('a:=-b- -c*(d+e);')).toBe('a := -b - -c * (d + e);');
    expect(body('a:=NOT(b)AND (c OR d);')).toBe('a := NOT(b) AND (c OR d);');
    expect(body('a:=AND(b,c);')).toBe('a := AND(b, c);');
    expect(body('t [ 1 ] ( IN:=a,Q=>b ) ;')).toBe('t[1](IN := a, Q => b);');
    expect(body('w . 3:=p ^ . x;')).toBe('w.3 := p^.x;');
  });
  it.each([['TYPE ; IF S ', 'TYPE; IF S\n']])('breaks no line that recovery from a mistake hangs on: %j', (text, expected) => {
    expect(formatted(text)).toBe(expected);
    expect(formatted(expected)).toBe(expected);
  });
  it('indents by its own declaration only, where one within a section is not closed', () => {
    const text = 'PROGRAM A\nVAR\nPROGRAM B\nEND_VAR\n  a := 1;\nEND_PROGRAM\n';
    expect(formatted(formatted(text))).toBe(formatted(text));
  });
});

const labs = join(import.meta.dirname, '../../../../labs');
const programs = [
  ...readdirSync(labs, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.st'))
    .map((name) => [name, readFileSync(join(labs, name), 'utf8')] as const),
  ...libraryFiles.map(({ name, text }) => [name, text] as const),
];

describe('what is formatted means the same', () => {
  it.each(programs)('%s compiles to the same module, and stays as it is the second time', (name, text) => {
    const once = formatted(text);
    expect(formatted(once)).toBe(once);
    const before = compile([{ name, text }]);
    const after = compile([{ name, text: once }]);
    expect(after.program?.hash).toBe(before.program?.hash);
    expect(after.diagnostics.map(({ code }) => code)).toEqual(before.diagnostics.map(({ code }) => code));
  });

  const name = fc.constantFrom('a', 'b', 'c');
  const expression: fc.Memo<string> = fc.memo((depth) =>
    depth <= 1
      ? fc.oneof(name, fc.integer({ min: 0, max: 9 }).map(String))
      : fc.oneof(
          name,
          fc.tuple(expression(), fc.constantFrom('+', '-', '*'), expression()).map((parts) => parts.join('')),
          expression().map((inner) => `( ${inner})`),
          expression().map((inner) => `MAX(${inner} ,1)`),
        ),
  );
  const statement: fc.Memo<string> = fc.memo((depth) => {
    const assign = fc.tuple(name, expression(3)).map(([target, value]) => `${target}:=${value};`);
    if (depth <= 1) return assign;
    const list = fc.array(statement(), { maxLength: 3 }).map((items) => items.join('\n \n\n'));
    return fc.oneof(
      assign,
      fc.tuple(expression(2), list, list).map(([e, x, y]) => `if ${e}>0 then ${x} else\n${y} end_if ;`),
      fc.tuple(list, list).map(([x, y]) => `case a of 1: ; ${x} 2,3..4 : ;\n${y} ELSE; end_case;`),
      list.map((x) => `REPEAT ${x} (* again *) until TRUE end_repeat; // r\n`),
    );
  });
  it('programs of every shape compile to the same hash', () => {
    fc.assert(
      fc.property(fc.array(statement(3), { maxLength: 4 }), (list) => {
        const text = `program P var a,b,c:dint; end_var ${list.join('\n')}\nend_program`;
        const before = compile([{ name: 'm', text }]).program;
        expect(before).not.toBeNull();
        expect(compile([{ name: 'm', text: formatted(text) }]).program?.hash).toBe(before?.hash);
      }),
      { numRuns: 60 },
    );
  });
});
