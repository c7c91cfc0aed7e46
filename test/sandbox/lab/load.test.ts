import { cpSync, mkdirSync, readFileSync, symlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadLab, loadLabs } from '#sandbox/lab/load.ts';
import { labFixture } from './lab-fixture.ts';

const told = (problems: { file: string; line: number; message: { en: string } }[]): string[] =>
  problems.map(({ file, line, message }) => `${file.split('/').slice(2).join('/')}:${line} ${message.en}`);

describe('a good lab', () => {
  it('is read whole', () => {
    const { dir } = labFixture();
    const { lab, problems } = loadLab(dir);
    expect(problems).toEqual([]);
    expect(lab?.slug).toBe('small-motor');
    expect(lab?.start.plc?.map(({ name }) => name)).toEqual(['main.st']);
    expect(Object.keys(lab?.solutions ?? {})).toEqual(['seal-in']);
    expect(lab?.solutions['seal-in']?.plc?.[0]?.text).toContain('Start OR Motor');
    expect(lab?.wrong['follows-start']?.plc).toHaveLength(1);
    expect(lab?.definition.steps[0]?.checks[1]?.scenario).toEqual([
      { at: 1_000_000_000n, set: { 'plant.StartButton': true } },
      { at: 1_200_000_000n, set: { 'plant.StartButton': false } },
    ]);
    expect(lab?.text['zh-CN'].checks['keeps-running']?.messages['stops-on-release']).toContain('松开');
    expect(lab?.text.en.steps['seal-in']?.hints).toHaveLength(2);
    expect(lab?.text.en.signals['plant.StartButton']).toBe('Start button S2');
  });

  it('has its start in either language, what is not translated in English', () => {
    const fixture = labFixture();
    const chinese = () => loadLab(fixture.dir).lab?.startIn?.['zh-CN']?.plc?.[0]?.text;
    expect(chinese()).toContain('指示灯');
    fixture.remove('start.zh-CN');
    expect(chinese()).toBeUndefined();
  });

  it('has a hash that any file changes, and only a file', () => {
    const fixture = labFixture();
    const hash = () => loadLab(fixture.dir).lab?.hash;
    const first = hash();
    expect(hash()).toBe(first);
    for (const [file, from] of [
      ['plant.st', 'latched'],
      ['scene.svg', 'M1'],
      ['text.en.md', 'Summary\n'],
      ['solution/seal-in/main.st', 'Seal-in'],
      ['start.zh-CN/main.st', '指示灯'],
    ] as const) {
      const before = hash();
      fixture.edit(file, from, `${from} `);
      expect(hash(), file).not.toBe(before);
    }
  });
});

describe('a mistake in lab.yaml is told at its line, in both languages', () => {
  const mistakes: [string, string, string, string][] = [
    ['a misspelt key', 'minutes: 25', 'minuts: 25', 'There is no key `minuts` here. Did you mean `minutes`?'],
    ['a misspelt key in a requirement', 'after: 1s', 'aftr: 1s', 'There is no key `aftr` here. Did you mean `after`?'],
    [
      'a misspelt key of a terminal',
      'from: plant.StartCircuit',
      'form: plant.StartCircuit',
      'There is no key `form` here. Did you mean `from`?',
    ],
    [
      'a word that is no choice',
      'difficulty: beginner',
      'difficulty: beginer',
      '`difficulty` cannot be "beginer"; write one of beginner, intermediate, advanced. Did you mean beginner?',
    ],
    ['text for a number', 'version: 1', 'version: one', '`version` should be a number, but this is "one".'],
    ['a number out of range', 'minutes: 25', 'minutes: 9000', '`minutes` is 9000; it must be at most 600.'],
    ['a duration without unit', 'within: 50ms', 'within: fifty', '"fifty" is not a duration'],
    ['a scenario line without "at"', 'at 1s:', 'in 1s:', 'start the line with "at" and a time'],
    ['a bad address', '"%IX0.0"', '"%IX0.9"', 'write the address as %IX0.0'],
    ['a pane that does not exist', 'panes: [program, scene', 'panes: [program, sceene', '"sceene"; write one of'],
    ['an id that is no UUID', 'id: 0e6f2a51-6f0c-4a55-9d0e-0a6f0f8c7a01', 'id: motor', '`id` should be a UUID'],
    ['two keys of one name', 'version: 1', 'id: twice', 'This key stands twice'],
    ['a tab', '  controllers:', '\tcontrollers:', 'indented with spaces'],
  ];
  it.each(mistakes)('%s', (_, from, to, sentence) => {
    const fixture = labFixture();
    const line = fixture.edit('lab.yaml', from, to);
    const { lab, problems } = loadLab(fixture.dir);
    expect(lab).toBeNull();
    const problem = problems.find(({ message }) => message.en.includes(sentence));
    expect(told(problems).join('\n')).toContain(sentence);
    expect(problem?.line).toBe(line);
    expect(problem?.column).toBeGreaterThan(0);
    expect(problem?.file).toMatch(/\/small-motor\/lab\.yaml$/);
    expect(problem?.message['zh-CN']).toMatch(/[一-鿿]/);
  });

  it('a key that is missing, at the map that lacks it', () => {
    const fixture = labFixture();
    const line = fixture.edit('lab.yaml', 'cycle: 10ms', 'cycle: 10ms');
    fixture.edit('lab.yaml', '      program: start/main.st\n', '');
    const { problems } = loadLab(fixture.dir);
    expect(told(problems)).toEqual([`lab.yaml:${line - 2} \`program\` is missing here. Add it.`]);
  });

  it('a requirement of no known form', () => {
    const fixture = labFixture();
    fixture.edit('lab.yaml', 'expect: plc.Motor', 'demand: plc.Motor');
    expect(told(loadLab(fixture.dir).problems).join()).toMatch(/expect|no known form/);
  });

  it('an anchor that holds itself', () => {
    const fixture = labFixture();
    fixture.edit('lab.yaml', 'minutes: 25', 'minutes: &minutes [*minutes]');
    expect(told(loadLab(fixture.dir).problems).join()).toMatch(/^lab.yaml:1 .*anchors multiply/);
  });

  it('a form that lacks its second half', () => {
    const fixture = labFixture();
    fixture.edit('lab.yaml', 'expect: plc.Motor\n            after: 1s', 'when: plc.Motor');
    expect(told(loadLab(fixture.dir).problems).join()).toContain('`then` is missing');
  });
});

