import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plantOf } from './plant-under-test.ts';

const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const radians = Math.PI / 30;

describe('a DC motor', () => {
  const motor = (parameters = '') => `VAR m : DcMotor${parameters && ` := (${parameters})`}; END_VAR\n  m();`;

  it('settles where the closed form has it, at any step, and there what goes in comes out as heat and work', () => {
    fc.assert(
      fc.property(between(-24, 24), between(0, 1), fc.constantFrom(1, 5, 20), between(0, 0.001), (voltage, load, step, drag) => {
        const plant = plantOf(motor(`Drag := ${drag.toFixed(9)}`), step);
        plant.set('m.Voltage', voltage);
        plant.set('m.LoadTorque', load);
        plant.run(4);
        const driving = (0.06 * Math.abs(voltage)) / 0.6 - load - 0.02;
        const omega = Math.sign(voltage) * Math.max(0, driving / (0.06 ** 2 / 0.6 + drag));
        expect(plant.get('m.Speed') * radians).toBeCloseTo(omega, 5);
        const work = plant.get('m.Torque') * plant.get('m.Speed') * radians;
        expect(plant.get('m.Losses') + work).toBeCloseTo(voltage * plant.get('m.Current'), 5);
      }),
      { numRuns: 60 },
    );
  });

  it('runs up with the mechanical time constant J R / k^2', () => {
    const plant = plantOf(motor('Friction := 0.0, Inductance := 0.001, Inertia := 0.005'), 1);
    plant.set('m.Voltage', 24);
    const tau = (0.005 * 0.6) / 0.06 ** 2;
    for (const multiple of [0.5, 0.5, 1]) {
      plant.run(multiple * tau);
    }
    expect((plant.get('m.Speed') * radians * 0.06) / 24).toBeCloseTo(1 - Math.exp(-2), 2);
  });

  it('turns slower the more it is loaded, and no load turns it', () => {
    const speedAt = (load: number, voltage: number) => {
      const plant = plantOf(motor());
      plant.set('m.Voltage', voltage);
      plant.set('m.LoadTorque', load);
      plant.run(2);
      return plant.get('m.Speed');
    };
    fc.assert(
      fc.property(between(0, 2), between(0.05, 1), (load, more) => {
        expect(speedAt(load + more, 24)).toBeLessThan(speedAt(load, 24));
      }),
      { numRuns: 20 },
    );
    expect(speedAt(5, 0)).toBe(0);
    expect(speedAt(5, 24)).toBe(0);
  });

  it('changes its momentum by the torques that act, step by step', () => {
    const plant = plantOf(motor());
    plant.set('m.Voltage', 24);
    plant.set('m.LoadTorque', 0.3);
    for (let step = 0; step < 100; step++) {
      const before = plant.get('m.Speed') * radians;
      plant.step();
      const after = plant.get('m.Speed') * radians;
      expect(0.0005 * (after - before)).toBeCloseTo((plant.get('m.Torque') - 0.32) * 0.01, 12);
    }
  });

  it('coasts without current when a brush is open, draws the stall current when seized, and weakens with worn brushes', () => {
    const plant = plantOf(motor());
    plant.set('m.Voltage', 24);
    plant.run(2);
    const healthy = plant.get('m.Speed');
    plant.set('m.BrushWear', 0.6);
    plant.set('m.LoadTorque', 0.5);
    plant.run(4);
    expect(plant.get('m.Speed') * radians).toBeCloseTo(((0.06 * 24) / 1.2 - 0.52) / (0.06 ** 2 / 1.2), 4);
    expect(plant.get('m.Speed')).toBeLessThan(healthy);
    plant.set('m.BrushWear', 0);
    plant.set('m.Seized', true);
    plant.run(1);
    expect(plant.get('m.Speed')).toBe(0);
    expect(plant.get('m.Current')).toBeCloseTo(24 / 0.6, 6);
    plant.set('m.Seized', false);
    plant.run(1);
    plant.set('m.OpenArmature', true);
    plant.step();
    expect(plant.get('m.Current')).toBe(0);
    expect(plant.get('m.Speed')).toBeGreaterThan(0);
    plant.run(5);
    expect(plant.get('m.Speed')).toBe(0);
  });
});

