import { describe, expect, it } from 'vitest';
import { plantOf } from './plant-under-test.ts';

const block = (type: string, stepMs = 10) => {
  const plant = plantOf(`VAR b : ${type}; END_VAR\n  b();`, stepMs);
  return {
    plant,
    /** The outputs named, after these inputs stood for some seconds. */
    shows: (fields: Record<string, number | boolean>, outputs: string[], seconds = 0.01) => {
      for (const [name, value] of Object.entries(fields)) plant.set(`b.${name}`, value);
      plant.run(seconds);
      return outputs.map((name) => plant.get(`b.${name}`));
    },
  };
};

describe('an operator panel', () => {
  it('has Start normally open and Stop normally closed, and a broken wire stops', () => {
    const { shows } = block('OperatorPanel');
    const circuits = ['StartCircuit', 'StopCircuit'];
    expect(shows({}, circuits)).toEqual([0, 1]);
    expect(shows({ StartButton: true, StopButton: true }, circuits)).toEqual([1, 0]);
    expect(shows({ StopButton: false, StopOpen: true, StartOpen: true }, circuits)).toEqual([0, 0]);
    expect(shows({ StartOpen: false, StartButton: false, StartStuck: true }, circuits)).toEqual([1, 0]);
    expect(shows({ StopOpen: false, StopStuck: true, StopButton: true }, circuits)).toEqual([1, 1]);
  });

  it('latches its emergency stop until it is turned; a welded channel disagrees with the other', () => {
    const { shows } = block('OperatorPanel');
    const channels = ['EStop1', 'EStop2'];
    expect(shows({}, channels)).toEqual([1, 1]);
    expect(shows({ EStopPush: true }, channels)).toEqual([0, 0]);
    expect(shows({ EStopPush: false }, channels)).toEqual([0, 0]);
    expect(shows({ EStopTurn: true }, channels)).toEqual([1, 1]);
    expect(shows({ EStopTurn: false, EStopPush: true, EStop2Welded: true }, channels)).toEqual([0, 1]);
  });

  it('selects off, manual or automatic', () => {
    const { shows } = block('OperatorPanel');
    const contacts = ['Manual', 'Automatic'];
    expect([0, 1, 2].map((Selector) => shows({ Selector }, contacts).join(''))).toEqual(['00', '10', '01']);
    expect(shows({ SelectorOpen: true }, contacts)).toEqual([0, 0]);
  });
});

describe('lamps', () => {
  it('of a stack light burn, are counted by their current, burn out, and go dark together', () => {
    const { shows, plant } = block('StackLight');
    const lit = ['RedLit', 'GreenLit', 'Sounding'];
    expect(shows({ Red: true, Green: true, Buzzer: true }, lit)).toEqual([1, 1, 1]);
    expect(plant.get('b.Current')).toBeCloseTo(0.12, 9);
    expect(shows({ RedBurnt: true, BuzzerDead: true }, lit)).toEqual([0, 1, 0]);
    expect(plant.get('b.Current')).toBeCloseTo(0.04, 9);
    expect(shows({ CommonBroken: true }, lit)).toEqual([0, 0, 0]);
  });

  it('of a traffic light tell when the red one is dark', () => {
    const { shows } = block('TrafficLight');
    expect(shows({ Red: true, Amber: true }, ['RedLit', 'AmberLit', 'GreenLit', 'RedMonitored'])).toEqual([1, 1, 0, 1]);
    expect(shows({ RedBurnt: true }, ['RedLit', 'RedMonitored'])).toEqual([0, 0]);
  });
});

describe('a safety scanner', () => {
  const ossds = ['Ossd1', 'Ossd2'];
  const ready = (stepMs = 10) => {
    const scanner = block('SafetyScanner', stepMs);
    scanner.shows({ Reset: true }, ossds);
    scanner.shows({ Reset: false }, ossds);
    return scanner;
  };

  it('is off until it is reset, and goes off within its response time when someone comes near', () => {
    const fresh = block('SafetyScanner');
    expect(fresh.shows({}, [...ossds, 'ResetRequired'])).toEqual([0, 0, 1]);
    const { shows, plant } = ready(1);
    expect(shows({ Distance: 2000 }, [...ossds, 'Warning', 'Violated'])).toEqual([1, 1, 1, 0]);
    plant.set('b.Distance', 1400);
    plant.step(80);
    expect(plant.get('b.Ossd1')).toBe(1);
    plant.step();
    expect([plant.get('b.Ossd1'), plant.get('b.Ossd2')]).toEqual([0, 0]);
  });

  it('stays off when the field clears, cannot be reset with someone in it, and not by a held button', () => {
    const { shows } = ready();
    shows({ Distance: 500 }, ossds, 0.5);
    expect(shows({ Reset: true }, ossds)).toEqual([0, 0]);
    expect(shows({ Distance: 9000 }, ossds, 1)).toEqual([0, 0]);
    shows({ Reset: false }, ossds);
    expect(shows({ Reset: true }, ossds)).toEqual([1, 1]);
  });

  it('without restart interlock comes back by itself', () => {
    const { shows } = block('SafetyScanner');
    expect(shows({ RestartInterlock: false }, ossds)).toEqual([1, 1]);
    expect(shows({ Distance: 100 }, ossds, 0.2)).toEqual([0, 0]);
    expect(shows({ Distance: 9000 }, ossds)).toEqual([1, 1]);
  });

  it('ends every fault of its own in off', () => {
    const dirty = ready();
    expect(dirty.shows({ WindowDirty: 0.6 }, [...ossds, 'Contaminated'], 0.2)).toEqual([1, 1, 1]);
    expect(dirty.shows({ WindowDirty: 0.9 }, ossds, 0.2)).toEqual([0, 0]);
    const crossed = ready();
    expect(crossed.shows({ CrossCircuit: true }, [...ossds, 'ErrorLocked'])).toEqual([0, 0, 1]);
    expect(crossed.shows({ CrossCircuit: false, Reset: true }, ossds)).toEqual([0, 0]);
    crossed.shows({ PowerLost: true, Reset: false }, ossds);
    crossed.shows({ PowerLost: false }, ossds);
    expect(crossed.shows({ Reset: true }, ossds)).toEqual([1, 1]);
  });
});
