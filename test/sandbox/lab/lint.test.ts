import { describe, expect, it } from 'vitest';
import { lintLab } from '#sandbox/lab/lint.ts';
import { loadLab } from '#sandbox/lab/load.ts';
import { type LabFixture, labFixture } from './lab-fixture.ts';

function findings(fixture: LabFixture): string[] {
  const { lab, problems } = loadLab(fixture.dir);
  if (!lab) throw new Error(problems.map(({ message }) => message.en).join('\n'));
  const found = lintLab(lab);
  for (const { message } of found) expect(message['zh-CN']).toMatch(/[一-鿿]/);
  return found.map(({ file, line, message }) => `${file}:${line} ${message.en}`);
}

it('a good lab is clean', () => {
  expect(findings(labFixture())).toEqual([]);
});

describe('the start in Chinese', () => {
  it('is asked for where the start has comments to read', () => {
    const fixture = labFixture();
    fixture.remove('start.zh-CN');
    expect(findings(fixture)).toEqual([expect.stringContaining('start.zh-CN/main.st:1 start/main.st has comments')]);
    fixture.write('start/main.st', 'PROGRAM main\n// ----\nEND_PROGRAM\n');
    expect(findings(fixture).filter((finding) => finding.includes('start.zh-CN'))).toEqual([]);
  });

  it.each([
    ['other code', 'Motor := Start AND Stop;', 'Motor := Start OR Stop;'],
    ['a statement on another line', '  Motor := Start', '\n  Motor := Start'],
    ['a statement more', 'END_PROGRAM', 'Lamp := TRUE;\nEND_PROGRAM'],
  ])('may not have %s', (_what, from, to) => {
    const fixture = labFixture();
    const line = fixture.edit('start.zh-CN/main.st', from, to) + (to.startsWith('\n') ? 1 : 0);
    expect(findings(fixture)).toEqual([expect.stringMatching(`^start.zh-CN/main.st:${line} From this line on`)]);
  });
});

it('words for an annotation that is none are told', () => {
  const fixture = labFixture();
  const line = fixture.edit('text.en.md', '## Signals', '## Annotations\n- k1: K1.\n## Signals');
  expect(findings(fixture)).toEqual([`text.en.md:${line + 1} \`- k1\` belongs to nothing in lab.yaml.`]);
});

