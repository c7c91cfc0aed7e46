/**
 * Random ladder POUs, valid by construction: every variable and instance is declared, types fit, jumps lead forward to a label that is
 * there (so every scan ends), no division. Trees are in normal form: no branch is a parallel alone, at most one branch has a bare way through,
 * and a jump or return ends its rung, for a drawing cannot tell other trees apart.
 */
import fc from 'fast-check';
import {
  type Box,
  COMPARISONS,
  type ContactForm,
  type LadderElement,
  type LadderNetwork,
  type LadderPou,
  type Series,
} from '#sandbox/iec61131/diagrams/ladder.ts';

export type LadderKind = LadderPou['pou'];

/** BOOL, read by contacts and written by nothing: what a test sets between scans. */
export const INPUTS = ['start', 'stop', 'door_closed', 'Level_High', 'i_4'] as const;
/** BOOL, written by coils and boxes, read too. */
export const OUTPUTS = ['motor', 'valve', 'lamp', 'done_1', 'flags[1]', 'flags[3]', 'status.2'] as const;
/** INT. */
export const NUMBERS = ['count', 'level', 'setpoint', 'total'] as const;

const operand = {
  bool: fc.constantFrom(...INPUTS, ...OUTPUTS),
  coil: fc.constantFrom(...OUTPUTS),
  number: fc.constantFrom(...NUMBERS),
  value: fc.oneof(
    fc.constantFrom(...NUMBERS),
    fc.integer({ min: -1000, max: 1000 }).map(String),
    fc.constantFrom('count + 1', 'INT#16#7F', '(level - setpoint) * 2', 'MAX(count, total)'),
  ),
  condition: fc.constantFrom('start AND NOT stop', 'TRUE', 'motor', 'count < 3', 'NOT (lamp OR valve)', 'flags[2]'),
  duration: fc.constantFrom('T#2s', 'T#150ms', 'delay', 'TIME#1m30s'),
};

const contactForms: readonly ContactForm[] = ['no', 'nc', 'rising', 'falling'];
const statements = [
  'count := count + 1;',
  'IF start & (level > 3) THEN\n  total := 0; // "<&>" \nEND_IF;',
  '(* 计数 *) level := LIMIT(0, level, 100);\n\nmotor := FALSE;',
];

/** Boxes whose instance has no name yet: `name` gives one. */
const functions: fc.Arbitrary<Box> = fc.oneof(
  fc
    .tuple(fc.constantFrom('ADD', 'SUB', 'MUL', 'MAX', 'MIN'), operand.value, operand.value, operand.number)
    .map(([type, IN1, IN2, OUT]) => enabled(type, { IN1, IN2 }, { OUT })),
  fc
    .tuple(operand.condition, operand.value, operand.value, operand.number)
    .map(([G, IN0, IN1, OUT]) => enabled('SEL', { G, IN0, IN1 }, { OUT })),
  fc.tuple(operand.value, operand.number).map(([IN, OUT]) => enabled('MOVE', { IN }, { OUT })),
  fc.tuple(operand.value, operand.number).map(([IN, OUT]) => enabled('ABS', { IN }, { OUT })),
  fc
    .tuple(fc.constantFrom('XOR', 'AND', 'OR'), operand.condition)
    .map(([type, IN2]): Box => ({ kind: 'box', type, powerIn: 'IN1', powerOut: 'OUT', inputs: { IN2 }, outputs: {} })),
);

