import { describe, expect, test } from 'vitest';
import { bindingText, holds, parseBindings, share } from '../../../../src/workbench/scene/bindings.ts';
import { afterKey, onStep } from '../../../../src/workbench/scene/slider.ts';
import { parseStates, stateOf } from '../../../../src/workbench/scene/states.ts';

describe('bindings of a scene', () => {
  test('a push button is momentary, an emergency stop latches', () => {
    expect(parseBindings({ press: 'plant.StartButton' }).bindings).toEqual([{ kind: 'press', signal: 'plant.StartButton' }]);
    expect(parseBindings({ toggle: 'plant.EStopButton' }).bindings).toEqual([{ kind: 'toggle', signal: 'plant.EStopButton' }]);
  });

  test('NOT inverts what is shown', () => {
    expect(parseBindings({ on: 'NOT plant.HighSwitch', show: 'plant.Lamp' }).bindings).toEqual([
      { kind: 'on', reading: { signal: 'plant.HighSwitch', negated: true, comparison: null } },
      { kind: 'show', reading: { signal: 'plant.Lamp', negated: false, comparison: null } },
    ]);
  });

  test('a rotor turns at 60 revolutions a minute unless said, about its pivot', () => {
    expect(parseBindings({ rotate: 'plant.Speed', pivot: '521 178' }).bindings).toEqual([
      { kind: 'rotate', signal: 'plant.Speed', turnsPerMinute: 60, pivot: [521, 178] },
    ]);
  });

  test('a level stands between its bounds and never beyond the tank', () => {
    const [fill] = parseBindings({ fill: 'plant.Level', min: '0', max: '1000' }).bindings;
    expect(fill).toMatchObject({ kind: 'fill', range: { min: 0, max: 1000 }, direction: 'up' });
    expect([share(-5, { min: 0, max: 1000 }), share(250, { min: 0, max: 1000 }), share(2_000, { min: 0, max: 1000 })]).toEqual([
      0, 0.25, 1,
    ]);
  });

  test.each([
    [{ text: 'p.x', scale: '1450', format: '0', unit: '1/min' }, 0.5, '725 1/min'],
    [{ text: 'p.x', format: '0.00', unit: 'L/s' }, 1.005, '1.00 L/s'],
    [{ text: 'p.x', format: '2' }, -0.001, '0.00'],
    [{ text: 'p.x' }, true, 'TRUE'],
    [{ text: 'p.x' }, undefined, '–'],
  ])('%o reads %s as %s', (attributes, value, text) => {
    const [binding] = parseBindings(attributes as unknown as Record<string, string>).bindings;
    expect(binding?.kind === 'text' && bindingText(value, binding)).toBe(text);
  });

  test('what an author wrote wrongly is noticed and drawn with defaults', () => {
    const { bindings, notices } = parseBindings({ fill: 'plant.Level', min: 'low', max: '0', pivot: '1' });
    expect(bindings).toMatchObject([{ range: { min: 0, max: 1 } }]);
    expect(notices).toEqual([
      'data-min="low" should be a number; 0 is used',
      'data-min and data-max are equal; 0 and 1 are used',
    ]);
    expect(parseBindings({ rotate: 'plant.Speed', pivot: '1' }).notices).toHaveLength(1);
  });
});

describe('a comparison stands where a BOOL may', () => {
  const shown = (text: string, value: number | boolean | undefined) => {
    const [binding] = parseBindings({ show: text }).bindings;
    if (binding?.kind !== 'show') throw new Error('no binding');
    return holds(binding.reading, value);
  };
  test.each([
    ['plant.LT.Current < 3.6', 3.5, true],
    ['plant.LT.Current < 3.6', 3.6, false],
    ['plant.LT.Current<=3.6', 3.6, true],
    ['plant.Mode = 2', 2, true],
    ['NOT plant.Mode = 2', 2, false],
    ['plant.Mode <> 2', 2, false],
    ['plant.X > -1', 0, true],
    ['NOT plant.B', true, false],
    ['plant.B', undefined, false],
  ])('%s at %s is %s', (text, value, expected) => {
    expect(shown(text, value)).toBe(expected);
  });
});

describe('states by value', () => {
  test('the first range that fits wins; bounds are inclusive', () => {
    const { rules, wrong } = parseStates('3.8..20.5:normal ..3.6:fault 21..:fault 3.6..21:abnormal');
    expect(wrong).toEqual([]);
    expect([0, 3.6, 3.7, 3.8, 12, 20.6, 21, 25].map((value) => stateOf(value, rules))).toEqual([
      'fault',
      'fault',
      'abnormal',
      'normal',
      'normal',
      'abnormal',
      'fault',
      'fault',
    ]);
  });
  test('single values, negative ones too; no rule, no state', () => {
    const { rules } = parseStates('0:normal 1:running -1:running 12:fault');
    expect([0, 1, -1, 12, 2].map((value) => stateOf(value, rules))).toEqual(['normal', 'running', 'running', 'fault', null]);
  });
  test('a range that was left without bounds fits nothing; what is wrong is noticed', () => {
    expect(stateOf(5, parseStates('..:abnormal').rules)).toBeNull();
    expect(parseBindings({ 'state-of': 'plant.X', states: '1=on 2:ON' }).notices).toHaveLength(2);
  });
});

describe('a slider', () => {
  const range = { min: 0, max: 10 };
  test('its keys', () => {
    const press = (key: string, value: number) => afterKey(key, value, { range, step: 0.1 });
    expect([press('ArrowRight', 0.2), press('ArrowLeft', 0), press('PageUp', 0.5), press('Home', 4), press('End', 4)]).toEqual([
      0.3, 0, 1.5, 0, 10,
    ]);
    expect(press('a', 1)).toBeNull();
  });
  test('its values lie on its steps', () => {
    expect([onStep(3.14, range, 0.5), onStep(99, range, 0.5), onStep(-1, { min: -2, max: 2 }, 1)]).toEqual([3, 10, -1]);
  });
});