describe('each mistake, at its line', () => {
  const mistakes: [what: string, file: string, from: string, to: string, sentence: string][] = [
    [
      'a wire to nothing',
      'lab.yaml',
      'from: plant.StopCircuit',
      'from: plant.StopCirciut',
      'There is no signal `plant.StopCirciut`. Did you mean `plant.StopCircuit`?',
    ],
    [
      'a wire between types',
      'lab.yaml',
      'from: plant.StopCircuit',
      'from: plant.Speed',
      'The terminal plc.Stop is BOOL, but `plant.Speed` is REAL.',
    ],
    ['an output to an output', 'lab.yaml', 'to: plant.LampCoil', 'to: plant.Lamp', '`plant.Lamp` is no input of the plant'],
    ['two outputs on one input', 'lab.yaml', 'to: plant.LampCoil', 'to: plant.ContactorCoil', 'already driven by plc.Motor'],
    ['an address twice', 'lab.yaml', '"%IX0.2"', '"%IX0.1"', '`%IX0.1` overlaps the address of Stop'],
    [
      'a parameter the plant lacks',
      'lab.yaml',
      'SpinUp: {',
      'SpinnUp: {',
      'The plant has no input `SpinnUp`, so this parameter changes nothing. Did you mean `SpinUp`?',
    ],
    [
      'a parameter of another type',
      'lab.yaml',
      'from: 800ms',
      'from: 800',
      '`800` is no value for `plant.SpinUp`, which is TIME.',
    ],
    [
      'a scenario on no signal',
      'lab.yaml',
      'plant.StartButton: TRUE',
      'plant.StartButon: TRUE',
      'There is no signal `plant.StartButon`. Did you mean `plant.StartButton`?',
    ],
    [
      'a scenario on a driven input',
      'lab.yaml',
      'plant.StartButton: TRUE',
      'plant.LampCoil: TRUE',
      '`plant.LampCoil` cannot be operated',
    ],
    [
      'a scenario with a wrong value',
      'lab.yaml',
      'plant.StartButton: TRUE',
      'plant.StartButton: 12',
      '`12` is no value for `plant.StartButton`, which is BOOL.',
    ],
    ['an expression on no signal', 'lab.yaml', 'expect: plc.Motor', 'expect: plc.Motr', 'In `plc.Motr`: '],
    ['an expression that is no BOOL', 'lab.yaml', 'expect: plc.Motor', 'expect: plant.Speed', 'In `plant.Speed`: '],
    ['an expression that ends early', 'lab.yaml', 'expect: plc.Motor', 'expect: plc.Motor AND', 'In `plc.Motor AND`: '],
    ['a private name of the program', 'lab.yaml', 'expect: plc.Motor', 'expect: plc.main.Motor', 'In `plc.main.Motor`: '],
    [
      'a way that does not compile',
      'lab.yaml',
      'if: NOT plant.StartButton',
      'if: NOT plant.Start_Button',
      'In `NOT plant.Start_Button`: ',
    ],
    [
      'a run that is too short',
      'lab.yaml',
      '- id: keeps-running',
      '- id: keeps-running\n        run: 2s',
      'The run ends before the window of a requirement does',
    ],
    ['a run of an hour', 'lab.yaml', '- id: keeps-running', '- id: keeps-running\n        run: 1h', 'A run lasts at most 20 min'],
    [
      'a wrong answer without folder',
      'lab.yaml',
      'follows-start: {',
      'folows-start: {',
      'There is no folder wrong/folows-start/. Did you mean `follows-start`?',
    ],
    [
      'a wrong answer for no check',
      'lab.yaml',
      'check: keeps-running',
      'check: keep-running',
      'This lab has no check `keep-running`. Did you mean `keeps-running`?',
    ],
    [
      'a wrong answer for no message',
      'lab.yaml',
      'message: stops-on-release',
      'message: stops',
      'has no message `stops`; it has default, stops-on-release',
    ],
    ['two checks of one id', 'lab.yaml', 'id: keeps-running', 'id: starts', 'The id `starts` belongs to another check already'],
    ['hints that are not there', 'lab.yaml', 'hints: 2', 'hints: 3', 'promises 3 hints'],
    ['a step without text', 'text.zh-CN.md', '## Step seal-in', '## Step seal', '`## Step seal-in` is missing in this file'],
    ['a check without text', 'text.en.md', '### Check starts', '### Check start', '`### Check starts` is missing'],
    ['a message that is missing', 'text.zh-CN.md', '- stops-on-release:', '- stops:', '`- stops-on-release: …` is missing'],
    [
      'a name for no signal',
      'text.en.md',
      '- plant.StopButton:',
      '- plant.StpButton:',
      'There is no signal `plant.StpButton`. Did you mean `plant.StopButton`?',
    ],
    [
      'a scene bound to nothing',
      'scene.svg',
      'data-on="plant.Lamp"',
      'data-on="plant.Lampe"',
      'There is no signal `plant.Lampe`. Did you mean `plant.Lamp`?',
    ],
    [
      'a control bound to an output',
      'scene.svg',
      'data-press="plant.StopButton"',
      'data-press="plant.StopCircuit"',
      'data-press needs an input of the plant',
    ],
    [
      'a lamp that shows a number',
      'scene.svg',
      'data-on="plant.Lamp"',
      'data-on="plant.Speed"',
      'data-on needs a BOOL; `plant.Speed` is REAL',
    ],
    [
      'a reading with as many decimals as there are not',
      'scene.svg',
      'data-on="plant.Lamp"',
      'data-text="plant.Speed" data-format="two" data-on="plant.Lamp"',
      '`data-format="two"`: write how many decimals, e.g. 2 or 0.00.',
    ],
    [
      'a way along no path',
      'scene.svg',
      'data-on="plant.Lamp"',
      'data-path="plant.Speed"',
      'data-path needs data-along. Add it.',
    ],
    [
      'an annotation at nothing',
      'lab.yaml',
      'steps:',
      'annotations: [{ id: k1, at: k1 }]\nsteps:',
      'No element of scene.svg has the id `k1`.',
    ],
    [
      'an annotation outside the drawing',
      'lab.yaml',
      'steps:',
      'annotations: [{ id: k1, at: [700, 20] }]\nsteps:',
      'The place [700, 20] lies outside the drawing, whose viewBox is 0 0 640 360.',
    ],
    [
      'an annotation at a step that is none',
      'lab.yaml',
      'steps:',
      'annotations: [{ id: k1, at: [70, 20], step: seal-im }]\nsteps:',
      'There is no step `seal-im`. Did you mean `seal-in`?',
    ],
    [
      'an annotation without words',
      'lab.yaml',
      'steps:',
      'annotations: [{ id: k1, at: [70, 20] }]\nsteps:',
      '`- k1: …` is missing in ## Annotations',
    ],
    ['a plant that does not compile', 'plant.st', 'Lamp := LampCoil;', 'Lamp := LampCoill;', 'LampCoill'],
  ];
  it.each(mistakes)('%s', (_, file, from, to, sentence) => {
    const fixture = labFixture();
    const line = fixture.edit(file, from, to);
    const found = findings(fixture).filter((finding) => finding.includes(sentence));
    expect(findings(fixture).join('\n')).toContain(sentence);
    // What is missing or promised is told where it belongs, not at the edit.
    if (/missing|promises|ends before|at most 20/.test(sentence)) return;
    expect(found[0]).toMatch(new RegExp(`^${file}:${line} `));
  });

  it('an expression is one expression, and cannot act on what it looks at', () => {
    for (const text of ['TRUE); plc.Motor := (TRUE', 'plc.Motor; plc.Lamp', 'plc.Motor := TRUE', 'NOT']) {
      const fixture = labFixture();
      const line = fixture.edit('lab.yaml', 'expect: plc.Motor', `expect: "${text}"`);
      expect(findings(fixture).join(), text).toContain(`lab.yaml:${line} In \`${text}\`: `);
    }
  });

  it('the column of a mistake inside an expression', () => {
    const fixture = labFixture();
    fixture.edit('lab.yaml', 'expect: plc.Motor', 'expect: plc.Motor AND plc.Lmap');
    const { lab } = loadLab(fixture.dir);
    const [problem] = lintLab(lab!);
    const [, text = ''] = /In `(.*)`: /.exec(problem!.message.en) ?? [];
    expect(text).toBe('plc.Motor AND plc.Lmap');
    // `          - expect: ` is 20 characters long.
    expect(problem?.column).toBeGreaterThan(20 + 'plc.Motor AND'.length);
  });

  it('a lab without solution, a wrong answer that lab.yaml does not know', () => {
    const fixture = labFixture();
    fixture.remove('solution');
    fixture.edit('lab.yaml', '\nwrong:\n  follows-start: { check: keeps-running, message: stops-on-release }', '');
    const found = findings(fixture).join('\n');
    expect(found).toContain('There is no reference solution');
    expect(found).toContain('The folder wrong/follows-start/ is not listed here');
  });
});
