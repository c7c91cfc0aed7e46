/** All files of one program under check: what they declare, what was said about them, who refers to what. */

import { type DiagnosticCode, diagnose, type MessageValue } from '../diagnostic-catalogue.ts';
import type { Diagnostic, LocalizedText, SourceRange, SuggestedEdit } from '../diagnostics.ts';
import { authoredWhere, lineOf } from '../diagrams/origin.ts';
import { extensionDiagnostic } from '../extensions.ts';
import type {
  Statement as AstStatement,
  CompilationUnit,
  Identifier,
  InterfaceDeclaration,
  Node,
  PouDeclaration,
  TypeDeclaration,
} from '../syntax/ast.ts';
import { rangeOfTokens } from '../syntax/tokens.ts';
import type { FunctionBlock, FunctionPou, Interface, Place, ProgramInstance, ProgramPou, Variable } from './checked.ts';
import type { ChartScope } from './declare-chart.ts';
import type { TestPart } from './declare-tests.ts';
import type { NameContext } from './namespaces.ts';
import type { EdgeInput } from './prologue.ts';
import type { Constant, EnumType, StructField, Type } from './types.ts';

export type Pou = FunctionPou | FunctionBlock | ProgramPou;

/** One parsed file. `library`: standard blocks in ST; checked only where used, and silent about style. */
export interface Unit {
  tree: CompilationUnit;
  library: boolean;
}

export interface PouEntity {
  kind: 'pou';
  name: string;
  declaration: PouDeclaration;
  unit: Unit;
  /** `building` while its variables are being declared: meeting it again then is a circle. */
  state: 'new' | 'building' | 'ready';
  pou: Pou;
  scope: Map<string, Variable>;
  names: NameContext;
  /** Key of the namespace outside which it is not seen, or `null`. */
  internalTo: string | null;
  /** Methods and accessors, once declared; with what their bodies are checked in. */
  methods: MethodEntity[] | null;
  /** Types that variables merely refer to: needed in the program, but not contained. */
  mentions: Set<PouEntity>;
  /** Functions called and block types declared, for order and reachability. */
  uses: Set<PouEntity>;
  bodyChecked: boolean;
  /** Globals that VAR_EXTERNAL CONSTANT lets be read only. */
  externalConstants?: Set<Variable>;
  /** Globals that it uses without VAR_EXTERNAL. */
  impliedExternals?: Set<Variable>;
  /** Inputs with R_EDGE or F_EDGE. */
  edges?: EdgeInput[];
  /** Its actions and steps. */
  chart?: ChartScope;
  /** Set for the program that a TEST is. */
  test?: TestPart;
  /** A program as tests call it. */
  asBlock?: FunctionBlock;
}

/** A method or accessor of a block or class. */
export interface MethodEntity {
  pou: FunctionPou;
  scope: Map<string, Variable>;
  name: Identifier;
  body: AstStatement[];
}

export interface InterfaceEntity {
  kind: 'interface';
  name: string;
  declaration: InterfaceDeclaration;
  unit: Unit;
  names: NameContext;
  internalTo: string | null;
  state: 'new' | 'building' | 'ready';
  methodsDeclared: boolean;
  interface: Interface;
}

export interface TypeEntity {
  kind: 'type';
  name: string;
  declaration: TypeDeclaration;
  unit: Unit;
  names: NameContext;
  internalTo: string | null;
  state: 'new' | 'building' | 'ready';
  type: Type | null;
  /** References to this type from within itself wait here for it. */
  whenReady?: ((type: Type | null) => void)[];
  /** `TYPE Speed : REAL := 1.5; END_TYPE`: what a variable of it begins with. */
  initial: Constant | null;
}

export interface GlobalEntity {
  kind: 'global';
  name: string;
  variable: Variable;
}

export type Entity = PouEntity | TypeEntity | GlobalEntity | InterfaceEntity;

/** What a word in the text refers to. */
export type SymbolTarget =
  | { kind: 'variable'; variable: Variable; owner: string | null }
  | { kind: 'pou'; entity: PouEntity }
  | { kind: 'type'; name: string; type: Type }
  /** `declared`: where, for a value of an enumeration in place. */
  | { kind: 'enum value'; type: EnumType; name: string; value: bigint; declared?: SourceRange }
  | { kind: 'field'; field: StructField; owner: string }
  | { kind: 'method'; method: FunctionPou }
  | { kind: 'interface'; interface: Interface }
  | { kind: 'namespace'; name: string }
  | { kind: 'standard function'; name: string };

export interface SymbolReference {
  file: string;
  start: number;
  end: number;
  target: SymbolTarget;
}

/** Where a variable is used; counted by the checker, read by the rules. */
export interface VariableFacts {
  owner: PouEntity | null;
  unit: Unit;
  reads: number;
  writes: number;
}

