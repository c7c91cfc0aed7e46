/** ARRAY [*] beyond the first case: as an output, with a dimension that is computed, in methods. Clause 6.4.4.5.3. */
import { describe, expect, it } from 'vitest';
import { hover } from '#sandbox/iec61131/service/hover.ts';
import { signatureHelp } from '#sandbox/iec61131/service/signature-help.ts';
import { start } from '../running-program.ts';
import { findings } from '../semantics/checking.ts';

const main = (declarations: string, body: string, before: string): string =>
  `${before}\nPROGRAM main VAR ${declarations} END_VAR\n${body}\nEND_PROGRAM`;

const squares = `FUNCTION Squares : INT
VAR_OUTPUT list : ARRAY[*] OF INT; END_VAR
VAR i : DINT; END_VAR
FOR i := LOWER_BOUND(list, 1) TO UPPER_BOUND(list, 1) DO
  list[i] := DINT_TO_INT(i * i);
  Squares := Squares + list[i];
END_FOR;
END_FUNCTION`;

describe('ARRAY [*] in VAR_OUTPUT', () => {
  it('fills the array that the caller gives, whatever its bounds', () => {
    const program = start(
      main(
        'a : ARRAY[1..3] OF INT; b : ARRAY[-2..0] OF INT; n, m : INT;',
        'n := Squares(list => a);\nm := Squares(list => b);',
        squares,
      ),
    );
    expect(program.scan()).toBeNull();
    const read = (name: string): unknown => program.get(`main.${name}`);
    expect(['n', 'a[1]', 'a[3]', 'm', 'b[-2]', 'b[0]'].map(read)).toEqual([14, 1, 9, 5, 4, 0]);
  });
  it('of a method, called through an interface too', () => {
    const program = start(
      main(
        'f : Filler; i : IFill; a : ARRAY[0..1, 1..2] OF INT;',
        'i := f; f.Fill(v := 7, list => a); i.Fill(v := 8, list => a);',
        `INTERFACE IFill METHOD Fill VAR_INPUT v : INT; END_VAR VAR_OUTPUT list : ARRAY[*, *] OF INT; END_VAR END_METHOD END_INTERFACE
CLASS Filler IMPLEMENTS IFill
METHOD PUBLIC Fill VAR_INPUT v : INT; END_VAR VAR_OUTPUT list : ARRAY[*, *] OF INT; END_VAR
list[0, 1] := list[0, 1] + v; list[1, 2] := v; END_METHOD END_CLASS`,
      ),
    );
    expect(program.scan()).toBeNull();
    expect([program.get('main.a[0,1]'), program.get('main.a[1,2]')]).toEqual([15, 8]);
  });
  it.each([
    ['left out', 'n := Squares();', ['ST4013@10']],
    ['given by :=', 'n := Squares(list := a);', ['ST4008@10']],
    ['an array of something else', 'n := Squares(list => r);', ['ST4009@10']],
    ['a constant', 'n := Squares(list => c);', ['ST2030@10']],
  ])('is refused: %s', (_, body, codes) => {
    const text = `${squares}\nPROGRAM main VAR a : ARRAY[1..3] OF INT; r : ARRAY[1..3] OF REAL; n : INT; END_VAR VAR CONSTANT c : ARRAY[1..2] OF INT := [1, 2]; END_VAR\n${body}\nEND_PROGRAM`;
    expect(findings(text)).toEqual(codes);
  });
  it('is shown as what it is, without what comes along', () => {
    const text = `${squares}\nPROGRAM main VAR a : ARRAY[1..3] OF INT; END_VAR\nSquares(list => a);\nEND_PROGRAM`;
    const at = text.indexOf('Squares(list');
    const file = { name: 'main.st', text };
    expect(hover([file], 'main.st', at)?.code).toBe('FUNCTION Squares(list => ARRAY [*] OF INT) : INT');
    expect(signatureHelp([file], 'main.st', at + 8)?.parameters.map(({ label }) => label)).toEqual(['list => ARRAY [*] OF INT']);
  });
});

describe('LOWER_BOUND and UPPER_BOUND', () => {
  const size = `FUNCTION Size : DINT VAR_INPUT a : ARRAY[*, *] OF INT; END_VAR VAR d : DINT; END_VAR
Size := 1;
FOR d := 1 TO 2 DO Size := Size * (UPPER_BOUND(a, d) - LOWER_BOUND(a, d) + 1); END_FOR;
END_FUNCTION`;
  it('take a dimension that is computed', () => {
    const program = start(
      main('a : ARRAY[1..3, -2..2] OF INT; b : ARRAY[0..0, 5..6] OF INT; n, m : DINT;', 'n := Size(a); m := Size(b);', size),
    );
    expect(program.scan()).toBeNull();
    expect([program.get('main.n'), program.get('main.m')]).toEqual([15, 2]);
  });
  it('of an array with bounds of its own, too; a dimension that it has not faults', () => {
    const program = start(
      'PROGRAM main VAR a : ARRAY[1..3, 4..9, 7..8] OF INT; d, n : DINT := 2; END_VAR\nn := 100 * UPPER_BOUND(a, d) + LOWER_BOUND(a, d + 1);\nEND_PROGRAM',
    );
    expect(program.scan()).toBeNull();
    expect(program.get('main.n')).toBe(907);
    program.set('main.d', 0);
    expect(program.scan()).toMatchObject({ kind: 'index', line: 2 });
    program.set('main.d', 4);
    expect(program.scan()).toMatchObject({ kind: 'index', line: 2 });
  });
});

describe('SIZEOF is a constant', () => {
  it('in CONSTANT, bounds, labels and initial values', () => {
    const program = start(`TYPE P : STRUCT a : INT; b : LREAL; END_STRUCT END_TYPE
PROGRAM main
VAR CONSTANT n : UDINT := SIZEOF(P) + 1; END_VAR
VAR p : P; a : ARRAY[1..SIZEOF(LINT)] OF BYTE; m : UDINT := SIZEOF(p) * 2; hit : BOOL; t : TON; s : UDINT; END_VAR
CASE s OF n: hit := TRUE; END_CASE;
s := n + SIZEOF(a) - 8;
END_PROGRAM`);
    expect([program.scan(), program.scan()]).toEqual([null, null]);
    expect([program.get('main.s'), program.get('main.m'), program.get('main.hit')]).toEqual([17, 32, true]);
  });
  it('but not of the block that is being declared', () => {
    expect(findings('FUNCTION_BLOCK F VAR n : UDINT := SIZEOF(F); END_VAR\nn := 0;\nEND_FUNCTION_BLOCK')).toContain('ST2042@1');
    expect(findings('FUNCTION_BLOCK F VAR n : UDINT; END_VAR\nn := SIZEOF(F);\nEND_FUNCTION_BLOCK')).toEqual(['ST6160@2']);
  });
});
