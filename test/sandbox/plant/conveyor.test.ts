import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PlantUnderTest, plantOf } from './plant-under-test.ts';

const belt = (parameters = '', more = '', calls = '') =>
  plantOf(`VAR b : Conveyor${parameters && ` := (${parameters})`}; ${more} END_VAR\n  b();\n  ${calls}`);

/** One item onto the belt; takes two steps. */
function enter(plant: PlantUnderTest, fields: Record<string, number> = {}): void {
  for (const [name, value] of Object.entries(fields)) plant.set(`b.${name}`, value);
  plant.set('b.Enter', true);
  plant.step();
  plant.set('b.Enter', false);
  plant.step();
}

const positions = (plant: PlantUnderTest) =>
  Array.from({ length: plant.get('b.Count') }, (_, index) => plant.get(`b.Item[${index + 1}].Position`));

describe('a conveyor', () => {
  it('conserves items, keeps their order, and lets none stand in another', () => {
    const act = fc.constantFrom('Run', 'Reverse', 'Stopper', 'EndStop', 'Enter', 'push', 'Enter', 'Run');
    fc.assert(
      fc.property(
        fc.array(fc.record({ act, on: fc.boolean(), steps: fc.integer({ min: 1, max: 80 }) }), { maxLength: 40 }),
        (acts) => {
          const plant = belt(
            'NominalSpeed := 500.0',
            'p : Pusher := (Place := 700.0); plate : LREAL;',
            'p(Belt := b, Extension := plate);',
          );
          for (const { act, on, steps } of acts) {
            if (act === 'push') plant.set('plate', on ? 100 : 0);
            else plant.set(`b.${act}`, on);
            for (let step = 0; step < steps; step++) {
              plant.step();
              const there = plant.get('b.Count');
              expect(there + plant.get('b.Left') + plant.get('b.Returned') + plant.get('b.Removed')).toBe(plant.get('b.Entered'));
            }
            expect(plant.get('b.Removed')).toBe(plant.get('p.Pushed'));
            const at = positions(plant);
            for (let index = 1; index < at.length; index++)
              expect(at[index - 1]! - at[index]!).toBeGreaterThanOrEqual(100 - 1e-9);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('moves its items by the speed it ramps to, and as far as the belt travels', () => {
    const plant = belt();
    enter(plant);
    plant.set('b.Run', true);
    plant.run(0.2);
    expect(plant.get('b.Speed')).toBeCloseTo(150, 9);
    plant.run(1.8);
    expect(plant.get('b.Speed')).toBe(300);
    // half the ramp time is lost; the explicit step is one step's ramp ahead
    expect(Math.abs(plant.get('b.Travel') - 300 * (2 - 0.2))).toBeLessThan(2);
    expect(plant.get('b.Item[1].Position')).toBeCloseTo(50 + plant.get('b.Travel'), 9);
    plant.set('b.Run', false);
    plant.run(1);
    expect(plant.get('b.Speed')).toBe(0);
  });

  it('carries 64 items and no more, and drops each off the end once, in order', () => {
    const plant = belt('EnterLength := 20.0, NominalSpeed := 250.0, RampTime := 0.0, Run := TRUE, EndStop := TRUE');
    for (let item = 0; item < 70; item++) {
      enter(plant);
      plant.run(0.16);
    }
    plant.run(8);
    expect(plant.get('b.Count')).toBe(64);
    expect(plant.get('b.Refused')).toBe(6);
    plant.set('b.EndStop', false);
    const serials: number[] = [];
    for (let step = 0; step < 1500; step++) {
      plant.step();
      if (plant.get('b.JustLeft')) serials.push(plant.get('b.LeftItem.Serial'));
    }
    expect(serials).toEqual(Array.from({ length: 64 }, (_, index) => index + 1));
  });

  it('queues items behind a stopper, edge to edge, and lets those beyond go', () => {
    const plant = belt('Run := TRUE');
    enter(plant);
    plant.run(4);
    plant.set('b.Stopper', true);
    for (let item = 0; item < 3; item++) {
      enter(plant);
      plant.run(1);
    }
    plant.run(5);
    expect(plant.get('b.Left')).toBe(1);
    expect(positions(plant).map(Math.round)).toEqual([950, 850, 750]);
    plant.set('b.Stopper', false);
    plant.run(0.5);
    expect(positions(plant)[0]).toBeCloseTo(1100, 6);
  });

  it('jammed stands, slipping moves the items less than the belt', () => {
    const plant = belt('Run := TRUE');
    enter(plant);
    plant.run(1);
    const [before, travel] = [positions(plant)[0]!, plant.get('b.Travel')];
    plant.set('b.Slipping', 0.25);
    plant.run(1);
    expect(positions(plant)[0]! - before).toBeCloseTo(0.75 * (plant.get('b.Travel') - travel), 9);
    plant.set('b.Jammed', true);
    plant.run(1);
    expect(plant.get('b.Speed')).toBe(0);
  });

  it('hands an item over to the next belt as it was', () => {
    const plant = plantOf(
      'VAR a, b : Conveyor := (Run := TRUE, Length := 500.0); ok : BOOL; END_VAR\n  a(); IF a.JustLeft THEN ok := b.Put(a.LeftItem); END_IF; b();',
    );
    plant.set('a.EnterHeight', 173);
    plant.set('a.EnterColour', 3);
    plant.set('a.Enter', true);
    plant.run(3);
    expect([plant.get('a.Count'), plant.get('b.Count')]).toEqual([0, 1]);
    expect([plant.get('b.Item[1].Height'), plant.get('b.Item[1].Colour')]).toEqual([173, 3]);
  });

  it('tells sensors what lies at a place', () => {
    const plant = belt(
      '',
      'low, high : BOOL; top, mass : LREAL; colour : INT;',
      'low := b.Covered(90.0, 20.0); high := b.Covered(90.0, 150.0); top := b.HeightAt(90.0); colour := b.ColourAt(90.0); mass := b.MassBetween(0.0, 500.0);',
    );
    const seen = () => ['low', 'high', 'top', 'colour', 'mass'].map(plant.get);
    plant.step();
    expect(seen()).toEqual([0, 0, 0, 0, 0]);
    enter(plant, { EnterHeight: 120, EnterColour: 2, EnterMass: 1.5 });
    expect(seen()).toEqual([1, 0, 120, 2, 1.5]);
    plant.set('b.Run', true);
    plant.run(0.6);
    expect(seen()).toEqual([0, 0, 0, 0, 1.5]);
  });
});

describe('a pusher and a diverter', () => {
  it('a pusher takes the item before its plate, once it reaches that far', () => {
    const plant = belt('', 'p : Pusher := (Place := 50.0); plate : LREAL;', 'p(Belt := b, Extension := plate);');
    enter(plant, { EnterColour: 4 });
    plant.set('plate', 79);
    plant.step();
    expect(plant.get('b.Count')).toBe(1);
    plant.set('plate', 80);
    plant.step();
    expect(['b.Count', 'p.Pushed', 'p.JustPushed', 'p.PushedItem.Colour'].map(plant.get)).toEqual([0, 1, 1, 4]);
    plant.step();
    expect(plant.get('p.JustPushed')).toBe(0);
  });

  it('a pusher takes along what it touched, and what comes later waits at its side', () => {
    const plant = belt('Run := TRUE', 'p : Pusher := (Place := 500.0); plate : LREAL;', 'p(Belt := b, Extension := plate);');
    enter(plant);
    while (positions(plant)[0]! < 480) plant.step();
    plant.set('plate', 10);
    enter(plant);
    const touched = positions(plant)[0]!;
    plant.run(3);
    // held where it was touched, but for the step in which the plate came
    expect(positions(plant)[0]! - touched).toBeLessThan(7);
    plant.set('plate', 100);
    plant.run(3);
    expect(plant.get('p.Pushed')).toBe(1);
    expect(positions(plant)).toEqual([400]);
    plant.set('plate', 0);
    plant.run(0.5);
    // 0.5 s less the step in which the plate went
    expect(positions(plant)[0]).toBeCloseTo(547, 6);
    expect(plant.get('p.Pushed')).toBe(1);
  });

  it('a belt holds items before up to eight places at once', () => {
    const plant = belt(
      'Run := TRUE, EnterLength := 40.0',
      'i : INT;',
      'FOR i := 1 TO 8 DO b.Block(100.0 * INT_TO_LREAL(i)); END_FOR;',
    );
    enter(plant);
    plant.run(2);
    expect(positions(plant)).toEqual([80]);
  });

  it('a diverter takes what comes past while it lies across, and nothing else', () => {
    const plant = belt('Run := TRUE', 'd : Diverter := (Place := 600.0);', 'd(Belt := b);');
    for (let item = 0; item < 6; item++) {
      plant.set('d.Drive', item % 2 === 0);
      enter(plant);
      plant.run(item === 0 ? 2.5 : 2.3);
    }
    plant.run(6);
    expect(plant.get('d.Diverted')).toBe(3);
    expect(plant.get('b.Left')).toBe(3);
    plant.set('d.Drive', true);
    plant.run(1);
    expect([plant.get('d.Across'), plant.get('d.Open')]).toEqual([1, 0]);
    plant.set('d.Seized', true);
    plant.set('d.Drive', false);
    plant.run(1);
    expect(plant.get('d.Across')).toBe(1);
  });
});
