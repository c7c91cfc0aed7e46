import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PlantUnderTest, plantOf } from './plant-under-test.ts';

const points = [1, 2, 3, 4, 5, 6, 7, 8];
const leaks = [
  'LeakInletFitting',
  'LeakFilterBowl',
  'LeakDrain',
  'LeakRegulator',
  'LeakOilBowl',
  'LeakFillerPlug',
  'LeakOutletFitting',
  'LeakHose',
];

/** At 7 bar of supply, behind the regulator already at its 6 bar. */
function unit(fields: Record<string, number | boolean> = {}, parameters = '', stepMs = 10): PlantUnderTest {
  const plant = plantOf(
    `VAR a : AirPreparation := (Supply := 7.0, InitialPressure := 6.0${parameters && `, ${parameters}`}); END_VAR\n  a();`,
    stepMs,
  );
  set(plant, fields);
  return plant;
}
const set = (plant: PlantUnderTest, fields: Record<string, number | boolean>) => {
  for (const [name, value] of Object.entries(fields)) plant.set(`a.${name}`, value);
};
const each = (plant: PlantUnderTest, name: string) => points.map((point) => plant.get(`a.${name}[${point}]`));
const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);

describe('an air preparation unit', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });

  it('conserves air, oil and water, whatever is turned, opened or broken', () => {
    const act = fc.oneof(
      fc.record({ name: fc.constantFrom('Supply', 'SetPoint'), value: fc.double({ min: 0, max: 10, noNaN: true }) }),
      fc.record({ name: fc.constant('Drawn'), value: fc.double({ min: -0.5, max: 30, noNaN: true }) }),
      fc.record({ name: fc.constantFrom(...leaks, 'SeatLeak', 'Clogged', 'DripScrew'), value: share }),
      fc.record({
        name: fc.constantFrom('ShutOff', 'Isolate', 'Drain', 'PlugOpen', 'Refill', 'PinLockedOpen', 'PinLockedShut'),
        value: fc.boolean(),
      }),
    );
    fc.assert(
      fc.property(
        fc.array(fc.record({ act, steps: fc.integer({ min: 1, max: 60 }) }), { minLength: 1, maxLength: 20 }),
        fc.constantFrom(1, 10, 20),
        (acts, stepMs) => {
          const plant = unit({}, 'Humidity := 0.001', stepMs);
          let air = plant.get('a.Air');
          const oil = plant.get('a.Oil');
          let water = plant.get('a.Water');
          for (const { act, steps } of acts) {
            set(plant, { [act.name]: act.value });
            for (let step = 0; step < steps; step++) {
              plant.step();
              const leaking = each(plant, 'Leaking');
              const gone = plant.get('a.Delivered') + plant.get('a.Relieved') + plant.get('a.Vented') + sum(leaking);
              air += ((plant.get('a.Consumption') - gone) * stepMs) / 1000;
              water += (0.001 * (plant.get('a.Flow') + leaking[1]! + leaking[2]!) * stepMs) / 1000;
              expect(plant.get('a.Air')).toBeCloseTo(air, 8);
              expect(plant.get('a.Pressure')).toBeGreaterThan(-1e-6);
              expect(plant.get('a.Pressure')).toBeLessThan(10.001);
              expect(plant.get('a.Oil')).toBeGreaterThanOrEqual(0);
            }
          }
          expect(plant.get('a.Oil') + plant.get('a.OilUsed') + plant.get('a.OilBlown') - plant.get('a.OilRefilled')).toBeCloseTo(
            oil,
            12,
          );
          expect(plant.get('a.Water') + plant.get('a.WaterCarried') + plant.get('a.WaterDrained')).toBeCloseTo(water, 9);
        },
      ),
      { numRuns: 60 },
    );
  });

  it.each([1, 10, 20])(
    'regulates: set point while nothing is drawn, in proportion lower under flow, with a step of %i ms',
    (stepMs) => {
      const plant = unit({ SetPoint: 5 }, '', stepMs);
      plant.run(20);
      expect(plant.get('a.Pressure')).toBeLessThan(5.25); // the relief has its own band
      const under = [2, 5, 8].map((Drawn) => {
        set(plant, { SetPoint: 6, Drawn });
        plant.run(5);
        expect(plant.get('a.Delivered')).toBe(Drawn);
        expect(plant.get('a.Flow')).toBeCloseTo(Drawn, 3);
        return plant.get('a.Pressure');
      });
      expect(under).toEqual([...under].sort((a, b) => b - a));
      expect(under[0]).toBeLessThan(6);
      expect(under[2]).toBeGreaterThan(5.5);
      set(plant, { Drawn: 0 });
      plant.run(10);
      expect(plant.get('a.Pressure')).toBeCloseTo(6, 2);
    },
  );

  it('a clogged filter costs pressure under flow, and only then', () => {
    const at = (Clogged: number, Drawn: number) => {
      const plant = unit({ Clogged, Drawn });
      plant.run(10);
      return { drop: plant.get('a.FilterDrop'), pressure: plant.get('a.Pressure') };
    };
    const drops = [0, 0.5, 0.8].map((clogged) => at(clogged, 5).drop);
    expect(drops).toEqual([...drops].sort((a, b) => a - b));
    // ISO 6358 backwards: q = C p1 sqrt(1 - ((p2/p1 - b) / (1 - b))^2)
    const beyond = 1 - drops[2]! / 8.01325 / 0.7;
    expect(8.01325 * Math.sqrt(1 - beyond ** 2)).toBeCloseTo(5, 2);
    expect(at(0.9, 5).pressure).toBeLessThan(5);
    expect(at(0.9, 0)).toMatchObject({ drop: 0 });
    expect(at(0.9, 0).pressure).toBeCloseTo(6, 2);
  });

  it('shut off it vents, and a seat that leaks lets the pressure creep up to the relief', () => {
    const shut = unit({ ShutOff: true });
    shut.run(10);
    expect(shut.get('a.Pressure')).toBeCloseTo(0, 3);
    expect(shut.get('a.Consumption')).toBe(0);
    const creeping = unit({ SeatLeak: 0.01 });
    creeping.run(60);
    expect(creeping.get('a.Pressure')).toBeGreaterThan(6.2);
    expect(creeping.get('a.Relieved')).toBeCloseTo(creeping.get('a.Flow'), 3);
  });

  it('collects condensate, carries it into the machine when full, and blows it out of the drain', () => {
    const plant = unit({ Drawn: 5 }, 'Humidity := 0.001');
    plant.run(4);
    expect(plant.get('a.WaterLevel')).toBeCloseTo((5 * 4 * 0.001) / 0.04, 1);
    plant.run(6);
    expect(plant.get('a.WaterLevel')).toBe(1);
    expect(plant.get('a.WaterCarried')).toBeGreaterThan(0);
    set(plant, { Drain: true });
    plant.run(12);
    expect(plant.get('a.WaterLevel')).toBeLessThan(0.01);
    expect(plant.get('a.Leaking[3]')).toBeGreaterThan(0.5);
    const automatic = unit({ Drawn: 5 }, 'Humidity := 0.001, AutomaticDrain := TRUE');
    automatic.run(60);
    expect(automatic.get('a.WaterCarried')).toBe(0);
  });
});

