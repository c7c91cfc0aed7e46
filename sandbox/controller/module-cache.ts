/**
 * Programs compiled once: many rigs run the same start, plant or solution. Keyed by content, bounded, and without effect on
 * what a program does, so it may be shared by every rig of a process.
 */
import { createHash } from 'node:crypto';
import type { CompiledProgram } from '../iec61131/codegen/compiled.ts';
import { diagnose } from '../iec61131/diagnostic-catalogue.ts';
import type { Diagnostic, SourceFile } from '../iec61131/diagnostics.ts';
import { compile } from '../iec61131/index.ts';

export type CompileOptions = Parameters<typeof compile>[1];
export type CompileResult = ReturnType<typeof compile>;

const keep = 256;
const compiled = new Map<string, CompileResult>();
const modules = new Map<string, WebAssembly.Module>();

/** Most recently used last; the oldest leaves when the cache is full. */
function remember<V>(cache: Map<string, V>, key: string, make: () => V): V {
  const known = cache.get(key);
  const value = known ?? make();
  if (known !== undefined) cache.delete(key);
  cache.set(key, value);
  const [oldest] = cache.keys();
  if (cache.size > keep && oldest !== undefined) cache.delete(oldest);
  return value;
}

/**
 * `compile`, remembered by the hash of sources and options, with its module proven valid. The result is shared: treat it as frozen.
 * A compiler that fails on a text is our mistake; it is answered as a diagnostic that says so, because other rigs live in this
 * process and a journal would bring the same text back.
 */
export function compileCached(files: SourceFile[], options: CompileOptions): CompileResult {
  const text = JSON.stringify([files.map(({ name, text }) => [name, text]), options], (_key, value) =>
    typeof value === 'bigint' ? `${value}n` : value,
  );
  return remember(compiled, createHash('sha256').update(text).digest('base64'), () => {
    try {
      const result = compile(files, options);
      if (result.program) moduleOf(result.program);
      return result;
    } catch (error) {
      return { diagnostics: [compilerFailed(files, error)], program: null };
    }
  });
}

function compilerFailed(files: SourceFile[], error: unknown): Diagnostic {
  const what = error instanceof Error ? error.message : String(error);
  const range = { file: files[0]?.name ?? '', start: 0, end: 0, line: 1, column: 1, endLine: 1, endColumn: 1 };
  return diagnose('ST9000', range, { what });
}

/** The WebAssembly module of a program; the same object for equal hashes. */
export function moduleOf(program: CompiledProgram): WebAssembly.Module {
  return remember(modules, program.hash, () => new WebAssembly.Module(program.wasm));
}
