import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plantOf } from './plant-under-test.ts';

const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });

/** Inputs set, one step made. */
function stepped(block: string, inputs: Record<string, number | boolean>) {
  const plant = plantOf(`VAR x : ${block}; END_VAR\n  x();`);
  for (const [name, value] of Object.entries(inputs)) plant.set(`x.${name}`, value);
  plant.step();
  return (output: string) => plant.get(`x.${output}`);
}

describe('a pump', () => {
  it('works where its curve meets the line behind it', () => {
    fc.assert(
      fc.property(between(0.2, 1.2), between(0, 1.5), between(0, 5), (speed, back, resistance) => {
        const pump = stepped('Pump', { Speed: speed, Backpressure: back, Resistance: resistance });
        const flow = pump('Flow');
        if (2 * speed ** 2 <= back) expect(flow).toBe(0);
        else {
          expect(pump('Pressure')).toBeCloseTo(2 * speed ** 2 - 0.05 * flow ** 2, 9);
          expect(pump('Pressure')).toBeCloseTo(back + resistance * flow ** 2, 9);
        }
      }),
    );
  });

  it('follows the affinity laws: flow with n, pressure with n^2, power with n^3', () => {
    const rated = stepped('Pump', { Speed: 1 });
    fc.assert(
      fc.property(between(0.1, 1.5), (n) => {
        const pump = stepped('Pump', { Speed: n });
        expect(pump('Flow') / rated('Flow')).toBeCloseTo(n, 9);
        expect(pump('Pressure') / rated('Pressure')).toBeCloseTo(n ** 2, 9);
        expect(pump('Power') / rated('Power')).toBeCloseTo(n ** 3, 9);
      }),
    );
  });

  it('delivers less against more, and never more work than the shaft gives', () => {
    fc.assert(
      fc.property(between(0.3, 1.2), between(0, 1.5), between(0.01, 1), (speed, back, more) => {
        const less = stepped('Pump', { Speed: speed, Backpressure: back + more });
        const pump = stepped('Pump', { Speed: speed, Backpressure: back });
        expect(less('Flow')).toBeLessThanOrEqual(pump('Flow'));
        expect(pump('Pressure') * pump('Flow') * 100).toBeLessThan(pump('Power'));
        expect(pump('Torque')).toBeCloseTo(pump('Power') / (speed * 1430 * (Math.PI / 30)), 9);
      }),
    );
  });

  it('runs dry below its minimum of liquid, counts the time, and takes its suction up again with a differential', () => {
    const plant = plantOf('VAR p : Pump; END_VAR\n  p(Speed := 1.0);');
    plant.set('p.Suction', 29);
    plant.run(3);
    expect(plant.get('p.Flow')).toBe(0);
    expect(plant.get('p.Dry')).toBe(1);
    expect(plant.get('p.DryTime')).toBeCloseTo(3, 6);
    plant.set('p.Suction', 32);
    plant.step();
    expect(plant.get('p.Flow')).toBe(0);
    plant.set('p.Suction', 34);
    plant.step();
    expect(plant.get('p.Flow')).toBeGreaterThan(1);
    expect(plant.get('p.Dry')).toBe(0);
  });

  it('delivers less worn or turning the wrong way, and nothing with air in it or seized', () => {
    const healthy = stepped('Pump', { Speed: 1 });
    expect(stepped('Pump', { Speed: 1, Worn: 0.3 })('Pressure')).toBeCloseTo(0.7 * healthy('Pressure'), 9);
    expect(stepped('Pump', { Speed: -1 })('Pressure')).toBeCloseTo(0.4 * healthy('Pressure'), 9);
    const locked = stepped('Pump', { Speed: 1, AirLocked: true });
    expect([locked('Flow'), locked('Dry')]).toEqual([0, 1]);
    expect(locked('Torque')).toBeLessThan(0.2 * healthy('Torque'));
    expect(stepped('Pump', { Speed: 1, Seized: true })('Flow')).toBe(0);
  });

  it('seized, stalls its motor, and the overload relay takes the contactor away', () => {
    const plant = plantOf(`
VAR_INPUT Start : BOOL; END_VAR
VAR k : Contactor; m : ThreePhaseMotor; f : ThermalOverload; p : Pump; END_VAR
  k(Coil := Start AND f.ContactNC);
  m(Forward := k.Main, LoadTorque := p.Torque);
  f(Current := m.Current);
  p(Speed := m.SpeedShare, Backpressure := 0.5);`);
    plant.set('Start', true);
    plant.run(60);
    expect(plant.get('p.Flow')).toBeGreaterThan(2);
    expect(plant.get('m.Current')).toBeLessThan(3.4);
    plant.set('p.Seized', true);
    plant.run(1);
    expect(plant.get('m.Current')).toBeCloseTo(20.4, 6);
    plant.run(15);
    expect([plant.get('f.Tripped'), plant.get('k.Main'), plant.get('m.Current')]).toEqual([1, 0, 0]);
  });
});

