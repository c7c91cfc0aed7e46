/**
 * A ladder POU to Structured Text: rungs from top to bottom, each from left to right, branches from top to bottom (clause 8.1). One
 * statement or two an element, so that the scan leaves behind what every element let through: `flow$`, one BOOL an element, is read
 * live, recalled with the rig's past, and costs a store. Names with a `$` are the lowering's own; no author can write one.
 *
 * Jumps become turns of a loop over the pieces between labels; then `flow$` is cleared first, because not every network runs.
 */
import { type DiagnosticCode, diagnose, type MessageValue } from '../diagnostic-catalogue.ts';
import type { Diagnostic, SourceFile } from '../diagnostics.ts';
import { rangeOfOffsets } from '../syntax/tokens.ts';
import { adviceOn } from './advice/advice.ts';
import { FLOW, FLOWS_AT_ONCE, type FlowPlan, planFlows } from './flow-plan.ts';
import { type Box, type Coil, type Contact, isOperator, type LadderElement, type LadderNetwork, type Series } from './ladder.ts';
import { holdsOnlySections, operandOf, statementErrors } from './operands.ts';
import { type FilePlace, LoweredText, lineStartsOf } from './origin.ts';
import { type LadderReading, type PlacedNetwork, readLadder } from './read-ladder.ts';
import type { PlacedText } from './yaml-nodes.ts';

export interface LoweredLadder {
  /** In Structured Text, with its origin; its name is the diagram's. */
  file: SourceFile;
  reading: LadderReading;
  /** The reading's, and what only the whole drawing tells. */
  diagnostics: Diagnostic[];
  /** Elements that let power through, by their place in `flow$`, from 0. */
  flows: readonly LadderElement[];
}

export function lowerLadder(file: SourceFile): LoweredLadder {
  const reading = readLadder(file);
  if (reading.pou === null) return { file: { name: file.name, text: '' }, reading, diagnostics: reading.diagnostics, flows: [] };
  const plan = planFlows(reading.pou);
  const lowering = new Lowering(reading, plan);
  lowering.run();
  return {
    file: { name: file.name, text: lowering.out.text, origin: lowering.out.origin(file, reading.networks, lowering.types) },
    reading,
    diagnostics: [...reading.diagnostics, ...lowering.diagnostics],
    flows: plan.flows,
  };
}

/** Power as an expression: `null` is the left rail. */
type Power = string | null;

class Lowering {
  readonly out = new LoweredText();
  readonly diagnostics: Diagnostic[] = [];
  /** Of boxes that have an instance. */
  readonly types: { name: string; place: FilePlace }[] = [];
  private readonly reading: LadderReading;
  private readonly plan: FlowPlan;
  private readonly lineStarts: number[];
  /** Position of each network that begins a piece, from 0. */
  private readonly pieces = new Map<LadderNetwork, number>();
  private network: PlacedNetwork | null = null;
  /** Where the element being lowered stands in the file. */
  private at: FilePlace = { start: 0, end: 0 };

  constructor(reading: LadderReading, plan: FlowPlan) {
    this.reading = reading;
    this.plan = plan;
    this.lineStarts = lineStartsOf(reading.file.text);
  }

  run(): void {
    const { name, result, declarations, networks } = this.reading;
    const pou = this.reading.pou!;
    const own = name!.place;
    this.at = own;
    this.own(`${pou.pou} `);
    this.text(name!, pou.name.trim());
    if (pou.pou === 'FUNCTION') {
      this.own(' : ');
      if (result === null) this.own('BOOL');
      else this.text(result, result.value);
    }
    this.own('\n');
    if (declarations !== null) {
      this.at = declarations.place;
      if (!holdsOnlySections(declarations.value)) {
        // Without them every other word would be about names that are not there.
        this.report('LD2010', declarations.place);
        this.own(`\nEND_${pou.pou}\n`);
        return;
      }
      this.lines(declarations);
      this.own('\n');
      this.at = own;
    }
    this.declareMemory();
    this.checkLabels(networks);
    if (this.plan.hasJumps) this.lowerInPieces(networks);
    else for (const network of networks) this.lowerNetwork(network);
    this.at = own;
    this.own(`END_${pou.pou}\n`);
    // Of what has mistakes nothing can be said that would still hold when they are mended.
    const isSound = ![...this.reading.diagnostics, ...this.diagnostics].some(({ severity }) => severity === 'error');
    for (const { code, at, values } of isSound ? adviceOn(pou) : []) this.reportAt(code, at, values);
  }

