import { describe, expect, it } from 'vitest';
import type { Lab } from '#sandbox/lab/lab.ts';
import { loadLabs } from '#sandbox/lab/load.ts';
import { bindingsOf } from '#sandbox/lab/scene.ts';
import { visibleSignals } from '#sandbox/lab/visible-signals.ts';
import { Rig } from '#sandbox/rig/rig.ts';

const { labs } = loadLabs([`${import.meta.dirname}/../../../labs`]);

const inputsOfHiddenFaults = (lab: Lab): string[] =>
  lab.definition.faults
    .filter(({ hidden }) => hidden)
    .flatMap(({ effects }) => effects.flatMap((effect) => ('set' in effect ? Object.keys(effect.set) : [])));

describe.each([...labs.values()])('$slug', (lab) => {
  const maySee = visibleSignals(lab);
  const { rig } = Rig.build(lab, { seed: 1 });

  it('shows everything that its scene draws and its terminals, but no input of a hidden fault, in any case', () => {
    for (const name of inputsOfHiddenFaults(lab)) {
      expect(maySee(name), name).toBe(false);
      expect(maySee(name.toLowerCase()), name).toBe(false);
    }
    for (const { signal } of bindingsOf(lab.scene)) expect(maySee(signal), signal).toBe(true);
    for (const { name, kind } of rig!.signals()) if (kind.endsWith('-terminal')) expect(maySee(name), name).toBe(true);
  });
});

describe.each([...labs.values()].filter((lab) => lab.definition.troubleshooting))('$slug, with a fault to find', (lab) => {
  it('shows of its plant only what the scene draws', () => {
    const maySee = visibleSignals(lab);
    const { rig } = Rig.build(lab, { seed: 1 });
    const drawn = new Set(bindingsOf(lab.scene).map(({ signal }) => signal.toUpperCase()));
    const seen = rig!.signals().filter(({ name }) => name.startsWith('plant.') && maySee(name));
    expect(seen.length).toBeGreaterThan(0);
    expect(seen.filter(({ name }) => !drawn.has(name.toUpperCase()))).toEqual([]);
  });
});

it('what a hidden fault of a troubleshooting lab sets stays hidden, even when its scene draws it', () => {
  const lab = [...labs.values()].find((candidate) => candidate.definition.troubleshooting)!;
  const [secret] = inputsOfHiddenFaults(lab);
  const scene = lab.scene.replace('</svg>', `<g data-on="${secret}"/></svg>`);
  expect(bindingsOf(scene).some(({ signal }) => signal === secret)).toBe(true);
  expect(visibleSignals({ ...lab, scene })(secret!)).toBe(false);
});

it('there is a lab with something to hide', () => {
  expect([...labs.values()].some((lab) => inputsOfHiddenFaults(lab).length > 0)).toBe(true);
});
