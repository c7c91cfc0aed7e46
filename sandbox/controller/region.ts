/** The piece of a rig's one linear memory that a program owns (law 3: regions never overlap, a program cannot reach another's). */

import type { CompiledProgram } from '../iec61131/codegen/compiled.ts';
import type { LocalizedText } from '../iec61131/diagnostics.ts';

export interface Region {
  memory: WebAssembly.Memory;
  /** First byte. */
  base: number;
  /** In bytes. */
  size: number;
}

/** A refusal that a person reads: a stable code, what was observed and what to try. */
export interface Refusal {
  code: string;
  message: LocalizedText;
}

const pageBytes = 65_536;
/** Alignment of a region: natural alignment of every scalar, and a cache line. */
const alignment = 64;

/** One memory for regions of the given sizes in bytes, side by side; its maximum is declared, so it never grows. */
export function allocate(sizes: number[]): Region[] {
  const bases: number[] = [];
  let end = 0;
  for (const size of sizes) {
    bases.push(end);
    end += Math.ceil(size / alignment) * alignment;
  }
  const pages = Math.max(1, Math.ceil(end / pageBytes));
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
  return sizes.map((size, index) => ({ memory, base: bases[index] ?? 0, size }));
}

/** `null` when the program has room in the region. */
export function refuseTooBig(program: CompiledProgram, region: Pick<Region, 'size'>): Refusal | null {
  const need = program.layout.size;
  if (need <= region.size) return null;
  const kb = (bytes: number) => (bytes / 1024).toFixed(1);
  return {
    code: 'program-too-big',
    message: {
      en: `The program's data needs ${kb(need)} kB, and the controller has ${kb(region.size)} kB. Make its largest arrays shorter, or use smaller types.`,
      'zh-CN': `程序的数据需要 ${kb(need)} kB，而控制器只有 ${kb(region.size)} kB。请缩短最大的数组，或改用更小的数据类型。`,
    },
  };
}
