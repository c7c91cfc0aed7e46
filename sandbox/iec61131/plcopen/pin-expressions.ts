/** Contact logic at a pin of a box as an expression in Structured Text. Only what is the same whenever it is evaluated. */

import type { Connection, LadderItem, Pin } from './ladder-items.ts';
import { COMPARE_FUNCTIONS } from './write-ladder.ts';

export interface PinExpression {
  text: string;
  /** Contacts and boxes that it was made from. */
  from: ReadonlySet<string>;
  /** Operands it reads. */
  reads: ReadonlySet<string>;
  /** Instances whose outputs it reads; they stay in the rung. */
  instances: readonly LadderItem[];
}

const operators: ReadonlyMap<string, string> = new Map(
  Object.entries(COMPARE_FUNCTIONS).map(([operator, name]) => [name, operator]),
);
const LONGEST = 2000;

/** `null` where there is something in it that remembers, writes or runs. */
export function pinExpression(pin: Pin, items: ReadonlyMap<string, LadderItem>): PinExpression | null {
  const from = new Set<string>();
  const reads = new Set<string>();
  const instances: LadderItem[] = [];
  const open = new Set<string>();

  /** `null`: not an expression; 'TRUE' is the rail. */
  const anyOf = (connections: readonly Connection[]): string | null => {
    const parts: string[] = [];
    for (const connection of connections) {
      const part = one(connection);
      if (part === null) return null;
      if (!parts.includes(part)) parts.push(part);
    }
    if (parts.includes('TRUE')) return 'TRUE';
    return parts.length === 1 ? parts[0]! : bounded(`(${parts.join(' OR ')})`);
  };

  const both = (power: string | null, condition: string): string | null =>
    power === null ? null : power === 'TRUE' ? condition : bounded(`(${power} AND ${condition})`);

  const valueAt = ({ connections, expression, negated, modified }: Pin): string | null => {
    if (modified) return null;
    const value = connections.length === 0 ? expression : anyOf(connections);
    return value === null || value === '' ? null : negated ? `NOT ${bracketed(value)}` : value;
  };

  const one = ({ ref, pin: output }: Connection): string | null => {
    const item = items.get(ref);
    if (item === undefined || open.has(ref)) return null;
    open.add(ref);
    const text = read(item, output);
    open.delete(ref);
    return text;
  };

  const read = (item: LadderItem, output: string | null): string | null => {
    switch (item.kind) {
      case 'leftPowerRail':
        return 'TRUE';
      case 'inVariable':
      case 'inOutVariable':
        if (item.edge !== 'none' || item.text.trim() === '') return null;
        from.add(item.id);
        reads.add(item.text.trim());
        return item.negated ? `NOT ${bracketed(item.text.trim())}` : item.text.trim();
      case 'contact': {
        if (item.edge !== 'none' || item.storage !== 'none') return null;
        from.add(item.id);
        const operand = item.text.trim();
        reads.add(operand);
        return both(anyOf(item.inputs[0]?.connections ?? []), item.negated ? `NOT ${bracketed(operand)}` : operand);
      }
      case 'block': {
        const operator = operators.get(item.type.toUpperCase());
        if (item.instance !== null && output !== null) {
          // The box itself stays where it is; its output is read by name.
          const text = `${item.instance}.${output}`;
          instances.push(item);
          return item.outputs.some(({ name, negated }) => name === output && negated) ? null : text;
        }
        if (operator === undefined || item.instance !== null || /^ENO$/i.test(output ?? '')) return null;
        const enable = item.inputs.find(({ name }) => /^EN$/i.test(name));
        const [left, right, more] = item.inputs.filter((input) => input !== enable);
        if (left === undefined || right === undefined || more !== undefined) return null;
        const [a, b] = [valueAt(left), valueAt(right)];
        if (a === null || b === null) return null;
        from.add(item.id);
        const power = enable === undefined || enable.connections.length === 0 ? 'TRUE' : anyOf(enable.connections);
        return both(power, `(${bracketed(a)} ${operator} ${bracketed(b)})`);
      }
      default:
        return null;
    }
  };

  const text = valueAt(pin);
  return text === null ? null : { text, from, reads, instances };
}

/** Logic that branches and joins again and again doubles with every turn. */
const bounded = (text: string): string | null => (text.length > LONGEST ? null : text);

/** In brackets unless it is one operand. */
function bracketed(text: string): string {
  return /^[\w.#%$]+(?:\[[\w, ]*\])?$/.test(text) || /^\([^()]*\)$/.test(text) ? text : `(${text})`;
}
