import { describe, expect, it } from 'vitest';
import { complete } from '../../../../sandbox/iec61131/service/complete.ts';
import { diagnose } from '../../../../sandbox/iec61131/service/diagnose.ts';
import { hover } from '../../../../sandbox/iec61131/service/hover.ts';
import { liveNames } from '../../../../sandbox/iec61131/service/live-names.ts';
import { loadStandardTexts } from '../../../../sandbox/iec61131/service/texts/load.ts';

/** A file with `|` where the cursor is. */
function at(text: string): { files: { name: string; text: string }[]; offset: number } {
  const offset = text.indexOf('|');
  return { files: [{ name: 'main.st', text: text.replace('|', '') }], offset };
}
function offers(text: string): string[] {
  const { files, offset } = at(text);
  return complete(files, 'main.st', offset).map(({ label }) => label);
}
const wrap = (body: string) =>
  `PROGRAM Main\nVAR\n  Start AT %IX0.0 : BOOL; // the green button\n  timer : TON;\nEND_VAR\n${body}\nEND_PROGRAM`;

describe('completion', () => {
  it('after a point: the members of an instance, and nothing else', () => {
    expect(offers(wrap('timer.|'))).toEqual(['IN', 'PT', 'Q', 'ET']);
  });
  it('in a statement: variables, functions, keywords', () => {
    expect(offers(wrap('St|'))).toEqual(expect.arrayContaining(['Start', 'timer', 'LIMIT', 'IF', 'IF … END_IF']));
  });
  it('inside a call: its parameters with their arrows', () => {
    expect(offers(wrap('timer(|);'))).toEqual(expect.arrayContaining(['IN :=', 'Q =>']));
  });
  it('inside a call: only what is not given yet, inner calls first', () => {
    const found = offers(wrap('timer(IN := Start, |'));
    expect(found).toContain('PT :=');
    expect(found).not.toContain('IN :=');
    expect(offers(wrap('timer(IN := MAX(|'))).toContain('IN1 :=');
  });
  it('puts first what fits', () => {
    const { files, offset } = at(wrap('Start := |'));
    const found = complete(files, 'main.st', offset);
    const rank = (label: string) => found.find((offer) => offer.label === label)?.rank ?? Number.POSITIVE_INFINITY;
    expect(rank('Start')).toBeLessThan(rank('timer'));
    expect(rank('timer')).toBeLessThan(rank('MAX'));
  });
  it('of an instance: its call with the inputs to fill in', () => {
    const { files, offset } = at(wrap('|'));
    expect(complete(files, 'main.st', offset).find(({ label }) => label === 'timer(…)')?.insertText).toBe(
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the placeholders are the editor’s
      'timer(IN := ${1}, PT := ${2});$0',
    );
  });
  it('after a colon in a declaration: types', () => {
    const found = offers('PROGRAM Main\nVAR\n  a : |\nEND_VAR\nEND_PROGRAM');
    expect(found).toEqual(expect.arrayContaining(['BOOL', 'TON']));
    expect(found).not.toContain('IF');
  });
  it('behind an underscore: conversions and functions held to a type, as far as they are typed', () => {
    expect(offers(wrap('LEFT|'))).not.toContain('LEFT_STRING');
    const found = offers(wrap('LEFT_|')).filter((label) => label.startsWith('LEFT_'));
    expect(found).toEqual(['LEFT_STRING', 'LEFT_WSTRING', 'LEFT_USTRING']);
    expect(offers(wrap('eq_w|'))).toEqual(expect.arrayContaining(['EQ_WORD', 'EQ_WSTRING', 'EQ_WCHAR']));
    expect(offers(wrap('INT_|'))).toEqual(expect.arrayContaining(['INT_TO_REAL', 'INT_TO_STRING']));
    expect(offers(wrap('uint_to_|'))).toContain('UINT_TO_BCD_WORD');
    expect(offers(wrap('real_t|'))).toEqual(expect.arrayContaining(['REAL_TO_INT', 'REAL_TRUNC_INT']));
  });
  it('in a test: what tests are made of', () => {
    const found = offers("TEST 'starts'\nVAR n : INT; END_VAR\nn := 1;\n|\nEND_TEST");
    expect(found).toEqual(expect.arrayContaining(['n', 'ASSERT_EQ', 'ADVANCE_TIME']));
    expect(offers(wrap('|'))).not.toContain('ASSERT_EQ');
  });
  it('after a namespace and a point: what it holds', () => {
    const plant = 'NAMESPACE Plant FUNCTION Level : INT Level := 1; END_FUNCTION END_NAMESPACE\n';
    expect(offers(`${plant}PROGRAM P VAR n : INT; END_VAR\nn := Plant.|;\nEND_PROGRAM`)).toEqual(['Level']);
  });
  it('of an enumeration: its values, first where one is wanted', () => {
    const colour = 'TYPE Colour : (Red, Green); END_TYPE\n';
    expect(offers(`${colour}PROGRAM P VAR c : Colour; END_VAR\nc := Colour#|;\nEND_PROGRAM`)).toEqual(['Red', 'Green']);
  });
  it('outside a POU: what a file holds', () => {
    expect(offers('|')).toContain('PROGRAM');
    expect(offers('|')).not.toContain('END_IF');
  });
  it('in a comment: nothing', () => {
    expect(offers(wrap('// St|'))).toEqual([]);
  });
});

