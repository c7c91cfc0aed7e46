import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lintLab } from '#sandbox/lab/lint.ts';
import { loadLab } from '#sandbox/lab/load.ts';
import { bindingsOf, sanitiseScene } from '#sandbox/lab/scene.ts';
import { expandSymbols } from '#sandbox/lab/scene-symbols.ts';
import { labSignals } from '#sandbox/lab/signals.ts';
import { readSymbol, sceneSymbols } from '#sandbox/plant/symbols.ts';
import { demoPlant, demoScene, placements } from '../plant/symbol-demo.ts';
import { labFixture } from './lab-fixture.ts';

const box = readSymbol(
  'box',
  `<svg data-parameters="of w=10 level={of}.Level alarm= kind='a b'">
     <title lang="en">Box</title>
     <rect width="{w}" height="{= w * 2 + 1}" data-fill="{level}"/>
     <path data-if="{alarm}" data-show="{alarm}" d="M0 0"/>
     <text data-on="{alarm}" class="{kind}">{w} mm</text>
   </svg>`,
);
const symbols = new Map([['box', box]]);
const expand = (scene: string) => {
  const { source, problems } = expandSymbols('scene.svg', scene, symbols);
  return { source, told: problems.map(({ line, column, message }) => `${line}:${column} ${message.en}`) };
};

describe('a symbol is drawn in its place', () => {
  it('with its parameters, its defaults, and what is reckoned from them', () => {
    expect(expand('<svg><g data-symbol="box" data-of="plant.T1" data-w="20" transform="scale(2)"/></svg>')).toEqual({
      source:
        '<svg><g data-symbol="box" transform="scale(2)"><rect width="20" height="41" data-fill="plant.T1.Level"></rect><text class="a b">20 mm</text></g></svg>',
      told: [],
    });
  });

  it('with its optional part, once its signal is named', () => {
    expect(expand('<svg><g data-symbol="box" data-of="plant.T1" data-alarm="plant.A"/></svg>').source).toContain(
      '<path data-show="plant.A" d="M0 0"></path><text data-on="plant.A"',
    );
  });

  it('and what stands in its group comes after it; bindings of the group are its own', () => {
    const { source, told } = expand('<svg><g data-symbol="box" data-of="plant.T1" data-show="plant.S"><circle r="1"/></g></svg>');
    expect(told).toEqual([]);
    expect(source).toMatch(/^<svg><g data-symbol="box" data-show="plant.S"><rect .*<\/text><circle r="1"\/><\/g><\/svg>$/);
    expect(bindingsOf(source).map(({ signal, symbol }) => [signal, symbol])).toEqual([
      ['plant.S', null],
      ['plant.T1.Level', 'box'],
    ]);
  });

  it('lines stay where they were, also under a tag over several lines', () => {
    const scene = '<svg>\n<g data-symbol="box"\n  data-of="plant.T1"\n/>\n<g data-on="plant.A"/>\n</svg>';
    expect(bindingsOf(sanitiseScene('s', expand(scene).source).svg).map(({ signal, line }) => [signal, line])).toEqual([
      ['plant.T1.Level', 2],
      ['plant.A', 5],
    ]);
  });
});

describe('mistakes are told where they stand, with what was meant', () => {
  it.each([
    ['an unknown symbol', '<g data-symbol="bux" data-of="p"/>', '2:4 There is no symbol `bux`. Did you mean `box`?'],
    [
      'an unknown parameter',
      '<g data-symbol="box" data-off="p" data-of="p"/>',
      '2:22 The symbol `box` has no parameter `data-off`. Did you mean data-of?',
    ],
    ['a missing parameter', '<g data-symbol="box"/>', '2:1 The symbol `box` needs data-of.'],
    ['not on a group', '<rect data-symbol="box"/>', '2:1 A symbol stands in a <g>, not in a <rect>: <g data-symbol="box" …/>.'],
  ])('%s', (_, symbol, message) => {
    expect(expand(`<svg>\n${symbol}</svg>`).told).toEqual([message]);
  });

  it('in both languages', () => {
    const { problems } = expandSymbols('s', '<svg><g data-symbol="bux"/><g data-symbol="box" data-x="1"/></svg>', symbols);
    expect(problems).toHaveLength(3);
    for (const { message } of problems) expect(message['zh-CN']).toMatch(/图形符号/);
  });
});

it('a path to go along is one of the drawing', () => {
  const told = (along: string) => sanitiseScene('s', `<svg><g data-path="plant.X" data-along="${along}"/></svg>`).problems.length;
  expect([told('#belt'), told('https://example.org/a.svg#belt'), told('#a,script')]).toEqual([0, 1, 1]);
});

