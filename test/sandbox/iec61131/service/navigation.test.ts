import { describe, expect, it } from 'vitest';
import { folds } from '../../../../sandbox/iec61131/service/folding.ts';
import { format } from '../../../../sandbox/iec61131/service/format.ts';
import { definition, references } from '../../../../sandbox/iec61131/service/navigate.ts';
import { outline } from '../../../../sandbox/iec61131/service/outline.ts';
import { rename, renameable } from '../../../../sandbox/iec61131/service/rename.ts';
import { semanticTokens } from '../../../../sandbox/iec61131/service/semantic-tokens.ts';
import { signatureHelp } from '../../../../sandbox/iec61131/service/signature-help.ts';
import { applyEdits } from '../../../../sandbox/iec61131/syntax/format.ts';

/** One file with `|` where the cursor is. */
function at(text: string) {
  const offset = text.indexOf('|');
  return { files: [{ name: 'main.st', text: text.replace('|', '') }], offset };
}
/** The text around an offset: from the line's start to the end of what is found, with the found part in brackets. */
function shown(text: string, place: { start: number; end: number } | null): string | null {
  if (place === null) return null;
  const from = text.lastIndexOf('\n', place.start - 1) + 1;
  return `${text.slice(from, place.start)}[${text.slice(place.start, place.end)}]`;
}
function ask(text: string): string | null {
  const { files, offset } = at(text);
  return shown(files[0]!.text, definition(files, 'main.st', offset));
}
function renamed(text: string, name: string): string {
  const { files, offset } = at(text);
  const result = rename(files, 'main.st', offset, name);
  return 'refused' in result ? `refused: ${result.refused.en}` : applyEdits(files[0]!.text, result.edits);
}

const library = [
  'TYPE',
  'Colour : (Red, Green);',
  'Point : STRUCT x : INT; y : INT; END_STRUCT;',
  'END_TYPE',
  'FUNCTION Twice : INT',
  'VAR_INPUT a : INT; END_VAR',
  'Twice := a * 2;',
  'END_FUNCTION',
  '',
].join('\n');

describe('go to definition', () => {
  it('of a variable, a function, a type, a value and a field', () => {
    const program = (body: string) => `${library}PROGRAM P\nVAR p : Point; c : Colour; n : INT; END_VAR\n${body}\nEND_PROGRAM`;
    expect(ask(program('n| := 1;'))).toBe('VAR p : Point; c : Colour; [n]');
    expect(ask(program('n := Tw|ice(n);'))).toBe('FUNCTION [Twice]');
    expect(ask(program('c := G|reen;'))).toBe('Colour : (Red, [Green]');
    expect(ask(program('c := Colour#G|reen;'))).toBe('Colour : (Red, [Green]');
    expect(ask(program('c := Col|our#Green;'))).toBe('[Colour]');
    expect(ask(program('p.|y := 1;'))).toBe('Point : STRUCT x : INT; [y]');
    expect(ask(program('n := Twice(a| := n);'))).toBe('VAR_INPUT [a]');
  });
  it('of what the language brings along: nowhere', () => {
    expect(ask('PROGRAM P VAR t : T|ON; END_VAR t(); END_PROGRAM')).toBeNull();
  });
});

describe('references', () => {
  it('of a variable in every spelling, with its declaration', () => {
    const { files, offset } = at('PROGRAM P\nVAR Motor| : BOOL; END_VAR\nMOTOR := NOT motor;\nEND_PROGRAM');
    const found = references(files, 'main.st', offset);
    expect(found.map(({ start, end }) => files[0]!.text.slice(start, end))).toEqual(['Motor', 'MOTOR', 'motor']);
  });
  it('of a standard block: every mention', () => {
    const { files, offset } = at('PROGRAM P\nVAR t, u : T|ON; v : TON; END_VAR\nt(); u(); v();\nEND_PROGRAM');
    expect(references(files, 'main.st', offset)).toHaveLength(2);
  });
  it('reach over files', () => {
    const files = [
      { name: 'a.st', text: 'VAR_GLOBAL Level : REAL; END_VAR' },
      { name: 'b.st', text: 'PROGRAM P Level := Level + 1.0; END_PROGRAM' },
    ];
    expect(references(files, 'a.st', 12).map(({ file }) => file)).toEqual(['a.st', 'b.st', 'b.st']);
  });
});

