/**
 * The checked program: what the checker promises the code generator. Every name is resolved, every expression has its type,
 * every implicit conversion is written out, every call lists its arguments in the order of the declaration. A checked program
 * exists only when there was no error, so the code generator never reports one (but for size, which only layout knows).
 */
import type { SourceRange } from '../diagnostics.ts';
import type { Constant, ElementaryName, InstanceType, Type } from './types.ts';

/** Where a variable lives. `temp` and a function's variables start anew at every call; the others persist. */
export type Section = 'input' | 'output' | 'in_out' | 'local' | 'temp' | 'global' | 'result';

/** A located variable's address: `%IX1.3`, `%QW4`, `%MD10`. IEC 61131-3, 6.5.5. */
export interface DirectAddress {
  area: 'I' | 'Q' | 'M';
  size: 'X' | 'B' | 'W' | 'D' | 'L';
  /** First byte within the area: `%QW4` is byte 8, `%QD0` byte 0, `%IX1.3` byte 1. */
  byte: number;
  /** 0-7 for size X, else 0. */
  bit: number;
  text: string;
}

/** Identity matters: one object per declaration, referred to wherever the variable is used. */
export interface Variable {
  name: string;
  type: Type;
  section: Section;
  address: DirectAddress | null;
  retain: boolean;
  constant: boolean;
  initial: Constant | null;
  range: SourceRange;
  /** An in_out that may only be read: `ARRAY [*]` in VAR_INPUT, `VAR_IN_OUT CONSTANT`. */
  readonly?: boolean;
  /** `ARRAY [*]` in VAR_OUTPUT: an in_out that is given with `=>`. */
  handsOut?: boolean;
  /** NON_RETAIN: keeps nothing, inside a retained instance too. */
  nonRetain?: boolean;
  /** A step's or an action's flags (clause 6.7): the chart writes them, everybody may read them. */
  ofChart?: boolean;
  /** Of a block's or class's variable; PROTECTED where nothing is written. */
  access?: Access;
  /** Made by the compiler: in no list of names, and in nobody's reach. */
  hidden?: boolean;
  /** The input that its author knows this hidden variable as: R_EDGE and F_EDGE. */
  standsFor?: Variable;
  /** `AT %Q*`: VAR_CONFIG gives each instance its address (clause 6.5.5.3). */
  incomplete?: 'I' | 'Q' | 'M';
}

/** Who may use a variable or method of a block or class (clause 6.6.5.10). */
export type Access = 'PUBLIC' | 'PROTECTED' | 'PRIVATE' | 'INTERNAL';

/** What its type promises about an instance; `methods` are prototypes without bodies. Clause 6.6.6. */
export interface Interface {
  kind: 'interface';
  name: string;
  bases: Interface[];
  /** By upper-case name; accessors as `GET NAME` and `SET NAME`. */
  methods: Map<string, FunctionPou>;
  range: SourceRange;
}

/** What a method has beyond a function: it runs on an instance of `owner` or of what extends it. */
export interface MethodFacts {
  owner: FunctionBlock | Interface;
  role: 'method' | 'get' | 'set';
  access: Access;
  /** A prototype: it has no body. */
  abstract: boolean;
  final: boolean;
  /** In whose namespace; for INTERNAL. */
  namespace: string;
}

/** What a block or class has beyond variables and a body. A block that neither inherits, is inherited from nor has methods has none. */
export interface ObjectFacts {
  /** A class has no body to call. */
  form: 'class' | 'function_block';
  base: FunctionBlock | null;
  /** As written behind IMPLEMENTS; see `interfacesOf` for all. */
  interfaces: Interface[];
  abstract: boolean;
  final: boolean;
  /** Its own, keyed as in `Interface`. */
  methods: Map<string, FunctionPou>;
  /** Tells in memory what type an instance is: from 1, given when the program is complete. It stands before the variables. */
  typeId: number;
}

