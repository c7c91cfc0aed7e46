/** What vendors add runs here, with a word about it; `strict` refuses it. What the standard dropped is refused always. */
import { describe, expect, it } from 'vitest';
import { compile } from '../../../../sandbox/iec61131/index.ts';

const codes = (text: string, strict: boolean) =>
  compile([{ name: 'main.st', text }], { strict })
    .diagnostics.filter(({ severity }) => severity !== 'hint' && severity !== 'warning')
    .map(({ code, severity }) => `${severity} ${code}`);
const program = (variables: string, body: string) => `PROGRAM Main VAR ${variables} END_VAR ${body} END_PROGRAM`;

describe('a vendor extension', () => {
  it.each([
    ['POINTER TO', program('x : INT; p : POINTER TO INT := REF(x);', 'x := p^;')],
    ['REFERENCE TO', program('x : INT; p : REFERENCE TO INT;', 'x := p;')],
    ['REF=', program('x : INT; p : REF_TO INT;', 'p REF= x; x := p^;')],
    ['ADR', program('x : INT; p : REF_TO INT;', 'p := ADR(x); x := p^;')],
    ['SIZEOF', program('x : UDINT;', 'x := SIZEOF(x);')],
    ['AND_THEN', program('a, b : BOOL;', 'a := a AND_THEN b;')],
    ['OR_ELSE', program('a, b : BOOL;', 'a := a OR_ELSE b;')],
    ['S=', program('a, b : BOOL;', 'a S= b;')],
    ['R=', program('a, b : BOOL;', 'a R= b;')],
    ['a bit of an integer', program('i : INT; b : BOOL;', 'b := i.3;')],
    ['a comment in a comment', program('b : BOOL;', '(* outer (* inner *) still outer *) b := TRUE;')],
    ['an attribute', program('b : BOOL;', "{attribute 'hide'} b := TRUE;")],
    ['VAR_IN_OUT CONSTANT', 'FUNCTION F : INT VAR_IN_OUT CONSTANT a : INT; END_VAR F := a; END_FUNCTION'],
  ])('is told of, and refused when strict: %s', (_, text) => {
    expect(codes(text, false)).toEqual(['info ST6160']);
    expect(codes(text, true)).toEqual(['error ST1060']);
  });
  it('names itself in both languages', () => {
    const [diagnostic] = compile([{ name: 'main.st', text: program('a : BOOL;', 'a S= TRUE;') }], { strict: true }).diagnostics;
    expect(diagnostic?.message.en).toContain('S=');
    expect(diagnostic?.message['zh-CN']).toContain('厂商扩展');
  });
});

describe('the standard’s own', () => {
  it.each([
    ['// and /* */ comments', program('b : BOOL;', '// one\n /* two */ (* three *) b := TRUE;')],
    ['bits of bit strings', program('w : WORD; b : BOOL;', 'b := w.3 AND w.%X4;')],
    ['other pragmas', program('b : BOOL;', '{region} b := TRUE;')],
    ['REF_TO and ?=', program('x : INT; p, q : REF_TO INT := REF(x);', 'p ?= q; x := p^;')],
  ])('passes strict without a word: %s', (_, text) => {
    expect(codes(text, true)).toEqual([]);
  });
  it('a comment that opens another by accident closes where it did before', () => {
    expect(codes(program('b : BOOL;', '(* list (*1 *) b := TRUE;'), true)).toEqual([]);
  });
  it('octal literals and Instruction List are gone', () => {
    expect(codes(program('i : INT;', 'i := 8#17;'), false)).toEqual(['error ST1027']);
    expect(codes(program('i : INT;', 'i := INT#8#17;'), false)).toEqual(['error ST1027']);
    expect(codes(program('a, b : BOOL;', 'LD a\nAND b\nST b\n'), false)).toEqual(['error ST1061']);
  });
});
