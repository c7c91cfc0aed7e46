/** Where the grammar begins something that deserves a line of its own, for the formatter. */
import type { CompilationUnit } from './ast.ts';
import { ELEMENTARY_NAMES, LONG_NAMES, STRING_NAMES } from './keywords.ts';

/** Lists whose items each begin a line, whatever they belong to. */
const lists: ReadonlySet<string> = new Set([
  ...['declarations', 'sections', 'body', 'otherwise', 'methods', 'properties', 'actions', 'steps', 'transitions', 'usings'],
  ...['associations', 'resources', 'tasks', 'programs', 'fields', 'entries'],
]);

/** Names of types that nobody else can bear (clause 6.4.2), so that their case means nothing. */
const reserved: ReadonlySet<string> = new Set([...ELEMENTARY_NAMES, ...Object.keys(LONG_NAMES), ...STRING_NAMES]);

export interface LineStarts {
  /** Tokens that begin a line. */
  starts: Set<number>;
  /** First tokens of CASE labels; they begin a line too. */
  labels: Set<number>;
  /** First statements of a CASE branch or after another label: on the label’s line or on their own, as the author likes. */
  free: Set<number>;
  /** Colons behind labels, which no space precedes. */
  colons: Set<number>;
  /** Names of elementary types where a type stands. */
  typeNames: Set<number>;
  /** First and last token of the bodies of POUs. */
  bodies: { owner: number; first: number; last: number }[];
}

interface TreeNode {
  kind?: unknown;
  first?: unknown;
  last?: unknown;
}

/** Reads the whole tree, whatever kinds of nodes it has. */
export function lineStartsOf(unit: CompilationUnit): LineStarts {
  const found: LineStarts = {
    starts: new Set(),
    labels: new Set(),
    free: new Set(),
    colons: new Set(),
    typeNames: new Set(),
    bodies: [],
  };
  for (const declaration of unit.declarations) {
    found.starts.add(declaration.first);
    visit(declaration, found);
  }
  for (const using of unit.usings ?? []) found.starts.add(using.first);
  return found;
}

function visit(node: object, found: LineStarts): void {
  const { kind } = node as TreeNode;
  if (kind === 'named') {
    const { name } = node as { name: { key: string; first: number } };
    if (reserved.has(name.key)) found.typeNames.add(name.first);
  }
  for (const [key, value] of Object.entries(node)) {
    if (value === null || typeof value !== 'object') continue;
    if (!Array.isArray(value)) {
      if ((key === 'get' || key === 'set') && typeof value.first === 'number') found.starts.add(value.first);
      visit(value, found);
      continue;
    }
    if (key === 'branches' && kind === 'case') for (const branch of value) caseBranch(branch, found);
    const own = lists.has(key);
    for (const item of value as unknown[]) {
      if (item === null || typeof item !== 'object') continue;
      const { first } = item as TreeNode;
      if (own && typeof first === 'number') found.starts.add(first);
      visit(item, found);
    }
    if (key === 'body' && (kind === 'program' || kind === 'function' || kind === 'function_block')) {
      const [firstStatement] = value as TreeNode[];
      const lastStatement = (value as TreeNode[]).at(-1);
      if (typeof firstStatement?.first === 'number' && typeof lastStatement?.last === 'number')
        found.bodies.push({ owner: (node as { first: number }).first, first: firstStatement.first, last: lastStatement.last });
    }
  }
}

function caseBranch(branch: { labels: { first: number; last: number }[]; body: { first: number }[] }, found: LineStarts): void {
  const first = branch.labels[0];
  const last = branch.labels.at(-1);
  if (first === undefined || last === undefined) return;
  found.labels.add(first.first);
  found.colons.add(last.last + 1);
  const statement = branch.body[0];
  if (statement !== undefined) found.free.add(statement.first);
}
