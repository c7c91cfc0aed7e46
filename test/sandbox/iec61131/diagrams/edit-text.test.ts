/** An edit of the drawing is a small edit of its text. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyChanges, changesTo } from '#sandbox/iec61131/diagrams/edit-text.ts';
import { pathAt } from '#sandbox/iec61131/diagrams/element-places.ts';
import type { LadderNetwork } from '#sandbox/iec61131/diagrams/ladder.ts';
import { printLadder } from '#sandbox/iec61131/diagrams/print-ladder.ts';
import { readLadder } from '#sandbox/iec61131/diagrams/read-ladder.ts';
import { arbitraryLadder } from './arbitrary-ladder.ts';

const text = `# yaml-language-server: $schema=ladder
program:   Main   # mine
declarations: |
  VAR
    A, B : BOOL;
  END_VAR
networks:
  - title:   first
    rung:
      - {no: A}   # remark
  - rung:
      - no: B
      - coil: A
`;
const read = (source: string) => readLadder({ name: 'main.ld', text: source });
const lamp: LadderNetwork = { rung: [{ kind: 'coil', form: 'plain', operand: 'B' }] };

describe('only what was drawn anew is written anew', () => {
  test('a network changes, and the other stays letter for letter', () => {
    const reading = read(text);
    const next = { ...reading.pou!, networks: reading.pou!.networks.with(1, lamp) };
    expect(applyChanges(text, changesTo(reading, next))).toBe(
      text.replace('      - no: B\n      - coil: A\n', '      - coil: B\n'),
    );
  });
  test('a network comes between two, goes, and comes at the end', () => {
    const reading = read(text);
    const [first, second] = reading.pou!.networks as [LadderNetwork, LadderNetwork];
    const with_ = (networks: LadderNetwork[]) => applyChanges(text, changesTo(reading, { ...reading.pou!, networks }));
    expect(with_([first, lamp, second])).toBe(
      text.replace('  - rung:\n      - no: B', '  - rung:\n      - coil: B\n  - rung:\n      - no: B'),
    );
    expect(with_([second])).toBe(text.replace(/ {2}- title[\s\S]*?remark\n/, ''));
    expect(with_([first, second, lamp])).toBe(`${text}  - rung:\n      - coil: B\n`);
    expect(changesTo(reading, reading.pou!)).toEqual([]);
  });
  test('a declaration comes: the head is written, the remark above it and the networks stay', () => {
    const reading = read(text);
    const declarations = reading.pou!.declarations.replace('B :', 'B, C :');
    expect(applyChanges(text, changesTo(reading, { ...reading.pou!, declarations }))).toBe(
      text.replace('program:   Main   # mine', 'program: Main').replace('B :', 'B, C :'),
    );
  });
});

test('whatever is drawn instead, the text reads as it', () => {
  fc.assert(
    fc.property(
      arbitraryLadder(),
      arbitraryLadder(),
      fc.array(fc.nat(), { maxLength: 6 }),
      fc.boolean(),
      (one, other, picks, cut) => {
        const source = cut ? printLadder(one).trimEnd() : printLadder(one);
        const reading = read(source);
        const all = [...reading.pou!.networks, ...other.networks];
        const networks = all.length === 0 ? [] : picks.map((pick) => all[pick % all.length]!);
        const next = { ...reading.pou!, networks, ...(picks.length > 3 ? { declarations: other.declarations } : {}) };
        expect(read(applyChanges(source, changesTo(reading, next))).pou).toEqual(next);
      },
    ),
    { numRuns: 200, seed: 8 },
  );
});

test('a place in the text is an element of the drawing', () => {
  const reading = read(text);
  expect(pathAt(reading, text.indexOf('coil: A'))).toEqual([1, 1]);
  expect(pathAt(reading, text.indexOf('first'))).toEqual([0]);
  expect(pathAt(reading, 0)).toBe(null);
});
