import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addRow,
  changeCell,
  type DeclarationColumn,
  declarationColumns,
  declarationRows,
  moveToSection,
  withoutRow,
} from '#sandbox/iec61131/diagrams/edit/declaration-rows.ts';

const belt = `VAR_INPUT
  Start : BOOL; // push button, normally open
  Stop AT %IX0.1 : BOOL;
END_VAR
(* what the belt remembers *)
VAR RETAIN
  // since the last service
  hours, cycles : UDINT := 0; (* counted *)
  levels : ARRAY [1..3] OF REAL := [1.5, 2(0.0)];
END_VAR
VAR
  pulse : TON := (PT := T#5s);
END_VAR
`;

describe('declarations as a table', () => {
  it('has a row a declaration, with section, names, address, type, initial value and remark', () => {
    expect(
      declarationRows(belt)?.map(({ section, names, at, type, initial, remark, line }) =>
        [line, section, names, at, type, initial, remark].join('|'),
      ),
    ).toEqual([
      '2|VAR_INPUT|Start||BOOL||push button, normally open',
      '3|VAR_INPUT|Stop|%IX0.1|BOOL||',
      '8|VAR RETAIN|hours, cycles||UDINT|0|counted',
      '9|VAR RETAIN|levels||ARRAY [1..3] OF REAL|[1.5, 2(0.0)]|',
      '12|VAR|pulse||TON|(PT := T#5s)|',
    ]);
  });

  it('keeps comments of their own lines as notes above the row that they lead to', () => {
    expect(declarationRows(belt)?.[2]?.notes).toEqual(['(* what the belt remembers *)', '// since the last service']);
  });

  it('is empty where nothing is declared', () => {
    for (const text of ['', '\n', 'VAR\nEND_VAR\n']) expect(declarationRows(text)).toEqual([]);
  });

  it.each([
    ['a declaration that does not end', 'VAR\n  a : BOOL\nEND_VAR\n'],
    ['a section that does not end', 'VAR\n  a : BOOL;\n'],
    ['a statement', 'a := 1;\n'],
    ['a declaration without a type', 'VAR\n  a;\nEND_VAR\n'],
    ['a name that is none', 'VAR\n  2a : BOOL;\nEND_VAR\n'],
    ['a comment that does not end', 'VAR\n  a : BOOL; (* what\nEND_VAR\n'],
  ])('is no table with %s', (_, text) => {
    expect(declarationRows(text)).toBeNull();
    expect(addRow(text, 'VAR', 'x', 'BOOL')).toBeNull();
  });

  it.each<[number, DeclarationColumn, string, string, string]>([
    [0, 'names', 'Go', '  Start : BOOL; // push', '  Go : BOOL; // push'],
    [0, 'type', 'INT', '  Start : BOOL;', '  Start : INT;'],
    [0, 'initial', 'TRUE', '  Start : BOOL; // push', '  Start : BOOL := TRUE; // push'],
    [0, 'remark', 'green', '// push button, normally open', '// green'],
    [0, 'remark', '', '; // push button, normally open\n', ';\n'],
    [0, 'at', '%IX0.0', 'Start : BOOL', 'Start AT %IX0.0 : BOOL'],
    [1, 'at', '', 'Stop AT %IX0.1 : BOOL', 'Stop : BOOL'],
    [1, 'remark', 'closed', 'Stop AT %IX0.1 : BOOL;', 'Stop AT %IX0.1 : BOOL; // closed'],
    [2, 'remark', 'by hand', '(* counted *)', '(* by hand *)'],
    [2, 'initial', '', 'UDINT := 0;', 'UDINT;'],
    [3, 'initial', '[3(0.0)]', '[1.5, 2(0.0)]', '[3(0.0)]'],
  ])('row %i, %s to "%s" changes that place alone', (row, column, value, from, to) => {
    expect(belt).toContain(from);
    expect(changeCell(belt, row, column, value)).toBe(belt.replace(from, () => to));
  });

  it.each<[DeclarationColumn, string]>([
    ['names', ''],
    ['names', '2nd'],
    ['names', 'a b'],
    ['type', ''],
    ['type', 'BOOL; b : INT'],
    ['type', 'BOOL := TRUE'],
    ['type', 'BOOL (* why'],
    ['initial', '1; x : INT := 2'],
    ['at', '%IX0.0 : INT'],
    ['remark', 'to the end *) x : INT; (* and on'],
  ])('%s cannot become "%s"', (column, value) => {
    const text = column === 'remark' ? belt.replace('// push button, normally open', '(* push *)') : belt;
    expect(changeCell(text, 0, column, value)).toBeNull();
  });

  it('with code behind it on its line, a remark is written so that the code stays code', () => {
    const text = 'VAR\n  a : INT; b : INT;\nEND_VAR\n';
    expect(changeCell(text, 0, 'remark', 'first')).toBeNull();
    expect(changeCell(text, 1, 'remark', 'second')).toBe('VAR\n  a : INT; b : INT; // second\nEND_VAR\n');
  });

  it('a row goes with its line and remark, the last of a section with the section', () => {
    expect(withoutRow(belt, 0)).toBe(belt.replace('  Start : BOOL; // push button, normally open\n', ''));
    expect(withoutRow(belt, 4)).toBe(belt.replace('VAR\n  pulse : TON := (PT := T#5s);\nEND_VAR\n', ''));
    expect(withoutRow('VAR\nEND_VAR\nVAR_INPUT\n  a : INT;\nEND_VAR\n', 0)).toBe('VAR\nEND_VAR\n');
  });

  it('goes to another section with its remark', () => {
    const moved = moveToSection(belt, 0, 'VAR RETAIN');
    expect(moved).toContain('[1.5, 2(0.0)];\n  Start : BOOL; // push button, normally open\nEND_VAR');
    expect(moveToSection(belt, 4, 'VAR_OUTPUT')).toMatch(/END_VAR\nVAR_OUTPUT\n {2}pulse : TON := \(PT := T#5s\);\nEND_VAR\n$/);
  });

  it('one more stands at the end of its section', () => {
    expect(addRow(belt, 'VAR_INPUT', 'Reset', 'BOOL')).toBe(
      belt.replace('%IX0.1 : BOOL;\n', '%IX0.1 : BOOL;\n  Reset : BOOL;\n'),
    );
    expect(addRow('', 'VAR_OUTPUT', 'Motor', 'BOOL')).toBe('VAR_OUTPUT\n  Motor : BOOL;\nEND_VAR\n');
    for (const name of ['', '2nd', 'a; b', 'END_VAR']) expect(addRow(belt, 'VAR', name, 'BOOL')).toBeNull();
    for (const type of ['', 'BOOL; x : INT']) expect(addRow(belt, 'VAR', 'x', type)).toBeNull();
  });
});

const sections = ['VAR', 'VAR_INPUT', 'VAR_OUTPUT', 'VAR CONSTANT', 'VAR RETAIN'];
const anyRow = fc.record({
  section: fc.constantFrom(...sections),
  names: fc.array(
    fc.stringMatching(/^[A-Za-z]\w{0,5}$/).map((name) => `v_${name}`),
    { minLength: 1, maxLength: 3 },
  ),
  at: fc.constantFrom('', '%IX0.0', '%QW4'),
  type: fc.constantFrom('BOOL', 'ARRAY [1..2, 0..3] OF INT', 'STRING[20]', 'Belt'),
  initial: fc.constantFrom('', 'TRUE', "'; (* no *) '", '(a := 1, b := [2(0)])'),
  remark: fc.constantFrom('', '// why', '(* of: what; *)'),
  above: fc.constantFrom('', '  // a heading : of, its own;\n', '\n', '  {attribute}\n'),
});
const anyText = fc.array(anyRow, { maxLength: 8 }).map((rows) =>
  rows
    .map(({ section, names, at, type, initial, remark, above }) => {
      const [address, value] = [at && ` AT ${at}`, initial && ` := ${initial}`];
      return `${section}\n${above}  ${names.join(', ')}${address} : ${type}${value};${remark && ` ${remark}`}\nEND_VAR\n`;
    })
    .join(''),
);

it('whatever is written into a cell of any declarations stands there and nothing else changes, or is refused', () => {
  const value = fc.oneof(
    fc.constantFrom('x', 'INT', '%IX1.1', 'FALSE', '', 'a, b', '[1, 2]', "'text'", 'END_VAR', '// x', '(*', ';'),
    fc.string({ maxLength: 12 }),
  );
  fc.assert(
    fc.property(anyText, fc.nat(7), fc.constantFrom(...declarationColumns), value, (text, row, column, wanted) => {
      const before = declarationRows(text);
      expect(before).not.toBeNull();
      const next = changeCell(text, row, column, wanted);
      if (next === null) return;
      const after = declarationRows(next);
      expect(after?.length).toBe(before?.length);
      after?.forEach((now, at) => {
        expect(now.section).toBe(before?.[at]?.section);
        for (const name of declarationColumns)
          expect(now[name]).toBe(at === row && name === column ? wanted.trim().replaceAll(/\s+/g, ' ') : before?.[at]?.[name]);
      });
    }),
    { numRuns: 400 },
  );
});

it('any row can be taken out or moved, and the others stay', () => {
  fc.assert(
    fc.property(anyText, fc.nat(7), fc.constantFrom(...sections), (text, row, section) => {
      const before = declarationRows(text) ?? [];
      if (row >= before.length) return;
      const saying = ({ names, at, type, initial, remark }: (typeof before)[number]) =>
        [names, at, type, initial, remark].join('|');
      const others = before.filter((_, at) => at !== row).map(saying);
      expect(declarationRows(withoutRow(text, row) ?? '')?.map(saying)).toEqual(others);
      const moved = declarationRows(moveToSection(text, row, section) ?? '');
      expect(moved?.map(saying).toSorted()).toEqual(before.map(saying).toSorted());
      expect(moved?.filter((one) => one.section === section).map(saying)).toContain(saying(before[row]!));
    }),
    { numRuns: 300 },
  );
});
