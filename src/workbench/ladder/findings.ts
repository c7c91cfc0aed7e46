/** What the compiler says about elements of a diagram. */
import type { ElementPath } from '#sandbox/iec61131/diagrams/ladder.ts';

export interface ElementFinding {
  /** A network alone, or an element in it. */
  path: ElementPath;
  severity: 'error' | 'warning' | 'info';
  text: string;
}

/** By the path of what they are about, as text. */
export function findingsByPath(findings: readonly ElementFinding[]): ReadonlyMap<string, readonly ElementFinding[]> {
  const byPath = new Map<string, ElementFinding[]>();
  for (const finding of findings) {
    const key = finding.path.join('.');
    const known = byPath.get(key);
    if (known) known.push(finding);
    else byPath.set(key, [finding]);
  }
  return byPath;
}
