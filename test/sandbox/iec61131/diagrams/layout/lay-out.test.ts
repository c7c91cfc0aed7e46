/** A drawing of a rung, whatever is in it: nothing stands upon anything else, and every wire leads where power goes. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { elementsOf, type LadderElement, type LadderNetwork } from '#sandbox/iec61131/diagrams/ladder.ts';
import type { NetworkLayout, PlacedElement, Rect, Wire } from '#sandbox/iec61131/diagrams/layout/grid.ts';
import { layOut } from '#sandbox/iec61131/diagrams/layout/lay-out.ts';
import { anyNetwork } from './any-rung.ts';

const contact = (operand: string): LadderElement => ({ kind: 'contact', form: 'no', operand });
const coil = (operand: string): LadderElement => ({ kind: 'coil', form: 'plain', operand });
const parallel = (...branches: LadderElement[][]): LadderElement => ({ kind: 'parallel', branches });
const rung = (...elements: LadderElement[]): LadderNetwork => ({ rung: elements });

const overlap = (a: Rect, b: Rect): boolean => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
/** A wire may end at an element's edge, and not go through it. */
const crosses = ({ x1, y1, x2, y2 }: Wire, { x, y, w, h }: Rect): boolean =>
  y1 === y2 ? y1 > y && y1 < y + h && x1 < x + w && x2 > x : x1 > x && x1 < x + w && y1 < y + h && y2 > y;

const within = (inner: Rect, outer: Rect): boolean =>
  inner.x >= outer.x && inner.y >= outer.y && inner.x + inner.w <= outer.x + outer.w && inner.y + inner.h <= outer.y + outer.h;

const operandAt = ({ elements }: NetworkLayout, operand: string): PlacedElement =>
  elements.find(({ element }) => 'operand' in element && element.operand === operand)!;

describe('any rung', () => {
  const anyColumns = fc.integer({ min: 20, max: 160 });

  it('has every element once, at whole units, inside the rails', () => {
    fc.assert(
      fc.property(anyNetwork, anyColumns, (network, columns) => {
        const layout = layOut(network, columns);
        const wanted = [...elementsOf(network.rung, [])];
        const drawn = [...layout.elements, ...layout.parallels].map(({ path }) => path.join('.'));
        expect(drawn.toSorted()).toEqual(wanted.map(({ path }) => path.join('.')).toSorted());
        expect(layout.width).toBeGreaterThanOrEqual(columns);
        const whole = { x: 0, y: 0, w: layout.width, h: layout.height };
        for (const placed of layout.elements) {
          expect([placed.x, placed.y, placed.w, placed.h, placed.line].every(Number.isInteger)).toBe(true);
          expect(within(placed, whole)).toBe(true);
          expect(within(placed.body, placed)).toBe(true);
        }
      }),
    );
  });

  it('has no element upon another, and no wire through one', () => {
    fc.assert(
      fc.property(anyNetwork, anyColumns, (network, columns) => {
        const { elements, wires } = layOut(network, columns);
        for (const [position, one] of elements.entries()) {
          for (const other of elements.slice(position + 1)) expect(overlap(one, other)).toBe(false);
          for (const wire of wires) expect(crosses(wire, one)).toBe(false);
        }
      }),
    );
  });

  it('has wires that are upright or level, of some length, and lie upon each other nowhere', () => {
    fc.assert(
      fc.property(anyNetwork, anyColumns, (network, columns) => {
        const { wires } = layOut(network, columns);
        const seen = new Set<string>();
        for (const { x1, y1, x2, y2 } of wires) {
          expect((x1 === x2 && y2 > y1) || (y1 === y2 && x2 > x1)).toBe(true);
          for (let at = x1 === x2 ? y1 : x1; at < (x1 === x2 ? y2 : x2); at += 1) {
            const piece = x1 === x2 ? `${x1} ${at} down` : `${at} ${y1} right`;
            expect(seen.has(piece)).toBe(false);
            seen.add(piece);
          }
        }
      }),
    );
  });

  it('leads a wire to every element, and one on from it unless it jumps', () => {
    fc.assert(
      fc.property(anyNetwork, anyColumns, (network, columns) => {
        const { elements, wires } = layOut(network, columns);
        for (const { element, x, w, line } of elements) {
          expect(wires.some((wire) => wire.y1 === line && wire.y2 === line && wire.x2 === x)).toBe(true);
          if (element.kind !== 'jump' && element.kind !== 'return')
            expect(wires.some((wire) => wire.y1 === line && wire.y2 === line && wire.x1 === x + w)).toBe(true);
        }
      }),
    );
  });

  it('offers a place before every element and at the end of every row', () => {
    fc.assert(
      fc.property(anyNetwork, (network) => {
        const { slots, parallels, elements } = layOut(network, 100);
        const rows = 1 + parallels.reduce((sum, { lines }) => sum + lines.length, 0);
        expect(slots).toHaveLength(elements.length + parallels.length + rows);
        expect(new Set(slots.map(({ path }) => path.join('.'))).size).toBe(slots.length);
      }),
    );
  });
});

