/** Enumerations and subranges written where a variable is declared: clause 6.5.1. */
import { describe, expect, it } from 'vitest';
import { complete } from '../../../../sandbox/iec61131/service/complete.ts';
import { hover } from '../../../../sandbox/iec61131/service/hover.ts';
import { definition } from '../../../../sandbox/iec61131/service/navigate.ts';
import { rename } from '../../../../sandbox/iec61131/service/rename.ts';
import { main, start } from '../running-program.ts';
import { findings, program } from './checking.ts';

function valuesOf(declarations: string, body: string, names: string[], before = ''): unknown[] {
  const running = start(main(declarations, body, before));
  expect(running.scan()).toBeNull();
  return names.map((name) => running.get(`main.${name}`));
}
const lamp =
  'FUNCTION_BLOCK Lamp VAR_INPUT c : (Off, Blink, Steady); END_VAR VAR_OUTPUT n : INT; END_VAR CASE c OF Blink: n := 1; Steady: n := 2; END_CASE; END_FUNCTION_BLOCK\n';

describe('an enumeration in place', () => {
  it('begins with its first value, or as written, and is compared by name', () => {
    expect(
      valuesOf('a : (Red, Green); b : (One := 5, Two) := Two; same, other : BOOL;', 'same := a = Red; other := b = One;', [
        'same',
        'other',
      ]),
    ).toEqual([true, false]);
    expect(findings(program('b : SINT (One := 5, Two) := Two;', 'b := One;'))).toEqual([]);
  });
  it('stands in arrays and fields, and for inputs, whose values the caller may name', () => {
    expect(valuesOf('l : Lamp; n : INT;', 'l(c := Steady); n := l.n;', ['n'], lamp)).toEqual([2]);
    expect(
      valuesOf(
        'a : ARRAY[1..2] OF (Idle, Busy) := [Idle, Busy]; p : Pump; n : INT;',
        'p.mode := Hand; IF a[2] = Busy AND p.mode = Hand THEN n := 1; END_IF;',
        ['n'],
        'TYPE Pump : STRUCT mode : (Auto, Hand); speed : INT (0..9); END_STRUCT; END_TYPE\n',
      ),
    ).toEqual([1]);
  });
  it('keeps its values to its unit where two units use the same names', () => {
    const other = 'FUNCTION_BLOCK Other VAR c : (Steady, Off); END_VAR c := Steady; c := Off; END_FUNCTION_BLOCK\n';
    expect(
      valuesOf(
        'l : Lamp; o : Other; c : (Steady, Blink) := Blink; n : INT;',
        'l(); o(); c := Steady; IF c = Steady THEN n := 3; END_IF;',
        ['n'],
        lamp + other,
      ),
    ).toEqual([3]);
  });
  it('is a type of its own', () => {
    expect(findings(program('a : (Red, Green); b : (Up, Down);', 'a := Up;'))).toEqual(['ST3002@3']);
    expect(findings(program('a : (Red, Green);', 'a := 1;'))).toEqual(['ST3002@3']);
  });
  it('needs a name where a second one has the same value', () => {
    expect(findings(program('a : (Red, Green); b : (Red, Amber);', 'a := Green;'))).toEqual(['ST2040@2']);
    expect(findings(program('a, b : (Red, Green);', 'a := b;'))).toEqual([]);
  });
});

describe('a subrange in place', () => {
  it('begins at its lower limit and keeps its limits', () => {
    expect(valuesOf('t : INT (10..20); s : INT (0..10) := 4;', 's := s + 1;', ['s', 't'])).toEqual([5, 10]);
    const running = start(main('i : INT := 10; s : INT (0..10) := 4;', 'i := i + 1; s := i;'));
    expect(running.scan()?.kind).toBeDefined();
    expect(findings(program('s : INT (0..10) := 11;', ';'))).toEqual(['ST3001@2']);
  });
});

describe('the language service', () => {
  const text = 'PROGRAM Main\nVAR c : (Red, Green) := Green; END_VAR\nc := Red;\nEND_PROGRAM';
  const files = [{ name: 'main.st', text }];
  it('leads from a value to its place, shows and renames it', () => {
    const use = text.lastIndexOf('Red');
    expect(definition(files, 'main.st', use)).toMatchObject({ start: text.indexOf('Red') });
    expect(hover(files, 'main.st', use)?.code).toBe('Red = 0');
    expect(rename(files, 'main.st', use, 'Stop')).toMatchObject({ edits: [{ text: 'Stop' }, { text: 'Stop' }] });
  });
  it('offers the values of this unit only', () => {
    const two = `FUNCTION_BLOCK B VAR d : (Secret, Hidden); END_VAR END_FUNCTION_BLOCK\n${text}`;
    const offers = complete([{ name: 'main.st', text: two }], 'main.st', two.lastIndexOf('Red')).map(({ label }) => label);
    expect(offers).toContain('Green');
    expect(offers).not.toContain('Secret');
  });
});

it('methods and derived blocks know the values of the block that wrote them', () => {
  const blocks = `FUNCTION_BLOCK Base VAR_OUTPUT c : (Low, High); END_VAR
METHOD PUBLIC Raise : BOOL c := High; Raise := c = High; END_METHOD END_FUNCTION_BLOCK
FUNCTION_BLOCK Derived EXTENDS Base METHOD PUBLIC Lower : BOOL c := Low; Lower := c = Low; END_METHOD END_FUNCTION_BLOCK\n`;
  const unlike = 'FUNCTION_BLOCK Unlike VAR c : (High, Low); END_VAR c := Low; END_FUNCTION_BLOCK\n';
  expect(valuesOf('d : Derived; up, down : BOOL;', 'up := d.Raise(); down := d.Lower();', ['up', 'down'], blocks)).toEqual([
    true,
    true,
  ]);
  expect(findings(`${unlike}${blocks}${program('u : Unlike; d : Derived;', 'u(); d.Raise();')}`)).toEqual([]);
});
it('EN of a typed function', () => {
  expect(valuesOf('a : INT := 1; b : INT := 7;', 'b := ADD_INT(EN := a = 1, IN1 := a, IN2 := 2);', ['b'])).toEqual([3]);
});