/** A place in a body, for live values beside the text. */
export interface PlaceUse {
  owner: PouEntity;
  place: Place;
}

export interface EnumValue {
  type: EnumType;
  value: bigint;
  name: string;
  /** Of an enumeration in place: where the value is declared, and the unit whose own it is (absent: everybody’s). */
  declared?: SourceRange;
  owner?: PouEntity;
}

export class Workspace {
  readonly units: Unit[];
  readonly defaultCycle: bigint;
  readonly diagnostics: Diagnostic[] = [];
  readonly entities = new Map<string, Entity>();
  /** Every namespace and its enclosing ones, by upper-case dotted name. */
  readonly namespaces = new Map<string, { name: string; internalTo: string | null }>();
  /** Whether any block, class or interface has a property: most programs have none, and then nothing is looked for. */
  hasProperties = false;
  private readonly unitNames = new Map<Unit, NameContext>();
  /** Names of all actions: only a call that ends in one of them can be of an action. */
  readonly actionNames = new Set<string>();
  /** By upper-case name, every enumeration that has a value of it. */
  readonly enumValues = new Map<string, EnumValue[]>();
  /** Enumerations without a name, by where they are written. */
  readonly enumsInPlace = new Map<Node, EnumType>();
  readonly facts = new Map<Variable, VariableFacts>();
  readonly references: SymbolReference[] = [];
  readonly placeUses: PlaceUse[] = [];
  /** POU entities in the order in which their declarations were finished: a block after every block it contains. */
  readonly finished: PouEntity[] = [];
  /** Block types of global instances. */
  readonly globalUses = new Set<PouEntity>();
  /** Names whose declaration has a mistake already reported: their uses are not a second one. Keyed by `broken(owner, name)`. */
  readonly broken = new Set<string>();
  /** Program instances, for broken programs too. */
  instances: ProgramInstance[] = [];
  /** By input of a function, the constant that it is given where its caller leaves it out: arrays and structures only. */
  readonly defaults = new Map<Variable, Variable>();
  /** What waits until every global is declared. */
  readonly whenGlobalsStand: (() => void)[] = [];
  /** Bodies still to check. */
  readonly pending: PouEntity[] = [];

  constructor(units: Unit[], defaultCycle: bigint) {
    this.units = units;
    this.defaultCycle = defaultCycle;
  }

  /** Names outside every namespace, with the file's own USING. */
  namesOf(unit: Unit): NameContext {
    let names = this.unitNames.get(unit);
    if (names === undefined) {
      names = { namespace: '', usings: (unit.tree.usings ?? []).flatMap(({ namespaces }) => namespaces.map(({ key }) => key)) };
      this.unitNames.set(unit, names);
    }
    return names;
  }

  range(unit: Unit, node: Node): SourceRange {
    return rangeOfTokens(unit.tree.tokens, node.first, node.last);
  }
  /** A place as a message names it, told to somebody who looks into `unit`. */
  where(range: SourceRange, unit: Unit): LocalizedText {
    const files = [unit, ...this.units].map(({ tree }) => tree.tokens.file);
    const file = files.find(({ name }) => name === range.file);
    const told = file?.origin === undefined ? lineOf(range) : authoredWhere(file.origin, range);
    if (range.file === unit.tree.tokens.file.name) return told;
    return { en: `${told.en} of ${range.file}`, 'zh-CN': ` ${range.file} 的${told['zh-CN']}` };
  }
  text(unit: Unit, node: Node): string {
    const { tokens } = unit.tree;
    return tokens.file.text.slice(tokens.starts[node.first]!, tokens.ends[node.last]!);
  }
  report(unit: Unit, code: DiagnosticCode, node: Node, values?: Record<string, MessageValue>, edits?: SuggestedEdit[]): void {
    const diagnostic = diagnose(code, this.range(unit, node), values, edits);
    if (unit.library && diagnostic.severity !== 'error') return;
    this.diagnostics.push(diagnostic);
  }
  /** A word about a vendor extension. The library may use what it likes. */
  extension(unit: Unit, node: Node, what: MessageValue): void {
    if (!unit.library) this.diagnostics.push(extensionDiagnostic(unit.tree.tokens.strict, this.range(unit, node), what));
  }
  refer(unit: Unit, node: Node, target: SymbolTarget): void {
    if (unit.library) return;
    const { tokens } = unit.tree;
    this.references.push({ file: tokens.file.name, start: tokens.starts[node.first]!, end: tokens.ends[node.last]!, target });
  }
  declareFacts(variable: Variable, owner: PouEntity | null, unit: Unit): void {
    this.facts.set(variable, { owner, unit, reads: 0, writes: 0 });
  }
}
