import { describe, expect, it } from 'vitest';
import type { LadderElement } from '#sandbox/iec61131/diagrams/ladder.ts';
import { layOut } from '#sandbox/iec61131/diagrams/layout/lay-out.ts';
import { filled } from '../../../../src/workbench/ladder/paint-live.ts';
import { inView, sheetOf } from '../../../../src/workbench/ladder/sheet.ts';
import { circuitsOf, powerOf } from '../../../../src/workbench/ladder/wires.ts';

const contact = (operand: string): LadderElement => ({ kind: 'contact', form: 'no', operand });
const coil = (operand: string): LadderElement => ({ kind: 'coil', form: 'plain', operand });

describe('power on the wires of the seal-in rung', () => {
  const network = {
    rung: [
      { kind: 'parallel', branches: [[contact('Start')], [contact('Motor')]] },
      contact('Stop'),
      coil('Motor'),
    ] as LadderElement[],
  };
  const circuits = circuitsOf(layOut(network, 60));
  /** Places of contacts that pass power: circuits that have it. */
  const lit = (...passing: string[]) =>
    circuits.filter(({ power }) => powerOf(power, (path) => passing.includes(path.join('.'))));

  it('is one path for each source: the rail, each contact, and where both join', () => expect(circuits).toHaveLength(5));
  it('stands before the contacts while nothing is pressed', () => expect(lit()).toHaveLength(1));
  it('goes on from either contact', () => expect(lit('0.0.0')).toHaveLength(3));
  it('reaches the coil through the seal-in contact and the stop', () => expect(lit('0.1.0', '1')).toHaveLength(4));
  it('is not known where the scan was not seen', () =>
    expect(powerOf({ from: 'any', of: [{ from: 'element', path: [0] }] }, () => undefined)).toBeUndefined());
  it('is there whatever is not known beside it', () =>
    expect(powerOf({ from: 'any', of: [{ from: 'rail' }, { from: 'element', path: [0] }] }, () => undefined)).toBe(true));
});

describe('a timer', () => {
  it('is half full after half its time', () => expect(filled(2_500, 5_000)).toBe(0.5));
  it('is full beyond its time', () => expect(filled(6_000n, 5_000n)).toBe(1));
  it('is full when it has no time to wait', () => expect(filled(0, 0)).toBe(1));
  it('is empty while nobody knows', () => expect(filled(undefined, 5_000)).toBe(0));
});

describe('a thousand networks', () => {
  const sheet = sheetOf(
    Array.from({ length: 1_000 }, (_, number) => ({
      title: `${number}`,
      comment: 'why',
      rung: [contact('A'), coil(`M${number}`)],
    })),
    80,
  );
  it('stand below each other without a gap', () => {
    for (const [position, { top }] of sheet.networks.entries()) {
      const above = sheet.networks[position - 1];
      expect(top).toBeCloseTo(above ? above.top + above.height : 0);
    }
  });
  it('are drawn where they are in view only', () => {
    const height = sheet.networks[0]!.height;
    expect(inView(sheet, 500.5 * height, 503.5 * height)).toEqual({ first: 500, last: 503 });
  });
  it('have a beginning and an end', () => {
    expect(inView(sheet, -100, 1).first).toBe(0);
    expect(inView(sheet, sheet.height - 1, sheet.height + 100).last).toBe(999);
  });
});