  private declareMemory(): void {
    const { flows, edgeOf, hasJumps } = this.plan;
    // Whole words, so that whoever watches can read eight elements at once.
    const count = Math.ceil(flows.length / FLOWS_AT_ONCE) * FLOWS_AT_ONCE;
    const isFunction = this.reading.pou!.pou === 'FUNCTION';
    const declarations = [
      flows.length === 0 ? '' : `${FLOW} : ARRAY [0..${count - 1}] OF BOOL;\n`,
      ...(isFunction ? [] : [...edgeOf.values()].map((name) => `${name} : BOOL;\n`)),
      hasJumps ? 'next$ : DINT;\n' : '',
    ].join('');
    if (declarations !== '') this.own(`VAR\n${declarations}END_VAR\n`);
    if (hasJumps && flows.length > 0)
      this.own(`VAR CONSTANT\nnone$ : ARRAY [0..${count - 1}] OF BOOL := [${count}(FALSE)];\nEND_VAR\n`);
  }

  private checkLabels(networks: readonly PlacedNetwork[]): void {
    for (const { network, start, end } of networks) {
      const { label } = network;
      if (label === undefined) continue;
      const place = this.headOf({ start, end });
      if (!/^[A-Za-z_]\w*$/.test(label)) this.report('LD2003', place, { label });
      else if (this.plan.labels.get(label.toUpperCase()) !== network) this.report('LD2002', place, { label });
    }
  }

  /** With jumps: `next$` says which piece comes; one that ends hands on to the one below. */
  private lowerInPieces(networks: readonly PlacedNetwork[]): void {
    const jumped = new Set(this.plan.labels.values());
    const pieces: PlacedNetwork[][] = [];
    for (const placed of networks) {
      if (pieces.length === 0 || jumped.has(placed.network)) pieces.push([]);
      if (jumped.has(placed.network)) this.pieces.set(placed.network, pieces.length - 1);
      pieces.at(-1)!.push(placed);
    }
    if (this.plan.flows.length > 0) this.own(`${FLOW} := none$;\n`);
    this.own(`next$ := 0;\nWHILE next$ < ${pieces.length} DO\nCASE next$ OF\n`);
    for (const [position, piece] of pieces.entries()) {
      this.own(`${position}: ;\n`);
      for (const network of piece) this.lowerNetwork(network);
    }
    this.own('END_CASE;\nnext$ := next$ + 1;\nEND_WHILE;\n');
  }

  private lowerNetwork(placed: PlacedNetwork): void {
    this.network = placed;
    this.at = this.headOf(placed);
    this.lowerSeries(placed.network.rung, null);
    this.at = this.headOf(placed);
  }

  private lowerSeries(series: Series, power: Power): Power {
    let reached = power;
    for (const [position, element] of series.entries()) {
      const last = position === series.length - 1;
      const place = this.placeOf(element);
      this.at = place;
      if (!last && (element.kind === 'jump' || element.kind === 'return')) this.report('LD2005', place);
      reached = this.lowerElement(element, reached);
    }
    return reached;
  }

  private lowerElement(element: LadderElement, power: Power): Power {
    switch (element.kind) {
      case 'contact':
        return this.lowerContact(element, power);
      case 'compare': {
        this.own(`${this.flow(element)} := ${power === null ? '' : `${power} AND `}((`);
        this.value(element, 'compare.0', element.left, '0');
        this.own(`) ${element.operator} (`);
        this.value(element, 'compare.2', element.right, '0');
        this.own('));\n');
        return this.flow(element);
      }
      case 'parallel': {
        const ends = element.branches.map((branch) => this.lowerSeries(branch, power));
        this.at = this.placeOf(element);
        // A branch without anything in it is a wire: what is beside it decides nothing.
        if (ends.includes(null)) return null;
        const different = [...new Set(ends)];
        return different.length === 1 ? different[0]! : `(${different.join(' OR ')})`;
      }
      case 'coil':
        this.lowerCoil(element, power ?? 'TRUE');
        return power;
      case 'box':
        this.lowerBox(element, power);
        return this.flow(element);
      case 'st':
        this.lowerText(element.text, this.placed(element, 'st'), power);
        return power;
      case 'jump':
        this.lowerJump(element.label, power);
        return power;
      case 'return':
        this.own(power === null ? 'RETURN;\n' : `IF ${power} THEN RETURN; END_IF;\n`);
        return power;
    }
  }

