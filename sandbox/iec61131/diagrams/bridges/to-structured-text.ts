/**
 * A ladder POU as the Structured Text that a person would have written: conditions become expressions, coils assignments, boxes calls.
 * It does in every scan what the drawing does. Conditions are evaluated where they are used, so power that is used again after a
 * statement is kept in a temporary, unless nothing in between can change it.
 *
 * One difference remains: a condition that decides nothing is not evaluated, hence cannot fault (a division by zero in the comparison of
 * a rung without an output).
 */
import type { SourceFile } from '../../diagnostics.ts';
import { KEYWORDS } from '../../syntax/keywords.ts';
import { parse } from '../../syntax/parse.ts';
import { planFlows } from '../flow-plan.ts';
import {
  type Box,
  type Coil,
  type Contact,
  isOperator,
  type LadderElement,
  type LadderNetwork,
  type LadderPou,
  type Series,
} from '../ladder.ts';
import { lowerLadder } from '../lower-ladder.ts';
import { Aliases, everything, mayShare } from './aliases.ts';
import { and, grouped, type Logic, name, not, or, type Places, type Power } from './logic.ts';

export interface WrittenLadder {
  text: string;
  /** Of each network its lines in `text`, counted from 1, both included; a network may have none but its title. */
  networks: readonly { first: number; last: number }[];
}

/** `null` while the drawing has mistakes: half of a program would run, and run wrongly. */
export function toStructuredText(file: SourceFile): WrittenLadder | null {
  const { reading, diagnostics } = lowerLadder(file);
  const { pou } = reading;
  if (pou === null || diagnostics.some(({ severity }) => severity === 'error')) return null;
  if (pou.networks.some(({ unread }) => unread !== undefined)) return null;
  return new Writing(pou, file.text).run();
}

/** Power that is used again later. What it is may be exchanged for the temporary that keeps it. */
interface Held {
  power: Power;
}

const nowhere: Places = new Set();
const onlyConditions = (series: Series): boolean =>
  series.every(
    (element) =>
      (element.kind === 'contact' && (element.form === 'no' || element.form === 'nc')) ||
      element.kind === 'compare' ||
      (element.kind === 'parallel' && element.branches.every(onlyConditions)),
  );

class Writing {
  private readonly pou: LadderPou;
  private readonly aliases: Aliases;
  /** Upper case: no name of ours may be one of the author's. */
  private readonly taken: Set<string>;
  private readonly temporaries: string[] = [];
  private readonly memories: string[] = [];
  /** From the top of the innermost parallel outwards: used again whatever comes now. */
  private readonly live: Held[] = [];
  private lines: string[] = [];
  private depth = 1;
  /** By upper-case label. */
  private readonly labels: ReadonlyMap<string, LadderNetwork>;
  private readonly pieces = new Map<LadderNetwork, number>();
  private next = '';

  constructor(pou: LadderPou, source: string) {
    this.pou = pou;
    this.aliases = new Aliases(pou.declarations);
    this.labels = planFlows(pou).labels;
    this.taken = new Set([...KEYWORDS, ...(source.match(/[A-Za-z_]\w*/g) ?? []).map((word) => word.toUpperCase())]);
  }

  run(): WrittenLadder {
    const { pou } = this;
    const jumps = pou.networks.some(({ rung }) => has(rung, 'jump'));
    const places = jumps ? this.inPieces() : pou.networks.map((network) => this.network(network));
    const body = this.lines;
    const head = [
      `${pou.pou} ${pou.name.trim()}${pou.pou === 'FUNCTION' ? ` : ${pou.result ?? 'BOOL'}` : ''}`,
      ...pou.declarations.split('\n').filter((line, i, all) => line.trim() !== '' || (i > 0 && i < all.length - 1)),
      ...this.section(pou.pou === 'FUNCTION' ? 'VAR' : 'VAR_TEMP', this.temporaries, 'BOOL'),
      ...this.section('VAR', this.memories, 'BOOL'),
      ...(jumps ? this.section('VAR', [this.next], 'DINT') : []),
      '',
    ];
    return {
      text: `${[...head, ...body, `END_${pou.pou}`].join('\n')}\n`,
      networks: places.map(({ first, last }) => ({ first: first + head.length, last: last + head.length })),
    };
  }

  private section(keyword: string, names: readonly string[], type: string): string[] {
    return names.length === 0 ? [] : [keyword, ...names.map((one) => `  ${one} : ${type};`), 'END_VAR'];
  }