export interface FunctionPou {
  kind: 'function';
  /** A method, and not a function of its own. */
  method?: MethodFacts;
  name: string;
  /** `null`: a function without result. */
  result: Variable | null;
  /** In declaration order; inputs, outputs and in_outs together. */
  parameters: Variable[];
  locals: Variable[];
  body: Statement[];
  range: SourceRange;
}

/** `ACTION … END_ACTION`: a part of its POU's code under a name, on its POU's variables. */
export interface Action {
  name: string;
  body: Statement[];
  range: SourceRange;
}

/** A function block or class. Variables that it inherits stand first in both lists, as the same objects that the base has. */
export interface FunctionBlock {
  kind: 'function_block';
  name: string;
  object?: ObjectFacts;
  parameters: Variable[];
  /** Persistent locals (VAR) and temporaries (VAR_TEMP). */
  locals: Variable[];
  body: Statement[];
  range: SourceRange;
  /** In declaration order. */
  actions?: Action[];
  /** Some instance of it runs in a task of its own, so that a call of it may run nothing. */
  ofTask?: boolean;
}

export interface ProgramPou {
  kind: 'program';
  name: string;
  parameters: Variable[];
  locals: Variable[];
  body: Statement[];
  range: SourceRange;
  actions?: Action[];
}

export interface Task {
  name: string;
  /** Nanoseconds; a program that names no task runs in one of the compiler's default cycle. */
  interval: bigint;
  /** 0 is the highest. */
  priority: number;
  /** SINGLE: a rising edge of `condition` runs the task; `memory` holds how it stood when last looked at. */
  event?: { condition: Expression; memory: Variable };
  /** Runs by its interval, too. Without SINGLE always. */
  cyclic?: boolean;
}

export interface ProgramInstance {
  name: string;
  program: ProgramPou;
  /** Index into `tasks`. */
  task: number;
  /** RETAIN: all of its variables keep their values. */
  retain?: boolean;
  /** The instance as configurations name it, and the program seen as a block for that. */
  handle?: { variable: Variable; block: FunctionBlock };
  /** How it is run when its parameters are connected. */
  run?: Statement & { kind: 'invoke' };
  /** Its function blocks that run in a task of their own. */
  blocks?: InstanceTask[];
  range: SourceRange;
}

/**
 * `Pump WITH slow` of a program instance (clause 6.8.2): the task runs the block's body, with whatever its inputs hold then. A call
 * in the program still gives inputs and takes outputs, but does not run the body.
 */
export interface InstanceTask {
  /** From the program's variable inwards; each is an instance. */
  path: Variable[];
  block: FunctionBlock;
  /** Index into `tasks`. */
  task: number;
}

/** A TEST; its program is the instance of the same number. */
export interface CheckedTest {
  title: string;
  range: SourceRange;
  /** The variable of the test’s program that is TRUE from when its TEARDOWN begins; `null` without one. */
  leaving: string | null;
  assertions: {
    /** ASSERT_EQ … */
    name: string;
    /** The variable of the test’s program that holds `failures`, `rank`, `moment`, `actual` and `expected`. */
    variable: string;
    range: SourceRange;
    /** As written, in the order of the parameters. */
    arguments: string[];
    message: string | null;
  }[];
}

export interface CheckedProgram {
  globals: Variable[];
  functions: FunctionPou[];
  /** User-written and library blocks in use; a block comes after every block it contains. */
  functionBlocks: FunctionBlock[];
  programs: ProgramPou[];
  tasks: Task[];
  instances: ProgramInstance[];
  /** In place of tasks and instances of the author’s own: one task and one instance per test, in the same order. */
  tests?: CheckedTest[];
  /** VAR_CONFIG: what single instances of variables begin with, and where `AT %I*` ones lie. */
  settings?: InstanceSetting[];
  /** VAR_ACCESS: further names for variables (clause 6.8.2). */
  access?: AccessPath[];
}

/** `program.block.variable AT %QX0.0 : BOOL := TRUE` of VAR_CONFIG. */
export interface InstanceSetting {
  /** Index into `instances`, or a global that is an instance itself. */
  instance: number | Variable;
  /** From the program's or the global's variable inwards; each but the last is an instance. */
  path: Variable[];
  address: DirectAddress | null;
  initial: Constant | null;
  range: SourceRange;
}

