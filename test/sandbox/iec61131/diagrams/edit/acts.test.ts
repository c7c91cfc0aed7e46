/** What keys, palette and drops do to a diagram: each act by itself, and any of them one after another. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  copied,
  deleteSelected,
  duplicateNetworks,
  type Edited,
  insertAtCursor,
  insertBranch,
  insertNetwork,
  moveNetworks,
  moveTo,
  nearestTo,
  negateSelected,
  paste,
  selectedBetween,
} from '#sandbox/iec61131/diagrams/edit/acts.ts';
import { NEW_ELEMENTS, newElement } from '#sandbox/iec61131/diagrams/edit/elements.ts';
import {
  type ElementPath,
  elementAt,
  elementsOf,
  type LadderElement,
  type LadderPou,
} from '#sandbox/iec61131/diagrams/ladder.ts';
import { layOut } from '#sandbox/iec61131/diagrams/layout/lay-out.ts';
import { printLadder } from '#sandbox/iec61131/diagrams/print-ladder.ts';
import { readLadder } from '#sandbox/iec61131/diagrams/read-ladder.ts';
import { arbitraryLadder } from '../arbitrary-ladder.ts';

const contact = (operand: string): LadderElement => ({ kind: 'contact', form: 'no', operand });
const coil = (operand: string): LadderElement => ({ kind: 'coil', form: 'plain', operand });
const program = (...rungs: LadderElement[][]): LadderPou => ({
  pou: 'PROGRAM',
  name: 'main',
  declarations: '',
  networks: rungs.map((rung) => ({ rung })),
});
const rungs = ({ networks }: LadderPou) => networks.map(({ rung }) => rung);
const named = (pou: LadderPou) => pou.networks.map(({ title }) => title);
const titled = (...titles: string[]): LadderPou => ({
  ...program(),
  networks: titles.map((title) => ({ title, label: title, rung: [contact(title)] })),
});

describe('an element at the cursor', () => {
  it('comes behind the one that is chosen, and before an output', () => {
    const pou = program([contact('A'), coil('X')]);
    expect(rungs(insertAtCursor(pou, [0, 0], contact('B')).pou)).toEqual([[contact('A'), contact('B'), coil('X')]]);
    expect(rungs(insertAtCursor(pou, [0, 1], contact('B')).pou)).toEqual([[contact('A'), contact('B'), coil('X')]]);
  });
  it('makes the first network of an empty diagram', () => {
    expect(rungs(insertAtCursor(program(), [0], contact('A')).pou)).toEqual([[contact('A')]]);
  });
  it('that is an output goes to the right rail, below the outputs that are there', () => {
    expect(rungs(insertAtCursor(program([contact('A')]), [0, 0], coil('X')).pou)).toEqual([[contact('A'), coil('X')]]);
    const { pou, cursor } = insertAtCursor(program([contact('A'), coil('X')]), [0, 0], coil('Y'));
    expect(rungs(pou)).toEqual([[contact('A'), { kind: 'parallel', branches: [[coil('X')], [coil('Y')]] }]]);
    expect(elementAt(pou, cursor)).toEqual(coil('Y'));
  });
});

describe('a branch', () => {
  it('goes around what is selected, with an element to be named', () => {
    const edited = insertBranch(program([contact('A'), contact('B'), coil('X')]), [
      [0, 0],
      [0, 1],
    ]);
    expect(edited && rungs(edited.pou)).toEqual([
      [{ kind: 'parallel', branches: [[contact('A'), contact('B')], [contact('')]] }, coil('X')],
    ]);
    expect(edited?.cursor).toEqual([0, 0, 1, 0]);
  });
  it('goes around nothing where nothing is', () => expect(insertBranch(program([]), [])).toBeNull());
});

describe('networks', () => {
  it('move up and down, several together, and not beyond the ends', () => {
    const pou = titled('A', 'B', 'C', 'D');
    expect(named(moveNetworks(pou, [[1, 0]], 1)!)).toEqual(['A', 'C', 'B', 'D']);
    expect(named(moveNetworks(pou, [[1, 0]], -1)!)).toEqual(['B', 'A', 'C', 'D']);
    expect(named(moveNetworks(pou, [[1], [2]], 1)!)).toEqual(['A', 'D', 'B', 'C']);
    expect(named(moveNetworks(pou, [[2], [1]], -1)!)).toEqual(['B', 'C', 'A', 'D']);
    expect(moveNetworks(pou, [[0]], -1)).toBeNull();
    expect(moveNetworks(pou, [[2], [3]], 1)).toBeNull();
    expect(moveNetworks(pou, [], 1)).toBeNull();
  });
  it('are copied below, without their labels', () => {
    const copy = duplicateNetworks(titled('A', 'B', 'C'), [[0], [1]])!;
    expect(named(copy.pou)).toEqual(['A', 'B', 'A', 'B', 'C']);
    expect(copy.pou.networks.map(({ label }) => label)).toEqual(['A', 'B', undefined, undefined, 'C']);
    expect(copy.cursor).toEqual([2]);
    expect(duplicateNetworks(program(), [[0]])).toBeNull();
  });
});

describe('what is selected', () => {
  it('reaches from one element of a row to another, in either direction', () => {
    expect(selectedBetween([0, 2], [0, 0])).toEqual([
      [0, 0],
      [0, 1],
      [0, 2],
    ]);
    expect(selectedBetween([0, 2], [1, 0])).toEqual([[1, 0]]);
    expect(selectedBetween(null, [1, 0])).toEqual([[1, 0]]);
  });
  it('leaves the cursor near when it is deleted', () => {
    const pou = program([contact('A'), contact('B'), coil('X')]);
    expect(deleteSelected(pou, [[0, 1]])).toEqual({ pou: program([contact('A'), coil('X')]), cursor: [0, 1] });
    expect(deleteSelected(pou, [[0]])).toEqual({ pou: program(), cursor: [0] });
  });
  it('becomes its opposite, all of it', () =>
    expect(
      rungs(
        negateSelected(program([contact('A'), coil('X')]), [
          [0, 0],
          [0, 1],
        ]),
      ),
    ).toEqual([
      [
        { ...contact('A'), form: 'nc' },
        { ...coil('X'), form: 'negated' },
      ],
    ]));
  it('moves within its row and to another, but not into itself', () => {
    const pou = program([contact('A'), contact('B'), coil('X')], [coil('Y')]);
    expect(rungs(moveTo(pou, [[0, 0]], [0, 2])!.pou)[0]).toEqual([contact('B'), contact('A'), coil('X')]);
    expect(rungs(moveTo(pou, [[0, 0]], [1, 0])!.pou)).toEqual([
      [contact('B'), coil('X')],
      [contact('A'), coil('Y')],
    ]);
    const branched = program([{ kind: 'parallel', branches: [[contact('A')], [contact('B')]] }, coil('X')]);
    expect(moveTo(branched, [[0, 0]], [0, 0, 0, 0])).toBeNull();
  });
});

/** An act, and what it needs to know: numbers that choose among what there is. */
type Act = { do: number; what: number; at: number; to: number };
const anyActs: fc.Arbitrary<Act[]> = fc.array(fc.record({ do: fc.nat(8), what: fc.nat(), at: fc.nat(), to: fc.nat() }), {
  minLength: 1,
  maxLength: 12,
});

