/**
 * Structured Text as the rungs that an electrician would have drawn: an assignment of a condition becomes contacts and a coil, a call a
 * box, IF the condition before what it guards. What contacts, coils and boxes cannot say (loops, CASE, bit strings) stays text, in an
 * element of its own: the drawing does in every scan what the text does, and loses no comment.
 */
import type { Workspace } from '../../semantics/workspace.ts';
import type { CompilationUnit, Expression, PouDeclaration, Statement } from '../../syntax/ast.ts';
import type { LadderElement, LadderNetwork, LadderPou, Series } from '../ladder.ts';
import { Aliases, everything, mayShare } from './aliases.ts';
import { Boxes } from './boxes.ts';
import { contactsOf, inParallel } from './contacts.ts';
import type { Places } from './logic.ts';
import { mayCall } from './may-call.ts';
import type { DrawingRefusal } from './refusals.ts';
import { type Remark, remarksOf } from './remarks.ts';
import { StatementFacts } from './statement-facts.ts';

export interface DrawnText {
  pou: LadderPou;
  /** Of each network its lines in the text, counted from 1, both included. */
  networks: readonly { first: number; last: number }[];
}

/** As the form of a file allows. */
const LONGEST_TEXT = 20_000;
const LONGEST_COMMENT = 5000;
const LONGEST_TITLE = 80;

/**
 * `tree` without mistakes, and the symbols of the program that it belongs to. Statements whose first line is in `asText` are not tried:
 * for who found that what was drawn of them does not compile.
 */
export function toLadder(
  tree: CompilationUnit,
  symbols: Workspace,
  asText: ReadonlySet<number> = new Set(),
): DrawnText | { refused: DrawingRefusal } {
  const [pou, more] = tree.declarations;
  if (pou === undefined) return { refused: 'no-pou' };
  if (more !== undefined || tree.usings?.length) return { refused: 'several' };
  if (pou.kind !== 'program' && pou.kind !== 'function' && pou.kind !== 'function_block')
    return { refused: pou.kind === 'class' || pou.kind === 'interface' ? 'object' : 'no-pou' };
  if (pou.chart !== undefined || pou.actions?.length) return { refused: 'chart' };
  if (isObject(pou) || pou.usings?.length || pou.access?.length) return { refused: 'object' };
  const drawn = new Drawing(tree, pou, symbols, asText).run();
  const long = drawn.pou.networks.some(
    ({ comment = '', rung }) =>
      comment.length > LONGEST_COMMENT || rung.some((one) => one.kind === 'st' && one.text.length > LONGEST_TEXT),
  );
  return long ? { refused: 'long' } : drawn;
}

function isObject({ object }: PouDeclaration): boolean {
  if (object === undefined) return false;
  const { modifiers, methods, properties } = object;
  const { access, abstract, final, override } = modifiers;
  const parts = object.implements.length + methods.length + properties.length;
  return parts > 0 || object.extends !== null || access !== null || abstract || final || override;
}

class Drawing {
  private readonly tree: CompilationUnit;
  private readonly declared: PouDeclaration;
  private readonly asText: ReadonlySet<number>;
  private readonly facts: StatementFacts;
  private readonly boxes: Boxes;
  private readonly declarations: string;
  private readonly aliases: Aliases;
  /** What stays text, from offset to offset: its comments stay with it. */
  private kept: { start: number; end: number }[] = [];

  constructor(tree: CompilationUnit, declared: PouDeclaration, symbols: Workspace, asText: ReadonlySet<number>) {
    this.tree = tree;
    this.declared = declared;
    this.asText = asText;
    this.facts = new StatementFacts(tree.tokens, symbols);
    this.boxes = new Boxes(this.facts, symbols);
    const { sections } = declared;
    this.declarations = sections.length === 0 ? '' : `${this.facts.verbatim(sections[0]!.first, sections.at(-1)!.last)}\n`;
    this.aliases = new Aliases(this.declarations);
  }

