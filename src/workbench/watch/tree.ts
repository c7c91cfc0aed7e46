/**
 * The signals of a rig as a tree: by controller (its process image, then its programs, block instances and arrays) and plant. A branch
 * has no value of its own, except where a signal's name is the beginning of another's.
 */
import type { WireSignal } from '#sandbox/wire/messages.ts';

export interface TreeNode {
  /** Of a branch: the beginning of the names below it; the process image has one of its own. Remembered, so it does not change. */
  id: string;
  /** The last part of the name: `ET`, `[3]`. Of a pinned signal the whole name. */
  label: string;
  kind: 'root' | 'image' | 'pinned' | 'path';
  signal: WireSignal | null;
  children: TreeNode[];
  /** Signals at and below it. */
  count: number;
}

/** A line of the tree as it is shown. */
export interface TreeRow {
  /** Unique among the rows. */
  key: string;
  node: TreeNode;
  /** From 1. */
  level: number;
  /** `null` without children. */
  open: boolean | null;
  /** Its place among its siblings, from 1, and how many they are. */
  position: number;
  siblings: number;
  /** Where its parent stands in the list; -1 for a root. */
  parent: number;
}

export const imageId = (root: string): string => `${root} %`;
export const pinnedId = '★';

/** `MAIN.table[3].x` is `MAIN`, `table`, `[3]`, `x`. */
export function partsOf(name: string): string[] {
  return name.match(/\[[^\]]*\]?|[^.[]+/g) ?? [name];
}

export function treeOf(signals: readonly WireSignal[]): TreeNode[] {
  const nodes = new Map<string, TreeNode>();
  const roots: TreeNode[] = [];
  const make = (id: string, label: string, kind: TreeNode['kind'], siblings: TreeNode[]): TreeNode => {
    const known = nodes.get(id);
    if (known) return known;
    const node: TreeNode = { id, label, kind, signal: null, children: [], count: 0 };
    nodes.set(id, node);
    // The image is what a controller has to do with the world: it goes before the programs.
    if (kind === 'image') siblings.unshift(node);
    else siblings.push(node);
    return node;
  };
  for (const signal of signals) {
    const [first = '', ...rest] = partsOf(signal.name);
    let node = make(first, first, 'root', roots);
    node.count++;
    if (signal.kind === 'input-terminal' || signal.kind === 'output-terminal') {
      node = make(imageId(first), '', 'image', node.children);
      node.count++;
      const label = signal.name.slice(first.length + 1);
      node = make(`${node.id}.${label}`, label, 'path', node.children);
      node.count++;
    } else {
      let id = first;
      for (const part of rest) {
        id += part.startsWith('[') ? part : `.${part}`;
        node = make(id, part, 'path', node.children);
        node.count++;
      }
    }
    node.signal = signal;
  }
  for (const node of nodes.values()) if (node.kind === 'image') node.children.sort(byAddress);
  // What is being programmed goes before what it is programmed for.
  const isPlant = (root: TreeNode) => root.id === 'plant';
  return [...roots.filter((root) => !isPlant(root)), ...roots.filter(isPlant)];
}

/** Inputs before outputs, then as they lie in the image: by address and bit, not by the letters of the text. */
function byAddress(one: TreeNode, other: TreeNode): number {
  return collator.compare(one.signal?.address ?? '', other.signal?.address ?? '');
}
const collator = new Intl.Collator('en', { numeric: true });

/** Signals that the reader keeps at the top, as a branch of whole names; `null` when none of them exists now. */
export function pinnedNode(pinned: readonly string[], byName: ReadonlyMap<string, WireSignal>): TreeNode | null {
  const children = pinned.flatMap((name): TreeNode[] => {
    const signal = byName.get(name);
    return signal ? [{ id: `${pinnedId}.${name}`, label: name, kind: 'path', signal, children: [], count: 1 }] : [];
  });
  if (children.length === 0) return null;
  return { id: pinnedId, label: '', kind: 'pinned', signal: null, children, count: children.length };
}

/** Open until the reader closes it: what a small program needs; block instances and arrays wait to be asked. */
export function isOpenAtFirst(node: TreeNode, level: number, controllers: ReadonlySet<string>): boolean {
  if (level === 1 || node.kind === 'image') return true;
  return level === 2 && controllers.has(partsOf(node.id)[0] ?? '') && !node.id.includes('[');
}

interface RowOptions {
  isOpen: (node: TreeNode, level: number) => boolean;
  /** Signals that the search has found; their ancestors stay and are open. `null`: no search. */
  found: ReadonlySet<string> | null;
}

/** The lines to show, from above to below. */
export function rowsOf(roots: readonly TreeNode[], { isOpen, found }: RowOptions): TreeRow[] {
  const rows: TreeRow[] = [];
  const kept = found ? new Set<TreeNode>() : null;
  const keep = (node: TreeNode): boolean => {
    let any = node.signal !== null && found?.has(node.signal.name) === true;
    for (const child of node.children) any = keep(child) || any;
    if (any) kept?.add(node);
    return any;
  };
  if (kept) for (const root of roots) keep(root);
  const put = (nodes: readonly TreeNode[], level: number, parent: number) => {
    const shown = kept ? nodes.filter((node) => kept.has(node)) : nodes;
    for (const [index, node] of shown.entries()) {
      const open = node.children.length === 0 ? null : kept ? true : isOpen(node, level);
      const place = rows.length;
      rows.push({ key: node.id, node, level, open, position: index + 1, siblings: shown.length, parent });
      if (open) put(node.children, level + 1, place);
    }
  };
  put(roots, 1, -1);
  return rows;
}

/** The branches above a signal, from the root down, to open them. */
export function ancestorsOf(roots: readonly TreeNode[], name: string): TreeNode[] {
  for (const root of roots) {
    if (root.signal?.name === name && root.kind !== 'pinned') return [];
    const below = root.children.some((child) => holds(child, name)) ? ancestorsOf(root.children, name) : null;
    if (below) return [root, ...below];
  }
  return [];
}

const holds = (node: TreeNode, name: string): boolean =>
  node.signal?.name === name || node.children.some((child) => holds(child, name));