  private lowerContact(element: Contact, power: Power): Power {
    const { form } = element;
    const before = this.edge(element);
    this.own(
      `${this.flow(element)} := ${power === null ? '' : `${power} AND `}${form === 'nc' || form === 'falling' ? 'NOT ' : ''}`,
    );
    this.variable(element, form, element.operand, 'FALSE');
    this.own(before === null ? ';\n' : ` AND ${form === 'rising' ? 'NOT ' : ''}${before};\n${before} := `);
    if (before !== null) {
      this.variable(element, form, element.operand, 'FALSE');
      this.own(';\n');
    }
    return this.flow(element);
  }

  private lowerCoil(element: Coil, power: string): void {
    const key = element.form === 'plain' ? 'coil' : /set$/.test(element.form) ? element.form : `${element.form}-coil`;
    if (!this.isPlace(element, key, element.operand, 'LD2004')) return;
    const target = () => this.quote(element, key, element.operand);
    const before = this.edge(element);
    switch (element.form) {
      case 'plain':
      case 'negated':
        target();
        this.own(` := ${element.form === 'negated' ? 'NOT ' : ''}${power};\n`);
        break;
      case 'set':
      case 'reset':
        this.own(power === 'TRUE' ? '' : `IF ${power} THEN `);
        target();
        this.own(` := ${element.form === 'set' ? 'TRUE' : 'FALSE'};${power === 'TRUE' ? '' : ' END_IF;'}\n`);
        break;
      case 'rising':
      case 'falling':
        target();
        this.own(element.form === 'rising' ? ` := ${power} AND NOT ${before};\n` : ` := NOT ${power} AND ${before};\n`);
        this.own(`${before} := ${power};\n`);
    }
  }

  private lowerBox(element: Box, power: Power): void {
    const flow = this.flow(element);
    if (!this.isCallable(element)) return;
    if (element.instance !== undefined) {
      const [place] = this.placed(element, 'box')?.lines ?? [];
      if (place) this.types.push({ name: element.type.trim(), place });
      this.quote(element, 'instance', element.instance);
      const eno = element.powerOut.toUpperCase() === 'ENO';
      this.lowerArguments(element, power, eno ? `ENO => ${flow}` : '');
      if (eno) return;
      this.own(`${flow} := `);
      this.quote(element, 'instance', element.instance);
      this.own('.');
      this.quote(element, 'power.1', element.powerOut);
      this.own(';\n');
      return;
    }
    // A function that has no power is not called: what its result was stays.
    const enabled = element.powerIn.toUpperCase() === 'EN';
    const out = element.powerOut.toUpperCase();
    const conditional = enabled && power !== null;
    if (conditional) this.own(`${flow} := FALSE;\nIF ${power} THEN\n`);
    const result = Object.keys(element.outputs).find((pin) => pin.toUpperCase() === 'OUT');
    const target = result === undefined ? null : element.outputs[result]!;
    if (target !== null && this.isPlace(element, `outputs.${result}`, target, 'LD2004')) {
      this.quote(element, `outputs.${result}`, target);
      this.own(' := ');
    } else if (out === 'OUT') this.own(`${flow} := `);
    if (isOperator(element)) this.lowerOperator(element, enabled ? undefined : power);
    else {
      this.quote(element, 'box', element.type);
      const last = out === 'OUT' || out === 'ENO' ? '' : `${element.powerOut} => ${flow}`;
      this.lowerArguments(element, enabled ? undefined : power, last);
    }
    if (target !== null && out === 'OUT') {
      this.own(`${flow} := `);
      this.quote(element, `outputs.${result}`, target);
      this.own(';\n');
    } else if (out === 'ENO') this.own(`${flow} := TRUE;\n`);
    if (conditional) this.own('END_IF;\n');
  }

