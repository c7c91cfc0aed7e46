import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { preferences } from '#academy/members/preferences.ts';
import { loadLabs } from '#sandbox/lab/load.ts';
import type { LabDefinition } from '#sandbox/lab/schema.ts';
import { visibleSignals } from '#sandbox/lab/visible-signals.ts';
import { labForBrowser } from '../../../src/workbench/lab-for-browser.ts';

const root = fileURLToPath(new URL('../../../labs', import.meta.url));
const { labs } = loadLabs([root]);

test.each([...labs.keys()])('%s: no check, solution, wrong answer, hint or plant reaches the browser', (slug) => {
  const lab = labs.get(slug)!;
  for (const locale of ['en', 'zh-CN'] as const) {
    const props = labForBrowser(lab, {
      locale,
      renderMarkdown: (markdown) => markdown,
      next: null,
      preferences: preferences.parse({}),
    });
    const sent = JSON.stringify(props);
    const given = new Set(Object.values(lab.start).flatMap((files) => files.map(({ text }) => text.trim())));
    // Programs of controllers, the gateway's file, answers: all that the trainee finds, and as the page's language has it.
    const found = [...props.controllers, ...[props.gateway, props.answers].filter((one) => one !== null)];
    expect(Object.fromEntries(found.map(({ name, start }) => [name, start]))).toEqual(
      locale === 'en' ? lab.start : { ...lab.start, ...lab.startIn?.['zh-CN'] },
    );
    const secrets = [
      ...Object.values(lab.solutions).flatMap((programs) =>
        Object.values(programs)
          .flat()
          .map(({ text }) => text),
      ),
      ...Object.values(lab.wrong).flatMap((programs) =>
        Object.values(programs)
          .flat()
          .map(({ text }) => text),
      ),
      ...Object.values(lab.text[locale].steps).flatMap(({ hints }) => hints),
      ...Object.values(lab.text[locale].checks).flatMap(({ messages }) => Object.values(messages)),
      readFileSync(`${root}/${slug}/plant.st`, 'utf8'),
      // The untouched start may be a wrong answer too, and that one the trainee has.
    ].filter((text) => !given.has(text.trim()));
    expect(secrets.length).toBeGreaterThan(3);
    for (const secret of secrets) expect(sent).not.toContain(JSON.stringify(secret.trim()).slice(1, -1));
    for (const word of ['scenario', 'require', 'expect', 'ways'])
      expect(Object.keys(props.steps[0]?.checks[0] ?? {})).not.toContain(word);
    expect(props.steps.length).toBe(lab.definition.steps.length);
    const terminals = Object.entries(lab.definition.rig.controllers).flatMap(([name, { inputs, outputs }]) =>
      [...Object.keys(inputs), ...Object.keys(outputs)].map((terminal) => `${name}.${terminal}`),
    );
    expect(props.terminals.map(({ signal }) => signal)).toEqual(terminals);
  }
});

test('of a troubleshooting lab it tells tests with their cost and the faults in question, and nothing that gives the fault away', () => {
  const [lab] = labs.values();
  const fault = { effects: [], trigger: 'instructor', hidden: true } as const;
  const definition = {
    ...lab!.definition,
    faults: [
      { ...fault, id: 'leak', effects: [{ signal: 'plc.Stop', mode: 'broken-wire' }] },
      { ...fault, id: 'pin-locked' },
      { ...fault, id: 'secret' },
      { ...fault, id: 'open-wire', hidden: false },
      { ...fault, id: 'timed', hidden: false, trigger: { at: 1n } },
    ],
    troubleshooting: {
      draw: ['leak', 'pin-locked'],
      tests: [
        { id: 'listen', kind: 'measure', signals: ['plant.Noise'], wait: 0n, minutes: 2, money: 0, tells: ['leak'] },
        { id: 'new-bowl', kind: 'exchange', repairs: ['pin-locked'], wait: 0n, signals: [], minutes: 9, money: 40, tells: [] },
      ],
    },
  } as unknown as LabDefinition;
  const text = {
    ...lab!.text.en,
    faults: {
      leak: 'The bowl leaks',
      'pin-locked': 'The pin is locked',
      secret: 'Unheard of',
      'open-wire': 'A wire is open',
      timed: 'Later',
    },
    tests: { listen: 'Listen at the bowl', 'new-bowl': 'Exchange the bowl' },
  };
  const props = labForBrowser(
    { ...lab!, definition, text: { ...lab!.text, en: text } },
    { locale: 'en', renderMarkdown: String, next: null, preferences: preferences.parse({}) },
  );
  expect(props.bench).toEqual({
    tests: [
      { id: 'listen', text: 'Listen at the bowl', minutes: 2, money: 0 },
      { id: 'new-bowl', text: 'Exchange the bowl', minutes: 9, money: 40 },
    ],
    faults: [
      { id: 'leak', text: 'The bowl leaks' },
      { id: 'pin-locked', text: 'The pin is locked' },
    ],
  });
  expect(props.faultSwitches).toEqual([{ id: 'open-wire', text: 'A wire is open' }]);
  // A fault without a title is called by what it strikes, not by its id.
  const untitled = { ...lab!, definition, text: { ...lab!.text, en: { ...text, faults: {}, signals: {} } } };
  const named = labForBrowser(untitled, { locale: 'en', renderMarkdown: String, next: null, preferences: preferences.parse({}) });
  expect(named.bench?.faults[0]).toEqual({ id: 'leak', text: 'plc.Stop has a broken wire' });
  const sent = JSON.stringify(props);
  for (const word of ['Unheard of', 'tells', 'repairs', 'plant.Noise', 'hidden']) expect(sent).not.toContain(word);
});

test('wires and units are told of the signals that a browser may see, and of no other', () => {
  for (const lab of labs.values()) {
    const maySee = visibleSignals(lab);
    const { terminals, units } = labForBrowser(lab, {
      locale: 'en',
      renderMarkdown: (markdown) => markdown,
      next: null,
      preferences: preferences.parse({}),
    });
    for (const { wire } of terminals) if (wire !== null) expect(maySee(wire), wire).toBe(true);
    for (const name of Object.keys(units)) expect(maySee(name), name).toBe(true);
  }
});

test('a unit is read where the plant declares the signal, and goes with it to the terminal', () => {
  const lab = labs.get('level-pid')!;
  const { units, terminals } = labForBrowser(lab, {
    locale: 'en',
    renderMarkdown: (markdown) => markdown,
    next: null,
    preferences: preferences.parse({}),
  });
  expect(units).toMatchObject({
    'plant.Level': 'mm',
    'plant.TankArea': 'm²',
    'plant.ValveKvs': 'm³/h',
    'plc.SP': 'mm',
    'plc.Hand': '%',
  });
  // A sentence that begins with a letter that is a unit too, a raw value, and the plant's own variables.
  for (const none of ['plant.ValveStroke', 'plant.LevelRaw', 'plc.LT', 'plant.Mean']) expect(units[none], none).toBeUndefined();
  expect(terminals.find(({ signal }) => signal === 'plc.LT')).toMatchObject({ address: '%IW2', wire: 'plant.LevelRaw' });
});
