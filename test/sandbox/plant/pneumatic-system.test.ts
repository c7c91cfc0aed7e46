import { describe, expect, it } from 'vitest';
import { plantOf } from './plant-under-test.ts';

/** Compressor, air preparation, two bistable valves, two cylinders, and a sequencer in place of a controller. */
const system = (leak = '0.0') =>
  plantOf(`VAR
    k : Compressor := (Initial := 7.5); u : AirPreparation := (LeakHose := ${leak});
    v, w : PneumaticValve52 := (Bistable := TRUE); a, b : DoubleActingCylinder; state, rounds : INT; waited : LREAL; go : BOOL := TRUE;
  END_VAR
    k(Motor := k.PressureSwitch, Drawn := u.Consumption);
    u(Supply := k.Pressure, Drawn := a.Consumption + b.Consumption);
    v(Supply := u.Pressure, Solenoid14 := state = 1, Solenoid12 := state = 4);
    w(Supply := u.Pressure, Solenoid14 := state = 2, Solenoid12 := state = 3);
    a(PortA := v.Port4, PortB := v.Port2);
    b(PortA := w.Port4, PortB := w.Port2);
    waited := waited + 0.01;
    CASE state OF
      0: IF waited > 3.0 AND go THEN state := 1; END_IF;
      1: IF a.Extended THEN state := 2; END_IF;
      2: IF b.Extended THEN state := 3; END_IF;
      3: IF b.Retracted THEN state := 4; END_IF;
      4: IF a.Retracted THEN rounds := rounds + 1; state := SEL(go, 0, 1); END_IF;
    END_CASE;`);

describe('a pneumatic system', () => {
  it('runs A+ B+ B- A- in the time that its throttles give, and conserves air from the compressor to the exhaust', () => {
    const plant = system();
    const air = () => plant.get('k.Air') + plant.get('u.Air') + plant.get('a.Air') + plant.get('b.Air');
    let balance = air();
    let largest = 0;
    for (let step = 0; step < 3000; step++) {
      const before = plant.get('a.Consumption') + plant.get('b.Consumption');
      const drawn = plant.get('u.Consumption');
      plant.step();
      const now = ['a', 'b'].flatMap((name) => [plant.get(`${name}.FlowA`), plant.get(`${name}.FlowB`)]);
      const consumed = plant.get('a.Consumption') + plant.get('b.Consumption');
      balance += plant.get('k.Delivery') * 0.01;
      // what left through exhausts: flows of ports that are not under pressure
      balance += (now.reduce((total, flow) => total + flow, 0) - consumed) * 0.01;
      // a consumer's flow reaches its supplier a step later
      largest = Math.max(
        largest,
        Math.abs(drawn) * 0.01 +
          Math.abs(before) * 0.01 +
          Math.abs(consumed) * 0.01 +
          Math.abs(plant.get('u.Consumption')) * 0.01,
      );
      expect(Math.abs(air() - balance)).toBeLessThanOrEqual(largest + 1e-9);
    }
    // four strokes of 100 mm: 0.12 L/s per bar over 6.91 and 8.04 cm2, and the time in which pressures change
    expect(plant.get('rounds')).toBeGreaterThan(6);
    expect(plant.get('rounds')).toBeLessThan(12);
  });

  it('a leak starts the compressor more often, and a large one takes the cylinders their air', () => {
    const starts = (leak: string) => {
      const plant = system(leak);
      plant.set('go', false);
      let count = 0;
      let was = 0;
      for (let step = 0; step < 20_000; step++) {
        plant.step();
        const now = plant.get('k.PressureSwitch');
        if (now && !was) count++;
        was = now;
      }
      return { count, pressure: plant.get('u.Pressure') };
    };
    const [tight, leaking, burst] = ['0.0', '0.2', '2.0'].map(starts);
    expect(leaking!.count).toBeGreaterThan(tight!.count + 2);
    expect(tight!.pressure).toBeGreaterThan(5.9);
    expect(burst!.pressure).toBeLessThan(2);
  });
});
