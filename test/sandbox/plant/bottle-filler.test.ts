import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plantOf } from './plant-under-test.ts';

/** A bottle of 60 mm stands under the nozzle, unless it is moved. */
function filler(parameters = 'Place := 30.0') {
  const plant = plantOf(
    `VAR b : Conveyor := (EnterLength := 60.0); f : BottleFiller := (${parameters}); END_VAR\n  b();\n  f(Belt := b);`,
  );
  plant.set('b.Enter', true);
  plant.step();
  return plant;
}

describe('a bottle filler', () => {
  it('conserves what it dispenses: in bottles or spilt', () => {
    const act = fc.constantFrom('f.Open', 'b.Run', 'b.Enter', 'f.StuckOpen');
    fc.assert(
      fc.property(
        fc.array(fc.record({ act, on: fc.boolean(), steps: fc.integer({ min: 1, max: 100 }) }), { maxLength: 30 }),
        (acts) => {
          const plant = filler('Place := 200.0, BottleVolume := 0.2');
          for (const { act, on, steps } of acts) {
            plant.set(act, on);
            plant.step(steps);
          }
          expect(plant.get('f.InBottles') + plant.get('f.Spilt')).toBeCloseTo(plant.get('f.Dispensed'), 9);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('fills at its flow, and drips after it has closed', () => {
    const plant = filler();
    plant.set('f.Open', true);
    plant.run(1);
    const atClosing = plant.get('f.BottleFill');
    expect(atClosing).toBeCloseTo(0.25 * (1 - 0.025) - 0.006, 2);
    plant.set('f.Open', false);
    plant.run(0.06);
    const closed = plant.get('f.BottleFill');
    expect(plant.get('f.Opening')).toBe(0);
    plant.run(3);
    expect(plant.get('f.BottleFill') - closed).toBeGreaterThan(0.005);
    expect(plant.get('f.BottleFill') - closed).toBeLessThanOrEqual(0.006);
    expect(plant.get('b.Item[1].Mass')).toBeCloseTo(1 + plant.get('f.BottleFill'), 9);
  });

  it('fills slower with less head: the root of it', () => {
    const rate = (head: number) => {
      const plant = filler();
      plant.set('f.Head', head);
      plant.set('f.Open', true);
      plant.run(0.5);
      return plant.get('f.Rate');
    };
    expect(rate(0.25) / rate(1)).toBeCloseTo(0.5, 9);
  });

  it('spills beside a bottle and over its brim', () => {
    const beside = filler('Place := 500.0');
    beside.set('f.Open', true);
    beside.run(1);
    expect([beside.get('f.BottlePresent'), beside.get('f.InBottles')]).toEqual([0, 0]);
    expect(beside.get('f.Spilt')).toBeGreaterThan(0.2);
    const over = filler();
    over.set('f.Open', true);
    over.run(4);
    expect(over.get('f.BottleFill')).toBeCloseTo(0.5, 9);
    expect(over.get('f.Spilt')).toBeGreaterThan(0.3);
  });

  it('stuck, clogged and leaking', () => {
    const fill = (fault: string, value: number | boolean, open: boolean) => {
      const plant = filler();
      plant.set(`f.${fault}`, value);
      plant.set('f.Open', open);
      plant.run(1);
      return plant.get('f.BottleFill');
    };
    expect(fill('StuckShut', true, true)).toBe(0);
    expect(fill('StuckOpen', true, false)).toBeGreaterThan(0.2);
    expect(fill('Clogged', 0.5, true)).toBeLessThan(0.6 * fill('Clogged', 0, true));
    expect(fill('Leak', 0.01, false)).toBeCloseTo(0.01, 9);
  });
});