  /** `power` undefined: it is no argument. */
  private lowerArguments(element: Box, power: Power | undefined, last: string): void {
    let separator = '(';
    if (power !== undefined) {
      this.own('(');
      this.quote(element, 'power.0', element.powerIn);
      this.own(` := ${power ?? 'TRUE'}`);
      separator = ', ';
    }
    for (const [pin, value] of Object.entries(element.inputs)) {
      this.own(separator);
      this.quote(element, `inputs.${pin}#`, pin);
      this.own(' := ');
      this.value(element, `inputs.${pin}`, value, '0');
      separator = ', ';
    }
    for (const [pin, target] of Object.entries(element.outputs)) {
      if (element.instance === undefined && pin.toUpperCase() === 'OUT') continue;
      // An output that nothing is wired to.
      if (target.trim() === '') continue;
      if (!this.isPlace(element, `outputs.${pin}`, target, 'LD2004')) continue;
      this.own(separator);
      this.quote(element, `outputs.${pin}#`, pin);
      this.own(' => ');
      this.quote(element, `outputs.${pin}`, target);
      separator = ', ';
    }
    if (last !== '') this.own(`${separator}${last}`);
    this.own(last === '' && separator === '(' ? '();\n' : ');\n');
  }

  /** A function that Structured Text has as an operator. */
  private lowerOperator(element: Box, power: Power | undefined): void {
    const word = element.type.toUpperCase();
    let separator = word === 'NOT' ? 'NOT ' : '';
    if (power !== undefined) {
      this.own(`${separator}${power ?? 'TRUE'}`);
      separator = ` ${word} `;
    }
    for (const [pin, value] of Object.entries(element.inputs)) {
      this.own(`${separator}(`);
      this.value(element, `inputs.${pin}`, value, '0');
      this.own(')');
      separator = ` ${word} `;
    }
    this.own(';\n');
  }

  private lowerText(text: string, placed: PlacedText | null, power: Power): void {
    const errors = statementErrors(text);
    for (const error of errors) this.diagnostics.push({ ...error, range: this.range(this.within(placed, text, error.range)) });
    if (errors.length > 0) return;
    if (power !== null) this.own(`IF ${power} THEN\n`);
    if (placed === null) this.own(text);
    else this.lines(placed);
    this.own(power === null ? '\n;\n' : '\n;\nEND_IF;\n');
  }

  private lowerJump(label: string, power: Power): void {
    const network = this.plan.labels.get(label.toUpperCase());
    const piece = network === undefined ? undefined : this.pieces.get(network);
    if (piece === undefined) {
      this.report('LD2001', this.at, { label, known: [...this.plan.labels.values()].map((one) => one.label).join(', ') });
      return;
    }
    this.own(power === null ? `next$ := ${piece}; CONTINUE;\n` : `IF ${power} THEN next$ := ${piece}; CONTINUE; END_IF;\n`);
  }

  // ---- operands ----

  /** A variable that is read; something else is told and stands as `instead`. */
  private variable(element: LadderElement, key: string, operand: string, instead: string): void {
    if (this.isPlace(element, key, operand, 'LD2006')) this.quote(element, key, operand);
    else this.own(instead);
  }

  /** An expression that is read. */
  private value(element: LadderElement, key: string, operand: string, instead: string): void {
    if (this.isSound(element, key, operand)) this.quote(element, key, operand);
    else this.own(instead);
  }

  private isPlace(element: LadderElement, key: string, operand: string, code: DiagnosticCode): boolean {
    if (!this.isSound(element, key, operand)) return false;
    const { isPlace } = operandOf(operand);
    if (!isPlace) this.report(code, this.operandPlace(element, key), { operand });
    return isPlace;
  }

  private isSound(element: LadderElement, key: string, operand: string): boolean {
    const place = this.operandPlace(element, key);
    if (operand.trim() === '') {
      this.report('LD2007', place);
      return false;
    }
    const [error] = operandOf(operand).errors;
    const placed = this.placed(element, key);
    if (error !== undefined) this.diagnostics.push({ ...error, range: this.range(this.within(placed, operand, error.range)) });
    return error === undefined;
  }

