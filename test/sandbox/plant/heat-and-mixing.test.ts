import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plantOf } from './plant-under-test.ts';

const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const heatCapacity = 4186; // J/(kg K)

describe('a heater', () => {
  it('gives off what it took less what it still holds', () => {
    fc.assert(
      fc.property(fc.array(between(0, 1), { minLength: 1, maxLength: 50 }), between(0.5, 60), (shares, lag) => {
        const plant = plantOf('VAR h : Heater; END_VAR\n  h();');
        plant.set('h.Lag', lag);
        let taken = 0;
        let given = 0;
        for (const share of shares) {
          plant.set('h.Share', share);
          plant.step();
          taken += plant.get('h.Power') * 0.01;
          given += plant.get('h.Heat') * 0.01;
        }
        expect(given + lag * plant.get('h.Glow')).toBeCloseTo(taken, 6);
        expect(plant.get('h.Energy') * 3.6e6).toBeCloseTo(taken, 6);
      }),
      { numRuns: 50 },
    );
  });

  it('warms up as a first-order lag', () => {
    const plant = plantOf('VAR h : Heater := (Lag := 4.0); END_VAR\n  h();');
    plant.set('h.Share', 0.5);
    plant.run(6);
    expect(plant.get('h.Glow')).toBeCloseTo(1000 * (1 - Math.exp(-1.5)), 6);
  });

  it('is burnt, always on or aged, as the faults say', () => {
    const plant = plantOf('VAR h : Heater; END_VAR\n  h();');
    plant.set('h.AlwaysOn', true);
    plant.run(60);
    expect(plant.get('h.Heat')).toBeCloseTo(2000, 1);
    expect(plant.get('h.Current')).toBeCloseTo(2000 / 230, 6);
    plant.set('h.Aged', 0.25);
    plant.run(60);
    expect(plant.get('h.Heat')).toBeCloseTo(1500, 1);
    plant.set('h.Burnt', true);
    plant.run(60);
    expect([plant.get('h.Current'), plant.get('h.Power')]).toEqual([0, 0]);
    expect(plant.get('h.Heat')).toBeCloseTo(0, 1);
  });
});

