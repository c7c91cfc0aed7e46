/** Calls and arithmetic of Structured Text as boxes. */
import type { Variable } from '../../semantics/checked.ts';
import { findStandardFunction } from '../../semantics/function-names.ts';
import { computedAs } from '../../semantics/type-relations.ts';
import type { Workspace } from '../../semantics/workspace.ts';
import type { Argument, BinaryToken, Expression } from '../../syntax/ast.ts';
import type { Box, Series } from '../ladder.ts';
import { contactsOf } from './contacts.ts';
import type { StatementFacts } from './statement-facts.ts';

type Call = Expression & { kind: 'call' };

const arithmetic: Readonly<Partial<Record<BinaryToken, string>>> = { '+': 'ADD', '-': 'SUB', '*': 'MUL', '/': 'DIV' };

export interface BlockCall {
  /** What is before the box. */
  condition: Series;
  box: Box;
  /** Outputs that power can go on from, in upper case, with their own spelling. */
  outputs: ReadonlyMap<string, string>;
}

export class Boxes {
  private readonly facts: StatementFacts;
  private readonly symbols: Workspace;

  constructor(facts: StatementFacts, symbols: Workspace) {
    this.facts = facts;
    this.symbols = symbols;
  }

  /**
   * A function block: power drives the first BOOL input that is given something which contacts can say, or EN where there is none. With
   * `enabled` power is the condition of the whole call.
   */
  block(call: Call, enabled: boolean): BlockCall | null {
    const type = this.facts.instance(call.callee);
    if (type === null) return null;
    const own = type.block.parameters.filter(({ hidden }) => hidden !== true);
    const pins = pinsOf(
      call,
      own.filter(({ section }) => section !== 'output').map(({ name }) => name),
    );
    if (pins === null) return null;
    const isGiven = (name: string) => pins.inputs.get(name.toUpperCase())?.value;
    const bools = own.filter(({ type }) => computedAs(type) === 'BOOL');
    const driven = enabled
      ? undefined
      : bools.find(({ name, section }) => {
          const value = section === 'input' ? isGiven(name) : undefined;
          return value !== undefined && value.kind !== 'literal' && contactsOf(value, this.facts) !== null;
        });
    const outputs = new Map(bools.flatMap(({ name, section }) => (section === 'output' ? [[name.toUpperCase(), name]] : [])));
    const [first] = outputs.values();
    const given = driven === undefined ? undefined : isGiven(driven.name);
    return {
      condition: given === undefined ? [] : contactsOf(given, this.facts)!,
      box: {
        kind: 'box',
        type: type.block.name,
        instance: this.facts.text(call.callee),
        powerIn: driven?.name ?? 'EN',
        powerOut: enabled || first === undefined ? 'ENO' : first,
        inputs: this.texts(pins.inputs, driven),
        outputs: this.texts(pins.outputs),
      },
      outputs,
    };
  }

  /** `target := value;` of something that is computed, or a function called for its effects. Runs with power at EN. */
  computation(value: Expression, target: string | null): Box | null {
    const box = (
      type: string,
      inputs: Readonly<Record<string, string>>,
      outputs: Readonly<Record<string, string>> = {},
    ): Box => ({
      kind: 'box',
      type,
      powerIn: 'EN',
      powerOut: 'ENO',
      inputs,
      outputs: target === null ? outputs : { ...outputs, OUT: target },
    });
    if (value.kind === 'call') {
      if (value.callee.kind !== 'name') return null;
      const pins = pinsOf(value, this.parameters(value.callee.name.key, value.arguments.length));
      if (pins === null || pins.inputs.has('EN') || pins.outputs.has('ENO')) return null;
      return box(this.facts.text(value.callee), this.texts(pins.inputs), this.texts(pins.outputs));
    }
    if (target === null) return null;
    const name = value.kind === 'binary' ? arithmetic[value.operator] : undefined;
    if (value.kind === 'binary' && name !== undefined)
      return box(name, { IN1: this.facts.text(value.left), IN2: this.facts.text(value.right) });
    if (value.kind === 'binary' || (value.kind === 'unary' && value.operator === 'NOT')) return null;
    return box('MOVE', { IN: this.facts.text(value) });
  }

  /** In order, for arguments without names. */
  private parameters(key: string, count: number): readonly string[] {
    const entity = this.symbols.entities.get(key);
    if (entity?.kind === 'pou') return entity.pou.kind === 'function' ? entity.pou.parameters.map(({ name }) => name) : [];
    const standard = findStandardFunction(key);
    if (standard === null) return ['IN'];
    const last = standard.parameters.at(-1) ?? '';
    const [, stem = '', number = '1'] = /^(.*?)(\d+)$/.exec(last) ?? [];
    const more = Math.max(0, count - standard.parameters.length);
    return standard.extensible && stem !== ''
      ? [...standard.parameters, ...Array.from({ length: more }, (_, i) => `${stem}${Number(number) + 1 + i}`)]
      : standard.parameters;
  }

  private texts(pins: ReadonlyMap<string, { name: string; value: Expression }>, without?: Variable): Record<string, string> {
    return Object.fromEntries(
      [...pins.values()]
        .filter(({ name }) => name.toUpperCase() !== without?.name.toUpperCase())
        .map(({ name, value }) => [name, this.facts.text(value)]),
    );
  }
}

type Pins = Map<string, { name: string; value: Expression }>;

/** By upper-case name. `null` where a pin cannot say it: NOT at an output, an argument too many. */
function pinsOf(call: Call, parameters: readonly string[]): { inputs: Pins; outputs: Pins } | null {
  const pins = { inputs: new Map() as Pins, outputs: new Map() as Pins };
  for (const [position, argument] of call.arguments.entries()) {
    const name = nameOf(argument, parameters, position);
    if (name === null || argument.negated || argument.value.kind === 'missing') return null;
    const side = argument.direction === 'output' ? pins.outputs : pins.inputs;
    if (side.has(name.toUpperCase())) return null;
    side.set(name.toUpperCase(), { name, value: argument.value });
  }
  return pins;
}

function nameOf({ name }: Argument, parameters: readonly string[], position: number): string | null {
  if (name === null) return parameters[position] ?? null;
  return parameters.find((parameter) => parameter.toUpperCase() === name.key) ?? name.text;
}