describe('rename', () => {
  it('every mention, written as the new name is', () => {
    expect(renamed('PROGRAM P VAR mo|tor : BOOL; END_VAR MOTOR := NOT Motor; END_PROGRAM', 'Pump')).toBe(
      'PROGRAM P VAR Pump : BOOL; END_VAR Pump := NOT Pump; END_PROGRAM',
    );
  });
  it('a function with its result, a parameter at its calls, a field and a type behind #', () => {
    const program = `${library}PROGRAM P VAR p : Point; c : Colour; END_VAR p.x := Twice(a := p.x); c := Colour#Red; END_PROGRAM`;
    expect(renamed(program.replace('Twice :=', 'Tw|ice :='), 'Double')).toBe(program.replaceAll('Twice', 'Double'));
    expect(renamed(program.replace('Twice(a', 'Twice(a|'), 'value')).toBe(
      program.replace('INPUT a', 'INPUT value').replace('= a *', '= value *').replace('(a :=', '(value :='),
    );
    expect(renamed(program.replace('c := Colour', 'c := Colo|ur'), 'Lamp')).toBe(program.replaceAll('Colour', 'Lamp'));
    expect(renamed(program.replace('x : INT', '|x : INT'), 'left')).toBe(
      program.replace('x : INT', 'left : INT').replaceAll('p.x', 'p.left'),
    );
  });
  it('a method with what promises and what overrides it, and no other of that name', () => {
    const text = [
      'INTERFACE Sw METHOD On : BOOL END_METHOD END_INTERFACE',
      'CLASS A IMPLEMENTS Sw METHOD PUBLIC On : BOOL On := TRUE; END_METHOD END_CLASS',
      'CLASS B EXTENDS A METHOD PUBLIC OVERRIDE On : BOOL On := SUPER.On(); END_METHOD END_CLASS',
      'CLASS Other METHOD PUBLIC On : BOOL On := TRUE; END_METHOD END_CLASS',
      'PROGRAM P VAR a : A; b : B; s : Sw; o : Other; q : BOOL; END_VAR s := a; q := b.On() AND s.On() AND o.On(); END_PROGRAM',
    ].join('\n');
    expect(renamed(text.replace('b.On', 'b.|On'), 'Start')).toBe(
      text
        .replaceAll(/\bOn\b/g, 'Start')
        .replace('Other METHOD PUBLIC Start : BOOL Start :=', 'Other METHOD PUBLIC On : BOOL On :=')
        .replace('o.Start', 'o.On'),
    );
  });
  it('may change the case alone', () => {
    expect(renamed('PROGRAM P VAR a| : BOOL; END_VAR a := TRUE; END_PROGRAM', 'A')).toContain('VAR A : BOOL; END_VAR A := TRUE;');
  });
  it.each([
    ['a name that is taken', 'PROGRAM P VAR a| : BOOL; b : BOOL; END_VAR a := b; END_PROGRAM', 'b'],
    ['a reserved word', 'PROGRAM P VAR a| : BOOL; END_VAR a := TRUE; END_PROGRAM', 'IF'],
    ['a name that would hide a global', 'VAR_GLOBAL g : BOOL; END_VAR PROGRAM P VAR a| : BOOL; END_VAR a := g; END_PROGRAM', 'g'],
    ['a name that is none', 'PROGRAM P VAR a| : BOOL; END_VAR a := TRUE; END_PROGRAM', '1st'],
    ['what belongs to the language', 'PROGRAM P VAR t : T|ON; END_VAR t(); END_PROGRAM', 'Timer'],
  ])('refuses %s', (_, text, name) => {
    expect(renamed(text, name)).toMatch(/^refused: /);
  });
  it('says beforehand what can be renamed', () => {
    const { files, offset } = at('PROGRAM P VAR a| : BOOL; END_VAR a := TRUE; END_PROGRAM');
    expect(renameable(files, 'main.st', offset)).toEqual({ file: 'main.st', start: 14, end: 15 });
    expect(renameable(files, 'main.st', 9)).toEqual({ file: 'main.st', start: 8, end: 9 });
    expect(renameable(files, 'main.st', 22)).toBeNull();
  });
});

