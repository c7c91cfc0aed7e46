import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plantOf } from './plant-under-test.ts';

const compressor = (parameters = '', call = 'Motor := c.PressureSwitch') =>
  plantOf(`VAR c : Compressor${parameters && ` := (${parameters})`}; END_VAR\n  c(${call});`);

describe('a compressor', () => {
  it('conserves air', () => {
    const draw = fc.double({ min: 0, max: 20, noNaN: true });
    fc.assert(
      fc.property(fc.array(draw, { minLength: 1, maxLength: 8 }), fc.double({ min: 0, max: 0.5, noNaN: true }), (draws, leak) => {
        const plant = compressor('SafetyValve := 7.0');
        plant.set('c.Leak', leak);
        let air = plant.get('c.Air');
        for (const drawn of draws) {
          plant.set('c.Drawn', drawn);
          for (let step = 0; step < 200; step++) {
            plant.step();
            air += (plant.get('c.Delivery') - plant.get('c.Delivered') - plant.get('c.Leaking') - plant.get('c.Relieved')) * 0.01;
            expect(plant.get('c.Pressure')).toBeGreaterThan(-1e-9);
          }
        }
        expect(plant.get('c.Air')).toBeCloseTo(air, 7);
      }),
      { numRuns: 40 },
    );
  });

  it('fills its receiver, stops at cut-out and starts again at cut-in', () => {
    const plant = compressor();
    let stopped = 0;
    let started = 0;
    let was = plant.get('c.PressureSwitch');
    plant.set('c.Drawn', 1.5);
    for (let step = 0; step < 30_000; step++) {
      plant.step();
      const now = plant.get('c.PressureSwitch');
      if (was && !now) stopped = plant.get('c.Pressure');
      if (!was && now) started = plant.get('c.Pressure');
      was = now;
      if (stopped && started) break;
    }
    expect(stopped).toBeCloseTo(8, 1);
    expect(started).toBeCloseTo(6.5, 1);
  });

  it('delivers and takes the power of the textbook at 7 bar', () => {
    const plant = compressor('Initial := 7.0, CutIn := 7.5', 'Motor := TRUE');
    plant.run(1.2);
    const ratio = (plant.get('c.Pressure') + 1.01325) / 1.01325;
    const induced = 4 * (1 - 0.05 * (ratio ** (1 / 1.3) - 1)); // L/s
    expect(plant.get('c.Delivery') / 1.01325).toBeCloseTo(induced, 2);
    expect(plant.get('c.Power') / ((1.3 / 0.3) * 101.325 * induced * (ratio ** (0.3 / 1.3) - 1))).toBeCloseTo(1, 2);
  });

  it('worn takes longer, leaking never rests, and a welded switch ends at the safety valve', () => {
    const pressure = (fault: string, value: number | boolean, seconds: number) => {
      const plant = compressor();
      plant.set(`c.${fault}`, value);
      plant.run(seconds);
      return plant.get('c.Pressure');
    };
    expect(pressure('Worn', 0.5, 30)).toBeLessThan(0.6 * pressure('Worn', 0, 30));
    expect(pressure('Leak', 1, 120)).toBeLessThan(6);
    expect(pressure('SwitchStuckOff', true, 30)).toBeCloseTo(0, 3);
    expect(pressure('SwitchStuckOn', true, 200)).toBeGreaterThan(9.9);
    expect(pressure('SwitchStuckOn', true, 200)).toBeLessThan(10.5);
  });
});

describe('an air receiver', () => {
  it('conserves air, fills to its supply and lets nothing flow back', () => {
    const plant = plantOf('VAR r : AirReceiver := (Supply := 7.0); END_VAR\n  r();');
    let air = plant.get('r.Air');
    const run = (seconds: number) => {
      for (let step = 0; step < seconds * 100; step++) {
        plant.step();
        air += (plant.get('r.Flow') - plant.get('r.Delivered') - plant.get('r.Leaking')) * 0.01;
      }
      expect(plant.get('r.Air')).toBeCloseTo(air, 8);
      return plant.get('r.Pressure');
    };
    expect(run(30)).toBeCloseTo(7, 3);
    plant.set('r.Supply', 3);
    expect(run(5)).toBeCloseTo(7, 3);
    plant.set('r.Drawn', 4);
    plant.set('r.Leak', 0.1);
    expect(run(60)).toBeLessThan(3);
    plant.set('r.Blocked', 1);
    expect(run(60)).toBeCloseTo(0, 6);
  });
});