describe('a value cannot leave its attribute', () => {
  it('quotes, brackets and braces stay text', () => {
    const { source } = expand('<svg><g data-symbol="box" data-of="a&quot; onclick=&quot;x" data-w="{of}&lt;script&gt;"/></svg>');
    expect(source).not.toContain('<script');
    expect(source).not.toMatch(/" onclick="/);
    // A value is not looked at for parameters.
    expect(source).toContain('{of}&lt;script&gt; mm');
  });

  it('whatever it is, the sanitiser sees the same elements', () => {
    const shape = (svg: string) => [...svg.matchAll(/<\/?([a-z]+)/g)].map((match) => match[1]);
    const plain = shape(expand('<svg><g data-symbol="box" data-of="x" data-w="1"/></svg>').source);
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', minLength: 1 }),
        fc.string({ unit: fc.constantFrom('"', "'", '<', '>', '/', '{', '}', '&', 'a', '=') }),
        (a, b) => {
          const attribute = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
          const { source } = expand(`<svg><g data-symbol="box" data-of="x${attribute(a)}" data-w="${attribute(b)}"/></svg>`);
          const { svg } = sanitiseScene('s', source);
          expect(shape(svg)).toEqual(plain);
          expect(svg).not.toMatch(/<[^>]* on[a-z]+=/);
        },
      ),
    );
  });
});

describe('the library', () => {
  const lab = () => {
    const fixture = labFixture();
    fixture.write('plant.st', demoPlant);
    fixture.write('scene.svg', demoScene());
    const { lab, problems } = loadLab(fixture.dir);
    return { lab, problems: problems.filter(({ file }) => file.endsWith('scene.svg')) };
  };

  it('every symbol stands in the demonstration', () => {
    expect([...sceneSymbols().keys()].filter((name) => !placements.some(([placed]) => placed === name))).toEqual([]);
  });

  it('expands, is clean, and is bound to signals that its component has', () => {
    const { lab: demo, problems } = lab();
    expect(problems).toEqual([]);
    expect(labSignals(demo!).diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(lintLab(demo!).filter(({ file }) => file === 'scene.svg')).toEqual([]);
    expect(bindingsOf(demo!.scene).filter(({ symbol }) => symbol !== null).length).toBeGreaterThan(placements.length);
  });

  it.each([
    ['data-items="plant.Bolt"', 'data-items needs a Conveyor of the plant; `plant.Bolt` is none. Did you mean `plant.Belt`?'],
    ['data-set="plant.Start"', 'data-set needs a number; `plant.Start` is BOOL.'],
    ['data-set="plant.T101.Level"', 'data-set needs an input of the plant that nothing else drives; `plant.T101.Level` is none.'],
    ['data-show="plant.Start > 1"', '`> 1` needs a number; `plant.Start` is BOOL.'],
    ['data-show="plant.T101.Level"', 'data-show needs a BOOL; `plant.T101.Level` is LREAL.'],
    ['data-state-of="plant.Mod"', 'There is no signal `plant.Mod`. Did you mean `plant.Mode`?'],
  ])('%s is told', (attribute, message) => {
    const fixture = labFixture();
    fixture.write('plant.st', demoPlant);
    fixture.write('scene.svg', `<svg viewBox="0 0 9 9">\n  <g ${attribute}/></svg>`);
    const told = lintLab(loadLab(fixture.dir).lab!).filter(({ file }) => file === 'scene.svg');
    expect(told.map(({ line, column, message: { en } }) => `${line}:${column} ${en}`)).toEqual([`2:6 ${message}`]);
  });

  it('an instance that is none is told with the symbol', () => {
    const fixture = labFixture();
    fixture.write('plant.st', demoPlant);
    fixture.write('scene.svg', '<svg viewBox="0 0 9 9">\n\n<g data-symbol="level-switch" data-of="plant.LHS"/></svg>');
    const { lab: broken } = loadLab(fixture.dir);
    const told = lintLab(broken!).filter(({ file }) => file === 'scene.svg');
    expect(told.map(({ line, message }) => `${line} ${message.en}`)).toEqual([
      '3 In the symbol `level-switch`: There is no signal `plant.LHS.Covered`. Did you mean `plant.LSH.Covered`?',
      '3 In the symbol `level-switch`: There is no signal `plant.LHS.Contact`. Did you mean `plant.LSH.Contact`?',
    ]);
  });

  it.each([...sceneSymbols()])('%s has its words in both languages, a box, and no look of its own', (_, symbol) => {
    for (const words of [symbol.title, symbol.about]) {
      expect(words.en).not.toBe('');
      expect(words['zh-CN']).toMatch(/[\u4e00-\u9fff]/);
    }
    expect(symbol.box.split(' ').map(Number).every(Number.isFinite)).toBe(true);
    expect(JSON.stringify(symbol.nodes)).not.toMatch(/"(style|fill|stroke|stroke-width|font-[a-z]+|opacity)":|#[0-9a-f]{3,6}\b/);
  });
});
