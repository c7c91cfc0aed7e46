/** From names to memory: `main.timer.ET`, `levels[3].x`, `%QD0`. Case does not matter, as everywhere in the language. */

import { FLOW, FLOWS_AT_ONCE } from '../diagrams/flow-plan.ts';
import type { ElementaryName, Type } from '../semantics/types.ts';
import type { Cell, Layout, Node } from './compiled.ts';
import { memberNodes } from './layout.ts';
import { elementaryOf, representation } from './representation.ts';
import { sizeOf } from './sizes.ts';

const same = (a: string, b: string): boolean => a.toUpperCase() === b.toUpperCase();

/** What a path has led to: a node, or an element of an array, with the path as it was declared. */
interface Spot {
  path: string;
  node: Node;
}

/**
 * The scalar that `path` names, or `null`. A path starts at a program instance or a global; a first name that is neither is looked
 * for in the program instances, and found when exactly one of them has it. A direct address answers for any place within the image.
 */
export function resolve(layout: Layout, path: string): Cell | null {
  const text = path.trim();
  if (text.startsWith('%')) return resolveAddress(layout, text);
  const steps = rooted(layout, split(text));
  if (!steps) return null;
  const [first, ...rest] = steps;
  if (typeof first !== 'string') return null;
  for (const start of starts(layout, first)) {
    const spot = rest.reduce<Spot | null>((at, step) => at && follow(at, step), start);
    const cell = spot && cellOf(spot);
    if (cell) return cell;
  }
  return null;
}

/** The node that a path names, with its own place: not for elements of arrays, which have none of their own, but as a copy of them. */
export function findNode(layout: Layout, path: string): Node | null {
  const steps = rooted(layout, split(path.trim()));
  const [first, ...rest] = steps ?? [];
  if (typeof first !== 'string') return null;
  const [start] = starts(layout, first);
  if (start === undefined) return null;
  return rest.reduce<Spot | null>((at, step) => at && follow(at, step), start)?.node ?? null;
}

/** A global of a namespace has dots in its name: as many first steps as belong to it become one. */
function rooted(layout: Layout, steps: (string | number[])[] | null): (string | number[])[] | null {
  if (steps === null) return null;
  for (let count = steps.length; count > 1; count--) {
    const name = steps.slice(0, count);
    if (name.some((step) => typeof step !== 'string')) continue;
    const text = name.join('.');
    if (layout.roots.some((root) => root.name.includes('.') && same(root.name, text))) return [text, ...steps.slice(count)];
  }
  return steps;
}

function starts(layout: Layout, name: string): Spot[] {
  const root = layout.roots.find((node) => same(node.name, name));
  if (root) return [{ path: root.name, node: root }];
  const inside = layout.roots
    .filter((node) => node.type.kind === 'program')
    .flatMap((program) =>
      program.children.filter((node) => same(node.name, name)).map((node) => ({ path: `${program.name}.${node.name}`, node })),
    );
  return inside.length === 1 ? inside : [];
}

/** `a.b[1,2].c` → 'a', 'b', [1, 2], 'c'; `null` for anything else. With a `$`: what the compiler made for itself, `flow$` of a ladder. */
function split(text: string): (string | number[])[] | null {
  const steps: (string | number[])[] = [];
  const token = /\.?([A-Za-z_][A-Za-z0-9_$]*)|\[([^\]]*)\]/y;
  while (token.lastIndex < text.length) {
    const dotted = text[token.lastIndex] === '.';
    const match = token.exec(text);
    if (!match) return null;
    const [, name, indices] = match;
    if (name !== undefined) {
      if (dotted !== steps.length > 0) return null;
      steps.push(name);
    } else {
      const numbers = (indices ?? '').split(',').map((part) => (/^\s*-?\d+\s*$/.test(part) ? Number(part) : Number.NaN));
      if (numbers.some(Number.isNaN)) return null;
      steps.push(numbers);
    }
  }
  return steps.length > 0 ? steps : null;
}

function follow({ path, node }: Spot, step: string | number[]): Spot | null {
  if (typeof step === 'string') {
    const child = node.children.find((candidate) => same(candidate.name, step));
    return child ? { path: `${path}.${child.name}`, node: child } : null;
  }
  if (node.type.kind !== 'array' || step.length !== node.type.dimensions.length) return null;
  let position = 0;
  for (const [dimension, { lower, upper }] of node.type.dimensions.entries()) {
    const index = step[dimension] ?? Number.NaN;
    if (!(index >= lower && index <= upper)) return null;
    position = position * (upper - lower + 1) + (index - lower);
  }
  return element({ path, node }, position, step);
}

function element({ path, node }: Spot, position: number, indices: readonly number[]): Spot {
  if (node.type.kind !== 'array') throw new Error(`${path} is no array`);
  const type = node.type.element;
  const offset = node.offset + position * sizeOf(type);
  return {
    path: `${path}[${indices.join()}]`,
    node: { ...node, type, offset, bit: -1, address: null, children: memberNodes(type, offset, node.retain) },
  };
}

function cellOf({ path, node }: Spot): Cell | null {
  if (node.type.kind === 'string') {
    const { offset, retain, constant, address, section } = node;
    return { path, type: node.type.name, capacity: node.type.capacity, offset, bit: -1, retain, constant, address, section };
  }
  // A reference is nobody's to write, and what it holds says nothing to a reader.
  const type =
    node.type.kind === 'program' || node.type.kind === 'reference' || node.type.kind === 'interface'
      ? null
      : elementaryOf(node.type);
  if (!type) return null;
  const { offset, bit, retain, constant, address, section } = node;
  return { path, type, offset, bit, retain, constant, address, section };
}

