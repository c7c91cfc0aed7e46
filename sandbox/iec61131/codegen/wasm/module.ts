import { ByteWriter } from './bytes.ts';
import type { Code } from './code.ts';
import { op, type ValueType, valueType } from './opcodes.ts';

interface Signature {
  parameters: readonly ValueType[];
  results: readonly ValueType[];
}

interface GlobalDefinition {
  type: ValueType;
  exportName: string;
}

const FUNCTION_TYPE = 0x60;
const EXTERNAL_FUNCTION = 0x00;
const EXTERNAL_MEMORY = 0x02;
const EXTERNAL_GLOBAL = 0x03;

/**
 * One module under construction: `env.memory` and `env.base` imported, everything else defined. Function indices are given out
 * before bodies exist, so that bodies may call each other in any order.
 */
export class WasmModule {
  /** Index of the imported global `env.base`. */
  readonly base = 0;
  #imports: { name: string; type: number }[] = [];
  #types: string[] = [];
  #signatures: Signature[] = [];
  #functions: { type: number; body: Code | null }[] = [];
  #globals: GlobalDefinition[] = [];
  #exports: { name: string; index: number }[] = [];
  #segments: Uint8Array[] = [];

  #typeIndex(signature: Signature): number {
    const key = `${signature.parameters.join()}>${signature.results.join()}`;
    const known = this.#types.indexOf(key);
    if (known >= 0) return known;
    this.#types.push(key);
    return this.#signatures.push(signature) - 1;
  }

  /** A mutable global starting at zero, exported under `exportName`. Returns its index. */
  global(type: ValueType, exportName: string): number {
    return this.#globals.push({ type, exportName });
  }

  /** A function of the outside, `env.name`. Imports have the first indices, so they come before every `declare`. */
  importFunction(name: string, parameters: readonly ValueType[], results: readonly ValueType[]): number {
    if (this.#functions.length > 0) throw new Error('imports come before functions');
    return this.#imports.push({ name, type: this.#typeIndex({ parameters, results }) }) - 1;
  }

  declare(parameters: readonly ValueType[], results: readonly ValueType[]): number {
    return this.#imports.length + this.#functions.push({ type: this.#typeIndex({ parameters, results }), body: null }) - 1;
  }

  define(index: number, body: Code): void {
    const entry = this.#functions[index - this.#imports.length];
    if (!entry) throw new Error(`no function ${index} was declared`);
    entry.body = body;
  }

  /** Parameters and locals of a function that has been defined. */
  localsOf(index: number): number {
    return this.#functions[index]?.body?.localCount ?? 0;
  }

  export(name: string, index: number): void {
    this.#exports.push({ name, index });
  }

  /** A passive data segment for `memory.init`. */
  segment(bytes: Uint8Array): number {
    return this.#segments.push(bytes) - 1;
  }

  encode(): Uint8Array<ArrayBuffer> {
    const out = new ByteWriter(4096);
    out.bytes(Uint8Array.of(0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00));
    const section = (id: number, count: number, write: (content: ByteWriter) => void) => {
      if (count === 0) return;
      const content = new ByteWriter();
      content.u32(count);
      write(content);
      out.byte(id);
      out.sized(content);
    };
    const valueTypes = (content: ByteWriter, types: readonly ValueType[]) => {
      content.u32(types.length);
      for (const type of types) content.byte(valueType[type]);
    };
    section(1, this.#signatures.length, (content) => {
      for (const signature of this.#signatures) {
        content.byte(FUNCTION_TYPE);
        valueTypes(content, signature.parameters);
        valueTypes(content, signature.results);
      }
    });
    section(2, 2 + this.#imports.length, (content) => {
      content.name('env');
      content.name('memory');
      content.byte(EXTERNAL_MEMORY);
      content.byte(0);
      content.u32(0);
      content.name('env');
      content.name('base');
      content.byte(EXTERNAL_GLOBAL);
      content.byte(valueType.i32);
      content.byte(0);
      for (const { name, type } of this.#imports) {
        content.name('env');
        content.name(name);
        content.byte(EXTERNAL_FUNCTION);
        content.u32(type);
      }
    });
    section(3, this.#functions.length, (content) => {
      for (const entry of this.#functions) content.u32(entry.type);
    });
    section(6, this.#globals.length, (content) => {
      for (const { type } of this.#globals) {
        content.byte(valueType[type]);
        content.byte(1);
        content.byte(type === 'i64' ? op.i64_const : op.i32_const);
        content.byte(0);
        content.byte(op.end);
      }
    });
    section(7, this.#exports.length + this.#globals.length, (content) => {
      for (const { name, index } of this.#exports) {
        content.name(name);
        content.byte(EXTERNAL_FUNCTION);
        content.u32(index);
      }
      this.#globals.forEach(({ exportName }, index) => {
        content.name(exportName);
        content.byte(EXTERNAL_GLOBAL);
        content.u32(index + 1);
      });
    });
    if (this.#segments.length > 0) {
      out.byte(12);
      const count = new ByteWriter(8);
      count.u32(this.#segments.length);
      out.sized(count);
    }
    section(10, this.#functions.length, (content) => {
      this.#functions.forEach(({ body }, index) => {
        if (!body) throw new Error(`function ${index} was declared and never defined`);
        content.sized(body.encode());
      });
    });
    section(11, this.#segments.length, (content) => {
      for (const bytes of this.#segments) {
        content.byte(1);
        content.u32(bytes.length);
        content.bytes(bytes);
      }
    });
    return out.finish();
  }
}