describe('files of a lab', () => {
  it('that are missing are told where they are named', () => {
    const fixture = labFixture();
    const line = fixture.edit('lab.yaml', 'scene: scene.svg', 'scene: drawing.svg');
    const { lab, problems } = loadLab(fixture.dir);
    expect(lab).toBeNull();
    expect(told(problems)).toEqual([
      `lab.yaml:${line} There is no file \`drawing.svg\` in this lab. Create it, or correct the name.`,
    ]);
  });

  it('never come from outside its folder', () => {
    for (const path of ['../secret.st', '/etc/hostname', 'start/../../secret.st', 'linked.st']) {
      const fixture = labFixture();
      mkdirSync(join(fixture.root, 'other'));
      cpSync(join(fixture.dir, 'plant.st'), join(fixture.root, 'secret.st'));
      symlinkSync(join(fixture.root, 'secret.st'), join(fixture.dir, 'linked.st'));
      fixture.edit('lab.yaml', 'source: plant.st', `source: ${path}`);
      const { lab, problems } = loadLab(fixture.dir);
      expect(lab, path).toBeNull();
      expect(told(problems).join(), path).toContain('leads out of the lab');
    }
  });

  it('that a trainee finds stand below start/', () => {
    const fixture = labFixture();
    fixture.edit('lab.yaml', 'program: start/main.st', 'program: solution/seal-in/main.st');
    const { lab, problems } = loadLab(fixture.dir);
    expect(lab).toBeNull();
    expect(told(problems).join()).toContain('below start/');
  });

  it('of a solution bear the names of start/', () => {
    const fixture = labFixture();
    fixture.write('solution/seal-in/extra.st', '');
    const { lab, problems } = loadLab(fixture.dir);
    expect(lab).not.toBeNull();
    expect(told(problems)).toEqual([
      'solution/seal-in/extra.st:1 start/ has no file of this name, so nothing would run it. Use the names found there: main.st.',
    ]);
  });
});

describe('a lab with two controllers', () => {
  it('gives each its own files; what a solution leaves out is as in start/', () => {
    const fixture = labFixture();
    fixture.write('start/second.st', 'PROGRAM second\nEND_PROGRAM\n');
    fixture.edit('lab.yaml', '    plc:', '    other: { program: [start/second.st] }\n    plc:');
    const { lab, problems } = loadLab(fixture.dir);
    expect(problems).toEqual([]);
    expect(lab?.start.other).toEqual([{ name: 'second.st', text: 'PROGRAM second\nEND_PROGRAM\n' }]);
    expect(lab?.solutions['seal-in']?.other).toEqual(lab?.start.other);
    expect(lab?.solutions['seal-in']?.plc).not.toEqual(lab?.start.plc);
  });
});