describe('a three-phase motor', () => {
  const motor = 'VAR m : ThreePhaseMotor; END_VAR\n  m();';
  const ratedTorque = 1500 / (1430 * radians);
  const synchronous = 50 * Math.PI;
  const ratedSlip = 1 - 1430 / 1500;
  const breakdownSlip = ratedSlip * (2.6 + Math.sqrt(2.6 ** 2 - 1));

  it('turns at its rated speed and draws its rated current at its rated torque', () => {
    for (const step of [1, 5, 20]) {
      const plant = plantOf(motor, step);
      plant.set('m.Forward', true);
      plant.set('m.LoadTorque', ratedTorque - 0.3);
      plant.run(10);
      expect(plant.get('m.Speed')).toBeCloseTo(1430, 3);
      expect(plant.get('m.Current')).toBeCloseTo(3.4, 3);
      expect(plant.get('m.Torque')).toBeCloseTo(ratedTorque, 5);
    }
  });

  it('makes the torque that Kloss has, at any slip, and draws more the larger the slip', () => {
    const at = (slip: number) => {
      const plant = plantOf('VAR m : ThreePhaseMotor := (Inertia := 1.0E9, Forward := TRUE); END_VAR\n  m();');
      plant.set('m.Omega', synchronous * (1 - slip));
      plant.step();
      return { torque: plant.get('m.Torque'), current: plant.get('m.Current') };
    };
    fc.assert(
      fc.property(between(0.001, 1.9), between(0.001, 0.1), (slip, more) => {
        const kloss = (2 * 2.6 * ratedTorque) / (slip / breakdownSlip + breakdownSlip / slip);
        expect(at(slip).torque).toBeCloseTo(kloss, 4);
        expect(at(-slip).torque).toBeCloseTo(-kloss, 4);
        expect(at(slip + more).current).toBeGreaterThan(at(slip).current);
      }),
      { numRuns: 30 },
    );
    expect(at(1).current).toBeCloseTo(6 * 3.4, 6);
    expect(at(0).current).toBeCloseTo(0.5 * 3.4, 6);
  });

  it('runs up without ever passing the field, either way, and changes its momentum by the torques that act', () => {
    fc.assert(
      fc.property(between(0, 11), between(0.005, 0.2), fc.boolean(), fc.constantFrom(5, 20), (load, inertia, reverse, step) => {
        const plant = plantOf(`VAR m : ThreePhaseMotor := (Inertia := ${inertia.toFixed(9)}); END_VAR\n  m();`, step);
        plant.set(reverse ? 'm.Reverse' : 'm.Forward', true);
        plant.set('m.LoadTorque', load);
        const sign = reverse ? -1 : 1;
        for (let count = 0; count < 300; count++) {
          const before = plant.get('m.Speed') * radians;
          plant.step();
          const after = plant.get('m.Speed') * radians;
          expect(sign * after).toBeGreaterThan(0);
          expect(sign * after).toBeLessThan(synchronous);
          const torque = plant.get('m.Torque') - sign * (load + 0.3);
          expect(Number(inertia.toFixed(9)) * (after - before)).toBeCloseTo((torque * step) / 1000, 9);
        }
      }),
      { numRuns: 20 },
    );
  });

  it('follows the frequency of a drive, and loses torque with the square of the voltage', () => {
    const plant = plantOf(motor);
    plant.set('m.Forward', true);
    plant.set('m.Frequency', 25);
    plant.run(5);
    expect(plant.get('m.Speed')).toBeGreaterThan(740);
    expect(plant.get('m.Speed')).toBeLessThan(750);
    plant.set('m.Frequency', 50);
    plant.run(5);
    plant.set('m.LoadTorque', 2 * ratedTorque);
    plant.run(5);
    expect(plant.get('m.Speed')).toBeGreaterThan(1250);
    plant.set('m.Supply', 0.8); // 2.6 * 0.64 is less than 2
    plant.run(5);
    expect(plant.get('m.Speed')).toBe(0);
  });

  it('does not start on two phases but hums, and running on them it draws more', () => {
    const plant = plantOf(motor);
    plant.set('m.Forward', true);
    plant.set('m.PhaseLost', true);
    plant.run(3);
    expect(plant.get('m.Speed')).toBe(0);
    expect(plant.get('m.Current')).toBeCloseTo((Math.sqrt(3) / 2) * 6 * 3.4, 6);
    plant.set('m.PhaseLost', false);
    plant.set('m.LoadTorque', 0.7 * ratedTorque);
    plant.run(3);
    const healthy = plant.get('m.Current');
    plant.set('m.PhaseLost', true);
    plant.run(3);
    expect(plant.get('m.Speed')).toBeGreaterThan(1000);
    expect(plant.get('m.Current')).toBeGreaterThan(1.3 * healthy);
  });

  it('draws its locked-rotor current when seized, turns slower on bad bearings, and coasts when both contactors short the mains', () => {
    const plant = plantOf(motor);
    plant.set('m.Forward', true);
    plant.run(3);
    const healthy = plant.get('m.Speed');
    plant.set('m.BearingDrag', 5);
    plant.run(3);
    expect(plant.get('m.Speed')).toBeLessThan(healthy - 10);
    plant.set('m.Seized', true);
    plant.run(1);
    expect(plant.get('m.Speed')).toBe(0);
    expect(plant.get('m.Current')).toBeCloseTo(20.4, 6);
    plant.set('m.Seized', false);
    plant.run(3);
    plant.set('m.Reverse', true);
    plant.run(10);
    expect(plant.get('m.Shorted')).toBe(1);
    expect(plant.get('m.Speed')).toBe(0);
  });
});

