import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Item, type ItemRow, itemStatistics } from '../../../../src/academy/statistics/item-statistics.ts';
import { discrimination, facility, fewest, median } from '../../../../src/academy/statistics/measures.ts';

const step = (id: string): Item => ({ id, kind: 'step', options: [] });
const row = (member: number, item: string, rightAtFirst: boolean, more: Partial<ItemRow> = {}): ItemRow => ({
  member: `m${member}`,
  item,
  rightAtFirst,
  solved: true,
  tries: rightAtFirst ? 1 : 2,
  seconds: 60,
  hints: 0,
  chosen: [],
  ...more,
});
const people = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

describe('discrimination', () => {
  it('is the point-biserial of the book: means 3 and 1, spread √2, half of them right', () => {
    // Right: 4 and 2; wrong: 2 and 0, ten times over. (3 - 1) / √2 · √(½ · ½) = 0.7071.
    const right = people(40).map((index) => index % 4 < 2);
    const rest = people(40).map((index) => [4, 2, 2, 0][index % 4] ?? 0);
    expect(discrimination(right, rest).value).toBeCloseTo(Math.SQRT1_2, 10);
  });

  it('is not told for too few, nor where everybody is alike, and says which', () => {
    expect(discrimination([true, false], [1, 0])).toEqual({ value: null, why: 'too-few' });
    const alternating = people(fewest).map((index) => index % 2 === 0);
    expect(
      discrimination(
        alternating,
        people(fewest).map(() => 0.7),
      ),
    ).toEqual({ value: null, why: 'no-variance' });
    expect(
      discrimination(
        people(fewest).map(() => true),
        people(fewest),
      ),
    ).toEqual({ value: null, why: 'no-variance' });
    expect(facility([])).toEqual({ value: null, why: 'too-few' });
  });

  const groups = fc.array(fc.record({ right: fc.boolean(), rest: fc.double({ min: 0, max: 1, noNaN: true }) }), {
    minLength: fewest,
    maxLength: 80,
  });
  it('lies between -1 and 1, turns its sign with the item, and does not mind how the score is scaled', () => {
    fc.assert(
      fc.property(groups, (group) => {
        const [right, rest] = [group.map((one) => one.right), group.map((one) => one.rest)];
        const { value } = discrimination(right, rest);
        const turned = discrimination(
          right.map((one) => !one),
          rest,
        ).value;
        const scaled = discrimination(
          right,
          rest.map((one) => one * 40 + 7),
        ).value;
        if (value === null) return turned === null;
        return (
          Math.abs(value) <= 1 && Math.abs(value + (turned ?? 9)) < 1e-9 && (scaled === null || Math.abs(value - scaled) < 1e-6)
        );
      }),
    );
  });
});

describe('the middle', () => {
  it('is the value in the middle, or half-way between two', () => {
    expect([median([]), median([9]), median([3, 1, 2]), median([4, 1, 3, 2])]).toEqual([null, 9, 2, 2.5]);
  });
});

describe('where people stop', () => {
  it('is where they neither solved the step nor went on', () => {
    const rows = [
      ...people(40).map((member) => row(member, 'a', true)),
      ...people(30).map((member) => row(member, 'b', member < 5, { solved: member < 10 })),
      ...people(10).map((member) => row(member, 'c', true)),
    ];
    const [a, b, c] = itemStatistics([step('a'), step('b'), step('c')], rows);
    expect([a, b, c].map((one) => [one?.reached, one?.stopped])).toEqual([
      [40, 0],
      [30, 20],
      [10, 0],
    ]);
    expect(b?.hazard).toBeCloseTo(2 / 3);
    expect(b?.suggestions.map(({ pattern }) => pattern)).toContain('people-stop');
    expect(a?.suggestions.map(({ pattern }) => pattern)).not.toContain('people-stop');
  });

  it('loses nobody: who came is who stopped somewhere or came through, and fewer come the further it goes', () => {
    const histories = fc.array(
      fc.array(fc.record({ tried: fc.boolean(), right: fc.boolean(), solved: fc.boolean() }), { minLength: 5, maxLength: 5 }),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(histories, (members) => {
        const items = people(5).map((index) => step(`s${index}`));
        const rows = members.flatMap((own, member) =>
          own.flatMap(({ tried, right, solved }, index) =>
            tried ? [row(member, `s${index}`, right, { solved: right || solved })] : [],
          ),
        );
        const found = itemStatistics(items, rows);
        const came = new Set(rows.map(({ member }) => member)).size;
        const reached = found.map((one) => one.reached);
        const stopped = found.reduce((sum, one) => sum + one.stopped, 0);
        return (
          reached[0] === came &&
          stopped <= came &&
          reached.every((count, index) => index === 0 || count <= (reached[index - 1] ?? 0)) &&
          found.every((one) => one.facility.value === null || (one.facility.value >= 0 && one.facility.value <= 1))
        );
      }),
    );
  });
});

describe('what an author is told', () => {
  const question: Item = {
    id: 'q',
    kind: 'question',
    options: [
      { id: 'right', right: true },
      { id: 'trap', right: false },
      { id: 'idle', right: false },
    ],
  };
  const patterns = (rows: ItemRow[], items = [question, step('s'), step('t')]) =>
    itemStatistics(items, rows)[0]?.suggestions.map(({ pattern, option }) => (option ? `${pattern} ${option}` : pattern));
  /** The strong are right at both other items, the weak at none. */
  const others = (member: number, strong: boolean) => [row(member, 's', strong), row(member, 't', strong)];

  it('to wait, while few have tried', () => {
    expect(patterns(people(5).map((member) => row(member, 'q', true)))).toEqual(['too-few']);
  });

  it('that a wrong answer misleads when the strong choose it, and that nobody is fooled by another', () => {
    const rows = people(40).flatMap((member) => {
      const strong = member % 2 === 0;
      return [row(member, 'q', !strong, { chosen: [strong ? 'trap' : 'right'] }), ...others(member, strong)];
    });
    expect(patterns(rows)).toEqual(['misleading-option trap', 'idle-option idle', 'backwards']);
  });

  it('that it is too easy, or too hard', () => {
    const all = people(40).flatMap((member) => [
      row(member, 'q', true, { chosen: ['right'] }),
      ...others(member, member % 2 === 0),
    ]);
    expect(patterns(all)).toContain('too-easy');
    const few = people(40).flatMap((member) => [
      row(member, 'q', member < 4, { chosen: [member < 4 ? 'right' : member % 2 ? 'trap' : 'idle'] }),
      ...others(member, member < 20),
    ]);
    expect(patterns(few)).toContain('too-hard');
  });

  it('nothing, of a question that does its work', () => {
    const rows = people(40).flatMap((member) => {
      const strong = member < 22;
      return [row(member, 'q', strong, { chosen: [strong ? 'right' : member % 2 ? 'trap' : 'idle'] }), ...others(member, strong)];
    });
    expect(patterns(rows)).toEqual([]);
  });

  it('in both languages, with figures', () => {
    const rows = people(30).map((member) => row(member, 'q', true, { hints: 3, chosen: ['right'] }));
    for (const { text } of itemStatistics([question], rows)[0]?.suggestions ?? []) {
      expect(text.en).toMatch(/\d/);
      expect(text['zh-CN']).toMatch(/\p{Script=Han}/u);
    }
    expect(patterns(rows, [question])).toContain('many-hints');
  });
});
