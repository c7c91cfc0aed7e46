import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { WireSignal } from '#sandbox/wire/messages.ts';
import { findSignals, markedParts, termsOf } from '../../../../src/workbench/watch/search.ts';
import {
  ancestorsOf,
  isOpenAtFirst,
  partsOf,
  pinnedNode,
  rowsOf,
  type TreeNode,
  treeOf,
} from '../../../../src/workbench/watch/tree.ts';

let id = 0;
const signal = (name: string, part: Partial<WireSignal> = {}): WireSignal => ({
  id: id++,
  name,
  type: 'BOOL',
  kind: 'program',
  address: null,
  operable: false,
  forceable: true,
  writable: true,
  ...part,
});

const rig = [
  signal('plant.Level', { kind: 'plant-output', type: 'LREAL' }),
  signal('plant.T201.Inflow', { kind: 'plant-local', type: 'LREAL' }),
  signal('plc.Motor', { kind: 'output-terminal', address: '%QX0.0' }),
  signal('plc.Last', { kind: 'input-terminal', address: '%IX0.10' }),
  signal('plc.Start', { kind: 'input-terminal', address: '%IX0.2' }),
  signal('plc.MAIN.delay.ET', { type: 'TIME' }),
  signal('plc.MAIN.table[1]', { type: 'INT' }),
  signal('plc.MAIN.table[2]', { type: 'INT' }),
  signal('plc.MAIN.grid[1,2].x', { type: 'INT' }),
];
const tree = treeOf(rig);
const outline = (nodes: readonly TreeNode[], found: ReadonlySet<string> | null = null) =>
  rowsOf(nodes, { isOpen: () => true, found }).map(({ level, node }) => `${'  '.repeat(level - 1)}${node.label || node.kind}`);

test('signals stand below controller, process image, program, instance and array', () => {
  expect(outline(tree)).toEqual([
    'plc',
    '  image',
    '    Start',
    '    Last',
    '    Motor',
    '  MAIN',
    '    delay',
    '      ET',
    '    table',
    '      [1]',
    '      [2]',
    '    grid',
    '      [1,2]',
    '        x',
    'plant',
    '  Level',
    '  T201',
    '    Inflow',
  ]);
  expect(tree.map(({ count }) => count)).toEqual([7, 2]);
});

test('rows know their place among their siblings and their parent', () => {
  const rows = rowsOf(tree, { isOpen: () => true, found: null });
  const row = rows.find(({ node }) => node.label === '[2]');
  expect(row).toMatchObject({ level: 4, position: 2, siblings: 2, open: null });
  expect(rows[row?.parent ?? -1]?.node.label).toBe('table');
  expect(rows[0]?.parent).toBe(-1);
});

test('closed branches hide what is below them; at first programs are open, instances and arrays are not', () => {
  const controllers = new Set(['plc']);
  const rows = rowsOf(tree, { isOpen: (node, level) => isOpenAtFirst(node, level, controllers), found: null });
  expect(rows.map(({ node }) => node.label || node.kind)).toEqual(
    ['plc', 'image', 'Start', 'Last', 'Motor', 'MAIN', 'delay', 'table', 'grid', 'plant', 'Level', 'T201'], //
  );
});

test('a search keeps the ancestors of what it finds, and opens them', () => {
  const names = { 'plc.Start': 'Start button S2' };
  const find = (search: string) => findSignals(rig, names, termsOf(search));
  expect(find('  ')).toBeNull();
  expect([...(find('TABLE[2') ?? [])]).toEqual(['plc.MAIN.table[2]']);
  expect([...(find('button s2') ?? [])]).toEqual(['plc.Start']);
  expect([...(find('%qx') ?? [])]).toEqual(['plc.Motor']);
  expect([...(find('main time') ?? [])]).toEqual(['plc.MAIN.delay.ET']);
  const rows = rowsOf(tree, { isOpen: () => false, found: find('table[2') });
  expect(rows.map(({ node }) => node.label)).toEqual(['plc', 'MAIN', 'table', '[2]']);
  expect(rows.map(({ siblings }) => siblings)).toEqual([1, 1, 1, 1]);
});

test('what is found is marked', () => {
  expect(markedParts('plc.MAIN.delay', ['main', 'ay'])).toEqual([
    { text: 'plc.', hit: false },
    { text: 'MAIN', hit: true },
    { text: '.del', hit: false },
    { text: 'ay', hit: true },
  ]);
  expect(markedParts('İstanbul', ['s'])).toEqual([{ text: 'İstanbul', hit: false }]);
  expect(markedParts('', ['s'])).toEqual([]);
});

test('marked parts are the text whatever it holds, and no signal is lost in the tree', () => {
  const part = fc.stringMatching(/^[A-Za-z_؀-ۿ]{1,300}$/u);
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.array(fc.string({ minLength: 1 })), (text, terms) => {
      expect(
        markedParts(text, terms)
          .map((one) => one.text)
          .join(''),
      ).toBe(text);
    }),
  );
  fc.assert(
    fc.property(fc.uniqueArray(fc.array(part, { minLength: 2, maxLength: 5 }).map((parts) => parts.join('.'))), (names) => {
      const rows = rowsOf(treeOf(names.map((name) => signal(name))), { isOpen: () => true, found: null });
      expect(rows.flatMap(({ node }) => node.signal?.name ?? []).sort()).toEqual([...names].sort());
      expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
    }),
  );
});

test('pinned signals stand by their whole names, those that are gone do not', () => {
  const byName = new Map(rig.map((one) => [one.name, one]));
  expect(pinnedNode(['plc.Gone'], byName)).toBeNull();
  const pinned = pinnedNode(['plc.MAIN.table[2]', 'plc.Gone', 'plant.Level'], byName);
  expect(pinned?.children.map(({ label }) => label)).toEqual(['plc.MAIN.table[2]', 'plant.Level']);
});

test('the way to a signal, and the parts of a name', () => {
  expect(ancestorsOf(tree, 'plc.MAIN.table[2]').map((node) => node.id)).toEqual(['plc', 'plc.MAIN', 'plc.MAIN.table']);
  expect(ancestorsOf(tree, 'plc.Start').map((node) => node.kind)).toEqual(['root', 'image']);
  expect(ancestorsOf(tree, 'plc.Nobody')).toEqual([]);
  expect(partsOf('plc.a[1][2,3].b')).toEqual(['plc', 'a', '[1]', '[2,3]', 'b']);
});

test('two thousand signals make a tree and its rows', () => {
  const many = Array.from({ length: 2_000 }, (_, at) => signal(`plc.MAIN.b${at % 20}.v[${at}]`));
  const rows = rowsOf(treeOf(many), { isOpen: () => true, found: findSignals(many, {}, termsOf('v[19')) });
  expect(rows.filter(({ node }) => node.signal).length).toBe(111);
});