  run(): DrawnText {
    const { tokens } = this.tree;
    const { kind, name, result, sections, body, first, last } = this.declared;
    const head = tokens.ends[sections.at(-1)?.last ?? result?.last ?? name.last]!;
    // What stands above the first word of the POU is about it, and what stands between its sections stays there.
    const above = remarksOf(tokens, body, 0, tokens.starts[first]!);
    const within = remarksOf(tokens, body, head, tokens.starts[last]!);
    const remarks = body.map((_, i) => [...(above[i] ?? []), ...(within[i] ?? [])]);
    const networks: LadderNetwork[] = [];
    const places: { first: number; last: number }[] = [];
    for (let at = 0; at < body.length; at++) {
      const statement = body[at]!;
      const own = [...remarks[at]!];
      this.kept = [];
      const next = body[at + 1];
      const joined = next === undefined || remarks[at + 1]!.some(({ leads }) => leads) ? null : this.joined(statement, next);
      if (joined !== null) own.push(...remarks[++at]!);
      const rung = joined ?? this.statement(statement) ?? [this.text(statement, statement)];
      networks.push({ ...this.words(own), rung });
      const lines = [tokens.lines[statement.first]!, ...own.map(({ line }) => line)];
      places.push({ first: Math.min(...lines), last: tokens.lines[(joined === null ? statement : next!).last]! });
    }
    const all = [...tokens.trivia].filter(({ start }) => start >= head && start < tokens.starts[last]!);
    // A body of comments alone.
    if (body.length === 0 && all.length > 0) {
      const [only] = remarksOf(tokens, [{ kind: 'empty', first: last, last }], 0, tokens.starts[last]!);
      networks.push({ ...this.words(only ?? []), rung: [] });
      places.push({ first: tokens.lines[first]!, last: tokens.lines[last]! });
    }
    return {
      pou: {
        pou: kind === 'function' ? 'FUNCTION' : kind === 'program' ? 'PROGRAM' : 'FUNCTION_BLOCK',
        name: name.text,
        ...(result === null ? {} : { result: this.facts.text(result) }),
        declarations: this.declarations,
        networks,
      },
      networks: places,
    };
  }

  /** The first line as title, the others as comment; without what stays with its text. */
  private words(remarks: readonly Remark[]): { title?: string; comment?: string } {
    const free = remarks.filter(({ start, end }) => !this.kept.some((kept) => start >= kept.start && end <= kept.end));
    const lines = free.flatMap(({ text }) => text.split('\n')).filter((line) => line !== '');
    const [title] = lines;
    if (title === undefined) return {};
    if (title.length > LONGEST_TITLE) return { comment: lines.join('\n') };
    return lines.length === 1 ? { title } : { title, comment: lines.slice(1).join('\n') };
  }

  /** `T1(IN := Start, …); Lamp := T1.Q AND …;` is one rung. */
  private joined(statement: Statement, next: Statement): Series | null {
    if (statement.kind !== 'call' || next.kind !== 'assign') return null;
    if (this.asText.has(this.lineOf(statement)) || this.asText.has(this.lineOf(next))) return null;
    const called = this.boxes.block(statement.call, false);
    if (called === null || !this.facts.isBool(next.target)) return null;
    const condition = contactsOf(next.value, this.facts);
    const [first, ...others] = condition ?? [];
    if (first?.kind !== 'contact' || first.form !== 'no') return null;
    const instance = `${called.box.instance}.`.toUpperCase();
    const powerOut = called.outputs.get(first.operand.toUpperCase().slice(instance.length));
    if (powerOut === undefined || !first.operand.toUpperCase().startsWith(instance)) return null;
    const coil: LadderElement = { kind: 'coil', form: 'plain', operand: this.facts.text(next.target) };
    return [...called.condition, { ...called.box, powerOut }, ...others, coil];
  }

  /** With the power that it is given; `null`: only text can say it. */
  private statement(statement: Statement, guarded = false): Series | null {
    if (this.asText.has(this.lineOf(statement))) return null;
    switch (statement.kind) {
      case 'assign':
        return this.assignment(statement.target, statement.value, guarded);
      case 'call': {
        const called = this.boxes.block(statement.call, guarded);
        if (called !== null) return [...called.condition, called.box];
        const box = this.boxes.computation(statement.call, null);
        return box === null ? null : [box];
      }
      case 'if':
        return this.branches(statement);
      case 'return':
        return [{ kind: 'return' }];
      default:
        return null;
    }
  }

