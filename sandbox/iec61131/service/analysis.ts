/**
 * Files to everything the service answers from. Pure functions of the text; what is remembered here only saves work: a file's tree
 * for as long as its text is the same, and the last analysis.
 */
import type { Diagnostic, SourceFile } from '../diagnostics.ts';
import { authored } from '../diagrams/authored.ts';
import { asStructuredText, type SourceText, withoutConsequences } from '../diagrams/source-text.ts';
import { libraryFiles } from '../library/library.ts';
import { type CheckUnit, check } from '../semantics/check.ts';
import { type PouEntity, Workspace } from '../semantics/workspace.ts';
import { isStackExhausted, refuseTooDeep } from '../stack-exhaustion.ts';
import type { CompilationUnit } from '../syntax/ast.ts';
import { parse } from '../syntax/parse.ts';

export interface AnalysisOptions {
  /** Nanoseconds between scans of a program that names no task; 10 ms unless given. */
  defaultCycle?: bigint;
  implies?: boolean;
  /** Refuse what IEC 61131-3 does not have. */
  strict?: boolean;
}

export interface Analysis {
  /** The parser's and the checker's, by place. */
  diagnostics: Diagnostic[];
  symbols: Workspace;
  trees: ReadonlyMap<string, CompilationUnit>;
}

interface ParsedFile {
  text: string;
  unit: CompilationUnit;
  /** The parser's own; the stream's list may grow later. */
  diagnostics: readonly Diagnostic[];
  /** The file, or what its drawing has become, and what is wrong with the drawing. */
  source: SourceText;
}

const DEFAULT_CYCLE = 10_000_000n;

let library: CheckUnit[] | null = null;
let last: { key: string; files: readonly SourceFile[]; analysis: Analysis } | null = null;
/** Trees by options and file name, of the last analysis only. */
let parsedFiles = new Map<string, ParsedFile>();

/** Parses and checks all files as one program. */
export function analyse(files: readonly SourceFile[], options: AnalysisOptions = {}): Analysis {
  const key = `${options.defaultCycle ?? DEFAULT_CYCLE} ${options.implies ?? false} ${options.strict ?? false}`;
  const same =
    last !== null &&
    last.key === key &&
    last.files.length === files.length &&
    last.files.every((file, i) => file.name === files[i]!.name && file.text === files[i]!.text);
  if (same) return last!.analysis;
  const trees = new Map<string, ParsedFile>();
  const analysis = checkAll(files, options, (file) => {
    const name = `${key} ${file.name}`;
    const known = parsedFiles.get(name);
    const parsed = known?.text === file.text ? known : parseFile(file, options);
    trees.set(name, parsed);
    return parsed;
  });
  parsedFiles = trees;
  last = { key, files: files.map(({ name, text }) => ({ name, text })), analysis };
  return analysis;
}

/** The same for a text that is only tried: nothing of it is remembered. */
export function analyseAnew(files: readonly SourceFile[], options: AnalysisOptions = {}): Analysis {
  return checkAll(files, options, (file) => parseFile(file, options));
}

function parseFile(file: SourceFile, { implies = false, strict = false }: AnalysisOptions): ParsedFile {
  const source = asStructuredText(file);
  const { unit, diagnostics } = parse(source.file, { implies, strict });
  return { text: file.text, unit, diagnostics: [...diagnostics], source };
}

function checkAll(files: readonly SourceFile[], options: AnalysisOptions, parsedOf: (file: SourceFile) => ParsedFile): Analysis {
  library ??= libraryFiles.map((file) => ({ file, tree: parse(file).unit, library: true }));
  const diagnostics: Diagnostic[] = [];
  const trees = new Map<string, CompilationUnit>();
  /** Of drawings, at the author's places already. */
  const drawings: Diagnostic[] = [];
  const units = files.map((given): CheckUnit => {
    const parsed = parsedOf(given);
    const { file } = parsed.source;
    drawings.push(...parsed.source.diagnostics);
    for (const diagnostic of parsed.diagnostics) diagnostics.push(diagnostic);
    trees.set(file.name, parsed.unit);
    return { file, tree: parsed.unit };
  });
  const defaultCycle = options.defaultCycle ?? DEFAULT_CYCLE;
  let checked: ReturnType<typeof check>;
  try {
    checked = check([...units, ...library], { defaultCycle });
  } catch (error) {
    if (!isStackExhausted(error)) throw error;
    // Of names nothing is known then; the trees still serve the outline and the folds.
    return { diagnostics: [refuseTooDeep(files)], symbols: new Workspace([], defaultCycle), trees };
  }
  for (const diagnostic of checked.diagnostics) diagnostics.push(diagnostic);
  const told = authored(units.map(({ file }) => file));
  const all = withoutConsequences(drawings, diagnostics.map(told.diagnostic));
  const order = new Map(files.map(({ name }, i) => [name, i]));
  all.sort((a, b) => (order.get(a.range.file) ?? 0) - (order.get(b.range.file) ?? 0) || a.range.start - b.range.start);
  return { diagnostics: all, symbols: checked.symbols, trees };
}

/** The POU whose text holds an offset; text after a POU that was never closed still belongs to it. */
export function pouAt(analysis: Analysis, file: string, offset: number): PouEntity | null {
  let nearest: PouEntity | null = null;
  let nearestStart = -1;
  // Tests are units too, and have no name among the others.
  for (const entity of [...analysis.symbols.entities.values(), ...analysis.symbols.finished]) {
    if (entity.kind !== 'pou' || entity.unit.library) continue;
    const { tokens } = entity.unit.tree;
    if (tokens.file.name !== file) continue;
    const start = tokens.starts[entity.declaration.first]!;
    if (start <= offset && start > nearestStart) {
      nearest = entity;
      nearestStart = start;
    }
  }
  if (nearest === null) return null;
  const { tokens } = nearest.unit.tree;
  const { last: end } = nearest.declaration;
  const closed = /^END_/.test(tokens.kinds[end] ?? '');
  return closed && tokens.ends[end]! < offset ? null : nearest;
}