describe('a thermal overload relay', () => {
  const relay = (parameters = '') => `VAR f : ThermalOverload${parameters && ` := (${parameters})`}; END_VAR\n  f();`;
  const tripTime = (plant: ReturnType<typeof plantOf>, limit: number) => {
    let seconds = 0;
    while (!plant.get('f.Tripped') && seconds < limit) {
      plant.run(0.1);
      seconds += 0.1;
    }
    return plant.get('f.Tripped') ? seconds : Number.POSITIVE_INFINITY;
  };

  it('keeps the limits of IEC 60947-4-1 for the classes 10, 20 and 30', () => {
    for (const { tripClass, from, to, warm } of [
      { tripClass: 10, from: 4, to: 10, warm: 240 },
      { tripClass: 20, from: 6, to: 20, warm: 480 },
      { tripClass: 30, from: 9, to: 30, warm: 720 },
    ]) {
      const cold = plantOf(relay(`TripClass := ${tripClass}.0`), 20);
      cold.set('f.Current', 7.2 * 3.4);
      const seconds = tripTime(cold, 100);
      expect(seconds).toBeGreaterThan(from);
      expect(seconds).toBeLessThanOrEqual(to);

      const plant = plantOf(relay(`TripClass := ${tripClass}.0`), 20);
      plant.set('f.Current', 1.05 * 3.4);
      plant.run(7200);
      expect(plant.get('f.Tripped')).toBe(0);
      plant.set('f.Current', 1.2 * 3.4);
      expect(tripTime(plant, 7200)).toBeLessThan(7200);

      const atRated = plantOf(relay(`TripClass := ${tripClass}.0`), 20);
      atRated.set('f.Current', 3.4);
      atRated.run(7200);
      atRated.set('f.Current', 1.5 * 3.4);
      expect(tripTime(atRated, 1000)).toBeLessThan(warm);
    }
  });

  it('trips when the closed form says, whatever the current', () => {
    fc.assert(
      fc.property(between(1.5, 10), (multiple) => {
        const plant = plantOf(relay('TripClass := 1.0'), 10);
        plant.set('f.Current', multiple * 3.4);
        const tau = 0.7 / Math.log(7.2 ** 2 / (7.2 ** 2 - 1.15 ** 2));
        const expected = tau * Math.log(multiple ** 2 / (multiple ** 2 - 1.15 ** 2));
        expect(Math.abs(tripTime(plant, 100) - expected)).toBeLessThan(0.12);
      }),
      { numRuns: 40 },
    );
  });

  it('opens 95-96 and closes 97-98, and comes back by hand only, only when cool', () => {
    const plant = plantOf(relay('TripClass := 1.0'));
    expect(plant.get('f.ContactNC')).toBe(1);
    plant.set('f.Current', 20);
    plant.run(20);
    expect([plant.get('f.ContactNC'), plant.get('f.ContactNO')]).toEqual([0, 1]);
    plant.set('f.Current', 0);
    plant.set('f.Reset', true);
    plant.run(0.1);
    expect(plant.get('f.ContactNC')).toBe(0);
    plant.run(1000);
    expect(plant.get('f.ContactNC'), 'a button held since before is no reset').toBe(0);
    plant.set('f.Reset', false);
    plant.run(1);
    expect(plant.get('f.ContactNC')).toBe(0);
    plant.set('f.Reset', true);
    plant.step();
    expect([plant.get('f.ContactNC'), plant.get('f.ContactNO')]).toEqual([1, 0]);
    plant.set('f.Test', true);
    plant.step();
    expect(plant.get('f.ContactNC')).toBe(0);
  });

  it('takes a wrong current, does not trip, or keeps its contacts, as the faults say', () => {
    const late = plantOf(relay('TripClass := 1.0, Miscalibration := -0.3'));
    late.set('f.Current', 1.5 * 3.4);
    late.run(500);
    expect(late.get('f.Tripped')).toBe(0);
    const jammed = plantOf(relay('TripClass := 1.0, Jammed := TRUE'));
    jammed.set('f.Current', 20);
    jammed.run(100);
    expect(jammed.get('f.ContactNC')).toBe(1);
    expect(jammed.get('f.Heat')).toBeGreaterThan(1);
    const stuck = plantOf(relay('TripClass := 1.0, ContactStuck := TRUE'));
    stuck.set('f.Current', 20);
    stuck.run(100);
    expect([stuck.get('f.Tripped'), stuck.get('f.ContactNC')]).toEqual([1, 1]);
    const automatic = plantOf(relay('TripClass := 1.0, Automatic := TRUE'));
    automatic.set('f.Current', 20);
    automatic.run(5);
    automatic.set('f.Current', 0);
    automatic.run(200);
    expect(automatic.get('f.ContactNC')).toBe(1);
  });
});

