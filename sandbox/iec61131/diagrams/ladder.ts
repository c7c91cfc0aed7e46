/**
 * Ladder Diagram (IEC 61131-3, clause 8): one POU whose body is a list of networks. A network is one rung: a row of elements from the
 * left power rail to the right one, where a `parallel` splits the power and joins it again, so that every rung is a series-parallel
 * circuit. Coils hand on the power that they receive, therefore outputs that branch are a parallel at the end of the row, and
 * nothing else is needed for them. A tree, never written to: an edit makes new nodes on the way to what changed and shares the rest.
 *
 * Operands are texts in Structured Text: a variable, or an expression where the element takes a value.
 */

export interface LadderPou {
  pou: 'PROGRAM' | 'FUNCTION_BLOCK' | 'FUNCTION';
  name: string;
  /** Type of a function's result. */
  result?: string;
  /** VAR sections as in Structured Text; may be empty. */
  declarations: string;
  networks: readonly LadderNetwork[];
}

export interface LadderNetwork {
  title?: string;
  comment?: string;
  /** A place to jump to. */
  label?: string;
  rung: Series;
  /** Text of a network that could not be read: kept as it stands, letter for letter. Its rung is empty. */
  unread?: string;
}

/** From left to right. An empty series is a wire. */
export type Series = readonly LadderElement[];

export type LadderElement = Contact | CompareContact | Parallel | Coil | Box | InlineText | Jump | Return;

/** Normally open, normally closed, positive and negative transition-sensing (table 75). */
export type ContactForm = 'no' | 'nc' | 'rising' | 'falling';

/** Table 75. A transition-sensing contact remembers what its operand was when it was evaluated last. */
export interface Contact {
  kind: 'contact';
  form: ContactForm;
  operand: string;
}

export const COMPARISONS = ['=', '<>', '<', '<=', '>', '>='] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** Passes power while the comparison holds (table 75, compare contact of Edition 3). */
export interface CompareContact {
  kind: 'compare';
  operator: Comparison;
  left: string;
  right: string;
}

/** Branches from top to bottom; power goes on where any of them ends with power. At least two. */
export interface Parallel {
  kind: 'parallel';
  branches: readonly Series[];
}

/** Table 76: coil, negated coil, set, reset, positive and negative transition-sensing. */
export type CoilForm = 'plain' | 'negated' | 'set' | 'reset' | 'rising' | 'falling';

/** The power on its left goes on to its right, whatever the form. */
export interface Coil {
  kind: 'coil';
  form: CoilForm;
  operand: string;
}

/**
 * A function, or an instance of a function block. Power enters at one input and leaves at one output; `EN` and `ENO` are such pins
 * like any others. `OUT` is the result of a function.
 */
export interface Box {
  kind: 'box';
  /** Function or function block type: `ADD`, `TON`. */
  type: string;
  /** Of a function block: the variable. */
  instance?: string;
  /** Input that the power drives, e.g. `IN` or `EN`. */
  powerIn: string;
  /** Output that the power goes on from, e.g. `Q` or `ENO`. */
  powerOut: string;
  /** Expressions at the other inputs, in order. */
  inputs: Readonly<Record<string, string>>;
  /** Variables at the other outputs. */
  outputs: Readonly<Record<string, string>>;
}

/** Functions of the standard that are reserved words of Structured Text (clause 7.3.2). */
export const isOperator = ({ type, instance }: Box): boolean => instance === undefined && /^(?:AND|OR|XOR|NOT|MOD)$/i.test(type);

/** Statements that run while they have power; it goes on as it came. */
export interface InlineText {
  kind: 'st';
  text: string;
}

/** With power: on to the network of that label. Last of its row. */
export interface Jump {
  kind: 'jump';
  label: string;
}

/** With power: back to the caller. Last of its row. */
export interface Return {
  kind: 'return';
}

/** Network, then positions on the way down: in a series the element's, in a parallel the branch's. Counts from 0. */
export type ElementPath = readonly number[];

export function elementAt(pou: LadderPou, path: ElementPath): LadderElement | null {
  const [network = -1, ...steps] = path;
  let series: Series | undefined = pou.networks[network]?.rung;
  for (let i = 0; i < steps.length; i += 2) {
    const element: LadderElement | undefined = series?.[steps[i]!];
    if (element === undefined) return null;
    if (i === steps.length - 1) return element;
    series = element.kind === 'parallel' ? element.branches[steps[i + 1]!] : undefined;
  }
  return null;
}

/** Every element of a row in the order of evaluation: left to right, branches top to bottom; a parallel before what is in it. */
export function* elementsOf(series: Series, above: ElementPath): Generator<{ element: LadderElement; path: ElementPath }> {
  for (const [position, element] of series.entries()) {
    const path = [...above, position];
    yield { element, path };
    if (element.kind === 'parallel')
      for (const [branch, inner] of element.branches.entries()) yield* elementsOf(inner, [...path, branch]);
  }
}
