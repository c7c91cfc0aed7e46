/** Source text to a module that runs: parse, check, generate. Pure; never throws on any text. */
import type { CompiledProgram } from './codegen/compiled.ts';
import { generate } from './codegen/generate.ts';
import type { Diagnostic, SourceFile } from './diagnostics.ts';
import { authored } from './diagrams/authored.ts';
import { asStructuredText, withoutConsequences } from './diagrams/source-text.ts';
import { kernelFiles, libraryFiles } from './library/library.ts';
import { type CheckUnit, check } from './semantics/check.ts';
import type { FunctionPou } from './semantics/checked.ts';
import { isStackExhausted, refuseTooDeep } from './stack-exhaustion.ts';
import type { CompilationUnit } from './syntax/ast.ts';
import { parse } from './syntax/parse.ts';

export interface CompileOptions {
  /** Nanoseconds between scans for a program that names no task; 10 ms unless given. */
  defaultCycle?: bigint;
  /** Largest region the program may take, in bytes; 1 MiB unless given. */
  memoryBytes?: number;
  /** Accept `A IMPLIES B`: the dialect of checks. */
  implies?: boolean;
  /** Emit the tests in the files, and nothing else: see `CompiledProgram.tests`. Without it they are checked only. */
  tests?: boolean;
  /** Refuse vendor extensions instead of accepting them with a word about it. */
  strict?: boolean;
  /** Keep every variable in memory after every statement, for stepping; slower, with the same results, layout and fuel. */
  observable?: boolean;
  /** Build for stepping: as `observable`, and stops before any statement (`codegen/stepping.ts`). Same layout and fuel. */
  stepping?: boolean;
  /** Smallest sizes of the image areas, in bytes, so that addresses exist which the program itself does not use. */
  image?: { I: number; Q: number; M: number };
}

interface Compilation {
  /** Errors, warnings and hints; with an error there is no program. */
  diagnostics: Diagnostic[];
  program: CompiledProgram | null;
}

const DEFAULT_CYCLE = 10_000_000n;
const DEFAULT_MEMORY = 1 << 20;

export function compile(files: readonly SourceFile[], options: CompileOptions = {}): Compilation {
  try {
    return compileAll(files, options);
  } catch (error) {
    if (!isStackExhausted(error)) throw error;
    return { diagnostics: [refuseTooDeep(files)], program: null };
  }
}

function compileAll(files: readonly SourceFile[], options: CompileOptions): Compilation {
  const implies = options.implies ?? false;
  const diagnostics: Diagnostic[] = [];
  /** Of diagrams, at the author's places already. */
  const drawings: Diagnostic[] = [];
  const units = files.map((given) => {
    const { file, diagnostics: drawn } = asStructuredText(given);
    drawings.push(...drawn);
    const parsed = parse(file, { implies, strict: options.strict ?? false });
    for (const diagnostic of parsed.diagnostics) diagnostics.push(diagnostic);
    return { file, tree: parsed.unit, library: false };
  });
  const checked = check([...units, ...libraryUnits()], {
    defaultCycle: options.defaultCycle ?? DEFAULT_CYCLE,
    implies,
    tests: options.tests ?? false,
  });
  for (const diagnostic of checked.diagnostics) diagnostics.push(diagnostic);
  const told = authored(units.map(({ file }) => file));
  if (!checked.program || [...drawings, ...diagnostics].some(({ severity }) => severity === 'error'))
    return { diagnostics: withoutConsequences(drawings, diagnostics.map(told.diagnostic)), program: null };
  const generated = generate(checked.program, {
    memoryBytes: options.memoryBytes ?? DEFAULT_MEMORY,
    image: options.image ?? { I: 0, Q: 0, M: 0 },
    observable: options.observable ?? false,
    stepping: options.stepping ? units.map(({ file }) => file) : null,
    files: [...units.map(({ file }) => file), ...libraryFiles, ...kernelFiles],
    kernels,
  });
  diagnostics.push(...generated.diagnostics);
  return {
    diagnostics: withoutConsequences(drawings, diagnostics.map(told.diagnostic)),
    program: generated.program && told.program(generated.program),
  };
}

let library: CheckUnit[] | null = null;

/** The library is parsed once; trees are never written to. */
export function libraryUnits(): CheckUnit[] {
  library ??= libraryFiles.map((file) => ({ file, tree: parseOwn(file), library: true }));
  return library;
}

let kernelFunctions: FunctionPou[] | null = null;

function kernels(): FunctionPou[] {
  if (kernelFunctions === null) {
    const units = kernelFiles.map((file) => ({ file, tree: parseOwn(file), library: false }));
    const checked = check(units, { defaultCycle: DEFAULT_CYCLE });
    if (!checked.program)
      throw new Error(
        `the library does not check: ${JSON.stringify(checked.diagnostics.find(({ severity }) => severity === 'error'))}`,
      );
    kernelFunctions = checked.program.functions;
  }
  return kernelFunctions;
}

/** A file of the library: a mistake in it is ours, not the author's. */
function parseOwn(file: SourceFile): CompilationUnit {
  const { unit, diagnostics } = parse(file);
  const first = diagnostics.find(({ severity }) => severity === 'error');
  if (first) throw new Error(`${file.name}:${first.range.line}: ${first.message.en}`);
  return unit;
}