describe('a contactor', () => {
  const contactor = 'VAR k : Contactor := (PickUp := 0.02, DropOut := 0.01); END_VAR\n  k();';
  const contacts = (plant: ReturnType<typeof plantOf>) =>
    [plant.get('k.Main'), plant.get('k.AuxiliaryNO'), plant.get('k.AuxiliaryNC')].join('');

  it('picks up and drops out after its delays, to the step', () => {
    const plant = plantOf(contactor, 5);
    expect(contacts(plant)).toBe('001');
    plant.set('k.Coil', true);
    plant.step(3);
    expect(contacts(plant)).toBe('001');
    plant.step();
    expect(contacts(plant)).toBe('110');
    plant.set('k.Coil', false);
    plant.step();
    expect(contacts(plant)).toBe('110');
    plant.step();
    expect(contacts(plant)).toBe('001');
  });

  it('ignores a pulse shorter than its delay', () => {
    const plant = plantOf(contactor, 5);
    for (let pulse = 0; pulse < 20; pulse++) {
      plant.set('k.Coil', true);
      plant.step(3);
      plant.set('k.Coil', false);
      plant.step(1);
      expect(contacts(plant)).toBe('001');
    }
  });

  it('never shows its mirror contact closed while the main contact is, not even welded', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ coil: fc.boolean(), welded: fc.boolean() }), { maxLength: 40 }), (moments) => {
        const plant = plantOf(contactor);
        for (const { coil, welded } of moments) {
          plant.set('k.Coil', coil);
          plant.set('k.Welded', welded);
          plant.step();
          expect(plant.get('k.Main') && plant.get('k.AuxiliaryNC')).toBe(0);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('stays closed when welded, does not pick up with an open coil, and lies with a stuck auxiliary contact', () => {
    const plant = plantOf(contactor);
    plant.set('k.Welded', true);
    plant.run(0.1);
    expect(contacts(plant)).toBe('001');
    plant.set('k.Coil', true);
    plant.run(0.1);
    plant.set('k.Coil', false);
    plant.run(0.1);
    expect(contacts(plant)).toBe('100');
    plant.set('k.Welded', false);
    plant.step();
    expect(contacts(plant)).toBe('001');
    plant.set('k.AuxiliaryStuck', true);
    plant.set('k.Coil', true);
    plant.run(0.1);
    expect(contacts(plant)).toBe('101');
    plant.set('k.AuxiliaryStuck', false);
    plant.set('k.Burnt', true);
    plant.step();
    expect(contacts(plant)).toBe('010');
    plant.set('k.CoilOpen', true);
    plant.run(0.1);
    expect(contacts(plant)).toBe('001');
  });
});
