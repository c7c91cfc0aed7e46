import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plantOf } from './plant-under-test.ts';

const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });

describe('a transmitter', () => {
  const transmitter = (parameters = '') => `VAR t : Transmitter${parameters && ` := (${parameters})`}; END_VAR\n  t();`;

  it('sends 4 to 20 mA over its range, and stays within the limits of NAMUR NE 43 beyond it', () => {
    fc.assert(
      fc.property(between(-500, 500), between(1, 500), between(-1000, 1000), (low, span, process) => {
        const plant = plantOf(transmitter());
        plant.set('t.RangeLow', low);
        plant.set('t.RangeHigh', low + span);
        plant.set('t.Process', process);
        plant.step();
        const current = 4 + (16 * (process - low)) / span;
        expect(plant.get('t.Current')).toBeCloseTo(Math.min(20.5, Math.max(3.8, current)), 6);
      }),
    );
  });

  it('follows a step as the first-order lag of its damping, to rounding', () => {
    fc.assert(
      fc.property(between(0.05, 5), fc.integer({ min: 1, max: 400 }), (tau, steps) => {
        const plant = plantOf(transmitter());
        plant.set('t.Damping', tau);
        plant.set('t.Process', 80);
        plant.step(steps);
        expect(plant.get('t.Value')).toBeCloseTo(80 * (1 - Math.exp((-steps * 0.01) / tau)), 8);
      }),
      { numRuns: 50 },
    );
  });

  it('starts at the process, not at the end of its range', () => {
    expect(plantOf(transmitter('Damping := 10.0, Process := 50.0')).get('t.Current')).toBeCloseTo(12, 6);
  });

  it('shows steps of its resolution, and noise of its amplitude', () => {
    const plant = plantOf(transmitter('Resolution := 0.01'));
    plant.set('t.Process', 33.4);
    plant.step();
    expect(plant.get('t.Value')).toBeCloseTo(33, 9);
    const noisy = plantOf(transmitter('Noise := 0.003, ExtraNoise := 0.004, Process := 50.0'));
    let squares = 0;
    for (let step = 0; step < 5000; step++) {
      noisy.step();
      squares += (noisy.get('t.Value') - 50) ** 2;
    }
    expect(Math.sqrt(squares / 5000)).toBeCloseTo(0.5, 1);
  });

  it('tells its failures as NE 43 has it, and a broken wire is 0 mA', () => {
    const plant = plantOf(transmitter('Process := 50.0'));
    plant.set('t.Failure', true);
    plant.step();
    expect(plant.get('t.Current')).toBeLessThanOrEqual(3.6);
    plant.set('t.FailureHigh', true);
    plant.step();
    expect(plant.get('t.Current')).toBeGreaterThanOrEqual(21);
    plant.set('t.Short', true);
    plant.step();
    expect(plant.get('t.Current')).toBeGreaterThan(22);
    plant.set('t.BrokenWire', true);
    plant.step();
    expect(plant.get('t.Current')).toBe(0);
  });

  it('is stuck, off, drifting or set to a wrong range, as the faults say', () => {
    const plant = plantOf(transmitter('Process := 50.0'));
    plant.set('t.Offset', 5);
    plant.step();
    expect(plant.get('t.Value')).toBeCloseTo(55, 9);
    plant.set('t.Offset', 0);
    plant.set('t.DriftRate', 2);
    plant.run(90);
    expect(plant.get('t.Value')).toBeCloseTo(53, 6);
    plant.set('t.DriftRate', 0);
    plant.run(10);
    expect(plant.get('t.Drifted')).toBeCloseTo(3, 6);
    plant.set('t.Drifted', 0);
    plant.set('t.WrongSpan', 2);
    plant.step();
    expect(plant.get('t.Current')).toBeCloseTo(8, 9);
    plant.set('t.Stuck', true);
    plant.set('t.Process', 90);
    plant.run(1);
    expect(plant.get('t.Current')).toBeCloseTo(8, 9);
  });
});