describe('its lubricator', () => {
  it('gives oil in proportion to air and needle: q (7E-6 screw sqrt(0.002))', () => {
    for (const [screw, flow] of [
      [0.5, 5],
      [1, 5],
      [0.5, 8],
    ] as const) {
      const plant = unit({ DripScrew: screw, Drawn: flow });
      plant.run(5);
      const before = plant.get('a.OilUsed');
      plant.run(60);
      expect((plant.get('a.OilUsed') - before) / (flow * 60) / (7e-6 * screw * Math.sqrt(0.002))).toBeCloseTo(1, 2);
      expect(plant.get('a.DropRate')).toBeCloseTo(((7e-6 * screw * Math.sqrt(0.002) * flow) / 3e-5) * 60, 1);
    }
  });

  it('drops as often as its rate says', () => {
    const plant = unit({ DripScrew: 1, Drawn: 8 });
    plant.run(2);
    let drops = 0;
    for (let step = 0; step < 6000; step++) {
      plant.step();
      drops += plant.get('a.Drop');
    }
    expect(Math.abs(drops - plant.get('a.DropRate'))).toBeLessThanOrEqual(1);
  });

  it('gives none without flow, with an empty bowl, a clogged needle, a leaking bowl, or the pin locked shut from the start', () => {
    const rate = (fields: Record<string, number | boolean>, parameters = '') => {
      const plant = unit({ ...fields, ShutOff: true }, parameters);
      plant.run(5); // vented: an oil bowl that kept its pressure would still give oil
      set(plant, { ShutOff: false });
      plant.run(10);
      return plant.get('a.DropRate');
    };
    expect(rate({ Drawn: 5 })).toBeGreaterThan(1);
    expect(rate({ Drawn: 0 })).toBe(0);
    expect(rate({ Drawn: 5 }, 'InitialOil := 0.01')).toBe(0);
    expect(rate({ Drawn: 5, DripBlocked: true })).toBe(0);
    expect(rate({ Drawn: 5, LeakOilBowl: 0.1 })).toBe(0);
    const shut = unit({ Drawn: 5, PlugOpen: true, PinLockedShut: true });
    shut.run(2);
    set(shut, { PlugOpen: false });
    shut.run(5);
    expect([shut.get('a.DropRate'), Math.round(shut.get('a.BowlPressure'))]).toEqual([0, 0]);
  });

  it('is refilled under pressure, while the machine goes on', () => {
    const plant = unit({ Drawn: 5 }, 'InitialOil := 0.02');
    plant.run(2);
    set(plant, { PlugOpen: true });
    plant.run(2);
    expect(plant.get('a.BowlPressure')).toBeCloseTo(0, 3);
    expect(plant.get('a.Leaking[6]')).toBeCloseTo(0, 3);
    expect(plant.get('a.Pressure')).toBeGreaterThan(5.5);
    const blown = plant.get('a.OilBlown');
    set(plant, { Refill: true });
    plant.run(20);
    expect(plant.get('a.OilLevel')).toBeCloseTo(0.75, 9);
    expect(plant.get('a.OilBlown')).toBe(blown);
    expect(blown).toBeLessThan(0.001);
    set(plant, { Refill: false, PlugOpen: false });
    plant.run(2);
    expect(plant.get('a.BowlPressure')).toBeCloseTo(plant.get('a.Pressure'), 3);
    expect(plant.get('a.DropRate')).toBeGreaterThan(1);
  });

  it('with the pin locked open cannot be refilled: it blows, throws its oil out, and takes none', () => {
    const plant = unit({ Drawn: 2, PinLockedOpen: true });
    plant.run(2);
    set(plant, { PlugOpen: true, Refill: true });
    plant.run(3);
    expect(plant.get('a.BowlPressure')).toBeGreaterThan(1);
    expect(plant.get('a.Leaking[6]')).toBeGreaterThan(0.5);
    expect(plant.get('a.OilRefilled')).toBe(0);
    expect(plant.get('a.OilBlown')).toBeGreaterThan(0.002);
    set(plant, { ShutOff: true });
    plant.run(5);
    expect(plant.get('a.OilRefilled')).toBeGreaterThan(0);
  });

  it('tells the three states of its pin apart by what is heard when the plug is unscrewed', () => {
    const heard = (fields: { PinLockedOpen?: true; PinLockedShut?: true }) => {
      const plant = unit(fields);
      // a pin locked shut never let the pressure into the bowl
      if (fields.PinLockedShut) set(plant, { PlugOpen: true });
      plant.run(2);
      set(plant, { PlugOpen: false });
      plant.run(2);
      set(plant, { PlugOpen: true });
      plant.step();
      const first = plant.get('a.Ultrasonic[6]') > 40;
      plant.run(3);
      return [first, plant.get('a.Ultrasonic[6]') > 40];
    };
    expect(heard({})).toEqual([true, false]);
    expect(heard({ PinLockedOpen: true })).toEqual([true, true]);
    expect(heard({ PinLockedShut: true })).toEqual([false, false]);
  });
});