  private isCallable(element: Box): boolean {
    const named = { box: element.type, ...(element.instance === undefined ? {} : { instance: element.instance }) };
    const pins = [element.powerIn, element.powerOut, ...Object.keys(element.inputs), ...Object.keys(element.outputs)];
    const bad = pins.find((pin) => !/^[A-Za-z_]\w*$/.test(pin));
    if (bad !== undefined) this.report('LD2008', this.at, { pin: bad });
    // Every name is looked at, so that all that is wrong is told at once.
    const sound = Object.entries(named).map(([key, name]) => isOperator(element) || this.isPlace(element, key, name, 'LD2006'));
    return bad === undefined && !sound.includes(false);
  }

  // ---- writing ----

  private own(text: string): void {
    this.out.write(text, this.at);
  }

  private quote(element: LadderElement, key: string, text: string): void {
    const placed = this.placed(element, key);
    if (placed === null) this.own(text);
    else this.text(placed, text);
  }

  private text(placed: PlacedText, text: string): void {
    const [line] = placed.lines;
    if (placed.lines.length === 1 && line !== null && line !== undefined) this.out.quote(text, line);
    else this.out.write(text, placed.place);
  }

  /** A text of several lines, each from where it stands. */
  private lines(placed: PlacedText): void {
    for (const [i, line] of placed.value.split('\n').entries()) {
      if (i > 0) this.out.write('\n', placed.lines[i - 1] ?? placed.place);
      const place = placed.lines[i] ?? null;
      if (place === null) this.out.write(line, placed.place);
      else this.out.quote(line, place);
    }
  }

  private flow(element: LadderElement): string {
    return `${FLOW}[${this.plan.flowOf.get(element)}]`;
  }

  private edge(element: LadderElement): string | null {
    const name = this.plan.edgeOf.get(element) ?? null;
    if (name === null || this.reading.pou!.pou !== 'FUNCTION') return name;
    this.report('LD2009', this.at);
    return null;
  }

  // ---- places ----

  /** A text of an element where it stands in the file; a network's own places count from its beginning. */
  private placed(element: LadderElement, key: string): PlacedText | null {
    const text = this.network?.places.get(element)?.texts.get(key);
    if (text === undefined) return null;
    const { start: by } = this.network!;
    const shift = ({ start, end }: FilePlace): FilePlace => ({ start: start + by, end: end + by });
    return { ...text, place: shift(text.place), lines: text.lines.map((line) => line && shift(line)) };
  }

  private placeOf(element: LadderElement): FilePlace {
    const { start = 0 } = this.network ?? {};
    const whole = this.network?.places.get(element)?.whole ?? { start: 0, end: 0 };
    return { start: start + whole.start, end: start + whole.end };
  }

  private operandPlace(element: LadderElement, key: string): FilePlace {
    return this.placed(element, key)?.place ?? this.at;
  }

  /** A network's first line. */
  private headOf({ start, end }: FilePlace): FilePlace {
    const text = this.reading.file.text.slice(start, end);
    const from = text.search(/\S/);
    const to = text.indexOf('\n', Math.max(from, 0));
    return { start: start + Math.max(from, 0), end: to === -1 ? end : start + to };
  }

  /** Offsets in a text to those in the file. */
  private within(placed: PlacedText | null, text: string, { start, end }: { start: number; end: number }): FilePlace {
    if (placed === null) return this.at;
    const before = text.slice(0, start).split('\n');
    const line = placed.lines[before.length - 1] ?? null;
    if (line === null) return placed.place;
    const from = line.start + before.at(-1)!.length;
    return { start: from, end: Math.min(Math.max(from, from + end - start), line.end) };
  }

  private range({ start, end }: FilePlace): Diagnostic['range'] {
    return rangeOfOffsets(this.reading.file, this.lineStarts, start, end);
  }

  private reportAt(code: DiagnosticCode, element: LadderElement, values: Record<string, MessageValue>): void {
    this.network = this.reading.networks.find(({ places }) => places.has(element)) ?? null;
    this.report(code, this.placeOf(element), values);
  }

  private report(code: DiagnosticCode, place: FilePlace, values: Record<string, MessageValue> = {}): void {
    this.diagnostics.push(diagnose(code, this.range(place), values));
  }
}