const places = (pou: LadderPou): ElementPath[] =>
  pou.networks.flatMap(({ rung }, network) => [[network], ...[...elementsOf(rung, [network])].map(({ path }) => path)]);
const pick = <T>(list: readonly T[], number: number): T | undefined => list[number % Math.max(1, list.length)];

function carryOut(pou: LadderPou, { do: act, what, at, to }: Act): Edited | null {
  const here = pick(places(pou), at) ?? [0];
  const there = pick(places(pou), to) ?? [0];
  const selected = selectedBetween(there, here);
  const elements = selected.filter((path) => path.length > 1);
  const only = (next: LadderPou | null): Edited | null => (next === null ? null : { pou: next, cursor: nearestTo(next, here) });
  switch (act) {
    case 0:
      return insertAtCursor(pou, here, newElement(pick(NEW_ELEMENTS, what)!));
    case 1:
      return insertBranch(pou, elements);
    case 2:
      return insertNetwork(pou, here);
    case 3:
      return deleteSelected(pou, selected);
    case 4:
      return only(negateSelected(pou, elements));
    case 5:
      return paste(pou, there, copied(pou, selected));
    case 6:
      return there.length > 1 ? moveTo(pou, elements, there) : null;
    case 7:
      return only(moveNetworks(pou, selected, what % 2 === 0 ? 1 : -1));
    default:
      return duplicateNetworks(pou, selected);
  }
}

it('any acts, one after another, leave a diagram that can be saved, read and drawn, and a cursor that is in it', () => {
  fc.assert(
    fc.property(arbitraryLadder({ kinds: ['PROGRAM'], networks: 3 }), anyActs, (start, acts) => {
      let pou = start;
      for (const act of acts) {
        const before = printLadder(pou);
        const edited = carryOut(pou, act);
        // The diagram before is what undo goes back to.
        expect(printLadder(pou)).toBe(before);
        if (edited === null) continue;
        pou = edited.pou;
        const { cursor } = edited;
        if (pou.networks.length > 0)
          expect(
            cursor.length === 1 ? pou.networks[cursor[0]!] : (elementAt(pou, nearestTo(pou, cursor)) ?? pou.networks[cursor[0]!]),
          ).toBeDefined();
        expect(readLadder({ name: 'main.ld', text: printLadder(pou) }).pou).toEqual(pou);
        for (const network of pou.networks) {
          const drawn = layOut(network, 60);
          expect(drawn.elements.length + drawn.parallels.length).toBe([...elementsOf(network.rung, [])].length);
        }
      }
    }),
    { numRuns: 150 },
  );
});