describe('an analogue input', () => {
  const raw = (signal: number, parameters: Record<string, number | boolean> = {}) => {
    const plant = plantOf('VAR c : AnalogueInput; END_VAR\n  c();');
    for (const [name, value] of Object.entries({ ...parameters, Signal: signal })) plant.set(`c.${name}`, value);
    plant.step();
    return { raw: plant.get('c.Raw'), wireBreak: plant.get('c.WireBreak'), overflow: plant.get('c.Overflow') };
  };

  it('counts 0 to 27648 over its range, and to 32511 and -4864 beyond it', () => {
    fc.assert(
      fc.property(between(1.19, 22.8), (current) => {
        expect(Math.abs(raw(current).raw - (current - 4) * 1728)).toBeLessThanOrEqual(0.5);
      }),
    );
    expect(raw(4).raw).toBe(0);
    expect(raw(20).raw).toBe(27648);
    expect(raw(22.81)).toEqual({ raw: 32504, wireBreak: 0, overflow: 0 });
    expect(raw(22.83)).toEqual({ raw: 32767, wireBreak: 0, overflow: 1 });
    expect(raw(1.1852).raw).toBe(-4864);
    expect(raw(1.18)).toEqual({ raw: 32767, wireBreak: 1, overflow: 0 });
    expect(raw(0).raw).toBe(32767);
  });

  it('takes 0 to 10 V as well', () => {
    expect(raw(0, { Voltage: true }).raw).toBe(0);
    expect(raw(10, { Voltage: true }).raw).toBe(27648);
    expect(raw(5, { Voltage: true }).raw).toBe(13824);
    expect(raw(11.8, { Voltage: true })).toEqual({ raw: 32767, wireBreak: 0, overflow: 1 });
    expect(raw(-1.8, { Voltage: true })).toEqual({ raw: -32768, wireBreak: 0, overflow: 0 });
  });

  it('counts in the steps of its converter', () => {
    fc.assert(
      fc.property(between(1.2, 22.8), fc.constantFrom(1, 2, 8, 16), (current, increment) => {
        const counted = raw(current, { Increment: increment }).raw;
        expect(counted % increment === 0).toBe(true);
        expect(Math.abs(counted - (current - 4) * 1728)).toBeLessThanOrEqual(increment + 0.5);
      }),
    );
  });

  it('smooths, and shows swapped wires and a failed channel', () => {
    const plant = plantOf('VAR c : AnalogueInput := (Signal := 4.0, Filter := 0.5); END_VAR\n  c();');
    plant.set('c.Signal', 20);
    plant.run(0.5);
    expect(plant.get('c.Raw')).toBe(Math.round(27648 * (1 - Math.exp(-1))));
    expect(raw(12, { Reversed: true })).toEqual({ raw: 32767, wireBreak: 1, overflow: 0 });
    expect(raw(12, { ChannelFailed: true })).toEqual({ raw: 32767, wireBreak: 1, overflow: 0 });
  });
});

describe('an analogue output', () => {
  const driven = (raw: number, faults: Record<string, number | boolean> = {}) => {
    const plant = plantOf('VAR c : AnalogueOutput; END_VAR\n  c();');
    for (const [name, value] of Object.entries({ ...faults, Raw: raw })) plant.set(`c.${name}`, value);
    plant.step();
    return { current: plant.get('c.Current'), share: plant.get('c.Share') };
  };

  it('drives 4 to 20 mA from 0 to 27648, which an actuator takes for 0 to 1', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 27648 }), (raw) => {
        expect(driven(raw).current).toBeCloseTo(4 + raw / 1728, 9);
        expect(driven(raw).share).toBeCloseTo(raw / 27648, 9);
      }),
    );
    expect(driven(32511).share).toBe(1);
    expect(driven(32512).current).toBe(0);
    expect(driven(-6912).current).toBe(0);
    expect(driven(-1000).share).toBe(0);
  });

  it('is read back by an input as it was written', () => {
    const plant = plantOf('VAR o : AnalogueOutput; i : AnalogueInput; END_VAR\n  o(); i(Signal := o.Current);');
    fc.assert(
      fc.property(fc.integer({ min: -4864, max: 32511 }), (raw) => {
        plant.set('o.Raw', raw);
        plant.step();
        expect(plant.get('i.Raw')).toBe(raw);
      }),
    );
  });

  it('reaches nobody over a broken wire, and is stuck or off as the faults say', () => {
    expect(driven(13824, { BrokenWire: true })).toEqual({ current: 0, share: 0 });
    expect(driven(13824, { Offset: 1.6 }).share).toBeCloseTo(0.6, 9);
    expect(driven(13824, { Stuck: true })).toEqual({ current: 4, share: 0 });
  });
});