describe('hover', () => {
  const ask = (text: string) => {
    const { files, offset } = at(text);
    return hover(files, 'main.st', offset);
  };
  it('of a variable: its type, its address, the author’s own comment', () => {
    const found = ask(wrap('Sta|rt := TRUE;'));
    expect(found?.code).toBe('Start AT %IX0.0 : BOOL');
    expect(found?.texts[0]?.en).toBe('the green button');
  });
  it('of a standard block and of a keyword: what the standard says, in the reader’s language', async () => {
    const [en, zh] = [await loadStandardTexts('en'), await loadStandardTexts('zh-CN')];
    expect(Object.keys(zh)).toEqual(Object.keys(en));
    const { files, offset } = at(wrap('ti|mer();'));
    expect(hover(files, 'main.st', offset)?.code).toBe('timer : TON');
    expect(hover(files, 'main.st', offset, {}, zh)?.standard).toContain('接通延时');
    const loop = at(wrap('WHI|LE FALSE DO ; END_WHILE;'));
    expect(hover(loop.files, 'main.st', loop.offset)).toBeNull();
    expect(hover(loop.files, 'main.st', loop.offset, {}, en)?.standard).toContain('within one scan');
    const typed = at(wrap('timer.PT := LIM|IT_TIME(T#1s, T#2s, T#3s);'));
    expect(hover(typed.files, 'main.st', typed.offset, {}, en)?.standard).toContain('MX wins');
  });
  it('of a member and of a function', () => {
    expect(ask(wrap('Start := timer.|Q;'))?.code).toBe('Q : BOOL');
    expect(ask(wrap('timer.PT := MA|X(T#1s, T#2s);'))?.code).toBe('MAX(IN1, IN2, …)');
  });
  it('of an empty place: nothing', () => {
    expect(ask(wrap('|'))).toBeNull();
  });
});

describe('live names', () => {
  it('each line’s variables by the paths that a layout knows', () => {
    const files = [{ name: 'main.st', text: `${wrap('Start := timer.Q AND Start;\ntimer(IN := Start);')}` }];
    expect(liveNames(files).map(({ path, line, column }) => `${path}@${line}:${column}`)).toEqual([
      'Main.Start@6:1',
      'Main.timer.Q@6:10',
      'Main.Start@7:13',
    ]);
  });
  it('under the instance’s name, constants in an index, globals on their own', () => {
    const text =
      'VAR_GLOBAL g : INT; END_VAR PROGRAM P VAR a : ARRAY[0..3] OF INT; i : INT; END_VAR a[2] := g; a[i] := 1; END_PROGRAM CONFIGURATION C PROGRAM p1 : P; END_CONFIGURATION';
    expect(liveNames([{ name: 'm', text }]).map(({ path }) => path)).toEqual(['p1.a[2]', 'g', 'p1.i']);
  });
  it('are there while another line is broken', () => {
    expect(liveNames([{ name: 'm', text: wrap('Start := ;\ntimer(IN := Start);') }]).map(({ path }) => path)).toContain(
      'Main.Start',
    );
  });
});

describe('diagnose', () => {
  it('gives the parser’s and the checker’s findings in the order of the text', () => {
    const found = diagnose([{ name: 'm', text: wrap('Strt := TRUE;\nStart := ;') }]).filter(
      ({ severity }) => severity === 'error',
    );
    expect(found.map(({ code, range }) => `${code}@${range.line}`)).toEqual(['ST2002@6', 'ST1010@7']);
  });
});