describe('the texts', () => {
  it('refuse a heading that means nothing', () => {
    const fixture = labFixture();
    const line = fixture.edit('text.en.md', '### Hint 2', '### Hnit 2');
    expect(told(loadLab(fixture.dir).problems).join()).toContain(`text.en.md:${line} \`### Hnit 2\` is no heading`);
  });

  it('refuse hints out of order and headings that stand twice', () => {
    const fixture = labFixture();
    fixture.edit('text.en.md', '### Hint 2', '### Hint 3');
    fixture.edit('text.zh-CN.md', '### Check keeps-running', '### Check starts');
    const problems = told(loadLab(fixture.dir).problems);
    expect(problems.join('\n')).toContain('Hint 2 should come next');
    expect(problems.join('\n')).toContain('`Check starts` stands twice');
  });

  it('take a heading inside a code fence for text', () => {
    const fixture = labFixture();
    fixture.edit('text.en.md', 'Let the motor hold itself.', 'Let the motor hold itself.\n\n```\n# no heading\n```');
    const { lab, problems } = loadLab(fixture.dir);
    expect(problems).toEqual([]);
    expect(lab?.text.en.steps['seal-in']).toMatchObject({
      title: 'Let the motor hold itself.',
      markdown: '```\n# no heading\n```',
    });
  });
});

describe('all labs of several roots', () => {
  it('serve the good ones beside a bad one', () => {
    const fixture = labFixture();
    cpSync(fixture.dir, join(fixture.root, 'bad-lab'), { recursive: true });
    fixture.edit('lab.yaml', 'version: 1', 'version: 2');
    labFixtureBreak(join(fixture.root, 'bad-lab'));
    const { labs, problems } = loadLabs([fixture.root]);
    expect([...labs.keys()]).toEqual(['small-motor']);
    expect(problems.every(({ file }) => file.includes('/bad-lab/'))).toBe(true);
    expect(problems.length).toBeGreaterThan(0);
  });

  it('let a later root win', () => {
    const [first, second] = [labFixture(), labFixture()];
    second.edit('lab.yaml', 'minutes: 25', 'minutes: 7');
    expect(loadLabs([first.root, second.root]).labs.get('small-motor')?.definition.minutes).toBe(7);
    expect(loadLabs([second.root, first.root]).labs.get('small-motor')?.definition.minutes).toBe(25);
    expect(loadLabs(['/nowhere', first.root]).labs.size).toBe(1);
  });

  it('give the same object again until a file changes, and the new one then', () => {
    const fixture = labFixture();
    const first = loadLabs([fixture.root]).labs.get('small-motor');
    expect(loadLabs([fixture.root]).labs.get('small-motor')).toBe(first);
    fixture.edit('lab.yaml', 'minutes: 25', 'minutes: 26');
    utimesSync(join(fixture.dir, 'lab.yaml'), new Date(), new Date(0));
    expect(loadLabs([fixture.root]).labs.get('small-motor')?.definition.minutes).toBe(26);
  });

  it('tell prerequisites that are unknown or go in a circle, and ids that two labs share', () => {
    const fixture = labFixture();
    const other = join(fixture.root, 'other-motor');
    fixture.edit('lab.yaml', 'version: 1', 'version: 1\nprerequisites: [other-motor, othr-motor]');
    cpSync(fixture.dir, other, { recursive: true });
    fixture.edit('lab.yaml', 'othr-motor', 'other-motr');
    const problems = told(loadLabs([fixture.root]).problems).join('\n');
    expect(problems).toContain('There is no lab `other-motr`. Did you mean `other-motor`?');
    expect(problems).toContain('This id already belongs to the lab other-motor');
    expect(problems).toContain('These labs wait for each other: other-motor → other-motor');
  });
});

it('a lab.yaml with lines lost, doubled and swapped is told, never thrown', () => {
  const fixture = labFixture();
  const lines = readFileSync(join(fixture.dir, 'lab.yaml'), 'utf8').split('\n');
  const change = fc.record({
    line: fc.nat({ max: lines.length - 1 }),
    how: fc.constantFrom('lose', 'double', 'indent', 'null', 'list', 'text'),
  });
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
      const broken = [...lines];
      for (const { line, how } of changes) {
        const old = broken[line] ?? '';
        const key = old.split(':')[0];
        const to = {
          lose: '',
          double: `${old}\n${old}`,
          indent: `  ${old}`,
          null: `${key}:`,
          list: `${key}: [1, {a: b}]`,
          text: `${key}: "x"`,
        };
        broken[line] = to[how];
      }
      fixture.write('lab.yaml', broken.join('\n'));
      const { lab, problems } = loadLab(fixture.dir);
      if (lab === null) expect(problems.length).toBeGreaterThan(0);
      for (const { line, column, message } of problems) {
        expect(line).toBeGreaterThan(0);
        expect(column).toBeGreaterThan(0);
        expect(message.en).not.toMatch(/undefined|\[object/);
        expect(message['zh-CN']).toMatch(/[一-鿿]/);
      }
    }),
    { numRuns: 400 },
  );
});

function labFixtureBreak(dir: string): void {
  cpSync(join(dir, 'plant.st'), join(dir, 'lab.yaml'));
}