const sizedTypes: Record<string, ElementaryName> = { X: 'BOOL', B: 'BYTE', W: 'WORD', D: 'DWORD', L: 'LWORD' };

/** `%IX0.1` and `%I0.1` are bits; `%QB1`, `%QW1`, `%MD1`, `%ML1` count in their own size (IEC 61131-3, 6.5.5). */
function resolveAddress(layout: Layout, text: string): Cell | null {
  const match = /^%([IQM])([XBWDL]?)(\d{1,9})(?:\.([0-7]))?$/i.exec(text);
  if (!match) return null;
  const area = (match[1] ?? '').toUpperCase();
  const size = (match[2] || 'X').toUpperCase();
  const type = sizedTypes[size];
  if (!type || (area !== 'I' && area !== 'Q' && area !== 'M') || (match[4] !== undefined && size !== 'X')) return null;
  const { offset, size: bytes } = layout.image[area];
  const width = representation(type).size;
  const at = Number(match[3]) * width;
  if (at + width > bytes) return null;
  const bit = size === 'X' ? Number(match[4] ?? 0) : -1;
  const address = text.toUpperCase();
  return { path: address, type, offset: offset + at, bit, retain: false, constant: false, address, section: 'global' };
}

/**
 * The path of what begins at `offset` of the region and has this type; `null` when nothing does. The outermost such thing: a structure
 * before its first field.
 */
export function pathAt(layout: Layout, offset: number, isMeant: (type: Type) => boolean): string | null {
  const within = (spot: Spot): string | null => {
    const { node, path } = spot;
    if (node.type.kind !== 'program') {
      const size = sizeOf(node.type);
      if (node.bit >= 0 || offset < node.offset || offset >= node.offset + size) return null;
      if (offset === node.offset && isMeant(node.type)) return path;
      if (node.type.kind === 'array') {
        const { dimensions, element: type } = node.type;
        let position = Math.floor((offset - node.offset) / sizeOf(type));
        const indices: number[] = [];
        for (const { lower, upper } of dimensions.toReversed()) {
          const length = upper - lower + 1;
          indices.unshift(lower + (position % length));
          position = Math.floor(position / length);
        }
        return within(element(spot, Math.floor((offset - node.offset) / sizeOf(type)), indices));
      }
    }
    for (const child of node.children) {
      const found = within({ path: `${path}.${child.name}`, node: child });
      if (found !== null) return found;
    }
    return null;
  };
  for (const node of layout.roots) {
    const found = within({ path: node.name, node });
    if (found !== null) return found;
  }
  return null;
}

/**
 * Every scalar of a layout in declaration order, arrays element by element, at most `cap` of them. Bounded so that nobody who
 * lists a program's variables has to list a million.
 */
export function* cells(layout: Layout, cap = 10_000): Generator<Cell, void, undefined> {
  let left = cap;
  function* walk(spot: Spot): Generator<Cell, void, undefined> {
    if (left <= 0) return;
    const cell = cellOf(spot);
    if (cell) {
      left--;
      yield cell;
      return;
    }
    for (const inner of parts(spot)) {
      // What the compiler made for itself: nobody can name it.
      if (inner.node.name.includes('$')) continue;
      if (left <= 0) return;
      yield* walk(inner);
    }
  }
  for (const node of layout.roots) yield* walk({ path: node.name, node });
}

/**
 * The power flow of ladder diagrams, as a scan left it: eight BOOLs of `flow$` at a time, each a byte of an LWORD, the first the lowest.
 * `main.flow$.0` has the elements 0 to 7 of the program, `main.pump.flow$.1` the next eight of an instance. At most `cap` of them.
 */
export function* flowCells(layout: Layout, cap: number): Generator<Cell, void, undefined> {
  let left = cap;
  function* walk(spot: Spot): Generator<Cell, void, undefined> {
    for (const inner of parts(spot)) {
      const { path, node } = inner;
      if (node.name === FLOW && node.type.kind === 'array') {
        const count = sizeOf(node.type) / FLOWS_AT_ONCE;
        for (let i = 0; i < count && left > 0; i++, left--) {
          const { retain, constant, address, section } = node;
          const offset = node.offset + i * FLOWS_AT_ONCE;
          yield { path: `${path}.${i}`, type: 'LWORD', offset, bit: -1, retain, constant, address, section };
        }
      } else if (left > 0 && holdsInstances(node.type)) yield* walk(inner);
    }
  }
  for (const node of layout.roots) yield* walk({ path: node.name, node });
}

function holdsInstances(type: Node['type']): boolean {
  if (type.kind === 'array') return holdsInstances(type.element);
  return type.kind === 'program' || type.kind === 'instance' || type.kind === 'struct';
}

/** The members of a program, structure or instance; the elements of an array. */
export function* parts(spot: Spot): Generator<Spot, void, undefined> {
  const { path, node } = spot;
  for (const child of node.children) yield { path: `${path}.${child.name}`, node: child };
  if (node.type.kind !== 'array') return;
  const { dimensions } = node.type;
  const indices = dimensions.map(({ lower }) => lower);
  if (dimensions.some(({ lower, upper }) => upper < lower)) return;
  for (let position = 0; ; position++) {
    yield element(spot, position, indices);
    let dimension = dimensions.length - 1;
    while (dimension >= 0 && indices[dimension] === dimensions[dimension]?.upper) {
      indices[dimension] = dimensions[dimension]?.lower ?? 0;
      dimension--;
    }
    if (dimension < 0) return;
    indices[dimension] = (indices[dimension] ?? 0) + 1;
  }
}

export type { Spot };