const blocks: fc.Arbitrary<Box> = fc.oneof(
  fc
    .tuple(fc.constantFrom('TON', 'TOF', 'TP'), operand.duration, fc.boolean())
    .map(([type, PT, shown]) => block(type, 'IN', 'Q', { PT }, shown ? { ET: 'elapsed' } : {})),
  fc
    .tuple(operand.condition, operand.value, fc.option(operand.number, { nil: undefined }))
    .map(([R, PV, CV]) => block('CTU', 'CU', 'Q', { R, PV }, CV === undefined ? {} : { CV })),
  fc
    .tuple(operand.condition, operand.condition, operand.value, operand.coil)
    .map(([CD, R, PV, QD]) => block('CTUD', 'CU', 'QU', { CD, R, LD: 'FALSE', PV }, { QD })),
  fc.constantFrom('R_TRIG', 'F_TRIG').map((type) => block(type, 'CLK', 'Q', {}, {})),
  fc.tuple(operand.condition).map(([R]) => block('SR', 'S1', 'Q1', { R }, {})),
  // Enabled by power: the block's own inputs are expressions, and power goes on as ENO.
  fc.tuple(operand.condition, operand.duration).map(([IN, PT]) => block('TON', 'EN', 'ENO', { IN, PT }, { Q: 'lamp' })),
);

function enabled(type: string, inputs: Box['inputs'], outputs: Box['outputs']): Box {
  return { kind: 'box', type, powerIn: 'EN', powerOut: 'ENO', inputs, outputs };
}
function block(type: string, powerIn: string, powerOut: string, inputs: Box['inputs'], outputs: Box['outputs']): Box {
  return { kind: 'box', type, instance: '', powerIn, powerOut, inputs, outputs };
}

/** Something with one way in and one way out that is not a parallel. */
function plainElement(kind: LadderKind): fc.Arbitrary<LadderElement> {
  const remembers = kind !== 'FUNCTION';
  const edges = remembers ? (['rising', 'falling'] as const) : [];
  return fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        kind: fc.constant('contact' as const),
        form: fc.constantFrom(...contactForms.slice(0, remembers ? 4 : 2)),
        operand: operand.bool,
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('compare' as const),
        operator: fc.constantFrom(...COMPARISONS),
        left: operand.value,
        right: operand.value,
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant('coil' as const),
        form: fc.constantFrom('plain' as const, 'negated' as const, 'set' as const, 'reset' as const, ...edges),
        operand: operand.coil,
      }),
    },
    { weight: 2, arbitrary: functions },
    ...(remembers ? [{ weight: 3, arbitrary: blocks }] : []),
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('st' as const), text: fc.constantFrom(...statements) }) },
  );
}

/** A row at a depth; `ends` where nothing follows it, so that a jump (its label comes later) or a return may close it. */
function row(kind: LadderKind, depth: number, ends: boolean, jumps: boolean): fc.Arbitrary<Series> {
  const plain = plainElement(kind);
  const inner =
    depth === 0
      ? plain
      : fc.oneof({ weight: 4, arbitrary: plain }, { weight: 1, arbitrary: split(kind, depth - 1, false, jumps) });
  const middle = fc.array(inner, { maxLength: depth > 1 ? 4 : 2 });
  if (!ends) return middle;
  const leave: fc.Arbitrary<LadderElement> = fc.constantFrom<LadderElement>({ kind: 'jump', label: '' }, { kind: 'return' });
  const last = fc.oneof(
    { weight: 6, arbitrary: fc.constant<LadderElement | null>(null) },
    ...(depth > 0 ? [{ weight: 3, arbitrary: split(kind, depth - 1, true, jumps) }] : []),
    ...(jumps ? [{ weight: 1, arbitrary: leave }] : []),
  );
  return fc.tuple(middle, last).map(([series, end]) => (end === null ? series : [...series, end]));
}

/** Bare, or with a bare way through: two such branches are one. */
function isWire(series: Series): boolean {
  return series.every((element) => element.kind === 'parallel' && element.branches.some(isWire));
}

function split(kind: LadderKind, depth: number, ends: boolean, jumps: boolean): fc.Arbitrary<LadderElement> {
  return fc
    .tuple(fc.array(row(kind, depth, ends, jumps), { minLength: 2, maxLength: 3 }), plainElement(kind), plainElement(kind))
    .map(([rows, first, second]) => {
      const branches: Series[] = [];
      // A jump has no output: beside it a drawing cannot tell whether a wire runs above or below.
      const leaves = ends && rows.some((series) => /jump|return|parallel/.test(series.at(-1)?.kind ?? ''));
      for (const series of rows) {
        const wireAgain = isWire(series) && (leaves || branches.some(isWire));
        if (wireAgain) branches.push([first, ...series]);
        else if (series.length === 1 && series[0]!.kind === 'parallel') branches.push([second, ...series]);
        else branches.push(series);
      }
      return { kind: 'parallel', branches };
    });
}

