/** What holds for every component of the library, whoever wrote it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cells } from '#sandbox/iec61131/index.ts';
import { libraryFiles } from '#sandbox/plant/library.ts';
import { type PlantUnderTest, plantOf } from './plant-under-test.ts';

interface Input {
  name: string;
  type: string;
  hasDefault: boolean;
}

/** The inputs of a component as its text declares them, the faults among them from `// faults` on. */
function inputsOf(text: string): { acting: Input[]; faults: Input[] } {
  const section = /VAR_INPUT([\s\S]*?)END_VAR/.exec(text)?.[1] ?? '';
  const [before = '', after = ''] = section.split(/\/\/ faults\b.*/);
  const read = (part: string): Input[] =>
    part
      .replace(/\/\/.*$/gm, '')
      .split(';')
      .flatMap((declaration) => {
        const found = /^\s*([\w\s,]+?)\s*:\s*(\w+)\s*(:=.*)?$/s.exec(declaration);
        if (!found) return [];
        const [, names = '', type = '', initial] = found;
        return names
          .split(',')
          .map((name) => ({ name: name.trim(), type: type.toUpperCase(), hasDefault: initial !== undefined }));
      });
  return { acting: read(before), faults: read(after) };
}

const blocks = libraryFiles()
  .filter(({ text }) => text.includes('FUNCTION_BLOCK '))
  .map(({ name, text }) => ({ name, text, type: /FUNCTION_BLOCK (\w+)/.exec(text)![1]!, ...inputsOf(text) }));

const alone = (type: string, text: string, stepMs: number): PlantUnderTest =>
  /VAR_IN_OUT\s+Belt : Conveyor;/.test(text)
    ? plantOf(
        `VAR b : Conveyor := (Run := TRUE, NominalSpeed := 400.0); c : ${type}; n : INT; END_VAR\n  n := (n + 1) MOD 90; b(Enter := n < 10); c(Belt := b);`,
        stepMs,
      )
    : plantOf(`VAR c : ${type}; END_VAR\n  c();`, stepMs);

/** Every number of the plant; a NaN, an infinity or a number out of all proportion is told with its path. */
function outOfProportion(plant: PlantUnderTest): string[] {
  const { loaded } = plant.plant;
  return [...cells(loaded.program.layout)]
    .filter(({ type }) => type === 'LREAL')
    .filter((cell) => !(Math.abs(Number(loaded.read(cell))) < 1e10))
    .map((cell) => `${cell.path} = ${loaded.read(cell)}`);
}

describe.each(blocks)('$type', ({ name, text, type, acting, faults }) => {
  it('stands in a file of its name, one block a file, and says its physics first', () => {
    const kebab = type.replace(/([a-z])([A-Z0-9])/g, '$1-$2').toLowerCase();
    expect(name).toBe(`library/${kebab}.st`);
    expect(text.match(/^FUNCTION_BLOCK /gm)).toHaveLength(1);
    expect(acting.length).toBeGreaterThan(0);
    expect(faults.length > 0).toBe(text.includes('// faults'));
    expect(text).toMatch(/^\(\*[\s\S]{40,}?\*\)\s*FUNCTION_BLOCK/);
  });

  it.each([1, 20])('stays among the numbers whatever acts on it and whatever breaks, with a step of %i ms', (stepMs) => {
    const bools = [...acting, ...faults].filter((input) => input.type === 'BOOL');
    const numbers = [...acting.filter((input) => !input.hasDefault), ...faults].filter((input) => input.type === 'LREAL');
    const act = fc.record({
      bool: fc.nat(),
      on: fc.boolean(),
      number: fc.nat(),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
      steps: fc.integer({ min: 1, max: 40 }),
    });
    fc.assert(
      fc.property(fc.array(act, { minLength: 5, maxLength: 25 }), (acts) => {
        const plant = alone(type, text, stepMs);
        for (const { bool, on, number, share, steps } of acts) {
          const flag = bools[bool % Math.max(1, bools.length)];
          if (flag) plant.set(`c.${flag.name}`, on);
          const quantity = numbers[number % Math.max(1, numbers.length)];
          if (quantity) plant.set(`c.${quantity.name}`, faults.includes(quantity) ? share : 10 * share);
          plant.step(steps);
        }
        expect(outOfProportion(plant)).toEqual([]);
      }),
      { numRuns: 8 },
    );
  });
});