describe('its leaks', () => {
  it.each(leaks.map((leak, index) => [leak, index] as const))(
    '%s is loudest at its own place, and falls off to both sides',
    (leak, index) => {
      fc.assert(
        fc.property(fc.double({ min: 0.001, max: 0.1, noNaN: true }), (conductance) => {
          const plant = unit({ [leak]: conductance });
          plant.run(2);
          const heard = each(plant, 'Ultrasonic');
          const flow = each(plant, 'Leaking');
          expect(flow.filter((litres) => litres > 0)).toHaveLength(1);
          expect(heard.indexOf(Math.max(...heard))).toBe(index);
          for (let point = 1; point < 8; point++) {
            if (point <= index) expect(heard[point]).toBeGreaterThanOrEqual(heard[point - 1]!);
            else expect(heard[point]).toBeLessThanOrEqual(heard[point - 1]!);
          }
          expect(heard[index]).toBeCloseTo(10 * Math.log10(flow[index]! * 1e6 + 100), 6);
          expect(plant.get('a.Consumption')).toBeCloseTo(flow[index]!, 2);
        }),
        { numRuns: 10 },
      );
    },
  );

  it('flow sonically, C (p + p0), and a tight unit consumes nothing and is as loud as the workshop', () => {
    const tight = unit();
    tight.run(20);
    expect(tight.get('a.Consumption')).toBeCloseTo(0, 4);
    expect(each(tight, 'Ultrasonic').every((level) => Math.abs(level - 20) < 1e-6)).toBe(true);
    const leaking = unit({ LeakInletFitting: 0.02, LeakHose: 0.03 });
    leaking.run(20);
    expect(leaking.get('a.Leaking[1]')).toBeCloseTo(0.02 * 8.01325, 9);
    expect(leaking.get('a.Leaking[8]')).toBeCloseTo(0.03 * (leaking.get('a.Pressure') + 1.01325), 4);
  });

  it('isolated, lose the pressure as the closed form has it, p(0) e^(-C t / V), but for the fitting before the valve', () => {
    const left = (fields: Record<string, number>) => {
      const plant = unit(fields);
      plant.step();
      set(plant, { Isolate: true });
      const before = plant.get('a.Pressure') + 1.01325;
      plant.run(8);
      return (plant.get('a.Pressure') + 1.01325) / before;
    };
    // 1 L of line, and the air over 0.05 L of oil in a bowl of 0.12 L
    for (const leak of ['LeakFilterBowl', 'LeakDrain', 'LeakRegulator', 'LeakOutletFitting', 'LeakHose'])
      expect(left({ [leak]: 0.05 })).toBeCloseTo(Math.exp((-0.05 * 8) / 1.07), 2);
    expect(left({ LeakInletFitting: 0.05 })).toBeCloseTo(1, 6);
    expect(left({})).toBeCloseTo(1, 6);
  });

  it('shut off, what leaks before the valve goes on and the rest falls silent', () => {
    const plant = unit({ LeakInletFitting: 0.02, LeakFilterBowl: 0.02, LeakHose: 0.02, ShutOff: true });
    plant.run(10);
    expect(each(plant, 'Leaking').map((flow) => flow > 0.001)).toEqual([true, ...Array(7).fill(false)]);
  });
});
