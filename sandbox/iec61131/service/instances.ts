/** Where a POU runs: the instances of its program, or the variables that are instances of its block. */
import type { SourceFile } from '../diagnostics.ts';
import type { Type } from '../semantics/types.ts';
import { type AnalysisOptions, analyse } from './analysis.ts';

/** More are not told: nobody chooses among so many. */
const MOST = 64;

/** Paths as a layout knows them, `main` or `main.cells[2].press`, of the first POU in the file; in the order of the declarations. */
export function instancesOf(files: readonly SourceFile[], file: string, options: AnalysisOptions = {}): string[] {
  const { symbols, trees } = analyse(files, options);
  const declared = trees.get(file)?.declarations.find(({ kind }) => kind === 'program' || kind === 'function_block');
  if (declared?.kind !== 'program' && declared?.kind !== 'function_block') return [];
  const { kind, name } = declared;
  const found: string[] = [];
  for (const instance of symbols.instances) {
    const isIt = kind === 'program' && instance.program.name.toUpperCase() === name.key;
    if (isIt) found.push(instance.name);
    if (kind === 'function_block')
      for (const { name: variable, type } of instance.program.locals.concat(instance.program.parameters))
        collect(type, `${instance.name}.${variable}`, name.key, found);
  }
  return found.slice(0, MOST);
}

/** Blocks and structures contain no instance of themselves, so this ends. */
function collect(type: Type, path: string, block: string, found: string[]): void {
  if (found.length >= MOST) return;
  if (type.kind === 'instance') {
    if (type.block.name.toUpperCase() === block) found.push(path);
    for (const { name, type: inner, section } of [...type.block.parameters, ...type.block.locals])
      if (section !== 'in_out' && section !== 'temp') collect(inner, `${path}.${name}`, block, found);
  } else if (type.kind === 'struct') {
    for (const { name, type: inner } of type.fields) collect(inner, `${path}.${name}`, block, found);
  } else if (type.kind === 'array' && type.dimensions.length === 1 && mayHold(type.element)) {
    const { lower, upper } = type.dimensions[0]!;
    for (let index = lower; index <= upper && found.length < MOST; index++)
      collect(type.element, `${path}[${index}]`, block, found);
  }
}

const mayHold = ({ kind }: Type): boolean => kind === 'instance' || kind === 'struct' || kind === 'array';
