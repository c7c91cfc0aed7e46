import { describe, expect, test } from 'vitest';
import { bindingText, parseBindings, share } from '../../../../src/workbench/scene/bindings.ts';

describe('bindings of a scene', () => {
  test('a push button is momentary, an emergency stop latches', () => {
    expect(parseBindings({ press: 'plant.StartButton' }).bindings).toEqual([{ kind: 'press', signal: 'plant.StartButton' }]);
    expect(parseBindings({ toggle: 'plant.EStopButton' }).bindings).toEqual([{ kind: 'toggle', signal: 'plant.EStopButton' }]);
  });

  test('NOT inverts what is shown', () => {
    expect(parseBindings({ on: 'NOT plant.HighSwitch', show: 'plant.Lamp' }).bindings).toEqual([
      { kind: 'on', reading: { signal: 'plant.HighSwitch', negated: true } },
      { kind: 'show', reading: { signal: 'plant.Lamp', negated: false } },
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
