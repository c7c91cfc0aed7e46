/**
 * The syntax tree of Structured Text. A node knows its first and last token, both inclusive; text, lines and comments are found
 * through the token stream, so the tree stays small and loses nothing. Broken text gives a tree too: what is missing is a node of
 * kind `missing`, about which the parser has already spoken.
 */
import type { SECTION_WORDS } from './keywords.ts';
import type { TokenStream } from './tokens.ts';

/** First and last token, inclusive. */
export interface Node {
  first: number;
  last: number;
}

/** A name as written; ST does not distinguish case, so compare by `key`. */
export interface Identifier extends Node {
  text: string;
  /** Upper case. */
  key: string;
}

/* ---- expressions: clause 7.3.2 ---- */

export type BinaryToken =
  | 'OR'
  | 'XOR'
  | 'AND'
  | '='
  | '<>'
  | '<'
  | '>'
  | '<='
  | '>='
  | '+'
  | '-'
  | '*'
  | '/'
  | 'MOD'
  | '**'
  | 'IMPLIES'
  | 'AND_THEN'
  | 'OR_ELSE';

export type Literal = Node & { kind: 'literal' } & (
    | { literal: 'integer'; value: bigint; prefix: string | null }
    | { literal: 'real'; value: number; prefix: string | null }
    | { literal: 'bool'; value: boolean }
    /** Nanoseconds. */
    | { literal: 'duration'; value: bigint; long: boolean }
    /** As written, with quotes and a prefix if it has one; see `character-strings.ts`. */
    | { literal: 'string'; text: string }
    /** A date, a time of day or both, in nanoseconds; `prefix` in upper case. */
    | { literal: 'calendar'; value: bigint; prefix: string }
  );

export type Expression =
  | Literal
  | (Node & { kind: 'name'; name: Identifier })
  | (Node & { kind: 'member'; base: Expression; member: Identifier })
  | (Node & { kind: 'index'; base: Expression; indices: Expression[] })
  /** `w.3`, `w.%X3`: `size` is the part's letter. */
  | (Node & { kind: 'part'; base: Expression; size: string; index: number })
  /** `p^` */
  | (Node & { kind: 'dereference'; base: Expression })
  | (Node & { kind: 'direct'; text: string })
  /** `Colour#Red` */
  | (Node & { kind: 'qualified'; type: Identifier; member: Identifier })
  | (Node & { kind: 'call'; callee: Expression; arguments: Argument[] })
  | (Node & { kind: 'unary'; operator: '-' | '+' | 'NOT'; operand: Expression })
  | (Node & { kind: 'binary'; operator: BinaryToken; left: Expression; right: Expression; at: number })
  | (Node & { kind: 'missing' });

export interface Argument extends Node {
  /** `null`: informal. */
  name: Identifier | null;
  direction: 'input' | 'output';
  /** `NOT Q => x` */
  negated: boolean;
  value: Expression;
}

/* ---- statements: clause 7.3.3 ---- */

export interface CaseBranch extends Node {
  labels: (Node & { lower: Expression; upper: Expression | null })[];
  body: Statement[];
}

export type Statement =
  | (Node & { kind: 'assign'; target: Expression; value: Expression })
  /** `a ?= b`, clause 6.6.7; `r REF= x` of vendors. */
  | (Node & { kind: 'attempt'; target: Expression; value: Expression })
  | (Node & { kind: 'bind'; target: Expression; value: Expression })
  /** `x S= c`, `x R= c` of vendors. */
  | (Node & { kind: 'latch'; set: boolean; target: Expression; value: Expression })
  | (Node & { kind: 'call'; call: Expression & { kind: 'call' } })
  | (Node & { kind: 'if'; branches: { condition: Expression; body: Statement[] }[]; otherwise: Statement[] | null })
  | (Node & { kind: 'case'; selector: Expression; branches: CaseBranch[]; otherwise: Statement[] | null })
  | (Node & { kind: 'for'; variable: Expression; from: Expression; to: Expression; by: Expression | null; body: Statement[] })
  | (Node & { kind: 'while'; condition: Expression; body: Statement[] })
  | (Node & { kind: 'repeat'; body: Statement[]; until: Expression })
  | (Node & { kind: 'exit' | 'continue' | 'return' | 'empty' });

/* ---- types: clause 6.4 ---- */

export type Initializer =
  | { kind: 'expression'; expression: Expression }
  /** `[1, 2, 3(0)]` */
  | (Node & { kind: 'array'; elements: { repeat: Expression | null; value: Initializer | null }[] })
  /** `(a := 1, b := 2)` */
  | (Node & { kind: 'struct'; fields: { name: Identifier; value: Initializer }[] });

