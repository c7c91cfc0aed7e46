/** A compiled program on a memory of its own, for tests: run scans, read and write by name, see what faulted. */
import {
  type CompiledProgram,
  type CompileOptions,
  compile,
  readCell,
  resolve,
  type Value,
  writeCell,
} from '#sandbox/iec61131/index.ts';

const PAGE = 65_536;

export interface Fault {
  kind: string;
  line: number;
  text: string;
  a: bigint;
  b: bigint;
  bounds: { lower: bigint; upper: bigint } | undefined;
}

export class RunningProgram {
  readonly program: CompiledProgram;
  readonly base: number;
  readonly memory: WebAssembly.Memory;
  readonly #exports: WebAssembly.Exports;

  constructor(program: CompiledProgram, base = 4096) {
    this.program = program;
    this.base = base;
    const pages = Math.ceil((base + program.layout.size) / PAGE) + 1;
    this.memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
    const module = new WebAssembly.Module(program.wasm);
    this.#exports = new WebAssembly.Instance(module, { env: { memory: this.memory, base } }).exports;
    this.#call('init');
  }

  #call(name: string): void {
    const entry = this.#exports[name];
    if (typeof entry !== 'function') throw new Error(`no export ${name}`);
    entry();
  }

  global(name: string): WebAssembly.Global<'i32' | 'i64'> {
    const found = this.#exports[name];
    if (!(found instanceof WebAssembly.Global)) throw new Error(`no global ${name}`);
    return found as WebAssembly.Global<'i32' | 'i64'>;
  }

  get view(): DataView {
    return new DataView(this.memory.buffer);
  }

  get bytes(): Uint8Array {
    return new Uint8Array(this.memory.buffer, this.base, this.program.layout.size);
  }

  /** One scan of one task at logical time `ms`; the fault if it ended in one. */
  scan(ms = 0, task = 0, fuel = 1_000_000n): Fault | null {
    this.view.setBigInt64(this.base + this.program.layout.timeOffset, BigInt(Math.round(ms * 1e6)), true);
    this.global('fuel').value = fuel;
    try {
      this.#call(`task_${task}`);
      return null;
    } catch (error) {
      if (!(error instanceof WebAssembly.RuntimeError)) throw error;
      const site = this.program.sites[Number(this.global('fault_site').value)];
      if (!site) throw error;
      const { kind, range, text, bounds } = site;
      return {
        kind,
        line: range.line,
        text,
        a: BigInt(this.global('fault_a').value),
        b: BigInt(this.global('fault_b').value),
        bounds,
      };
    }
  }

  get(path: string): Value {
    const cell = resolve(this.program.layout, path);
    if (!cell) throw new Error(`no cell ${path}`);
    return readCell(this.view, this.base, cell);
  }

  set(path: string, value: Value): void {
    const cell = resolve(this.program.layout, path);
    if (!cell) throw new Error(`no cell ${path}`);
    writeCell(this.view, this.base, cell, value);
  }
}

/** Compiles one file; a program that does not compile fails the test with its messages. */
export function build(text: string, options: CompileOptions = {}): CompiledProgram {
  const { diagnostics, program } = compile([{ name: 'test.st', text }], options);
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (!program)
    throw new Error(errors.map(({ range, code, message }) => `${range.line}:${range.column} ${code} ${message.en}`).join('\n'));
  return program;
}

export const start = (text: string, options: CompileOptions = {}): RunningProgram => new RunningProgram(build(text, options));

/** `PROGRAM main` with these declarations and statements; the first line of the body is line 3. */
export const main = (declarations: string, body: string, before = ''): string =>
  `PROGRAM main VAR ${declarations.replaceAll('\n', ' ')} END_VAR\n\n${body}\nEND_PROGRAM\n${before}`;
