/** CASE: integers, bit strings or an enumeration against constants and ranges of constants. Clause 7.3.3.3.3. */
import type { SourceRange } from '../diagnostics.ts';
import type * as ast from '../syntax/ast.ts';
import type { Body } from './body.ts';
import { checkExpression } from './check-expressions.ts';
import { checkBranch } from './check-statements.ts';
import type { CaseLabel, Expression, Statement } from './checked.ts';
import { convertTo } from './conversions.ts';
import { classOf, elementary, isInteger, limitsOf } from './elementary.ts';
import { computedAs, isUntyped, typeName } from './type-relations.ts';
import type { ElementaryName, Type } from './types.ts';

export function checkCase(body: Body, node: ast.Statement & { kind: 'case' }): Statement | null {
  const checked = checkExpression(body, node.selector);
  let selector: Expression | null = checked;
  if (checked !== null) {
    const name = computedAs(checked.type);
    const usable = checked.type.kind === 'enum' || (name !== null && (isInteger(name) || classOf(name) === 'bits'));
    if (!usable || isUntyped(checked.type)) {
      body.report('ST4023', node.selector, { type: typeName(checked.type) });
      selector = null;
    }
  }
  const seen: (CaseLabel & { at: SourceRange })[] = [];
  const branches = node.branches.map((branch) => {
    const labels: CaseLabel[] = [];
    for (const label of branch.labels) {
      const range = selector === null ? null : checkLabel(body, label, selector.type);
      if (range === null) continue;
      const earlier = overlapping(seen, range);
      if (earlier !== null) body.report('ST4024', label, { value: body.text(label), where: body.where(earlier.at) });
      insert(seen, { ...range, at: body.range(label) });
      labels.push(range);
    }
    return { labels, body: checkBranch(body, branch.body) };
  });
  const otherwise = node.otherwise === null ? [] : checkBranch(body, node.otherwise);
  if (selector === null) return null;
  const base: ElementaryName = selector.type.kind === 'enum' ? selector.type.base.name : computedAs(selector.type)!;
  const wide: ElementaryName = base === 'ULINT' || base === 'LWORD' ? 'ULINT' : 'LINT';
  const operand: Expression =
    base === wide && selector.type.kind === 'elementary'
      ? selector
      : { kind: 'convert', operand: selector, to: wide, type: elementary(wide), range: selector.range };
  return { kind: 'case', selector: operand, branches, otherwise, range: body.range(node) };
}

function checkLabel(body: Body, label: ast.CaseBranch['labels'][number], type: Type): CaseLabel | null {
  const lower = constantLabel(body, label.lower, type);
  const upper = label.upper === null ? lower : constantLabel(body, label.upper, type);
  if (lower === null || upper === null) return null;
  if (lower > upper) {
    body.report('ST4025', label, { lower: String(lower), upper: String(upper) });
    return null;
  }
  return { lower, upper };
}

function constantLabel(body: Body, node: ast.Expression, type: Type): bigint | null {
  const value = checkExpression(body, node, type);
  if (value === null) return null;
  if (value.kind !== 'constant' || typeof value.value !== 'bigint') {
    body.report('ST3030', node, { text: body.text(node) });
    return null;
  }
  const name = computedAs(type);
  const limits = name === null ? null : limitsOf(name);
  if (isUntyped(value.type) && limits !== null && (value.value < limits.lower || value.value > limits.upper)) {
    body.report('ST4026', node, {
      value: String(value.value),
      type: typeName(type),
      lower: String(limits.lower),
      upper: String(limits.upper),
    });
    return null;
  }
  const converted = convertTo(body, value, name === null ? type : elementary(name), node);
  return converted?.kind === 'constant' && typeof converted.value === 'bigint' ? converted.value : null;
}

/** `seen` is ordered and free of overlaps, so bisection finds one in logarithmic time. */
function position(seen: CaseLabel[], value: bigint): number {
  let low = 0;
  let high = seen.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (seen[middle]!.upper < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
function overlapping<T extends CaseLabel>(seen: T[], label: CaseLabel): T | null {
  const candidate = seen[position(seen, label.lower)];
  return candidate !== undefined && candidate.lower <= label.upper ? candidate : null;
}
function insert<T extends CaseLabel>(seen: T[], label: T): void {
  if (overlapping(seen, label) === null) seen.splice(position(seen, label.lower), 0, label);
}