/** `name : program.variable : INT READ_ONLY` of VAR_ACCESS. */
export interface AccessPath {
  name: string;
  /** Names and indices as a layout's paths are written. */
  path: string;
  /** Declared in a program: the name belongs to this instance, as one of its variables. Index into `instances`. */
  instance?: number;
  writable: boolean;
  range: SourceRange;
}

/* ---- places: what can be read, written or passed by reference ---- */

export type Place =
  | { kind: 'variable'; variable: Variable; type: Type; range: SourceRange }
  | { kind: 'field'; base: Place /** index into StructType.fields */; field: number; type: Type; range: SourceRange }
  /** One expression per dimension, each already converted to DINT; bounds are checked at run time unless constant. */
  | { kind: 'index'; base: Place; indices: Expression[]; type: Type; range: SourceRange }
  /** A variable of a function block instance, e.g. `timer.Q`. */
  | { kind: 'member'; base: Place; member: Variable; type: Type; range: SourceRange }
  /** A single bit of a bit string or integer: `w.3`, `w.%X3`. */
  | { kind: 'bit'; base: Place; bit: number; type: Type; range: SourceRange }
  /** A byte, word … of a larger bit string, counted from the lowest: `d.%W1` (clause 6.5.2.4, Table 17). `type` tells its width. */
  | { kind: 'part'; base: Place; index: number; type: Type; range: SourceRange }
  /**
   * `p^`: what a reference points at; faults with `null` where it points nowhere. It may be any variable of its type, also one that
   * another name stands for, so whoever keeps variables in locals must write them back before and read them anew behind.
   */
  | { kind: 'dereference'; pointer: Expression; type: Type; range: SourceRange }
  /** THIS: the instance whose body or method runs, as its own type or, for SUPER, its base's. */
  | { kind: 'self'; type: InstanceType; range: SourceRange }
  /** A direct address used without declaration: `%IX0.0`. */
  | { kind: 'direct'; address: DirectAddress; type: Type; range: SourceRange };

/* ---- expressions ---- */

export type BinaryOperator =
  | '+'
  | '-'
  | '*'
  | '/'
  | 'MOD'
  | '**'
  | 'AND'
  | 'OR'
  | 'XOR'
  | '='
  | '<>'
  | '<'
  | '<='
  | '>'
  | '>='
  /** Of vendors; BOOL only. The right side is evaluated only where it matters. */
  | 'AND_THEN'
  | 'OR_ELSE';

/**
 * Operands of arithmetic, comparison and bitwise operators have one and the same type, except: TIME*number and TIME/number
 * (left TIME, right LINT or LREAL) and `**` (both LREAL or both REAL).
 * AND and OR evaluate both sides.
 */