describe('a control valve', () => {
  const valve = (parameters = '') => `VAR v : ControlValve${parameters && ` := (${parameters})`}; END_VAR\n  v();`;

  it('strokes at its rate to the position asked for', () => {
    fc.assert(
      fc.property(between(0, 1), between(0, 1), between(0.5, 20), (from, to, stroke) => {
        const plant = plantOf(valve(`Initial := ${from.toFixed(9)}, StrokeTime := ${stroke.toFixed(9)}`));
        const start = plant.get('v.Position');
        plant.set('v.Command', to);
        plant.run(0.2);
        const moved = plant.get('v.Position') - start;
        // The first step at time 0 moved towards the command of then, shut.
        expect(Math.abs(moved)).toBeCloseTo(Math.min(0.2 / stroke, Math.abs(to - start)), 6);
        plant.run(stroke + 0.1);
        expect(plant.get('v.Position')).toBeCloseTo(to, 9);
      }),
      { numRuns: 50 },
    );
  });

  it('passes Kv sqrt(dp), linear or of equal percentage, and what its resistance says', () => {
    fc.assert(
      fc.property(between(0.05, 1), between(0.01, 6), fc.boolean(), (position, drop, equal) => {
        const plant = plantOf(
          valve(`Initial := ${position.toFixed(12)}, EqualPercentage := ${equal ? 'TRUE' : 'FALSE'}, StrokeTime := 1.0E9`),
        );
        plant.set('v.Command', position);
        plant.set('v.Drop', drop);
        plant.step();
        const kv = 6.3 * (equal ? 50 ** (position - 1) : position);
        expect(plant.get('v.Kv')).toBeCloseTo(kv, 6);
        expect(plant.get('v.Flow') * 3.6).toBeCloseTo(kv * Math.sqrt(drop), 6);
        expect((plant.get('v.Resistance') * plant.get('v.Flow') ** 2) / drop).toBeCloseTo(1, 9);
      }),
      { numRuns: 60 },
    );
  });

  it('passes more the further it opens, and shuts', () => {
    fc.assert(
      fc.property(between(0, 0.98), between(0.001, 0.02), fc.boolean(), (position, more, equal) => {
        const kvAt = (at: number) => {
          const plant = plantOf(valve(`EqualPercentage := ${equal ? 'TRUE' : 'FALSE'}, StrokeTime := 0.0`));
          plant.set('v.Command', at);
          plant.step();
          return plant.get('v.Kv');
        };
        expect(kvAt(position + more)).toBeGreaterThan(kvAt(position));
        expect(kvAt(0)).toBe(0);
      }),
      { numRuns: 40 },
    );
  });

  it('holds within its static friction and then jumps to within the kinetic one, as He et al. have it', () => {
    const plant = plantOf(valve('Initial := 0.5, StrokeTime := 0.0, StaticFriction := 0.05, KineticFriction := 0.02'));
    plant.set('v.Position', 0.5);
    plant.set('v.Actuator', 0.5);
    plant.set('v.Command', 0.549);
    plant.run(1);
    expect(plant.get('v.Position')).toBe(0.5);
    plant.set('v.Command', 0.56);
    plant.step();
    expect(plant.get('v.Position')).toBeCloseTo(0.54, 12);
    plant.set('v.Command', 0.5);
    plant.step();
    expect(plant.get('v.Position')).toBeCloseTo(0.54, 12);
    plant.set('v.Command', 0.48);
    plant.step();
    expect(plant.get('v.Position')).toBeCloseTo(0.5, 12);
  });

  it('is stuck, slow, leaking, blocked or without air, as the faults say', () => {
    const plant = plantOf(valve('StrokeTime := 1.0'));
    plant.set('v.Leak', 0.05);
    plant.step();
    expect(plant.get('v.Kv')).toBeCloseTo(0.05 * 6.3, 9);
    plant.set('v.Leak', 0);
    plant.set('v.Command', 1);
    plant.set('v.Slow', 4);
    plant.run(2);
    expect(plant.get('v.Position')).toBeCloseTo(0.5, 9);
    plant.set('v.Stuck', true);
    plant.run(5);
    expect(plant.get('v.Position')).toBeCloseTo(0.5, 9);
    plant.set('v.Blocked', 0.6);
    plant.step();
    expect(plant.get('v.Kv')).toBeCloseTo(0.4 * 0.5 * 6.3, 9);
    plant.set('v.Stuck', false);
    plant.set('v.Slow', 1);
    plant.set('v.AirLost', true);
    plant.run(2);
    expect(plant.get('v.Position')).toBe(0);
    plant.set('v.FailOpen', true);
    plant.run(2);
    expect(plant.get('v.Position')).toBe(1);
  });

  it('throttles a pump to where both curves meet', () => {
    const plant = plantOf(`
VAR_INPUT Opening : LREAL; END_VAR
VAR p : Pump; v : ControlValve; END_VAR
  v(Command := Opening, Drop := p.Pressure - 0.5);
  p(Speed := 1.0, Backpressure := 0.5, Resistance := v.Resistance);`);
    let before = -1;
    for (const opening of [0, 0.2, 0.4, 0.6, 0.8, 1]) {
      plant.set('Opening', opening);
      plant.run(5);
      expect(plant.get('p.Flow')).toBeCloseTo(plant.get('v.Flow'), 2);
      expect(plant.get('p.Flow')).toBeGreaterThan(before);
      before = plant.get('p.Flow');
    }
  });
});

