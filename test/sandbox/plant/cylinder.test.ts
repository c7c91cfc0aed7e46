import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PlantUnderTest, plantOf } from './plant-under-test.ts';

const double = (parameters = '', stepMs = 10) =>
  plantOf(`VAR c : DoubleActingCylinder${parameters && ` := (${parameters})`}; END_VAR\n  c();`, stepMs);
const single = (parameters = '', stepMs = 10) =>
  plantOf(`VAR c : SingleActingCylinder${parameters && ` := (${parameters})`}; END_VAR\n  c();`, stepMs);

/** Retracted with its rod end under pressure, as it waits on a machine: from vented chambers the first stroke is a jump. */
const waiting = (plant: PlantUnderTest): PlantUnderTest => {
  retract(plant);
  plant.run(2);
  return plant;
};
const extend = (plant: PlantUnderTest, bar = 6) => {
  plant.set('c.PortA', bar);
  plant.set('c.PortB', 0);
};
const retract = (plant: PlantUnderTest, bar = 6) => {
  plant.set('c.PortA', 0);
  plant.set('c.PortB', bar);
};

/** Seconds until `path` is TRUE. */
function secondsUntil(plant: PlantUnderTest, path: string, atMost = 20, stepMs = 10): number {
  for (let step = 1; step <= (atMost * 1000) / stepMs; step++) {
    plant.step();
    if (plant.get(path)) return (step * stepMs) / 1000;
  }
  return Number.POSITIVE_INFINITY;
}

const areaB = (Math.PI / 4) * (32 ** 2 - 12 ** 2) * 1e-6; // L/mm
const unit = fc.double({ min: 0, max: 1, noNaN: true });

describe('a double-acting cylinder', () => {
  it('conserves air: what came in at the ports and did not leak out is in the chambers', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ a: unit, b: unit, steps: fc.integer({ min: 1, max: 60 }) }), { minLength: 1, maxLength: 8 }),
        fc.record({
          leak: unit,
          rodLeak: unit,
          load: fc.double({ min: -400, max: 400, noNaN: true }),
          stepMs: fc.constantFrom(1, 5, 20),
        }),
        (drive, { leak, rodLeak, load, stepMs }) => {
          const plant = double('', stepMs);
          plant.step();
          plant.set('c.Load', load);
          plant.set('c.Leak', leak * 0.5);
          plant.set('c.RodLeak', rodLeak * 0.5);
          let air = plant.get('c.Air');
          for (const { a, b, steps } of drive) {
            plant.set('c.PortA', a * 10);
            plant.set('c.PortB', b * 10);
            for (let step = 0; step < steps; step++) {
              plant.step();
              air += (plant.get('c.FlowA') + plant.get('c.FlowB') - plant.get('c.Leaking')) * (stepMs / 1000);
              expect(plant.get('c.Air')).toBeCloseTo(air, 9);
              expect(plant.get('c.Position')).toBeGreaterThanOrEqual(0);
              expect(plant.get('c.Position')).toBeLessThanOrEqual(100);
              expect(plant.get('c.PressureA')).toBeGreaterThan(-1.01325);
              expect(plant.get('c.PressureB')).toBeGreaterThan(-1.01325);
            }
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it.each([1, 5, 10, 20])('extends at throttle / area while its exhaust is sonic, with a step of %i ms', (stepMs) => {
    const plant = waiting(double('Stroke := 400.0', stepMs));
    extend(plant);
    plant.run(0.6);
    const from = plant.get('c.Position');
    plant.run(1);
    expect(Math.abs((plant.get('c.Position') - from) / (0.12 / areaB) - 1)).toBeLessThan(0.05);
  });

  it('is slower against a load than with it, and through a narrower throttle', () => {
    const time = (parameters: string) => {
      const plant = waiting(double(parameters));
      extend(plant);
      return secondsUntil(plant, 'c.Extended');
    };
    expect(time('Load := 250.0')).toBeGreaterThan(time('Load := -250.0'));
    const times = [0.3, 0.12, 0.06, 0.03].map((throttle) => time(`ThrottleB := ${throttle}`));
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times[3]! / times[2]!).toBeCloseTo(2, 1);
  });

  it('jumps on its first stroke from vented chambers', () => {
    const jumping = double();
    extend(jumping);
    const plant = waiting(double());
    extend(plant);
    expect(secondsUntil(jumping, 'c.Extended')).toBeLessThan(0.7 * secondsUntil(plant, 'c.Extended'));
  });

  it('comes to the supply at one end and to the atmosphere at the other', () => {
    const plant = double();
    extend(plant);
    plant.run(5);
    expect(plant.get('c.Position')).toBe(100);
    expect(plant.get('c.PressureA')).toBeCloseTo(6, 3);
    expect(plant.get('c.PressureB')).toBeCloseTo(0, 3);
    expect(plant.get('c.FlowA')).toBeCloseTo(0, 4);
    retract(plant);
    plant.run(5);
    expect(plant.get('c.Position')).toBe(0);
    expect([plant.get('c.Retracted'), plant.get('c.Extended')]).toEqual([1, 0]);
  });

  it('takes from the supply what fills its chamber once per stroke', () => {
    const plant = double();
    plant.step();
    extend(plant);
    let taken = 0;
    for (let step = 0; step < 500; step++) {
      plant.step();
      taken += plant.get('c.Consumption') * 0.01;
    }
    const areaA = (Math.PI / 4) * 32 ** 2 * 1e-6;
    // 7.01325 bar absolute in 110 mm of cylinder, less the 1.01325 bar that stood in the first 10 mm
    expect(taken).toBeCloseTo(areaA * (7.01325 * 110 - 1.01325 * 10), 3);
  });

  it('does not lift a load that its pressure cannot carry, and holds still without air', () => {
    const plant = double('Load := 500.0'); // 6 bar on 804 mm2: 483 N
    extend(plant);
    plant.run(5);
    expect(plant.get('c.Position')).toBe(0);
    const still = double('Initial := 40.0');
    still.run(5);
    expect(still.get('c.Position')).toBe(40);
  });

  it('seized: stays; slow: takes longer; a leaking piston seal: draws air for ever and pushes with less', () => {
    const seized = double('Initial := 30.0');
    seized.set('c.Seized', true);
    extend(seized);
    seized.run(3);
    expect(seized.get('c.Position')).toBe(30);

    const time = (slow: number) => {
      const plant = waiting(double());
      plant.set('c.Slow', slow);
      extend(plant);
      return secondsUntil(plant, 'c.Extended');
    };
    expect(time(0.5) / time(0)).toBeGreaterThan(1.7);
    expect(time(1)).toBe(Number.POSITIVE_INFINITY);

    const leaking = double();
    leaking.set('c.Leak', 0.1);
    extend(leaking);
    leaking.run(5);
    expect(leaking.get('c.Consumption')).toBeGreaterThan(0.1);
    expect(leaking.get('c.FlowA') + leaking.get('c.FlowB')).toBeCloseTo(0, 6);
    expect(leaking.get('c.PressureB')).toBeGreaterThan(0.2);
  });

  it('a leaking rod seal blows to the outside while retracted', () => {
    const plant = double();
    plant.set('c.RodLeak', 0.02);
    retract(plant);
    plant.run(3);
    expect(plant.get('c.Leaking')).toBeCloseTo(plant.get('c.Consumption'), 4);
    expect(plant.get('c.Leaking')).toBeCloseTo(0.02 * (plant.get('c.PressureB') + 1.01325), 3);
  });
});