describe('signature help', () => {
  const help = (body: string) => {
    const { files, offset } = at(`${library}PROGRAM P\nVAR t : TON; n : INT; q : BOOL; END_VAR\n${body}\nEND_PROGRAM`);
    const found = signatureHelp(files, 'main.st', offset);
    return found === null ? null : `${found.label} @${found.parameters[found.active]?.name ?? ''}`;
  };
  it('of an instance, by position and by name, in a statement that is not finished', () => {
    expect(help('t(|')).toBe('TON(IN : BOOL, PT : TIME, Q => BOOL, ET => TIME) @IN');
    expect(help('t(IN := q, PT := |')).toBe('TON(IN : BOOL, PT : TIME, Q => BOOL, ET => TIME) @PT');
    expect(help('t(Q => |q);')).toBe('TON(IN : BOOL, PT : TIME, Q => BOOL, ET => TIME) @Q');
  });
  it('of functions, inner calls first', () => {
    expect(help('n := MAX(1, |2);')).toBe('MAX(IN1, IN2, …) @IN2');
    expect(help('n := MAX(1, Twice(|2));')).toBe('Twice(a : INT) : INT @a');
    expect(help('n := MAX(Twice(2), (1 + |2));')).toBe('MAX(IN1, IN2, …) @IN2');
  });
  it('outside of calls: none', () => {
    expect(help('n := (1 + |2);')).toBeNull();
    expect(help('t(); |')).toBeNull();
  });
});

describe('outline, folding, colours', () => {
  it('tells what a file declares, in its order', () => {
    const tree = outline({ name: 'm', text: `${library}PROGRAM P\nVAR a : BOOL; END_VAR\nEND_PROGRAM` });
    expect(tree.map(({ name, kind, children }) => [name, kind, children.map((child) => child.name)])).toEqual([
      ['Colour', 'type', ['Red', 'Green']],
      ['Point', 'type', ['x', 'y']],
      ['Twice', 'function', ['a']],
      ['P', 'program', ['a']],
    ]);
  });
  it('folds blocks and long comments', () => {
    const text = '// one\n// two\nPROGRAM P\nIF a THEN\n  b := 1;\n  c := 1;\nEND_IF;\n(* x\ny *)\nEND_PROGRAM';
    expect(folds({ name: 'm', text })).toEqual([
      { startLine: 1, endLine: 2, kind: 'comment' },
      { startLine: 3, endLine: 9, kind: 'block' },
      { startLine: 4, endLine: 6, kind: 'block' },
      { startLine: 8, endLine: 9, kind: 'comment' },
    ]);
  });
  it('colours names by what they are', () => {
    const text = 'PROGRAM P VAR CONSTANT k : INT := 3; END_VAR VAR n : INT; END_VAR n := MAX(k, n); END_PROGRAM';
    const found = semanticTokens([{ name: 'm', text }], 'm');
    expect(found.map(({ start, end, type, modifiers }) => [text.slice(start, end), type, modifiers.join(' ')])).toEqual([
      ['P', 'class', 'declaration'],
      ['k', 'variable', 'declaration readonly'],
      ['n', 'variable', 'declaration'],
      ['n', 'variable', ''],
      ['MAX', 'function', 'defaultLibrary'],
      ['k', 'variable', 'readonly'],
      ['n', 'variable', ''],
    ]);
  });
  it('formats a part alone', () => {
    const text = 'PROGRAM P\na:=1;\nb:=2;\nEND_PROGRAM\n';
    const edits = format({ name: 'm', text }, { start: text.indexOf('b:'), end: text.indexOf('b:') + 5 });
    expect(applyEdits(text, edits)).toBe('PROGRAM P\na:=1;\nb := 2;\nEND_PROGRAM\n');
  });
});
