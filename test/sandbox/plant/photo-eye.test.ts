import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plantOf } from './plant-under-test.ts';

const eye = (parameters = 'Gain := 4.0', stepMs = 1) => {
  const plant = plantOf(`VAR e : PhotoEye := (${parameters}); END_VAR\n  e();`, stepMs);
  return {
    ...plant,
    signal: (fields: Record<string, number | boolean>) => {
      for (const [name, value] of Object.entries(fields)) plant.set(`e.${name}`, value);
      plant.run(0.02);
      return plant.get('e.Signal');
    },
  };
};

describe('a photo-eye', () => {
  it('light-on shows the free beam, dark-on the thing in it', () => {
    const light = eye();
    expect([false, true].map((Interrupted) => light.signal({ Interrupted }))).toEqual([1, 0]);
    const dark = eye('DarkOn := TRUE');
    expect([false, true].map((Interrupted) => dark.signal({ Interrupted }))).toEqual([0, 1]);
  });

  it.each([0, 1, 2, 5])('answers %i ms after the beam', (ms) => {
    const plant = eye(`ResponseTime := ${(ms / 1000).toFixed(3)}`);
    plant.step(3);
    plant.set('e.Interrupted', true);
    plant.step(ms);
    expect(plant.get('e.Signal')).toBe(1);
    plant.step();
    expect(plant.get('e.Signal')).toBe(0);
  });

  it('never sees more light for more dirt or worse alignment, and dirt counts twice on a retro-reflective one', () => {
    const unit = fc.double({ min: 0, max: 1, noNaN: true });
    const lightOf = (Dirty: number, Misaligned: number, RetroReflective = false) => {
      const plant = eye();
      plant.signal({ Dirty, Misaligned, RetroReflective });
      return plant.get('e.Light');
    };
    fc.assert(
      fc.property(unit, unit, unit, (a, b, c) => {
        expect(lightOf(Math.max(a, b), c)).toBeLessThanOrEqual(lightOf(Math.min(a, b), c));
        expect(lightOf(c, Math.max(a, b))).toBeLessThanOrEqual(lightOf(c, Math.min(a, b)));
        expect(lightOf(a, b, true)).toBeCloseTo(lightOf(a, b) * (1 - a), 9);
      }),
      { numRuns: 30 },
    );
  });

  it('warns before dirt blinds it, and needs a differential to see again', () => {
    const plant = eye();
    expect([plant.signal({ Dirty: 0.5 }), plant.get('e.Unstable')]).toEqual([1, 0]);
    expect([plant.signal({ Dirty: 0.7 }), plant.get('e.Unstable')]).toEqual([1, 1]);
    expect(plant.signal({ Dirty: 0.76 })).toBe(0);
    expect(plant.signal({ Dirty: 0.73 })).toBe(0);
    expect(plant.signal({ Dirty: 0.7 })).toBe(1);
  });

  it('misses a clear bottle when too strong, and is blocked or stuck for good', () => {
    expect(eye().signal({ Interrupted: true, Transmission: 0.8 })).toBe(1);
    expect(eye('Gain := 1.2').signal({ Interrupted: true, Transmission: 0.8 })).toBe(0);
    expect(eye().signal({ Blocked: true })).toBe(0);
    expect(eye().signal({ StuckOff: true })).toBe(0);
    expect(eye().signal({ StuckOn: true, Interrupted: true })).toBe(1);
  });

  it('counts what passes it on a conveyor', () => {
    const plant = plantOf(
      `VAR b : Conveyor := (Run := TRUE); e : PhotoEye := (DarkOn := TRUE); was : BOOL; n : INT; END_VAR
       b(); e(Interrupted := b.Covered(500.0, 20.0));
       IF e.Signal AND NOT was THEN n := n + 1; END_IF; was := e.Signal;`,
    );
    for (let item = 0; item < 5; item++) {
      plant.set('b.Enter', true);
      plant.run(0.5);
      plant.set('b.Enter', false);
      plant.run(0.5);
    }
    plant.run(10);
    expect(plant.get('n')).toBe(5);
  });
});