describe('a single-acting cylinder', () => {
  it('extends under pressure and is returned by its spring, conserving air', () => {
    const plant = single();
    plant.step();
    let air = plant.get('c.Air');
    for (const [port, end] of [
      [6, 'c.Extended'],
      [0, 'c.Retracted'],
    ] as const) {
      plant.set('c.PortA', port);
      for (let step = 0; step < 400; step++) {
        plant.step();
        air += (plant.get('c.FlowA') - plant.get('c.Leaking')) * 0.01;
      }
      expect(plant.get('c.Air')).toBeCloseTo(air, 9);
      expect(plant.get(end)).toBe(1);
    }
    expect(plant.get('c.Position')).toBe(0);
    expect(plant.get('c.PressureA')).toBeCloseTo(0, 3);
  });

  it('stands where pressure and spring balance: p a = F0 + k x + friction', () => {
    const plant = single('SpringRate := 2.0');
    plant.set('c.PortA', 1.5);
    plant.run(10);
    const newtons = 0.1 * plant.get('c.PressureA') * (Math.PI / 4) * 25 ** 2;
    expect(plant.get('c.PressureA')).toBeCloseTo(1.5, 3);
    expect(plant.get('c.Position')).toBeCloseTo((newtons - 15 - 5) / 2, 2);
  });

  it('needs the pressure that its spring asks for', () => {
    const reached = [0.2, 0.35, 0.6, 1, 4].map((bar) => {
      const plant = single();
      plant.set('c.PortA', bar);
      plant.run(10);
      return plant.get('c.Position');
    });
    expect(reached).toEqual([...reached].sort((a, b) => a - b));
    expect(reached[0]).toBe(0);
    expect(reached[4]).toBe(50);
  });

  it('seized, slow, leaking and with a broken spring', () => {
    const run = (fault: string, value: number | boolean, seconds: number) => {
      const plant = single();
      plant.set(`c.${fault}`, value);
      plant.set('c.PortA', 6);
      plant.run(seconds);
      const out = plant.get('c.Position');
      const leaking = plant.get('c.Leaking');
      plant.set('c.PortA', 0);
      plant.run(5);
      return { out, leaking, back: plant.get('c.Position') };
    };
    expect(run('Seized', true, 3).out).toBe(0);
    expect(run('Slow', 0.9, 0.3).out).toBeLessThan(run('Slow', 0, 0.3).out);
    expect(run('Leak', 0.01, 5).leaking).toBeGreaterThan(0.05);
    expect(run('SpringBroken', true, 5)).toMatchObject({ out: 50, back: 50 });
  });
});

describe('a reed switch', () => {
  it('closes in its window and opens a differential further away', () => {
    const plant = plantOf('VAR s : ReedSwitch := (Place := 50.0); END_VAR\n  s();');
    const closed = (position: number) => {
      plant.set('s.Position', position);
      plant.step();
      return plant.get('s.Signal');
    };
    expect([40, 45.9, 46.1, 54.5, 55.1, 54.5].map(closed)).toEqual([0, 0, 1, 1, 0, 0]);
    plant.set('s.Slipped', 20);
    expect([50, 70].map(closed)).toEqual([0, 1]);
    plant.set('s.StuckOn', true);
    expect(closed(0)).toBe(1);
    plant.set('s.StuckOff', true);
    expect(closed(70)).toBe(0);
  });

  it('in a cylinder has faults of its own', () => {
    const plant = double();
    plant.set('c.ExtendedSwitch.Slipped', 15);
    plant.set('c.RetractedSwitch.StuckOn', true);
    extend(plant);
    plant.run(5);
    expect([plant.get('c.Position'), plant.get('c.Extended'), plant.get('c.Retracted')]).toEqual([100, 0, 1]);
  });
});