describe('a heated liquid', () => {
  it('balances heat: stored, brought, carried out, lost and boiled off', () => {
    fc.assert(
      fc.property(
        fc.record({
          inflow: between(0, 2),
          drawn: between(0, 3),
          temperature: between(0, 95),
          heat: between(0, 50_000),
          initial: between(5, 99),
          loss: between(0, 100),
        }),
        ({ inflow, drawn, temperature, heat, initial, loss }) => {
          const plant = plantOf(
            `VAR t : Tank := (Initial := 200.0); h : HeatedLiquid := (Initial := ${initial.toFixed(9)}); END_VAR
  t(); h(Volume := t.Volume, Inflow := t.Inflow);`,
          );
          const stored = () => (heatCapacity * plant.get('t.Volume') + 5000) * plant.get('h.Temperature');
          for (const [path, value] of Object.entries({
            't.Inflow': inflow,
            't.Drawn': drawn,
            'h.InflowTemperature': temperature,
            'h.Heat': heat,
            'h.HeatLoss': loss,
          }))
            plant.set(path, value);
          const before = stored();
          let gained = 0;
          for (let step = 0; step < 300; step++) {
            plant.step();
            const outflow = plant.get('t.Delivered') + plant.get('t.Outflow') + plant.get('t.Overflow') + plant.get('t.Leaking');
            gained += 0.01 * (heat + heatCapacity * inflow * temperature - plant.get('h.Loss') - 2.257e6 * plant.get('h.Steam'));
            gained -= 0.01 * heatCapacity * outflow * plant.get('h.Temperature');
          }
          expect(Math.abs((stored() - before - gained) / (before + Math.abs(gained)))).toBeLessThan(1e-9);
          expect(plant.get('h.Temperature')).toBeLessThanOrEqual(100);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('settles where the closed form has it: T = (P + c q Tin + U A Ta) / (c q + U A)', () => {
    fc.assert(
      fc.property(between(0.05, 0.5), between(0, 20_000), between(5, 40), between(0, 200), (flow, heat, inlet, loss) => {
        const plant = plantOf('VAR h : HeatedLiquid := (Volume := 5.0, Vessel := 0.0); END_VAR\n  h();', 20);
        for (const [name, value] of Object.entries({
          Inflow: flow,
          Heat: heat,
          InflowTemperature: inlet,
          HeatLoss: loss,
          BoilingPoint: 1000,
        }))
          plant.set(`h.${name}`, value);
        plant.run(2500);
        const expected = (heat + heatCapacity * flow * inlet + loss * 20) / (heatCapacity * flow + loss);
        expect(plant.get('h.Temperature')).toBeCloseTo(expected, 5);
      }),
      { numRuns: 5 },
    );
  });

  it('cools down by e^(-t U A / m c), faster without its insulation', () => {
    const cooled = (lost: number) => {
      const plant = plantOf('VAR h : HeatedLiquid := (Volume := 2.0, Initial := 80.0, HeatLoss := 50.0); END_VAR\n  h();');
      plant.set('h.InsulationLost', lost);
      plant.run(100);
      return (plant.get('h.Temperature') - 20) / 60;
    };
    const rate = 50 / (2 * heatCapacity + 5000);
    expect(cooled(0)).toBeCloseTo(Math.exp(-100 * rate), 4);
    expect(cooled(2)).toBeCloseTo(Math.exp(-300 * rate), 4);
  });

  it('boils at the boiling point, and the heat makes steam', () => {
    const plant = plantOf(
      'VAR h : HeatedLiquid := (Volume := 1.0, Initial := 99.0, HeatLoss := 0.0, Heat := 2257.0); END_VAR\n  h();',
    );
    plant.run(30);
    expect(plant.get('h.Temperature')).toBe(100);
    expect(plant.get('h.Steam')).toBeCloseTo(0.001, 9);
  });
});

describe('a mixer', () => {
  it('conserves volume, solute and heat', () => {
    fc.assert(
      fc.property(
        fc.record({
          a: between(0, 3),
          b: between(0, 3),
          strong: between(0, 300),
          weak: between(0, 300),
          hot: between(0, 90),
          cold: between(0, 90),
          drawn: between(0, 8),
          speed: between(-1, 1),
          initial: between(0, 100),
        }),
        ({ a, b, strong, weak, hot, cold, drawn, speed, initial }) => {
          const plant = plantOf(
            `VAR m : Mixer := (Initial := ${initial.toFixed(9)}, InitialConcentration := 10.0, InitialTemperature := 50.0); END_VAR\n  m();`,
          );
          for (const [name, value] of Object.entries({
            FlowA: a,
            FlowB: b,
            ConcentrationA: strong,
            ConcentrationB: weak,
            TemperatureA: hot,
            TemperatureB: cold,
            Drawn: drawn,
            Speed: speed,
          }))
            plant.set(`m.${name}`, value);
          const heat = () => 0.5 * plant.get('m.Volume') * (plant.get('m.Temperature') + plant.get('m.UpperTemperature'));
          let volume = plant.get('m.Volume');
          let solute = plant.get('m.Solute');
          let warmth = heat();
          for (let step = 0; step < 200; step++) {
            plant.step();
            const out = plant.get('m.Delivered') * 0.01;
            const over = plant.get('m.Overflow') * 0.01;
            volume += (a + b) * 0.01 - out - over;
            solute += (a * strong + b * weak) * 0.01;
            solute -= out * plant.get('m.Concentration') + over * plant.get('m.UpperConcentration');
            warmth += (a * hot + b * cold) * 0.01;
            warmth -= out * plant.get('m.Temperature') + over * plant.get('m.UpperTemperature');
          }
          expect(plant.get('m.Volume')).toBeCloseTo(volume, 8);
          expect(plant.get('m.Solute')).toBeCloseTo(solute, 6);
          expect(heat()).toBeCloseTo(warmth, 6);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('settles at the blend of its inflows, at the outlet too', () => {
    const plant = plantOf('VAR m : Mixer := (Initial := 20.0, Speed := 1.0, MixingTime := 2.0); END_VAR\n  m();', 20);
    for (const [name, value] of Object.entries({
      FlowA: 1,
      FlowB: 3,
      ConcentrationA: 100,
      ConcentrationB: 20,
      TemperatureA: 80,
      TemperatureB: 20,
      Drawn: 4,
    }))
      plant.set(`m.${name}`, value);
    plant.run(200);
    expect(plant.get('m.Concentration')).toBeCloseTo(40, 6);
    expect(plant.get('m.Temperature')).toBeCloseTo(35, 6);
    expect(plant.get('m.Volume')).toBeCloseTo(20, 6);
  });

  it('evens out in the time that the agitator needs, in inverse proportion to its speed', () => {
    for (const speed of [0.25, 0.5, 1]) {
      const plant = plantOf(
        `VAR m : Mixer := (Initial := 50.0, RestTime := 1.0E9, Speed := ${speed.toFixed(2)}); END_VAR\n  m();`,
      );
      plant.set('m.UpperConcentration', 100);
      plant.run(6 / speed);
      expect(plant.get('m.UpperConcentration') - plant.get('m.Concentration')).toBeCloseTo(100 * Math.exp(-3), 6);
      expect(plant.get('m.Solute')).toBeCloseTo(2500, 6);
    }
  });

  it('runs over, does not mix with a broken shaft, and gives less through a blocked outlet', () => {
    const plant = plantOf('VAR m : Mixer := (Initial := 99.0, FlowA := 2.0, ConcentrationA := 100.0); END_VAR\n  m();');
    plant.run(2);
    expect(plant.get('m.Volume')).toBeCloseTo(100, 9);
    expect(plant.get('m.Overflow')).toBeCloseTo(2, 9);
    plant.set('m.FlowA', 0);
    plant.set('m.ShaftBroken', true);
    plant.set('m.Speed', 1);
    plant.run(20);
    expect(plant.get('m.Evenness')).toBeLessThan(0.3);
    expect(plant.get('m.Torque')).toBeLessThan(1);
    plant.set('m.ShaftBroken', false);
    plant.run(20);
    expect(plant.get('m.Evenness')).toBeGreaterThan(0.99);
    expect(plant.get('m.Torque')).toBeCloseTo(250 / (140 * (Math.PI / 30)), 6);
    plant.set('m.Drawn', 5);
    plant.set('m.OutletBlocked', 0.8);
    plant.step();
    expect(plant.get('m.Delivered')).toBeCloseTo(1, 9);
  });
});

describe('a pipe', () => {
  const volume = ((Math.PI / 4) * 25 ** 2 * 10) / 1000; // L

  it('delivers what came in after its volume has passed, whatever the flow does meanwhile', () => {
    fc.assert(
      fc.property(fc.array(between(0, 20), { minLength: 1, maxLength: 30 }), (flows) => {
        const plant = plantOf('VAR p : Pipe; END_VAR\n  p(Carried := 80.0);');
        let passed = 0;
        for (let step = 0; passed < 2 * volume && step < 3000; step++) {
          plant.set('p.Flow', flows[step % flows.length] ?? 0);
          plant.step();
          passed += plant.get('p.Flow') * 0.01;
          if (passed < volume * (1 - 1 / 64)) expect(plant.get('p.Delivered')).toBeLessThan(80 / 2);
          if (passed > volume * (1 + 2 / 64) + 0.2) expect(plant.get('p.Delivered')).toBeCloseTo(80, 9);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('has the dead time V / Q', () => {
    const plant = plantOf('VAR p : Pipe; END_VAR\n  p(Flow := 0.5, Carried := 1.0);');
    plant.step();
    const expected = volume / 0.5;
    expect(plant.get('p.DeadTime')).toBeCloseTo(expected, 9);
    let seconds = 0.02;
    while (plant.get('p.Delivered') < 0.5) {
      plant.step();
      seconds += 0.01;
    }
    expect(Math.abs(seconds / expected - 1)).toBeLessThan(1 / 64 + 0.001);
  });

  it('conserves what it carries', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(between(0, 400), between(0, 100)), { minLength: 20, maxLength: 300 }), (moments) => {
        const plant = plantOf('VAR p : Pipe; END_VAR\n  p();');
        const stored = () => {
          let sum = plant.get('p.Newest');
          for (let cell = 0; cell < 64; cell++) {
            const there = cell === plant.get('p.Oldest') ? 1 - plant.get('p.Fill') : 1;
            sum += there * plant.get(`p.Cells[${cell}]`);
          }
          return (sum * volume) / 64;
        };
        let carried = stored();
        for (const [flow, content] of moments) {
          plant.set('p.Flow', flow);
          plant.set('p.Carried', content);
          plant.step();
          carried += flow * 0.01 * (content - plant.get('p.Delivered'));
        }
        expect(stored()).toBeCloseTo(carried, 7);
      }),
      { numRuns: 40 },
    );
  });

  it('loses pressure after Darcy and Weisbach, more when it is blocked, and liquid through a leak', () => {
    const plant = plantOf('VAR p : Pipe; END_VAR\n  p(Flow := 0.8);');
    plant.step();
    const velocity = 0.0008 / ((Math.PI / 4) * 0.025 ** 2);
    const pascal = 0.025 * (10 / 0.025) * 500 * velocity ** 2;
    expect(plant.get('p.Drop')).toBeCloseTo(pascal / 1e5, 9);
    expect(plant.get('p.Outflow')).toBeCloseTo(0.8, 12);
    plant.set('p.Blocked', 0.5);
    plant.set('p.Leak', 0.1);
    const before = plant.get('p.Spilt');
    plant.run(10);
    expect(plant.get('p.Drop')).toBeCloseTo((4 * pascal) / 1e5, 9);
    expect(plant.get('p.Outflow')).toBeCloseTo(0.72, 9);
    expect(plant.get('p.Spilt') - before).toBeCloseTo(0.8, 9);
    plant.set('p.Blocked', 1);
    plant.step();
    expect(plant.get('p.Resistance')).toBeGreaterThan(1e5);
  });
});