/** REF_TO is the standard's (clause 6.4.4.10); the other two are vendors'. */
export type ReferenceFlavour = 'REF_TO' | 'POINTER TO' | 'REFERENCE TO';

export type TypeSpecification =
  /** `length` is the n of `STRING[n]`. */
  | (Node & {
      kind: 'named';
      name: Identifier;
      range: { lower: Expression; upper: Expression } | null;
      length?: Expression;
    })
  /** `open`: number of `*` in `ARRAY [*, *]`, which then has no `dimensions`. */
  | (Node & {
      kind: 'array';
      dimensions: { lower: Expression; upper: Expression }[];
      open: number;
      element: TypeSpecification;
    })
  /** Fields may have a relative address, `AT %B2`; `overlap`: they may share bytes (clause 6.4.4.6). */
  | (Node & { kind: 'struct'; fields: VariableDeclaration[]; overlap: boolean })
  | (Node & { kind: 'reference'; flavour: ReferenceFlavour; target: TypeSpecification })
  | (Node & { kind: 'enum'; base: Identifier | null; values: { name: Identifier; value: Expression | null }[] })
  | (Node & { kind: 'missing' });

/* ---- declarations: clauses 6.5 and 6.6 ---- */

export interface VariableDeclaration extends Node {
  names: Identifier[];
  /** `%IX0.0` with its token, or `null`. */
  address: (Node & { text: string }) | null;
  edge: 'R_EDGE' | 'F_EDGE' | null;
  type: TypeSpecification;
  initializer: Initializer | null;
}

export type SectionKeyword = (typeof SECTION_WORDS)[number];

export interface VariableSection extends Node {
  keyword: SectionKeyword;
  /** Of a block's or class's own variables; absent: the standard's default, PROTECTED. */
  access?: AccessSpecifier;
  constant: boolean;
  retain: boolean;
  nonRetain: boolean;
  declarations: VariableDeclaration[];
}

/* ---- actions and sequences: clause 6.7 ---- */

/** `ACTION name: … END_ACTION`: statements or a chart under a name, run by a step or by a call. */
export interface ActionDeclaration extends Node {
  name: Identifier;
  body: Statement[];
  /** Written between the steps of its chart. */
  actions?: ActionDeclaration[];
  /** A body in textual SFC; then `body` is empty. */
  chart?: Chart;
}

/** `Fill(D, T#5s, Filling);` in a step. */
export interface ActionAssociation extends Node {
  /** An ACTION, or a variable of type BOOL. */
  action: Identifier;
  /** `null`: N. */
  qualifier: Identifier | null;
  /** What follows the qualifier: a duration where it wants one, then indicator variables. */
  values: Expression[];
}

export interface StepDeclaration extends Node {
  name: Identifier;
  initial: boolean;
  associations: ActionAssociation[];
}

/** `TRANSITION t (PRIORITY := 1) FROM (a, b) TO c := condition; END_TRANSITION` */
export interface TransitionDeclaration extends Node {
  name: Identifier | null;
  priority: Expression | null;
  from: Identifier[];
  to: Identifier[];
  condition: Expression;
}

export interface Chart {
  steps: StepDeclaration[];
  transitions: TransitionDeclaration[];
}

export interface PouDeclaration extends Node {
  kind: 'program' | 'function' | 'function_block' | 'class';
  name: Identifier;
  /** ABSTRACT, EXTENDS, METHOD …: of blocks and classes; of a program or function only what was written by mistake. */
  object?: ObjectPart;
  usings?: UsingDirective[];
  /** Of a function; `null` where there is none. */
  result: TypeSpecification | null;
  sections: VariableSection[];
  body: Statement[];
  actions?: ActionDeclaration[];
  /** A body in textual SFC; then `body` is empty. */
  chart?: Chart;
  /** VAR_ACCESS of a program. */
  access?: AccessDeclaration[];
}

export interface TypeDeclaration extends Node {
  kind: 'type';
  name: Identifier;
  /** Seen within its namespace only. */
  internal?: boolean;
  type: TypeSpecification;
  initializer: Initializer | null;
}

export interface TaskDeclaration extends Node {
  name: Identifier;
  /** `INTERVAL := T#10ms, PRIORITY := 1`, in the author's order. */
  settings: { name: Identifier; value: Expression }[];
}

