/**
 * The plant library: components in Structured Text below `components/`, taken into a plant by being named in it. A lab's plant.st
 * needs no import; a name that it declares itself stays its own.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { SourceFile } from '../iec61131/diagnostics.ts';
import { lex } from '../iec61131/syntax/lexer.ts';

/** One file of the library, with the types, blocks and functions that it declares and those that it uses; upper case. */
export interface LibraryFile extends SourceFile {
  declares: Set<string>;
  uses: Set<string>;
}

const folder = fileURLToPath(new URL('./components/', import.meta.url));

let library: LibraryFile[] | null = null;

/** Every file below `components/`, in the order of the names; read once. */
export function libraryFiles(): readonly LibraryFile[] {
  library ??= readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.st'))
    .sort()
    .map((name) => {
      const file = { name: `library/${name}`, text: readFileSync(folder + name, 'utf8') };
      return { ...file, ...namesIn(file) };
    });
  return library;
}

/** A name is used where a type stands (`: Tank`, `OF Tank`) or where something is called (`Clamp(`); a variable may be called like a component. */
const beforeType = new Set<string>([':', 'OF', 'REF_TO', 'EXTENDS']);

function namesIn(file: SourceFile): { declares: Set<string>; uses: Set<string> } {
  const { kinds, starts, ends } = lex(file);
  const declares = new Set<string>();
  const uses = new Set<string>();
  let inType = false;
  kinds.forEach((kind, at) => {
    if (kind === 'TYPE') inType = true;
    if (kind === 'END_TYPE') inType = false;
    if (kind !== 'identifier') return;
    const name = file.text.slice(starts[at], ends[at]).toUpperCase();
    const before = kinds[at - 1] ?? '';
    if (before === 'FUNCTION_BLOCK' || before === 'FUNCTION' || (inType && (before === 'TYPE' || before === ';'))) {
      declares.add(name);
    } else if (beforeType.has(before) || kinds[at + 1] === '(') uses.add(name);
  });
  return { declares, uses };
}

/** The global that a rig writes its seed to before the first step. */
export const seedVariable = 'PLANT_SEED';

/**
 * What every plant may read. `PLANT_STEP`: the fixed step in seconds, a constant to the compiler. `PLANT_SEED`: the rig's, written
 * before the first step. `PLANT_STREAM`: how many generators of noise took a stream of their own so far.
 */
const globalsOf = (stepNs: bigint): SourceFile => ({
  name: 'library/plant-globals.st',
  text: [
    `VAR_GLOBAL CONSTANT PLANT_STEP : LREAL := ${(Number(stepNs) / 1e9).toFixed(9)}; END_VAR`,
    'VAR_GLOBAL PLANT_SEED : UDINT; PLANT_STREAM : UDINT; END_VAR',
    '',
  ].join('\n'),
});

/** By the plant's file: grading builds hundreds of rigs of one lab, and which components a text names does not change. */
const components = new WeakMap<SourceFile, SourceFile[]>();

/** The author's plant with the components that it names, and those that they name. The author's own file is the last. */
export function plantSources(plant: SourceFile, stepNs: bigint): SourceFile[] {
  const named = components.get(plant) ?? componentsOf(plant);
  components.set(plant, named);
  return [globalsOf(stepNs), ...named, plant];
}

function componentsOf(plant: SourceFile): SourceFile[] {
  const own = namesIn(plant);
  const wanted = new Set<LibraryFile>();
  const take = (uses: ReadonlySet<string>): void => {
    for (const file of libraryFiles()) {
      if (wanted.has(file)) continue;
      if (![...file.declares].some((name) => uses.has(name) && !own.declares.has(name))) continue;
      wanted.add(file);
      take(file.uses);
    }
  };
  take(own.uses);
  return libraryFiles()
    .filter((file) => wanted.has(file))
    .map(({ name, text }) => ({ name, text }));
}