  private assignment(target: Expression, value: Expression, guarded: boolean): Series | null {
    const operand = this.facts.text(target);
    if (!this.facts.isBool(target)) {
      const box = this.boxes.computation(value, operand);
      return box === null ? null : [box];
    }
    if (value.kind === 'literal' && value.literal === 'bool' && (guarded || !value.value))
      return [{ kind: 'coil', form: value.value ? 'set' : 'reset', operand }];
    // Without power a coil would take it, and the text keeps what was there.
    if (guarded)
      return [
        {
          kind: 'box',
          type: 'MOVE',
          powerIn: 'EN',
          powerOut: 'ENO',
          inputs: { IN: this.facts.text(value) },
          outputs: { OUT: operand },
        },
      ];
    const whole = value.kind === 'unary' && value.operator === 'NOT' && value.operand.kind === 'binary' ? value.operand : null;
    const opposite = whole === null ? null : contactsOf(whole, this.facts);
    if (opposite !== null) return [...opposite, { kind: 'coil', form: 'negated', operand }];
    const condition = contactsOf(value, this.facts);
    return condition === null ? null : [...condition, { kind: 'coil', form: 'plain', operand }];
  }

  private branches({ branches, otherwise }: Statement & { kind: 'if' }): Series | null {
    const conditions = branches.map(({ condition }) => contactsOf(condition, this.facts));
    if (conditions.includes(null)) return null;
    const bodies = [...branches.map(({ body }) => body), ...(otherwise === null ? [] : [otherwise])];
    if (bodies.length === 1) return [...conditions[0]!, ...this.guarded(bodies[0]!)];
    if (branches.some(({ condition }) => mayCall(condition))) return null;
    const rows: Series[] = [];
    /** That no condition so far held. */
    let none: Series = [];
    for (const [position, body] of bodies.entries()) {
      // Each condition is looked at again after what came before has run, and must still be what it was.
      const later = branches.slice(0, position + 1).map(({ condition }) => this.aliases.of(this.facts.text(condition)));
      const before = bodies.slice(0, position).map((statements) => this.writes(statements));
      if (before.some((written) => later.some((read) => mayShare(read, written)))) return null;
      rows.push([...none, ...(conditions[position] ?? []), ...this.guarded(body)]);
      const branch = branches[position];
      if (branch === undefined) continue;
      const not = contactsOf(branch.condition, this.facts, true);
      if (not === null) return null;
      none = [...none, ...not];
    }
    return inParallel(rows.filter((row) => row.length > 0));
  }

  /** What runs with the power of its condition: one below the other. */
  private guarded(body: readonly Statement[]): Series {
    const rows: Series[] = [];
    let from: Statement | null = null;
    for (const [position, statement] of body.entries()) {
      if (statement.kind === 'empty') continue;
      const row = this.statement(statement, true);
      // Statements that only text can say stay together.
      if (row === null) from ??= statement;
      const next = body[position + 1];
      if (from !== null && (row !== null || next === undefined)) {
        rows.push([this.text(from, row === null ? statement : body[position - 1]!)]);
        from = null;
      }
      if (row !== null) rows.push(row);
    }
    const said = rows.filter((row) => row.length > 0);
    return said.length === 0 ? [] : inParallel(said);
  }

  private writes(body: readonly Statement[]): Places {
    const written = new Set<string>();
    for (const statement of body) {
      if (statement.kind === 'empty' || statement.kind === 'return') continue;
      if (statement.kind !== 'assign' || mayCall(statement.value)) return everything;
      for (const place of this.aliases.of(this.facts.text(statement.target))) written.add(place);
    }
    return written;
  }

  private text(first: Statement, last: Statement): LadderElement {
    const { starts, ends, kinds } = this.tree.tokens;
    const to = kinds[last.last + 1] === ';' ? last.last + 1 : last.last;
    this.kept.push({ start: starts[first.first]!, end: ends[to]! });
    return { kind: 'st', text: this.facts.verbatim(first.first, to) };
  }

  private lineOf({ first }: Statement): number {
    return this.tree.tokens.lines[first]!;
  }
}
