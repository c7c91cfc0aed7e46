import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plantOf } from './plant-under-test.ts';

const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });

describe('a dial instrument', () => {
  const dial = (parameters = '') => `VAR d : DialInstrument${parameters && ` := (${parameters})`}; END_VAR\n  d();`;

  it('comes to rest at the process, with its errors of zero and span', () => {
    fc.assert(
      fc.property(between(0, 10), between(-0.02, 0.02), between(-0.02, 0.02), (process, zero, span) => {
        const plant = plantOf(dial());
        plant.set('d.Process', process);
        plant.set('d.ZeroError', zero);
        plant.set('d.SpanError', span);
        plant.run(5);
        expect(plant.get('d.Reading')).toBeCloseTo(Math.max(-0.3, process * (1 + span) + 10 * zero), 6);
        expect(plant.get('d.Angle')).toBeCloseTo(-135 + 27 * plant.get('d.Reading'), 6);
      }),
      { numRuns: 50 },
    );
  });

  it('swings as the second-order system of its parameters, at any step', () => {
    for (const step of [2, 10, 20]) {
      const plant = plantOf(dial('Frequency := 1.0, DampingRatio := 0.3'), step);
      plant.set('d.Process', 5);
      let highest = 0;
      for (let time = 0; time < 3000; time += step) {
        plant.step();
        highest = Math.max(highest, plant.get('d.Reading'));
      }
      const overshoot = Math.exp((-Math.PI * 0.3) / Math.sqrt(1 - 0.3 ** 2));
      expect(highest / 5 - 1).toBeCloseTo(overshoot, 2);
    }
  });

  it('rests on its stops, starts at the process, and stays when stuck', () => {
    const plant = plantOf(dial('Process := 6.0'));
    expect(plant.get('d.Reading')).toBeCloseTo(6, 9);
    plant.set('d.Process', 50);
    plant.run(5);
    expect(plant.get('d.Reading')).toBeCloseTo(10.3, 9);
    plant.set('d.Stuck', true);
    plant.set('d.Process', 0);
    plant.run(5);
    expect(plant.get('d.Reading')).toBeCloseTo(10.3, 9);
    plant.set('d.Stuck', false);
    plant.set('d.Process', -50);
    plant.run(5);
    expect(plant.get('d.Reading')).toBeCloseTo(-0.3, 9);
  });
});

describe('a thermocouple of type K', () => {
  const loop = (inputs: Record<string, number | boolean>) => {
    const plant = plantOf('VAR t : Thermocouple := (Lag := 0.0); END_VAR\n  t();');
    for (const [name, value] of Object.entries(inputs)) plant.set(`t.${name}`, value);
    plant.step();
    return (output: string) => plant.get(`t.${output}`);
  };

  it('gives the voltages of the tables of IEC 60584-1, to the microvolt', () => {
    for (const [temperature, millivolts] of [
      [-200, -5.891],
      [-100, -3.554],
      [0, 0],
      [25, 1.0],
      [100, 4.096],
      [300, 12.209],
      [500, 20.644],
      [1000, 41.276],
      [1372, 54.886],
    ] as const)
      expect(Math.abs(loop({ Process: temperature, Terminals: 0 })('Voltage') - millivolts)).toBeLessThan(0.00055);
  });

  it('shows the temperature within 0.06 °C whatever its terminals have, and rises with it', () => {
    fc.assert(
      fc.property(between(-200, 1370), between(0, 60), (process, terminals) => {
        const shown = loop({ Process: process, Terminals: terminals });
        expect(Math.abs(shown('Temperature') - process)).toBeLessThan(0.06);
        expect(Math.abs(shown('Raw') - 10 * process)).toBeLessThan(1.2);
        expect(loop({ Process: process + 1, Terminals: terminals })('Voltage')).toBeGreaterThan(shown('Voltage'));
      }),
    );
  });

  it('lags behind its process by its tube', () => {
    const plant = plantOf('VAR t : Thermocouple := (Process := 20.0, Lag := 8.0); END_VAR\n  t();');
    plant.set('t.Process', 220);
    plant.run(8);
    expect(plant.get('t.Junction')).toBeCloseTo(220 - 200 * Math.exp(-1), 6);
  });

  it('is broken, reversed, shorted or badly compensated, as the faults say', () => {
    const broken = loop({ Process: 300, Broken: true });
    expect([broken('Raw'), broken('WireBreak')]).toEqual([32767, 1]);
    const reversed = (process: number) => loop({ Process: process, Reversed: true })('Temperature');
    expect(reversed(25)).toBeCloseTo(25, 0);
    expect(reversed(100)).toBeLessThan(reversed(60));
    expect(reversed(60)).toBeLessThan(0);
    expect(loop({ Process: 300, Shorted: true, Terminals: 31 })('Temperature')).toBeCloseTo(31, 1);
    expect(loop({ Process: 300, ColdJunctionError: 10 })('Temperature')).toBeGreaterThan(309);
  });
});

