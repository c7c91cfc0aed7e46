/** The surroundings in which a body, a declaration or a lone expression is checked. */

import type { DiagnosticCode, MessageValue } from '../diagnostic-catalogue.ts';
import type { LocalizedText, SourceRange, SuggestedEdit } from '../diagnostics.ts';
import type { Node } from '../syntax/ast.ts';
import type { FunctionBlock, FunctionPou, Variable } from './checked.ts';
import type { NameContext } from './namespaces.ts';
import type { PouEntity, Unit, Workspace } from './workspace.ts';

export class Body {
  readonly workspace: Workspace;
  readonly unit: Unit;
  /** `null` for globals, types and configurations. */
  readonly owner: PouEntity | null;
  /** Variables by upper-case name. */
  readonly scope: Map<string, Variable>;
  /** Of a method: the variables of its block or class, which its own hide. */
  outer: ReadonlyMap<string, Variable> | null = null;
  /** The block or class whose body or method this is. */
  self: FunctionBlock | null = null;
  method: FunctionPou | null = null;
  /** Of a configuration, and of globals: the key of the resource that is being looked at. */
  resource: string | null = null;
  /** Types named here are not contained here: parameters of methods may be of types that use this one. */
  mentioning = false;
  /** Where names are looked for. */
  names: NameContext;
  /** Variables that an enclosing FOR counts with. */
  readonly counting = new Set<Variable>();
  loops = 0;
  /** How many IF, CASE and loops lie around the statement being checked. */
  branches = 0;
  /** Unconditional assignments, and how often their target had been read by then: for the rule about coils written twice. */
  readonly coils = new Map<string, { range: SourceRange; reads: number }>();

  constructor(workspace: Workspace, unit: Unit, owner: PouEntity | null, scope: Map<string, Variable>) {
    this.workspace = workspace;
    this.unit = unit;
    this.owner = owner;
    this.scope = scope;
    this.names = owner?.names ?? workspace.namesOf(unit);
    if (owner?.pou.kind === 'function_block') this.self = owner.pou;
  }

  range(node: Node): SourceRange {
    return this.workspace.range(this.unit, node);
  }
  text(node: Node): string {
    return this.workspace.text(this.unit, node);
  }
  /** A place as a message names it: `on line 5`. */
  where(range: SourceRange): LocalizedText {
    return this.workspace.where(range, this.unit);
  }
  report(code: DiagnosticCode, node: Node, values?: Record<string, MessageValue>, edits?: SuggestedEdit[]): void {
    this.workspace.report(this.unit, code, node, values, edits);
  }
  /** A word about a vendor extension: information, or an error where the check is strict. */
  extension(node: Node, what: MessageValue): void {
    this.workspace.extension(this.unit, node, what);
  }
  /** Remembers a name whose declaration failed. */
  breakName(key: string): void {
    this.workspace.broken.add(`${this.owner?.name ?? ''}.${key}`);
  }
  isBroken(key: string): boolean {
    return this.workspace.broken.has(`${this.owner?.name ?? ''}.${key}`) || this.workspace.broken.has(`.${key}`);
  }
  /** A quick fix that replaces a node's text. */
  replace(node: Node, text: string): SuggestedEdit[] {
    return [{ title: { en: `Write \`${text}\``, 'zh-CN': `改为 \`${text}\`` }, range: this.range(node), text }];
  }
}
