import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plantOf } from './plant-under-test.ts';

describe('the flow of air through a restriction', () => {
  const flow = (c: number, b: number, up: number, down: number): number => {
    const plant = plantOf('VAR c, b, up, down, q : LREAL; END_VAR\n  q := SonicFlow(c, b, up, down);');
    for (const [name, value] of Object.entries({ c, b, up, down })) plant.set(name, value);
    plant.step();
    return plant.get('q');
  };

  it('is C p1 while sonic, an ellipse beyond, and nothing at equal pressures (ISO 6358)', () => {
    expect(flow(2, 0.3, 6, 0)).toBeCloseTo(2 * 7.01325, 9);
    expect(flow(2, 0.3, 6, 1)).toBeCloseTo(2 * 7.01325, 9);
    const ratio = 6.01325 / 7.01325;
    expect(flow(2, 0.3, 6, 5)).toBeCloseTo(2 * 7.01325 * Math.sqrt(1 - ((ratio - 0.3) / 0.7) ** 2), 9);
    expect(flow(2, 0.3, 6, 6)).toBe(0);
    expect(flow(0, 0.3, 6, 0)).toBe(0);
  });

  it('turns round with the pressures and never falls as the downstream pressure falls', () => {
    const bar = fc.double({ min: -1, max: 12, noNaN: true });
    fc.assert(
      fc.property(bar, bar, bar, (up, a, b) => {
        expect(flow(1, 0.3, up, a) + flow(1, 0.3, a, up)).toBe(0);
        expect(flow(1, 0.3, up, Math.min(a, b))).toBeGreaterThanOrEqual(flow(1, 0.3, up, Math.max(a, b)) - 1e-12);
      }),
      { numRuns: 100 },
    );
  });
});

describe('a 5/2 valve', () => {
  const valve = (parameters: string) => {
    const plant = plantOf(`VAR v : PneumaticValve52 := (${parameters}); END_VAR\n  v();`, 5);
    return {
      ...plant,
      ports: (fields: Record<string, number | boolean> = {}) => {
        for (const [name, value] of Object.entries(fields)) plant.set(`v.${name}`, value);
        plant.run(0.1);
        return [plant.get('v.Port4'), plant.get('v.Port2')];
      },
    };
  };

  it('with a spring follows its solenoid, after its switching time', () => {
    const plant = valve('Supply := 6.0');
    expect(plant.ports()).toEqual([0, 6]);
    expect(plant.ports({ Solenoid14: true })).toEqual([6, 0]);
    expect(plant.ports({ Solenoid14: false })).toEqual([0, 6]);
    plant.set('v.Solenoid14', true);
    plant.step(2);
    expect(plant.get('v.Port4')).toBe(0);
    plant.step(3);
    expect(plant.get('v.Port4')).toBe(6);
  });

  it('bistable keeps its position, and with both solenoids on the first one wins', () => {
    const plant = valve('Supply := 6.0, Bistable := TRUE, InitiallyAt14 := TRUE');
    expect(plant.ports()).toEqual([6, 0]);
    expect(plant.ports({ Solenoid12: true })).toEqual([0, 6]);
    expect(plant.ports({ Solenoid14: true })).toEqual([0, 6]);
    expect(plant.ports({ Solenoid12: false })).toEqual([6, 0]);
    expect(plant.ports({ Solenoid14: false })).toEqual([6, 0]);
  });

  it('does not move without pilot pressure; with a spring it falls back', () => {
    const bistable = valve('Supply := 1.0, Bistable := TRUE');
    expect(bistable.ports({ Solenoid14: true })).toEqual([0, 1]);
    const spring = valve('Supply := 6.0');
    spring.ports({ Solenoid14: true });
    expect(spring.ports({ Supply: 1 })).toEqual([0, 1]);
  });

  it('with a broken coil moves by hand only, stuck not at all, and leaking blows off air', () => {
    const plant = valve('Supply := 6.0');
    expect(plant.ports({ Coil14Open: true, Solenoid14: true })).toEqual([0, 6]);
    expect(plant.ports({ Override14: true })).toEqual([6, 0]);
    expect(plant.ports({ Stuck: true, Override14: false })).toEqual([6, 0]);
    plant.ports({ Leak: 0.01 });
    expect(plant.get('v.Leaking')).toBeCloseTo(0.0701325, 9);
  });
});

describe('a 3/2 valve', () => {
  it('connects its outlet to the supply, or normally open the other way round', () => {
    const plant = plantOf('VAR v, o : PneumaticValve32 := (Supply := 6.0); END_VAR\n  v(); o(NormallyOpen := TRUE);', 5);
    const outlets = () => {
      plant.run(0.1);
      return [plant.get('v.Port2'), plant.get('o.Port2')];
    };
    expect(outlets()).toEqual([0, 6]);
    plant.set('v.Solenoid12', true);
    plant.set('o.Solenoid12', true);
    expect(outlets()).toEqual([6, 0]);
    plant.set('v.CoilOpen', true);
    plant.set('o.Stuck', true);
    plant.set('o.Solenoid12', false);
    expect(outlets()).toEqual([0, 0]);
  });
});