describe('a level switch', () => {
  it('switches at its mark, and back a differential below', () => {
    fc.assert(
      fc.property(fc.array(between(450, 550), { minLength: 1, maxLength: 60 }), fc.boolean(), (levels, closed) => {
        const plant = plantOf('VAR s : LevelSwitch; END_VAR\n  s();');
        plant.set('s.NormallyClosed', closed);
        let covered = false;
        for (const level of levels) {
          plant.set('s.Level', level);
          plant.step();
          covered = level >= 500 || (covered && level >= 490);
          expect(plant.get('s.Contact')).toBe(Number(covered !== closed));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('waits its delay, and forgets a wave', () => {
    const plant = plantOf('VAR s : LevelSwitch := (Delay := 0.5); END_VAR\n  s();');
    plant.set('s.Level', 600);
    plant.run(0.4);
    plant.set('s.Level', 400);
    plant.step();
    plant.set('s.Level', 600);
    plant.run(0.49);
    expect(plant.get('s.Contact')).toBe(0);
    plant.step();
    expect(plant.get('s.Contact')).toBe(1);
  });

  it('is coated, stuck or off its wire, as the faults say', () => {
    const plant = plantOf('VAR s : LevelSwitch; END_VAR\n  s();');
    plant.set('s.Coated', true);
    plant.step();
    expect(plant.get('s.Contact')).toBe(1);
    plant.set('s.Stuck', true);
    plant.set('s.Coated', false);
    plant.run(1);
    expect(plant.get('s.Contact')).toBe(1);
    plant.set('s.NormallyClosed', true);
    plant.set('s.Stuck', false);
    plant.step();
    expect(plant.get('s.Contact')).toBe(1);
    plant.set('s.BrokenWire', true);
    plant.step();
    expect(plant.get('s.Contact')).toBe(0);
  });
});

describe('a float switch', () => {
  it('tips up at the upper point and down at the lower one, and alone keeps a level between them', () => {
    const plant = plantOf(`
VAR t : Tank := (Initial := 100.0, Orifice := 3.0, Outlet := 1.0); f : FloatSwitch; END_VAR
  f(Level := t.Level);
  t(Inflow := SEL(f.Up, 3.0, 0.0));`);
    plant.run(60);
    let lowest = 1000;
    let highest = 0;
    let switched = 0;
    for (let step = 0; step < 20_000; step++) {
      const up = plant.get('f.Up');
      plant.step();
      switched += Number(up !== plant.get('f.Up'));
      lowest = Math.min(lowest, plant.get('t.Level'));
      highest = Math.max(highest, plant.get('t.Level'));
    }
    expect(lowest).toBeCloseTo(400, -0.5);
    expect(highest).toBeCloseTo(600, -0.5);
    expect(switched).toBeGreaterThan(4);
  });

  it('is jammed, sunk or off its wire, as the faults say', () => {
    const plant = plantOf('VAR f : FloatSwitch := (Level := 700.0); END_VAR\n  f();');
    expect(plant.get('f.Contact')).toBe(1);
    plant.set('f.Jammed', true);
    plant.set('f.Level', 0);
    plant.step();
    expect(plant.get('f.Contact')).toBe(1);
    plant.set('f.Jammed', false);
    plant.set('f.Level', 700);
    plant.set('f.Sunk', true);
    plant.step();
    expect(plant.get('f.Contact')).toBe(0);
    plant.set('f.NormallyClosed', true);
    plant.step();
    expect(plant.get('f.Contact')).toBe(1);
    plant.set('f.BrokenWire', true);
    plant.step();
    expect(plant.get('f.Contact')).toBe(0);
  });
});

describe('a flow meter', () => {
  it('totals what it indicates, and gives a pulse for each volume of it', () => {
    fc.assert(
      fc.property(fc.array(between(0, 4.9), { minLength: 1, maxLength: 10 }), (flows) => {
        const plant = plantOf('VAR m : FlowMeter; END_VAR\n  m();');
        let total = 0;
        let pulses = 0;
        for (let step = 0; step < 400; step++) {
          plant.set('m.Flow', flows[step % flows.length] ?? 0);
          plant.step();
          total += plant.get('m.Value') * 0.01;
          pulses += plant.get('m.Pulse');
        }
        expect(plant.get('m.Total')).toBeCloseTo(total, 9);
        expect(Math.abs(pulses * 0.1 - total)).toBeLessThan(0.2);
      }),
      { numRuns: 30 },
    );
  });

  it('follows with its damping, and cuts off the least flows', () => {
    const plant = plantOf('VAR m : FlowMeter; END_VAR\n  m();');
    plant.set('m.Flow', 4);
    plant.run(0.5);
    expect(plant.get('m.Value')).toBeCloseTo(4 * (1 - Math.exp(-1)), 9);
    plant.set('m.Flow', 0.04);
    plant.run(10);
    expect(plant.get('m.Value')).toBe(0);
  });

  it('shows an empty pipe, is stuck, or off in zero and span, as the faults say', () => {
    const plant = plantOf('VAR m : FlowMeter := (Flow := 2.0); END_VAR\n  m();');
    plant.set('m.Offset', 0.5);
    plant.set('m.SpanError', 0.1);
    plant.step();
    expect(plant.get('m.Value')).toBeCloseTo(2.75, 9);
    plant.set('m.Stuck', true);
    plant.set('m.Flow', 0);
    plant.run(5);
    expect(plant.get('m.Value')).toBeCloseTo(2.75, 9);
    plant.set('m.EmptyPipe', true);
    plant.step();
    expect([plant.get('m.Value'), plant.get('m.Failure')]).toEqual([0, 1]);
  });
});

describe('a pressure sensor', () => {
  it('feels the weight of the liquid over it and the pressure on top', () => {
    fc.assert(
      fc.property(between(0, 5), between(0, 5000), between(0.7, 1.3), (pressure, head, density) => {
        const plant = plantOf('VAR p : PressureSensor; END_VAR\n  p();');
        plant.set('p.Pressure', pressure);
        plant.set('p.Head', head);
        plant.set('p.Density', density);
        plant.run(2);
        expect(plant.get('p.Value')).toBeCloseTo(pressure + (density * 1000 * 9.80665 * head) / 1000 / 1e5, 9);
      }),
      { numRuns: 40 },
    );
  });

  it('keeps what was in a blocked line, is off, and remembers an overload', () => {
    const plant = plantOf('VAR p : PressureSensor := (Pressure := 2.0); END_VAR\n  p();');
    plant.set('p.LineBlocked', true);
    plant.set('p.Pressure', 6);
    plant.run(5);
    expect(plant.get('p.Value')).toBeCloseTo(2, 9);
    plant.set('p.LineBlocked', false);
    plant.set('p.Offset', 0.3);
    plant.run(5);
    expect(plant.get('p.Value')).toBeCloseTo(6.3, 9);
    plant.set('p.Pressure', 30);
    plant.run(5);
    plant.set('p.Pressure', 2);
    plant.run(5);
    expect(plant.get('p.Value')).toBeCloseTo(3.3, 6);
  });
});