const words = fc.constantFrom(
  'Motor',
  'seal-in',
  '<b>',
  '"quoted"',
  'A & B',
  '启动回路',
  'line 2',
  'it’s',
  '100 %',
  '# 1',
  'x: y',
);
const title = fc.array(words, { minLength: 1, maxLength: 3 }).map((list) => list.join(' '));
const comment = fc.array(title, { minLength: 1, maxLength: 3 }).map((lines) => lines.join('\n'));

export interface LadderChoice {
  kinds?: readonly LadderKind[];
  /** Jumps and returns; else every network runs in every scan. */
  jumps?: boolean;
  networks?: number;
}

export function arbitraryLadder(choice: LadderChoice = {}): fc.Arbitrary<LadderPou> {
  const { kinds = ['PROGRAM', 'FUNCTION_BLOCK', 'FUNCTION'], jumps = true, networks = 4 } = choice;
  return fc
    .constantFrom(...kinds)
    .chain((pou) =>
      fc
        .array(
          fc.record(
            { title, comment, labelled: fc.boolean(), rung: row(pou, 2, true, jumps) },
            { requiredKeys: ['labelled', 'rung'] },
          ),
          { maxLength: networks },
        )
        .map((list) => name(pou, list)),
    );
}

type Nameless = Omit<LadderNetwork, 'label'> & { labelled: boolean };

/** Gives labels, jumps and instances their names, and declares everything. */
function name(pou: LadderKind, list: readonly Nameless[]): LadderPou {
  const instances: { name: string; type: string }[] = [];
  const labelOf = (position: number) => `Skip_${position}`;
  const naming = (element: LadderElement, network: number): LadderElement[] => {
    if (element.kind === 'parallel')
      return [{ ...element, branches: element.branches.map((branch) => branch.flatMap((inner) => naming(inner, network))) }];
    if (element.kind === 'box' && element.instance !== undefined) {
      const instance = `${element.type.toLowerCase()}_${instances.length + 1}`;
      instances.push({ name: instance, type: element.type });
      return [{ ...element, instance }];
    }
    if (element.kind === 'jump') {
      const target = list.findIndex(({ labelled }, position) => labelled && position > network);
      return [target === -1 ? { kind: 'return' } : { kind: 'jump', label: labelOf(target) }];
    }
    return [element];
  };
  const networks = list.map(({ labelled, rung, ...rest }, position) => ({
    ...rest,
    ...(labelled && { label: labelOf(position) }),
    rung: rung.flatMap((element) => naming(element, position)),
  }));
  const isFunction = pou === 'FUNCTION';
  const lines = [
    pou === 'PROGRAM' ? 'VAR\n' : 'VAR_INPUT\n',
    ...INPUTS.map((input) => `  ${input} : BOOL;\n`),
    '  delay : TIME := T#300ms;\n',
    ...(pou === 'PROGRAM' ? [] : ['END_VAR\n', 'VAR\n']),
    ...['motor', 'valve', 'lamp', 'done_1'].map((output) => `  ${output} : BOOL;\n`),
    '  flags : ARRAY [0..3] OF BOOL;\n',
    '  status : WORD;\n',
    ...NUMBERS.map((number, position) => `  ${number} : INT${position === 2 ? ' := 40' : ''};\n`),
    '  elapsed : TIME;\n',
    ...instances.map(({ name: instance, type }) => `  ${instance} : ${type};\n`),
    'END_VAR\n',
  ];
  return {
    pou,
    name: isFunction ? 'Reckon' : pou === 'PROGRAM' ? 'main' : 'Station',
    ...(isFunction && { result: 'INT' }),
    declarations: lines.join(''),
    networks,
  };
}
