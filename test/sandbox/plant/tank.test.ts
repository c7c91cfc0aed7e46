import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plantOf } from './plant-under-test.ts';

const tank = 'VAR t : Tank; END_VAR\n  t();';

describe('a tank', () => {
  it('conserves volume: what came in is there, went out or was spilt', () => {
    fc.assert(
      fc.property(
        fc.record({
          inflow: fc.double({ min: 0, max: 5, noNaN: true }),
          drawn: fc.double({ min: 0, max: 3, noNaN: true }),
          outlet: fc.double({ min: 0, max: 1, noNaN: true }),
          orifice: fc.double({ min: 0, max: 20, noNaN: true }),
          leak: fc.double({ min: 0, max: 2, noNaN: true }),
          initial: fc.double({ min: 0, max: 1000, noNaN: true }),
        }),
        ({ inflow, drawn, outlet, orifice, leak, initial }) => {
          const plant = plantOf(`VAR t : Tank := (Initial := ${initial.toFixed(12)}); END_VAR\n  t();`);
          const before = plant.get('t.Volume');
          for (const [name, value] of Object.entries({
            Inflow: inflow,
            Drawn: drawn,
            Outlet: outlet,
            Orifice: orifice,
            Leak: leak,
          }))
            plant.set(`t.${name}`, value);
          let out = 0;
          for (let step = 0; step < 500; step++) {
            plant.step();
            out += (plant.get('t.Outflow') + plant.get('t.Delivered')) * 0.01;
          }
          expect(plant.get('t.Volume') + out + plant.get('t.Spilt')).toBeCloseTo(before + inflow * 5, 9);
          expect(plant.get('t.Volume')).toBeGreaterThanOrEqual(0);
          expect(plant.get('t.Level')).toBeLessThanOrEqual(1000);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('settles where Torricelli has it, h = (q / a)^2 / 2 g, to what flows in during one step', () => {
    const plant = plantOf(tank);
    plant.set('t.Orifice', 4);
    plant.set('t.Outlet', 1);
    plant.set('t.Inflow', 1.2);
    plant.run(1200);
    const metres = (0.0012 / 0.0004) ** 2 / (2 * 9.80665);
    expect(Math.abs(plant.get('t.Level') - metres * 1000)).toBeLessThanOrEqual((1.2 * 0.01) / 0.1 + 0.01);
  });

  it('empties in the time of the closed form, within one percent', () => {
    const plant = plantOf('VAR t : Tank := (Initial := 800.0, Orifice := 5.0, Outlet := 1.0); END_VAR\n  t();');
    const expected = (0.1 / 0.0005) * Math.sqrt((2 * 0.8) / 9.80665);
    let seconds = 0;
    while (plant.get('t.Level') > 0.05 && seconds < 2 * expected) {
      plant.run(0.1);
      seconds += 0.1;
    }
    expect(Math.abs(seconds / expected - 1)).toBeLessThan(0.01);
  });
});

describe('noise', () => {
  const two = 'VAR a, b : Noise; END_VAR\n  a(Amplitude := 2.0); b(Amplitude := 2.0);';

  it('has the standard deviation asked for and no mean', () => {
    const plant = plantOf(two);
    let sum = 0;
    let squares = 0;
    const count = 20_000;
    for (let draw = 0; draw < count; draw++) {
      plant.step();
      const value = plant.get('a.Value');
      sum += value;
      squares += value * value;
    }
    expect(Math.abs(sum / count)).toBeLessThan(0.05);
    expect(Math.sqrt(squares / count)).toBeCloseTo(2, 1);
  });

  it('is another in every instance and for every seed, and the same for the same', () => {
    const draws = (seed: number) => {
      const plant = plantOf(two, 10, seed);
      plant.step(3);
      return [plant.get('a.Value'), plant.get('b.Value')];
    };
    expect(draws(5)).toEqual(draws(5));
    expect(draws(5)).not.toEqual(draws(6));
    expect(draws(5)[0]).not.toBe(draws(5)[1]);
  });
});

describe('a plant', () => {
  it('that diverges stands still and names the component', () => {
    const plant = plantOf('VAR t : Tank; x : LREAL := 1.0; END_VAR\n  x := x * 10.0;\n  t(Inflow := x);');
    expect(() => plant.run(10)).toThrow(/plant\.(t\.\w+|x) is /);
  });

  it('may call a variable like a component without taking it in', () => {
    const plant = plantOf('VAR Tank : LREAL; END_VAR\n  Tank := Tank + 1.0;');
    plant.step(3);
    expect(plant.get('Tank')).toBe(4);
  });
});