describe('the seal-in rung', () => {
  const network = rung(parallel([contact('Start')], [contact('Motor')]), contact('Stop'), coil('Motor_K1'));
  const layout = layOut(network, 90);

  it('has its coil at the right rail and its contacts at the left', () => {
    const { x, w } = operandAt(layout, 'Motor_K1');
    expect(layout.width - (x + w)).toBeLessThanOrEqual(2);
    expect(operandAt(layout, 'Stop').x).toBeLessThan(45);
  });

  it('has the seal-in contact below the button', () => {
    const [start, motor] = [operandAt(layout, 'Start'), operandAt(layout, 'Motor')];
    expect(motor.x).toBe(start.x);
    expect(motor.line).toBeGreaterThan(start.line);
  });

  it('knows where the power of each wire comes from', () => {
    const stop = operandAt(layout, 'Stop');
    expect(stop.before).toEqual({
      from: 'any',
      of: [
        { from: 'element', path: [0, 0, 0] },
        { from: 'element', path: [0, 1, 0] },
      ],
    });
    expect(operandAt(layout, 'Motor_K1').after).toEqual({ from: 'element', path: [1] });
  });

  it('is drawn once for as long as nobody changes it', () => {
    expect(layOut(network, 90)).toBe(layout);
    expect(layOut({ ...network }, 90)).not.toBe(layout);
  });
});

it('outputs that branch stand below each other and end at the rail themselves', () => {
  const layout = layOut(rung(contact('A'), parallel([coil('X')], [contact('B'), coil('Y')])), 90);
  const ends = layout.wires.filter(({ x2, y1, y2 }) => x2 === layout.width && y1 === y2);
  expect(ends.map(({ y1 }) => y1).toSorted()).toEqual([operandAt(layout, 'X').line, operandAt(layout, 'Y').line].toSorted());
  expect(layout.wires.some(({ x1, x2 }) => x1 === layout.width && x2 === layout.width)).toBe(false);
});

it('a rung too long for the width keeps its elements readable and moves its rail out', () => {
  const long = rung(...Array.from({ length: 20 }, (_, position) => contact(`Permissive${position}`)), coil('Run'));
  expect(layOut(long, 60).width).toBeGreaterThan(200);
});

it('a jump does not reach the rail', () => {
  const layout = layOut(rung(contact('A'), { kind: 'jump', label: 'done' }), 60);
  expect(layout.wires.some(({ x2 }) => x2 === layout.width)).toBe(false);
});

it('has room for every pin of a box, inputs at its left and outputs at its right', () => {
  const layout = layOut(
    rung({
      kind: 'box',
      type: 'TON',
      instance: 'Delay',
      powerIn: 'IN',
      powerOut: 'Q',
      inputs: { PT: 'T#5s' },
      outputs: { ET: 'Elapsed' },
    }),
    60,
  );
  const [box] = layout.elements;
  expect(box!.pins.map(({ side, name, isPower, operand }) => [side, name, isPower, operand])).toEqual([
    ['input', 'IN', true, ''],
    ['input', 'PT', false, 'T#5s'],
    ['output', 'Q', true, ''],
    ['output', 'ET', false, 'Elapsed'],
  ]);
  for (const { side, x1, x2, y } of box!.pins) {
    expect(side === 'input' ? x2 : x1).toBe(side === 'input' ? box!.body.x : box!.body.x + box!.body.w);
    expect(y).toBeLessThan(box!.body.y + box!.body.h);
  }
});