export type Expression =
  | { kind: 'constant'; value: bigint | number | boolean; type: Type; range: SourceRange }
  /** A string literal; `untyped` has no `STRING#` before it, so that it may become a CHAR or a USTRING where one is wanted. */
  | { kind: 'text'; value: string; untyped: boolean; type: Type; range: SourceRange }
  | { kind: 'read'; place: Place; type: Type; range: SourceRange }
  | { kind: 'unary'; operator: '-' | 'NOT'; operand: Expression; type: Type; range: SourceRange }
  | { kind: 'binary'; operator: BinaryOperator; left: Expression; right: Expression; type: Type; range: SourceRange }
  /**
   * From the operand's elementary type to `to`; implicit widenings and the explicit X_TO_Y both end here. `saturates`: a UDINT, LINT or
   * ULINT that selects something, of which what no DINT can hold becomes the DINT nearest to it, which selects nothing.
   */
  | { kind: 'convert'; operand: Expression; to: ElementaryName; type: Type; range: SourceRange; saturates?: true }
  /** With a receiver a method's call: then `callee` is what the receiver's declared type has, and `arguments` follow its parameters. */
  | { kind: 'call'; callee: FunctionPou; receiver?: Receiver; arguments: Argument[]; type: Type; range: SourceRange }
  /** `?=`: the value if what it designates has the interface `type`, else NULL. */
  | { kind: 'attempt'; value: Expression; type: Type; range: SourceRange }
  /** A function of the standard's tables, by its own name and already resolved type; see `library/intrinsics.ts`. */
  | { kind: 'intrinsic'; name: string; arguments: Expression[]; type: Type; range: SourceRange }
  /** REF( ): the place has an address of its own and outlives every call. */
  | { kind: 'reference'; place: Place; type: Type; range: SourceRange }
  /**
   * A reference to a copy of an array or structure that a call gives: what `x.Property.field` reads. It is never written through, and
   * never kept.
   */
  | { kind: 'held'; value: Expression; type: Type; range: SourceRange }
  /** The value numbered `number` (DINT, from 1) of `values`, none of which can fault; faults with `index` where there is none. */
  | { kind: 'choice'; number: Expression; values: Expression[]; type: Type; range: SourceRange }
  /**
   * A function called with EN or ENO (clause 6.6.1.5): where `enable` is FALSE, `value` is not evaluated and zero (of its type) comes
   * of it. `eno` becomes what `enable` was.
   */
  | { kind: 'enabled'; enable: Expression; value: Expression; eno: Place | null; type: Type; range: SourceRange };

/**
 * Whose method is called. `exact`: the instance is known to be of its declared type, so the method is known too; otherwise it is
 * chosen when the call is made (clause 6.6.5.6, dynamic name binding).
 */
export type Receiver =
  | { kind: 'instance'; place: Place & { type: InstanceType }; exact: boolean }
  /** A value of an interface; faults with `null` where it is NULL. */
  | { kind: 'interface'; value: Expression };

/** In the order of `callee.parameters`; every parameter has exactly one. */
export type Argument =
  | { kind: 'input'; parameter: Variable; value: Expression }
  /** `negated`: `NOT Q => x`, of BOOL. */
  | { kind: 'output'; parameter: Variable; target: Place | null; negated?: boolean }
  | { kind: 'in_out'; parameter: Variable; target: Place };

/* ---- statements ---- */

export interface CaseLabel {
  lower: bigint;
  upper: bigint;
}

export type Statement =
  | { kind: 'assign'; target: Place; value: Expression; range: SourceRange }
  /** Whole arrays, structures: both sides have the same type. */
  | { kind: 'copy'; target: Place; source: Place; range: SourceRange }
  /** Inputs that were not given keep their value, so only those given appear here. */
  /** `dynamic`: the instance may be of a type that extends the declared one, whose body then runs. */
  | { kind: 'invoke'; instance: Place & { type: InstanceType }; dynamic?: boolean; arguments: Argument[]; range: SourceRange }
  /** Runs an action: of this POU (`instance` is null) or of another block's instance. */
  | { kind: 'perform'; action: Action; instance: (Place & { type: InstanceType }) | null; range: SourceRange }
  /** A function called for its effects. */
  | { kind: 'evaluate'; value: Expression; range: SourceRange }
  | { kind: 'if'; branches: { condition: Expression; body: Statement[] }[]; otherwise: Statement[]; range: SourceRange }
  /** `selector` is LINT or ULINT. */
  | {
      kind: 'case';
      selector: Expression;
      branches: { labels: CaseLabel[]; body: Statement[] }[];
      otherwise: Statement[];
      range: SourceRange;
    }
  /** `from`, `to`, `by` have the type of `variable`; a constant `by` tells the direction at compile time. Ends correctly at the type's limits. */
  | { kind: 'for'; variable: Place; from: Expression; to: Expression; by: Expression; body: Statement[]; range: SourceRange }
  | { kind: 'while'; condition: Expression; body: Statement[]; range: SourceRange }
  | { kind: 'repeat'; body: Statement[]; until: Expression; range: SourceRange }
  | { kind: 'exit'; range: SourceRange }
  | { kind: 'continue'; range: SourceRange }
  | { kind: 'return'; range: SourceRange };