  /** With jumps the pieces between labels are cases of a loop; one that ends hands on to the one below. */
  private inPieces(): { first: number; last: number }[] {
    this.next = this.unique('next');
    const targets = new Set(this.labels.values());
    let count = 0;
    for (const [position, network] of this.pou.networks.entries())
      if (position === 0 || targets.has(network)) this.pieces.set(network, count++);
    const places: { first: number; last: number }[] = [];
    this.write(`${this.next} := 0;`);
    this.write(`WHILE ${this.next} < ${count} DO`);
    this.depth++;
    this.write(`CASE ${this.next} OF`);
    for (const network of this.pou.networks) {
      this.depth = 3;
      const piece = this.pieces.get(network);
      if (piece !== undefined) this.write(`${piece}: ;${network.label === undefined ? '' : ` // ${network.label}`}`);
      this.depth = 4;
      places.push(this.network(network));
    }
    this.depth = 2;
    this.write('END_CASE;');
    this.write(`${this.next} := ${this.next} + 1;`);
    this.depth = 1;
    this.write('END_WHILE;');
    return places;
  }

  private network({ title, comment, rung }: LadderNetwork): { first: number; last: number } {
    // What has a title is a paragraph.
    if ((title ?? comment) !== undefined && this.lines.length > 0) this.write('');
    const first = this.lines.length + 1;
    for (const text of [title, comment])
      for (const line of text?.split(/\r\n|[\n\r]/) ?? []) if (line.trim() !== '') this.write(`// ${line.trim()}`);
    this.series(rung, { power: null }, false);
    return { first, last: Math.max(first, this.lines.length) };
  }

  /** `used`: somebody needs the power at the end. */
  private series(series: Series, power: Held, used: boolean): Held {
    let reached = power;
    for (const [position, element] of series.entries())
      reached = this.element(element, reached, used || position < series.length - 1);
    return reached;
  }

  private element(element: LadderElement, held: Held, used: boolean): Held {
    switch (element.kind) {
      case 'contact':
        return this.contact(element, held, used);
      case 'compare':
        return { power: and(held.power, this.condition(element)) };
      case 'parallel':
        return this.parallel(element.branches, held, used);
      case 'coil':
        return this.coil(element, held, used);
      case 'box':
        return element.instance === undefined ? this.call(element, held, used) : this.block(element, held, used);
      case 'st':
        this.before(everything, used ? [held] : []);
        this.when(held.power, this.statements(element.text));
        return held;
      case 'jump': {
        const piece = this.pieces.get(this.labels.get(element.label.toUpperCase())!)!;
        this.before(nowhere, used ? [held] : []);
        this.when(held.power, [`${this.next} := ${piece};`, 'CONTINUE;']);
        return held;
      }
      case 'return':
        this.before(nowhere, used ? [held] : []);
        this.when(held.power, ['RETURN;']);
        return held;
    }
  }

  private contact({ form, operand }: Contact, held: Held, used: boolean): Held {
    const read = name(operand, this.aliases.of(operand));
    if (form === 'no' || form === 'nc') return { power: and(held.power, form === 'nc' ? not(read) : read) };
    const memory = this.remember(operand);
    const was = name(memory, new Set([memory.toUpperCase()]));
    const passes: Held = { power: and(held.power, form === 'rising' ? and(read, not(was)) : and(not(read), was)) };
    this.before(was.reads, used ? [passes] : []);
    this.write(`${memory} := ${operand};`);
    return passes;
  }

  private condition({ left, operator, right }: Extract<LadderElement, { kind: 'compare' }>): Logic {
    const side = (text: string) => (/^(?:[\w.#]|\[\w+\])+$/.test(text.trim()) ? text.trim() : `(${text.trim()})`);
    return name(`(${side(left)} ${operator} ${side(right)})`, new Set([...this.aliases.of(left), ...this.aliases.of(right)]));
  }

  private parallel(branches: readonly Series[], held: Held, used: boolean): Held {
    if (branches.every(onlyConditions)) {
      // Without what all of them have in common.
      const ends = branches.map((branch) => this.series(branch, { power: null }, true).power);
      return { power: and(held.power, or(ends)) };
    }
    const outside = this.live.length;
    const ends: Held[] = [];
    for (const [position, branch] of branches.entries()) {
      const inside = this.live.length;
      if (position < branches.length - 1) this.live.push(held);
      const end = this.series(branch, held, used);
      this.live.length = inside;
      ends.push(end);
      if (used) this.live.push(end);
    }
    this.live.length = outside;
    return { power: or(ends.map(({ power }) => power)) };
  }

  private coil({ form, operand }: Coil, held: Held, used: boolean): Held {
    const written = this.aliases.of(operand);
    const kept = used ? [held] : [];
    if (form === 'plain' || form === 'negated') {
      this.before(written, kept);
      this.write(`${operand} := ${form === 'plain' ? textOf(held.power) : textOf(not(held.power))};`);
    } else if (form === 'set' || form === 'reset') {
      this.before(written, kept);
      this.when(held.power, [`${operand} := ${form === 'set' ? 'TRUE' : 'FALSE'};`]);
    } else {
      const memory = this.remember(operand);
      const was = name(memory, new Set([memory.toUpperCase()]));
      this.before(written, [held]);
      const edge = form === 'rising' ? and(held.power, not(was)) : and(not(held.power), was);
      this.write(`${operand} := ${textOf(edge)};`);
      this.before(was.reads, kept);
      this.write(`${memory} := ${textOf(held.power)};`);
    }
    return held;
  }

  /** A function block: called in every scan, its power is an input like any other. */
  private block(element: Box, held: Held, used: boolean): Held {
    const enables = element.powerOut.toUpperCase() === 'ENO';
    const enabled = enables && used ? this.temporary() : null;
    this.before(everything, []);
    const last = enabled === null ? [] : [`ENO => ${enabled}`];
    this.write(`${element.instance}(${[...this.arguments(element, held.power), ...last].join(', ')});`);
    if (enabled !== null) return { power: name(enabled, nowhere) };
    return { power: name(`${element.instance}.${element.powerOut}`, this.aliases.of(element.instance!)) };
  }

  /** A function that has no power at EN is not called: what its result was stays. */
  private call(element: Box, held: Held, used: boolean): Held {
    const enabled = element.powerIn.toUpperCase() === 'EN';
    const out = element.powerOut.toUpperCase();
    const conditional = enabled && held.power !== null;
    const result = Object.entries(element.outputs).find(([pin]) => pin.toUpperCase() === 'OUT')?.[1];
    this.before(everything, used && out === 'ENO' ? [held] : []);
    const passed = out === 'ENO' ? null : this.temporary();
    const called = isOperator(element)
      ? this.operator(element, enabled ? undefined : held.power)
      : `${element.type}(${[
          ...this.arguments(element, enabled ? undefined : held.power),
          ...(passed === null || out === 'OUT' ? [] : [`${element.powerOut} => ${passed}`]),
        ].join(', ')})`;
    const target = result ?? (out === 'OUT' ? passed : null);
    const lines = [target === null ? `${called};` : `${target} := ${called};`];
    if (out === 'OUT' && result !== undefined) lines.push(`${passed} := ${result};`);
    if (conditional && passed !== null) this.write(`${passed} := FALSE;`);
    this.when(conditional ? held.power : null, lines);
    if (passed !== null) return { power: name(passed, nowhere) };
    return conditional ? held : { power: null };
  }

  /** `power` undefined: it is no argument. */
  private arguments(element: Box, power: Power | undefined): string[] {
    const isResult = (pin: string) => element.instance === undefined && pin.toUpperCase() === 'OUT';
    return [
      ...(power === undefined ? [] : [`${element.powerIn} := ${textOf(power)}`]),
      ...Object.entries(element.inputs).map(([pin, value]) => `${pin} := ${value}`),
      ...Object.entries(element.outputs).flatMap(([pin, target]) => (isResult(pin) ? [] : [`${pin} => ${target}`])),
    ];
  }

  /** A function that Structured Text has as an operator. */
  private operator(element: Box, power: Power | undefined): string {
    const word = element.type.toUpperCase();
    const operands = [
      ...(power === undefined ? [] : [grouped(power)]),
      ...Object.values(element.inputs).map((value) => (/^\w+$/.test(value) ? value : `(${value})`)),
    ];
    return word === 'NOT' ? `NOT ${operands.join(' ')}` : operands.join(` ${word} `);
  }

  private statements(text: string): string[] {
    const lines = text.split('\n').map((line) => line.trimEnd());
    const [pou] = parse({ name: '', text: `PROGRAM statements\n${text}\nEND_PROGRAM` }).unit.declarations;
    return pou?.kind === 'program' && pou.body.length === 0 ? [...lines, ';'] : lines;
  }

  // ---- temporaries and memories ----

  /** Before a statement that writes these places: what is used again afterwards is kept, if it is long or may have changed by then. */
  private before(written: Places, kept: readonly Held[]): void {
    for (const held of new Set([...this.live, ...kept])) {
      const { power } = held;
      if (power === null) continue;
      const short = power.form === 'name' || power.form === 'not';
      if (short && !mayShare(power.reads, written)) continue;
      const temporary = this.temporary();
      this.write(`${temporary} := ${power.text};`);
      held.power = name(temporary, nowhere);
    }
  }

  private temporary(): string {
    const made = this.unique('power', this.temporaries.length + 1);
    this.temporaries.push(made);
    return made;
  }

  private remember(operand: string): string {
    const made = this.unique(
      `${operand
        .replace(/\W+/g, '_')
        .replace(/^_+|_+$/g, '')
        .replace(/__+/g, '_')}_before`,
    );
    this.memories.push(made);
    return made;
  }

  private unique(wish: string, from = 0): string {
    const base = /^\d/.test(wish) ? `at_${wish}` : wish;
    for (let count = from; ; count++) {
      const made = count === 0 ? base : `${base}${count === 1 && from === 0 ? 2 : count}`;
      if (this.taken.has(made.toUpperCase())) continue;
      this.taken.add(made.toUpperCase());
      return made;
    }
  }

  // ---- writing ----

  private when(power: Power, lines: readonly string[]): void {
    if (power === null) {
      for (const line of lines) this.write(line);
      return;
    }
    this.write(`IF ${power.text} THEN`);
    this.depth++;
    for (const line of lines) this.write(line);
    this.depth--;
    this.write('END_IF;');
  }

  private write(line: string): void {
    this.lines.push(line === '' ? '' : `${'  '.repeat(this.depth)}${line}`);
  }
}

const textOf = (power: Power): string => power?.text ?? 'TRUE';

function has(series: Series, kind: LadderElement['kind']): boolean {
  return series.some(
    (element) => element.kind === kind || (element.kind === 'parallel' && element.branches.some((branch) => has(branch, kind))),
  );
}
