import { describe, expect, it } from 'vitest';
import { type PlantUnderTest, plantOf } from './plant-under-test.ts';

const set = (plant: PlantUnderTest, name: string, fields: Record<string, number | boolean>) => {
  for (const [field, value] of Object.entries(fields)) plant.set(`${name}.${field}`, value);
};

describe('an inductive sensor', () => {
  const sensor = () => {
    const plant = plantOf('VAR s : InductiveSensor; END_VAR\n  s();');
    return (fields: Record<string, number | boolean>) => {
      set(plant, 's', fields);
      plant.step();
      return plant.get('s.Signal');
    };
  };

  it('switches at its distance and back a differential further', () => {
    const at = sensor();
    expect([5, 4.1, 3.9, 4.3, 4.5, 4.3].map((Distance) => at({ Distance }))).toEqual([0, 0, 1, 1, 0, 0]);
  });

  it('sees aluminium from a third of the distance, and plastics not at all', () => {
    expect(sensor()({ Distance: 2, Reduction: 0.35 })).toBe(0);
    expect(sensor()({ Distance: 1.3, Reduction: 0.35 })).toBe(1);
    expect(sensor()({ Distance: 0, Reduction: 0 })).toBe(0);
  });

  it('normally closed, misaligned, with chips, and stuck', () => {
    expect(sensor()({ Distance: 3, NormallyClosed: true })).toBe(0);
    expect(sensor()({ Distance: 3, Misaligned: 2 })).toBe(0);
    expect(sensor()({ Chips: true })).toBe(1);
    expect(sensor()({ StuckOn: true })).toBe(1);
    expect(sensor()({ Distance: 1, StuckOff: true })).toBe(0);
  });
});

describe('an ultrasonic sensor', () => {
  const sensor = (parameters = '') =>
    plantOf(`VAR s : UltrasonicSensor := (Target := 800.0, NoiseLevel := 0.0${parameters}); END_VAR\n  s();`);
  const told = (plant: PlantUnderTest, fields: Record<string, number | boolean>) => {
    set(plant, 's', fields);
    plant.run(0.1);
    return plant.get('s.Distance');
  };

  it('tells the distance from the time of flight, 2 d / c', () => {
    const plant = sensor();
    expect(told(plant, { Temperature: 35 })).toBe(800);
    expect(plant.get('s.TimeOfFlight')).toBeCloseTo(1.6 / (331.3 * Math.sqrt(1 + 35 / 273.15)), 9);
  });

  it('without compensation is wrong by 0.17 % a kelvin', () => {
    const plant = sensor(', Compensated := FALSE, Resolution := 0.0');
    expect(told(plant, { Temperature: 20 })).toBeCloseTo(800, 9);
    expect(told(plant, { Temperature: 10 }) / 800 - 1).toBeCloseTo(0.0175, 3);
  });

  it('has no echo in its blind zone, beyond its range, or from foam', () => {
    const plant = sensor();
    const valid = (fields: Record<string, number | boolean>) => {
      told(plant, fields);
      return plant.get('s.Valid');
    };
    expect([100, 150, 2000, 2100].map((Target) => valid({ Target }))).toEqual([0, 1, 1, 0]);
    expect(valid({ Target: 800, NoEcho: true })).toBe(0);
    expect(plant.get('s.Distance')).toBe(2000);
  });

  it('measures once a cycle, in steps of its resolution, and its output switches with a differential', () => {
    const plant = sensor(', Resolution := 5.0');
    plant.run(1);
    plant.set('s.Target', 703);
    let steps = 0;
    while (plant.get('s.Distance') === 800) {
      plant.step();
      steps++;
    }
    expect(steps).toBeLessThanOrEqual(5);
    expect(plant.get('s.Distance')).toBe(705);
    const signal = (Target: number) => {
      told(plant, { Target });
      return plant.get('s.Signal');
    };
    expect([600, 500, 505, 515, 505].map(signal)).toEqual([0, 1, 1, 0, 0]);
  });

  it('false echo, offset and stuck', () => {
    const plant = sensor();
    expect(told(plant, { FalseEcho: 400 })).toBe(400);
    expect(told(plant, { FalseEcho: 0, Offset: 25 })).toBe(825);
    expect(told(plant, { Stuck: true, Target: 300 })).toBe(825);
  });
});