export interface ProgramConfiguration extends Node {
  name: Identifier;
  task: Identifier | null;
  program: Identifier;
  arguments: Argument[];
  /** `Pump WITH slow` among the arguments: blocks with a task of their own. */
  blocks: BlockTask[];
  /** `( … )` is there, be it empty. */
  connected: boolean;
  retain: boolean;
}

/** A function block instance of the program, and the task that runs it. */
export interface BlockTask extends Node {
  path: Expression;
  task: Identifier;
}

export interface ResourceDeclaration extends Node {
  name: Identifier | null;
  sections: VariableSection[];
  tasks: TaskDeclaration[];
  programs: ProgramConfiguration[];
}

/** What stands directly in the configuration is its first, nameless resource. Clause 6.8. */
export interface ConfigurationDeclaration extends Node {
  kind: 'configuration';
  name: Identifier;
  resources: ResourceDeclaration[];
  settings: ConfiguredVariable[];
  access: AccessDeclaration[];
}

/** One entry of VAR_CONFIG: `cell.main.run AT %QX0.0 : BOOL := TRUE`. */
export interface ConfiguredVariable extends Node {
  path: Expression;
  address: (Node & { text: string }) | null;
  type: TypeSpecification;
  initializer: Initializer | null;
}

/** One entry of VAR_ACCESS: `speed : cell.main.speed : REAL READ_ONLY`. */
export interface AccessDeclaration extends Node {
  name: Identifier;
  path: Expression;
  type: TypeSpecification;
  writable: boolean;
}

export interface GlobalsDeclaration extends Node {
  kind: 'globals';
  section: VariableSection;
}

/* ---- object orientation: clauses 6.6.5 to 6.6.7 ---- */

export type AccessSpecifier = 'PUBLIC' | 'PROTECTED' | 'PRIVATE' | 'INTERNAL';

/** Words between a keyword and the name it introduces.  */
export interface Modifiers {
  access: AccessSpecifier | null;
  abstract: boolean;
  final: boolean;
  override: boolean;
}

/** What makes a function block or class more than its variables and body. */
export interface ObjectPart {
  modifiers: Modifiers;
  /** Dotted where it names something in a namespace. */
  extends: Identifier | null;
  implements: Identifier[];
  methods: MethodDeclaration[];
  properties: PropertyDeclaration[];
}

export interface MethodDeclaration extends Node {
  name: Identifier;
  modifiers: Modifiers;
  result: TypeSpecification | null;
  sections: VariableSection[];
  body: Statement[];
}

/** One half of a property; its value goes by the property's name in both. */
export interface AccessorDeclaration extends Node {
  modifiers: Modifiers;
  sections: VariableSection[];
  body: Statement[];
}

/** A value that is read and written by code. Edition 4. */
export interface PropertyDeclaration extends Node {
  name: Identifier;
  modifiers: Modifiers;
  type: TypeSpecification;
  get: AccessorDeclaration | null;
  set: AccessorDeclaration | null;
}

/** Clause 6.6.6: what a block or class promises; methods and accessors without bodies. */
export interface InterfaceDeclaration extends Node {
  kind: 'interface';
  name: Identifier;
  internal: boolean;
  extends: Identifier[];
  methods: MethodDeclaration[];
  properties: PropertyDeclaration[];
  usings?: UsingDirective[];
}

/* ---- namespaces: clause 6.9 ---- */

export interface UsingDirective extends Node {
  namespaces: Identifier[];
}

export interface NamespaceDeclaration extends Node {
  kind: 'namespace';
  /** Dotted: `A.B` is B within A. */
  name: Identifier;
  internal: boolean;
  usings: UsingDirective[];
  declarations: Declaration[];
}

/** `TEST 'name' … END_TEST`, and what runs before and after each test of its file. */
export interface TestDeclaration extends Node {
  kind: 'test' | 'setup' | 'teardown';
  /** The token of the name, in quotes; of SETUP and TEARDOWN the keyword itself. */
  title: number;
  sections: VariableSection[];
  body: Statement[];
}

export type Declaration =
  | PouDeclaration
  | TestDeclaration
  | TypeDeclaration
  | ConfigurationDeclaration
  | GlobalsDeclaration
  | InterfaceDeclaration
  | NamespaceDeclaration;

/** One file. */
export interface CompilationUnit {
  tokens: TokenStream;
  /** USING directives of the whole file. */
  usings?: UsingDirective[];
  declarations: Declaration[];
  /** Tokens that recovery from a mistake took for the rest of a line: on a line of their own they would give another tree. */
  continuing: ReadonlySet<number>;
}
