import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plantOf } from './plant-under-test.ts';

const scale = (parameters = '', stepMs = 10) =>
  plantOf(`VAR s : Scale := (NoiseLevel := 0.0${parameters}); END_VAR\n  s();`, stepMs);

describe('a scale', () => {
  it.each([1, 10, 20])('settles at the load, rounded to its interval, with a step of %i ms', (stepMs) => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 30, noNaN: true }), (load) => {
        const plant = scale('', stepMs);
        plant.set('s.Load', load);
        plant.run(3);
        expect(plant.get('s.Gross')).toBeCloseTo(load, 6);
        expect(Math.abs(plant.get('s.Net') - load)).toBeLessThanOrEqual(0.005 + 1e-6);
        expect(plant.get('s.Stable')).toBe(1);
      }),
      { numRuns: 10 },
    );
  });

  it('overshoots as a second-order system of its damping does, exp(-pi d / sqrt(1 - d^2))', () => {
    const plant = scale('', 0.1);
    plant.set('s.Load', 10);
    let highest = 0;
    for (let step = 0; step < 4000; step++) {
      plant.step();
      highest = Math.max(highest, plant.get('s.Gross'));
      if (step === 300) expect(plant.get('s.Stable')).toBe(0);
    }
    expect(highest / 10 - 1).toBeCloseTo(Math.exp((-Math.PI * 0.5) / Math.sqrt(0.75)), 2);
  });

  it('tares, clears, zeroes within four percent of its capacity, and tells an overload', () => {
    const plant = scale();
    const net = (fields: Record<string, number | boolean>) => {
      for (const [name, value] of Object.entries(fields)) plant.set(`s.${name}`, value);
      plant.run(3);
      return Math.round(plant.get('s.Net') * 100) / 100;
    };
    expect(net({ Load: 2 })).toBe(2);
    expect(net({ Tare: true })).toBe(0);
    expect(net({ Tare: false, Load: 5 })).toBe(3);
    expect(net({ Clear: true })).toBe(5);
    expect(net({ Zero: true })).toBe(5); // 5 kg are more than 4 % of 30
    expect(net({ Zero: false, Load: 1 })).toBe(1);
    expect(net({ Zero: true })).toBe(0);
    expect(plant.get('s.Overload')).toBe(0);
    net({ Load: 32 });
    expect(plant.get('s.Overload')).toBe(1);
  });

  it('offset, drift, span, touching and stuck', () => {
    const gross = (fault: string, value: number | boolean, seconds = 3) => {
      const plant = scale();
      plant.set('s.Load', 10);
      plant.set(`s.${fault}`, value);
      plant.run(seconds);
      return plant.get('s.Gross');
    };
    expect(gross('Offset', 0.2)).toBeCloseTo(10.2, 6);
    expect(gross('Drift', 3.6, 100)).toBeCloseTo(10.1, 3);
    expect(gross('SpanError', 0.01)).toBeCloseTo(10.1, 6);
    expect(gross('Touching', 0.1)).toBeCloseTo(9, 6);
    expect(gross('Stuck', true)).toBe(0);
  });
});

describe('an encoder', () => {
  const encoder = (parameters = 'Bits := 16') => plantOf(`VAR e : Encoder := (${parameters}); END_VAR\n  e();`);
  const moves = fc.array(fc.double({ min: -50, max: 50, noNaN: true }), { minLength: 1, maxLength: 40 });

  it('counts every edge up and down: what it says is within one count of the travel, for ever', () => {
    fc.assert(
      fc.property(moves, (path) => {
        const plant = encoder();
        let travel = 0;
        for (const move of path) {
          travel += move;
          plant.set('e.Travel', travel);
          plant.step();
          const exact = travel * 10;
          expect(plant.get('e.Counts')).toBeGreaterThanOrEqual(exact - 1 - 1e-6);
          expect(plant.get('e.Counts')).toBeLessThanOrEqual(exact + 1e-6);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('A leads B forwards', () => {
    const plant = encoder();
    const phases = Array.from({ length: 5 }, (_, count) => {
      plant.set('e.Travel', count / 10);
      plant.step();
      return [plant.get('e.A'), plant.get('e.B')].join('');
    });
    expect(phases).toEqual(['00', '10', '11', '01', '00']);
  });

  it('an absolute one tells the position modulo its range, from power-on', () => {
    const plant = encoder('Absolute := TRUE, Bits := 10, Travel := 110.0');
    expect(plant.get('e.Counts')).toBe(1100 % 1024);
    plant.set('e.Travel', -0.1);
    plant.step();
    expect(plant.get('e.Counts')).toBe(1023);
  });

  it('loses pulses for good, is reversed, or stands still when its coupling broke', () => {
    const told = (fault: string, value: number | boolean) => {
      const plant = encoder();
      plant.set(`e.${fault}`, value);
      for (let step = 1; step <= 100; step++) {
        plant.set('e.Travel', step);
        plant.step();
      }
      return plant.get('e.Counts');
    };
    expect(told('LostPulses', 0)).toBe(1000);
    expect(told('LostPulses', 0.1)).toBe(900);
    expect(told('Reversed', true)).toBe(-1000);
    expect(told('Stuck', true)).toBe(0);
    expect(told('Reset', true)).toBe(0);
  });

  it('tells the speed that its counts show', () => {
    const plant = plantOf('VAR b : Conveyor := (Run := TRUE); e : Encoder; END_VAR\n  b(); e(Travel := b.Travel);');
    plant.run(2);
    expect(plant.get('e.Speed')).toBeCloseTo(300, 6);
  });
});
