/**
 * Which operands may be one place in memory. A variable of the POU's own is only itself; one at an address may share it with others of
 * that area (%I, %Q, %M); what is declared elsewhere, handed in by reference or computed by a call may be anything.
 */
import { parse } from '../../syntax/parse.ts';
import type { Places } from './logic.ts';

/** Stands for every place. */
const ANYTHING = '*';

export const everything: Places = new Set([ANYTHING]);

export function mayShare(one: Places, other: Places): boolean {
  if (one.size === 0 || other.size === 0) return false;
  if (one.has(ANYTHING) || other.has(ANYTHING)) return true;
  return [...one].some((place) => other.has(place));
}

export class Aliases {
  /** By upper-case name. */
  private readonly own = new Map<string, string>();

  constructor(declarations: string) {
    const [pou] = parse({ name: '', text: `PROGRAM statements\n${declarations}\nEND_PROGRAM` }).unit.declarations;
    if (pou?.kind !== 'program') return;
    for (const { keyword, declarations: list } of pou.sections) {
      if (!['VAR', 'VAR_INPUT', 'VAR_OUTPUT', 'VAR_TEMP'].includes(keyword)) continue;
      for (const { names, address } of list) {
        const area = address === null ? null : areaOf(address.text);
        for (const { text } of names) this.own.set(text.toUpperCase(), area ?? text.toUpperCase());
      }
    }
  }

  /** What an operand reads, or writes where it is written to. */
  of(operand: string): Places {
    const places = new Set<string>();
    const words = operand.replace(/'(?:\$.|[^'])*'|"(?:\$.|[^"])*"|\(\*[\s\S]*?\*\)|\/\/.*/g, ' ');
    for (const [word] of words.matchAll(/(?<![\w.#%])[A-Za-z_]\w*|%\w+|\^/g)) {
      if (/^(?:TRUE|FALSE|AND|OR|XOR|NOT|MOD)$/i.test(word)) continue;
      // The name before a `#` is a literal's type.
      if (words.includes(`${word}#`)) continue;
      places.add(word.startsWith('%') ? areaOf(word) : (this.own.get(word.toUpperCase()) ?? ANYTHING));
    }
    return places;
  }
}

const areaOf = (address: string): string => /^%[IQM]/i.exec(address)?.[0].toUpperCase() ?? ANYTHING;
