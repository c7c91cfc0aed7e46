import { describe, expect, it } from 'vitest';
import { parse } from '../../../../sandbox/iec61131/syntax/parse.ts';

const shell = (body: string) => `PROGRAM Main\nVAR a, b : BOOL; i : INT; END_VAR\n${body}\nLast := a;\nEND_PROGRAM`;

function broken(text: string) {
  const { unit, diagnostics } = parse({ name: 'm.st', text });
  const [program] = unit.declarations;
  const last = program?.kind === 'program' ? program.body.at(-1) : undefined;
  const target = last?.kind === 'assign' && last.target.kind === 'name' ? last.target.name.text : null;
  return {
    found: diagnostics.map(({ code, range }) => `${code}@${range.line}`),
    edits: diagnostics.flatMap(({ edits }) => edits ?? []),
    target,
  };
}

describe('a broken program gives its diagnostic at the right line, and the rest is still read', () => {
  it.each([
    ['a missing semicolon', 'a := b\nb := a;', 'ST1011@3'],
    ['`=` for `:=`', 'a := b;\na = b;', 'ST1014@4'],
    ['`:=` in a condition', 'IF a := b THEN a := b; END_IF;', 'ST1015@3'],
    ['a missing THEN', 'IF a\n  b := a;\nEND_IF;', 'ST1010@3'],
    ['ENDIF for END_IF', 'IF a THEN b := a;\nENDIF;', 'ST1017@4'],
    ['a missing operand', 'a := b AND ;\nb := a;', 'ST1010@3'],
    ['an unclosed bracket', 'a := (a OR b;\nb := a;', 'ST1010@3'],
    ['a value alone', 'a;\nb := a;', 'ST1016@3'],
    ['rubbish', 'a := b;\n? a b c;\nb := a;', 'ST1001@4'],
    ['an END too many', 'a := b;\nEND_IF;\nb := a;', 'ST1013@4'],
    ['a comma forgotten in a call', 't(IN := a PT := b);', 'ST1010@3'],
    ['a comma forgotten between values', 'i := MAX(i, 1 2);', 'ST1010@3'],
    ['a section after statements', 'a := b;\nVAR c : INT; END_VAR\nb := a;', 'ST1024@4'],
    ['`==`', 'IF i == 3 THEN a := b; END_IF;', 'ST1004@3'],
    ['a Chinese name', 'a := b;\n电机 := a;', 'ST1001@4'],
    ['a missing value before the next line', 'a :=\nb := a;', 'ST1010@3'],
    ['a bad number', 'i := 2#12;', 'ST1018@3'],
    ['a bad duration', 'i := T#5x;', 'ST1019@3'],
    ['a statement that begins with `:=`', 'a := b;\n:= 5;\nb := a;', 'ST1010@4'],
    ['`i++`', 'a := b;\ni++;\nb := a;', 'ST1004@4'],
    ['`i += 2`', 'a := b;\ni += 2;\nb := a;', 'ST1004@4'],
    ['`i % 2`', 'i := i % 2;', 'ST1004@3'],
    ['`i %2`', 'i := i %2 + 1;', 'ST1004@3'],
    ['a duration without T#', 't(PT := 5s);', 'ST1004@3'],
    ['a string that does not end', "s := 'abc;\nb := a;", 'ST1003@3'],
    ['a name with an umlaut', 'größe := 1;\ngröße := größe + 1;', 'ST1001@3'],
    ['a label of CASE in quotes', "CASE i OF 1: a := b; 'x': b := a; END_CASE;", null],
    ['`: =` with a space', 'a : = b;', 'ST1010@3'],
  ])('%s', (_, body, expected) => {
    const { found, target } = broken(shell(body));
    expect(found).toEqual(expected === null ? [] : [expected]);
    expect(target).toBe('Last');
  });

  it('an IF that is never closed is reported where it begins, with the edit that closes it', () => {
    const { found, edits } = broken('PROGRAM Main\nVAR a : BOOL; END_VAR\nIF a THEN\n  a := FALSE;\nEND_PROGRAM');
    expect(found).toEqual(['ST1012@3']);
    expect(edits[0]?.text).toContain('END_IF;');
  });
  it('a section that is never closed ends where the statements begin', () => {
    const { found, target } = broken('PROGRAM Main\nVAR\n  a : BOOL;\nLast := a;\nEND_PROGRAM');
    expect(found).toEqual(['ST1012@2']);
    expect(target).toBe('Last');
  });
  it('`ELSE IF` with one END_IF was meant as ELSIF', () => {
    expect(broken(shell('IF a THEN b := a;\nELSE IF b THEN a := b;\nEND_IF;')).found).toEqual(['ST1017@4']);
  });
  it('a comment that is never closed is one mistake', () => {
    expect(broken('PROGRAM Main\nVAR a : BOOL; END_VAR\na := TRUE;\n(* and so on\nEND_PROGRAM').found).toEqual(['ST1002@4']);
  });
  it.each([
    ['`int n;`', 'int n;', 'n : INT'],
    ['a name with a space', 'motor speed : INT;', 'motor_speed'],
    ['`INT[10]`', 'n : INT[10];', 'ARRAY[0..9] OF INT'],
    ['`ARRAY[10] OF INT`', 'n : ARRAY[10] OF INT;', '0..9'],
  ])('a declaration from another language is one mistake, with what is written here: %s', (_, declaration, text) => {
    const { found, edits, target } = broken(`PROGRAM Main\nVAR\n${declaration}\nEND_VAR\nLast := a;\nEND_PROGRAM`);
    expect(found).toEqual(['ST1004@3']);
    expect(edits[0]?.text).toBe(text);
    expect(target).toBe('Last');
  });
  it('a reserved word as a name is told once', () => {
    expect(broken('PROGRAM Main\nVAR i, by : INT; END_VAR\nby := 1;\ni := by + 1;\nEND_PROGRAM').found).toEqual(['ST1025@2']);
  });
  it('a reserved word among names hides none of them', () => {
    const { found, target } = broken(
      'PROGRAM Main\nVAR\n  task, resource, on : INT;\n  program : INT;\nEND_VAR\nresource := 1;\nLast := a;\nEND_PROGRAM',
    );
    expect(found).toEqual(['ST1025@3', 'ST1025@4']);
    expect(target).toBe('Last');
  });
  it('a broken declaration does not hide the next', () => {
    const { unit, diagnostics } = parse({
      name: 'm.st',
      text: 'PROGRAM P\nVAR\n a BOOL;\n b : ;\n c : INT;\nEND_VAR\nEND_PROGRAM',
    });
    expect(diagnostics.map(({ range }) => range.line)).toEqual([3, 4]);
    const [program] = unit.declarations;
    const names = program?.kind === 'program' ? program.sections[0]?.declarations.flatMap((d) => d.names.map((n) => n.text)) : [];
    expect(names).toContain('c');
  });
  it('a POU that is never closed does not swallow the next', () => {
    const { unit, diagnostics } = parse({ name: 'm.st', text: 'FUNCTION_BLOCK A\nPROGRAM B\nEND_PROGRAM' });
    expect(diagnostics.map(({ code, range }) => `${code}@${range.line}`)).toEqual(['ST1012@1']);
    expect(unit.declarations.map(({ kind }) => kind)).toEqual(['function_block', 'program']);
  });
  it('a method that is not closed ends where its class does', () => {
    const { unit, diagnostics } = parse({
      name: 'm.st',
      text: 'CLASS C\nMETHOD m\nx := 1;\nEND_CLASS\nPROGRAM P\nEND_PROGRAM',
    });
    expect(diagnostics.map(({ code, range }) => `${code}@${range.line}`)).toEqual(['ST1012@2']);
    expect(unit.declarations.map(({ kind }) => kind)).toEqual(['class', 'program']);
  });
});