describe('a solenoid valve', () => {
  const valve = (parameters = '') => `VAR v : SolenoidValve${parameters && ` := (${parameters})`}; END_VAR\n  v();`;

  it('opens and shuts in its stroke time, and its switches say when it has arrived', () => {
    const plant = plantOf(valve('StrokeTime := 2.0'));
    expect([plant.get('v.Opened'), plant.get('v.Closed')]).toEqual([0, 1]);
    plant.set('v.Coil', true);
    plant.run(1);
    expect(plant.get('v.Position')).toBeCloseTo(0.5, 9);
    expect([plant.get('v.Opened'), plant.get('v.Closed')]).toEqual([0, 0]);
    plant.run(1);
    expect([plant.get('v.Opened'), plant.get('v.Closed')]).toEqual([1, 0]);
    plant.set('v.Coil', false);
    plant.run(2);
    expect([plant.get('v.Opened'), plant.get('v.Closed')]).toEqual([0, 1]);
  });

  it('is the other way round when it is normally open', () => {
    const plant = plantOf(valve('NormallyOpen := TRUE'));
    expect(plant.get('v.Opened')).toBe(1);
    plant.set('v.Coil', true);
    plant.run(0.1);
    expect(plant.get('v.Closed')).toBe(1);
    plant.set('v.CoilOpen', true);
    plant.run(0.1);
    expect(plant.get('v.Opened')).toBe(1);
  });

  it('is stuck, slow, leaking, blocked or dark, as the faults say', () => {
    const plant = plantOf(valve('StrokeTime := 1.0, Drop := 4.0'));
    plant.set('v.Leak', 0.1);
    plant.step();
    expect(plant.get('v.Flow')).toBeCloseTo((0.1 * 4 * 2) / 3.6, 9);
    expect(plant.get('v.Closed')).toBe(1);
    plant.set('v.Coil', true);
    plant.set('v.Slow', 2);
    plant.run(1);
    expect(plant.get('v.Position')).toBeCloseTo(0.5, 9);
    plant.set('v.Stuck', true);
    plant.run(5);
    expect(plant.get('v.Position')).toBeCloseTo(0.5, 9);
    plant.set('v.Stuck', false);
    plant.run(2);
    plant.set('v.Blocked', 0.75);
    plant.set('v.SwitchesDead', true);
    plant.step();
    expect(plant.get('v.Kv')).toBeCloseTo(1, 9);
    expect([plant.get('v.Opened'), plant.get('v.Closed')]).toEqual([0, 0]);
  });
});
