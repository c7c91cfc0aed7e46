import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PlantUnderTest, plantOf } from './plant-under-test.ts';

const setter = (plant: PlantUnderTest, name: string) => (fields: Record<string, number | boolean>, seconds: number) => {
  for (const [field, value] of Object.entries(fields)) plant.set(`${name}.${field}`, value);
  plant.run(seconds);
};

describe('a gripper', () => {
  const gripper = () => {
    const plant = plantOf('VAR g : Gripper; END_VAR\n  g();');
    const states = () => ['Opened', 'Closed', 'Gripped', 'Holding'].map((name) => plant.get(`g.${name}`));
    return { plant, act: setter(plant, 'g'), states };
  };

  it('is open, closed on nothing, or grips a part', () => {
    const { act, states } = gripper();
    act({}, 0.1);
    expect(states()).toEqual([1, 0, 0, 0]);
    act({ Close: true }, 0.5);
    expect(states()).toEqual([0, 1, 0, 0]);
    act({ Close: false, PartWidth: 12, PartMass: 1 }, 0.5);
    act({ Close: true }, 0.5);
    expect(states()).toEqual([0, 0, 1, 1]);
  });

  it('holds what friction carries, 2 mu F >= m (g + a), and loses the rest', () => {
    const { plant, act } = gripper();
    // 6 bar on 300 mm2: 180 N, so 2 * 0.3 * 180 / 9.80665 = 11.01 kg
    act({ PartWidth: 12, PartMass: 10.9, Close: true }, 0.5);
    expect([Math.round(plant.get('g.Force')), plant.get('g.Holding')]).toEqual([180, 1]);
    act({ Acceleration: 2 }, 0.1);
    expect([plant.get('g.Holding'), plant.get('g.Lost')]).toEqual([0, 1]);
    act({ PartMass: 5, Acceleration: 0 }, 0.1);
    act({ PadsWorn: 0.6 }, 0.1);
    expect([plant.get('g.Holding'), plant.get('g.Lost')]).toEqual([0, 2]);
  });

  it('seized, slow, without air, and with stuck switches', () => {
    const closedAfter = (fields: Record<string, number | boolean>, seconds: number) => {
      const { plant, act } = gripper();
      act({ Close: true, ...fields }, seconds);
      return plant.get('g.Closed');
    };
    expect(closedAfter({}, 0.2)).toBe(1);
    expect(closedAfter({ Slow: 0.8 }, 0.2)).toBe(0);
    expect(closedAfter({ Slow: 0.8 }, 1)).toBe(1);
    expect(closedAfter({ Seized: true }, 2)).toBe(0);
    expect(closedAfter({ Pressure: 1 }, 2)).toBe(0);
    expect(closedAfter({ ClosedStuckOff: true }, 2)).toBe(0);
    expect(closedAfter({ ClosedStuckOn: true, Close: false }, 1)).toBe(1);
  });
});

describe('a two-axis robot', () => {
  const robot = (stepMs = 10) => {
    const plant = plantOf('VAR r : TwoAxisRobot := (Enable := TRUE); END_VAR\n  r();', stepMs);
    const act = setter(plant, 'r');
    return {
      plant,
      act,
      go: (x: number, y: number) => {
        act({ TargetX: x, TargetY: y, Start: true }, stepMs / 1000);
        plant.set('r.Start', false);
      },
    };
  };
  const mm = (max: number) => fc.double({ min: 0, max, noNaN: true });

  it('arrives at every target without ever going beyond it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(mm(1000), mm(600)), { minLength: 1, maxLength: 4 }),
        fc.constantFrom(1, 10, 20),
        (targets, stepMs) => {
          const { plant, go } = robot(stepMs);
          for (const [x, y] of targets) {
            const [fromX, fromY] = [plant.get('r.X'), plant.get('r.Y')];
            go(x, y);
            for (let step = 0; step < 4000 / stepMs; step++) {
              plant.step();
              expect((plant.get('r.X') - x) * Math.sign(fromX - x)).toBeGreaterThanOrEqual(-0.02);
              expect((plant.get('r.Y') - y) * Math.sign(fromY - y)).toBeGreaterThanOrEqual(-0.02);
              expect(Math.abs(plant.get('r.SpeedX'))).toBeLessThanOrEqual(500 + 1e-9);
            }
            expect(plant.get('r.InPosition')).toBe(1);
            expect(plant.get('r.X')).toBeCloseTo(x, 1);
            expect(plant.get('r.Y')).toBeCloseTo(y, 1);
          }
        },
      ),
      { numRuns: 15 },
    );
  });

  it('takes d / v + v / a', () => {
    const { plant, go } = robot(1);
    go(800, 0);
    let seconds = 0;
    while (!plant.get('r.InPosition') && seconds < 5) {
      plant.step();
      seconds += 0.001;
    }
    expect(Math.abs(seconds - (800 / 500 + 500 / 1500))).toBeLessThan(0.03);
  });

  it.each([
    ['category 1', { Stop1: true }, 500 ** 2 / (2 * 2500)],
    ['category 0', { Enable: false }, 500 * 0.05 + 500 ** 2 / (2 * 4000)],
  ])('stops in %s after v^2 / 2a, and starts only on another command', (_name, stop, distance) => {
    const { plant, act, go } = robot(1);
    go(900, 0);
    plant.run(0.8);
    const from = plant.get('r.X');
    act(stop, 1);
    expect(Math.abs(plant.get('r.BrakingDistance') - distance)).toBeLessThan(1);
    expect(plant.get('r.X') - from).toBeCloseTo(plant.get('r.BrakingDistance'), 6);
    expect([plant.get('r.Moving'), plant.get('r.Powered')]).toEqual([0, 0]);
    const stood = plant.get('r.X');
    act({ Stop1: false, Enable: true }, 1);
    expect(plant.get('r.X')).toBe(stood);
    go(900, 0);
    plant.run(2);
    expect(plant.get('r.X')).toBeCloseTo(900, 1);
  });

  it('brakes longer with a slow brake, stands with a seized axis, and is lost with a wrong reference', () => {
    const braking = (SlowBrake: number) => {
      const { plant, act, go } = robot();
      go(900, 0);
      plant.run(0.6);
      act({ Stop1: true, SlowBrake }, 2);
      return plant.get('r.BrakingDistance');
    };
    expect(braking(0.5) / braking(0)).toBeCloseTo(2, 0);
    const seized = robot();
    seized.act({ SeizedY: true }, 0.01);
    seized.go(300, 300);
    seized.plant.run(3);
    expect([seized.plant.get('r.InPosition'), seized.plant.get('r.Y')]).toEqual([0, 0]);
    const lost = robot();
    lost.act({ OffsetX: 7 }, 0.01);
    lost.go(300, 0);
    lost.plant.run(3);
    expect(lost.plant.get('r.X')).toBeCloseTo(293, 1);
    expect(lost.plant.get('r.FeedbackX')).toBeCloseTo(300, 1);
  });
});
