/**
 * One drawn network as a rung. Power enters a box at one pin: EN where something is wired to it, else the pin that the power of the block
 * is known for, else the first with contacts before it. Contacts before other pins become expressions. `null` with a finding where the
 * drawing says something that the model of a rung does not.
 */
import type { Box, CoilForm, Comparison, ContactForm, LadderElement, Series } from '../diagrams/ladder.ts';
import type { Connection, LadderItem, Pin } from './ladder-items.ts';
import { formal, formOf, nameOf } from './ladder-names.ts';
import type { DrawnNetwork } from './ladder-networks.ts';
import { pinExpression } from './pin-expressions.ts';
import { LARGEST_RUNG, RAIL, reduceToSeries, type Wired } from './series-parallel.ts';
import { COMPARE_FUNCTIONS } from './write-ladder.ts';

/** About an element, in both languages. */
export type Tell = (severity: 'error' | 'info', item: LadderItem | null, en: string, zh: string) => void;

const comparisons = new Map(Object.entries(COMPARE_FUNCTIONS).map(([operator, name]) => [name, operator as Comparison]));
/** Where the power of a standard block enters (its first input, but for those whose first is a value). */
const powerPins: readonly string[] = ['IN', 'CU', 'CD', 'CLK', 'S1', 'S', 'SET', 'EN'];

/** Outputs of standard blocks that are no BOOL. */
const valueOutputs: ReadonlySet<string> = new Set(['ET', 'CV']);

interface BlockPins {
  item: LadderItem;
  power: Pin | null;
  /** Other inputs by name, as expressions. */
  inputs: Record<string, string>;
  outputs: Record<string, string>;
  powerOut: string;
}

export function readRung(network: DrawnNetwork, all: ReadonlyMap<string, LadderItem>, tell: Tell): Series | null {
  const reader = new RungReader(network.items, all, tell);
  return reader.read();
}

class RungReader {
  private readonly items: readonly LadderItem[];
  private readonly all: ReadonlyMap<string, LadderItem>;
  private readonly tell: Tell;
  private readonly blocks = new Map<string, BlockPins>();
  /** Elements that became part of an expression or an output of a box. */
  private readonly absorbed = new Set<string>();
  private failed = false;

  constructor(items: readonly LadderItem[], all: ReadonlyMap<string, LadderItem>, tell: Tell) {
    this.items = items;
    this.all = all;
    this.tell = tell;
  }

  read(): Series | null {
    for (const item of this.items) if (item.kind === 'block') this.readPins(item);
    if (!this.failed) for (const block of this.blocks.values()) this.readOutputs(block);
    this.dropLogic();
    if (this.failed) return null;
    const wired: Wired[] = [];
    for (const item of this.items) {
      if (this.absorbed.has(item.id)) continue;
      const element = this.element(item);
      if (element === null) continue;
      const sources = this.sourcesOf(item);
      if (sources === null) return null;
      const ends = item.kind === 'jump' || item.kind === 'return';
      wired.push({ id: item.id, element, sources, y: item.y, ends });
    }
    if (this.failed) return null;
    const end = this.rightRail(new Set(wired.map(({ id }) => id)));
    const series = reduceToSeries(wired, end);
    if (series !== null) return series;
    const first = this.items.find(({ kind }) => kind !== 'leftPowerRail') ?? null;
    if (wired.length > LARGEST_RUNG)
      this.fail(
        first,
        `The network has ${wired.length} elements; at most ${LARGEST_RUNG} are taken apart.`,
        `此网络有 ${wired.length} 个元素，最多处理 ${LARGEST_RUNG} 个。`,
      );
    else
      this.fail(
        first,
        'The wires cross between branches (a bridge) or run in a circle: no rung of branches side by side and elements in a row is the same. Redraw the network with the shared contact in each branch.',
        '支路之间有交叉连线（桥接）或回路，无法表示为由串联元素与并联支路组成的梯级。请把共用的触点分别画到各支路中。',
      );
    return null;
  }

  private fail(item: LadderItem | null, en: string, zh: string): null {
    this.failed = true;
    this.tell('error', item, en, zh);
    return null;
  }

  /** Whether what comes out there is power, and not a value of another type. Boxes may feed each other in a circle: then it is not. */
  private carriesPower({ ref, pin }: Connection, before: readonly string[] = []): boolean {
    const item = this.all.get(ref);
    if (item?.kind !== 'block') return item?.kind === 'leftPowerRail' || item?.kind === 'contact' || item?.kind === 'coil';
    const output = (pin ?? this.nativeOutput(item)).toUpperCase();
    if (output === 'ENO') return true;
    if (item.instance !== null) return !valueOutputs.has(output);
    if (comparisons.has(item.type.toUpperCase())) return true;
    if (before.includes(ref) || before.length > 50) return false;
    // AND of power and a condition, without EN: its result is power again.
    return item.inputs.some(
      ({ name, connections }) =>
        !/^EN$/i.test(name) &&
        connections.length > 0 &&
        connections.every((connection) => this.carriesPower(connection, [...before, ref])),
    );
  }

  private readPins(item: LadderItem): void {
    const wired = item.inputs.filter(
      ({ connections }) => connections.length > 0 && connections.every((connection) => this.carriesPower(connection)),
    );
    const known = (name: string) => wired.find((pin) => pin.name.toUpperCase() === name);
    const power =
      known('EN') ?? (item.instance === null ? undefined : powerPins.map(known).find((pin) => pin !== undefined)) ?? wired[0];
    if (power !== undefined && (power.negated || power.modified)) {
      this.fail(
        item,
        `Input ${power.name} of ${nameOf(item)} is negated or senses an edge; power cannot be turned round inside a box. Put the negation before it.`,
        `${nameOf(item)} 的输入 ${power.name} 带有取反或边沿检测，无法在框内改变能流。请在框前实现取反。`,
      );
      return;
    }
    const inputs: Record<string, string> = {};
    for (const pin of item.inputs) {
      if (pin === power || (pin.connections.length === 0 && (pin.expression ?? '') === '')) continue;
      const made = pinExpression(pin, this.all);
      if (made === null) {
        this.fail(
          item,
          `What is wired to input ${pin.name} of ${nameOf(item)} is more than contacts: a second path of power into a box can only be an expression.`,
          `接到 ${nameOf(item)} 输入 ${pin.name} 的不只是触点：进入功能框的第二条能流只能写成表达式。`,
        );
        return;
      }
      const written = this.items.find(({ kind, text }) => kind === 'coil' && made.reads.has(text.trim()));
      const late = made.instances.find(({ id, x }) => id === item.id || x > item.x);
      if (late !== undefined) {
        this.fail(
          item,
          `Input ${pin.name} of ${nameOf(item)} takes a value that ${nameOf(late)} computes later: a loop back.`,
          `${nameOf(item)} 的输入 ${pin.name} 取用 ${nameOf(late)} 稍后才计算的值：存在反馈回路。`,
        );
        return;
      }
      const logic = made.instances.length > 0 || [...made.from].some((id) => this.all.get(id)?.kind !== 'inVariable');
      if (logic && written !== undefined) {
        this.fail(
          item,
          `The contacts before input ${pin.name} of ${nameOf(item)} read ${written.text.trim()}, which this network writes: as an expression they could see another value.`,
          `${nameOf(item)} 输入 ${pin.name} 前的触点读取 ${written.text.trim()}，而本网络又写入它：改为表达式后读到的值可能不同。`,
        );
        return;
      }
      if (logic)
        this.tell(
          'info',
          item,
          `What is wired to input ${pin.name} of ${nameOf(item)} became the expression ${made.text}.`,
          `${nameOf(item)} 输入 ${pin.name} 前的连线已改写为表达式 ${made.text}。`,
        );
      for (const id of made.from) this.absorbed.add(id);
      inputs[formal(item, pin.name, 'input')] = made.text;
    }
    this.blocks.set(item.id, { item, power: power ?? null, inputs, outputs: {}, powerOut: 'ENO' });
  }

  /** Consumers of a block's outputs: one pin leads on, variables take the others. */
  private readOutputs(block: BlockPins): void {
    const { item } = block;
    const consumers: { consumer: LadderItem; pin: string }[] = [];
    for (const consumer of this.items.concat(this.rails())) {
      const blockPins = this.blocks.get(consumer.id);
      const pins = consumer.kind === 'block' ? [blockPins?.power ?? null] : consumer.inputs;
      for (const pin of pins)
        for (const connection of pin?.connections ?? [])
          if (connection.ref === item.id) consumers.push({ consumer, pin: connection.pin ?? this.nativeOutput(item) });
    }
    const values = consumers.filter(({ consumer }) => consumer.kind === 'outVariable' || consumer.kind === 'inOutVariable');
    for (const { consumer, pin } of values) {
      if (
        consumer.negated ||
        consumer.edge !== 'none' ||
        consumer.storage !== 'none' ||
        consumer.inputs[0]!.connections.length > 1
      ) {
        this.fail(
          consumer,
          'A negated, storing or joined output variable has no place at a box.',
          '功能框不支持取反、置位/复位或多路汇合的输出变量。',
        );
        return;
      }
      this.output(block, pin, consumer.text.trim(), consumer);
      this.absorbed.add(consumer.id);
    }
    for (const pin of item.outputs) {
      const text = pin.expression ?? '';
      if (text !== '') this.output(block, pin.name, text, item);
    }
    const leading = consumers.filter(({ consumer }) => !this.absorbed.has(consumer.id));
    const pins = [...new Set(leading.map(({ pin }) => pin))];
    const native = this.nativeOutput(item);
    const main = pins.find((pin) => /^ENO$/i.test(pin)) ?? (pins.includes(native) ? native : pins[0]);
    for (const { consumer, pin } of leading) {
      if (pin === main) continue;
      const alone = consumer.kind === 'coil' && consumer.inputs[0]!.connections.length === 1 && !this.isFollowed(consumer);
      if (!alone || consumer.negated || consumer.edge !== 'none' || consumer.storage !== 'none') {
        if (consumer.kind === 'rightPowerRail') continue;
        this.fail(
          item,
          `Power goes on from more than one output of ${nameOf(item)} (${pins.join(', ')}); a rung goes on from one. Read the others in a network of their own, as ${item.instance ?? 'X'}.${pin}.`,
          `${nameOf(item)} 有多个输出（${pins.join('、')}）继续传递能流，而梯级只能从一个输出继续。请在另一个网络中用 ${item.instance ?? 'X'}.${pin} 读取其余输出。`,
        );
        return;
      }
      this.tell(
        'info',
        consumer,
        `The coil ${consumer.text.trim()} at output ${pin} of ${nameOf(item)} became the variable at that output.`,
        `${nameOf(item)} 输出 ${pin} 上的线圈 ${consumer.text.trim()} 已改为该输出端的变量。`,
      );
      this.output(block, pin, consumer.text.trim(), consumer);
      this.absorbed.add(consumer.id);
    }
    const out = item.outputs.find(({ name }) => name === main);
    if (out?.negated || out?.modified) {
      this.fail(
        item,
        `Output ${out.name} of ${nameOf(item)} is negated; power cannot be turned round inside a box.`,
        `${nameOf(item)} 的输出 ${out.name} 取反，无法在框内改变能流。`,
      );
      return;
    }
    if (main !== undefined) block.powerOut = formal(item, main, 'output');
    else if (block.power !== null && !/^EN$/i.test(block.power.name) && native !== '')
      block.powerOut = formal(item, native, 'output');
  }

  private output(block: BlockPins, pin: string, text: string, place: LadderItem): void {
    const name = formal(block.item, pin, 'output');
    if (text === '' || block.outputs[name] !== undefined)
      this.fail(
        place,
        `Output ${pin} of ${nameOf(block.item)} leads to no variable, or to two.`,
        `${nameOf(block.item)} 的输出 ${pin} 没有连接变量，或连接了两个变量。`,
      );
    else block.outputs[name] = text;
  }

  /** First output that is not ENO. */
  private nativeOutput({ outputs }: LadderItem): string {
    return (outputs.find(({ name }) => !/^ENO$/i.test(name)) ?? outputs[0])?.name ?? '';
  }

  private rails(): LadderItem[] {
    return [...this.all.values()].filter(({ kind }) => kind === 'rightPowerRail');
  }

  private isFollowed({ id }: LadderItem): boolean {
    return this.items.some(({ inputs }) => inputs.some(({ connections }) => connections.some(({ ref }) => ref === id)));
  }

  /** An element in an expression stays in the rung, too, when power goes on from it to something that is not in one. */
  private dropLogic(): void {
    for (const id of [...this.absorbed]) {
      const item = this.all.get(id);
      if (item?.kind !== 'contact' && item?.kind !== 'block') continue;
      const leadsOn = this.items.some((consumer) => {
        if (this.absorbed.has(consumer.id) && consumer.kind !== 'contact') return false;
        const pins = consumer.kind === 'block' ? [this.blocks.get(consumer.id)?.power] : consumer.inputs;
        const isLogic = this.absorbed.has(consumer.id);
        return !isLogic && pins.some((pin) => pin?.connections.some(({ ref }) => ref === id));
      });
      if (leadsOn) this.keep(item);
    }
  }

  /** Back into the rung, with everything before it. */
  private keep(item: LadderItem): void {
    if (!this.absorbed.delete(item.id)) return;
    for (const { connections } of item.inputs)
      for (const { ref } of connections) {
        const before = this.all.get(ref);
        if (before !== undefined && (before.kind === 'contact' || before.kind === 'block')) this.keep(before);
      }
  }

  private sourcesOf(item: LadderItem): string[] | null {
    const pin = item.kind === 'block' ? this.blocks.get(item.id)!.power : item.inputs[0];
    // A box without a wire at its power runs in every scan.
    if (item.kind === 'block' && pin === null) return [RAIL];
    const sources: string[] = [];
    for (const { ref } of pin?.connections ?? []) {
      const source = this.all.get(ref);
      if (source === undefined)
        return this.fail(item, `It is wired to element ${ref}, which is not in the file.`, `它连接到文件中不存在的元素 ${ref}。`);
      if (source.kind === 'leftPowerRail') sources.push(RAIL);
      else if (source.kind === 'contact' || source.kind === 'coil' || source.kind === 'block') sources.push(ref);
      else
        return this.fail(
          item,
          `A ${source.kind} gives no power to a ${item.kind}. Use a contact.`,
          `${source.kind} 不能为 ${item.kind} 提供能流。请使用触点。`,
        );
    }
    if (sources.length === 0)
      return this.fail(item, `Nothing is wired to the left side of this ${item.kind}.`, `此 ${item.kind} 的左侧没有连线。`);
    return sources;
  }

  private rightRail(own: ReadonlySet<string>): string[] {
    const marked = new Set(this.items.filter(({ network }) => network !== null).map(({ id }) => id));
    return this.rails().flatMap(({ inputs }) =>
      inputs.flatMap(({ connections }) =>
        connections.flatMap(({ ref }) => (own.has(ref) ? [ref] : marked.has(ref) ? [RAIL] : [])),
      ),
    );
  }

  private element(item: LadderItem): LadderElement | null {
    const operand = item.text.trim();
    switch (item.kind) {
      case 'contact':
      case 'coil': {
        const form = formOf(item);
        if (form === null || operand === '')
          return this.fail(
            item,
            `This ${item.kind} has no variable, or a form that ladder does not have.`,
            `此${item.kind === 'coil' ? '线圈' : '触点'}没有变量，或其形式在梯形图中不存在。`,
          );
        return item.kind === 'contact'
          ? { kind: 'contact', form: form as ContactForm, operand }
          : { kind: 'coil', form: form as CoilForm, operand };
      }
      case 'jump':
        return operand === '' ? this.fail(item, 'A jump without a label.', '跳转没有标号。') : { kind: 'jump', label: operand };
      case 'return':
        return { kind: 'return' };
      case 'block':
        return this.box(this.blocks.get(item.id)!);
      case 'inVariable':
      case 'outVariable':
      case 'inOutVariable':
        return this.fail(
          item,
          `The variable ${operand} is wired to nothing that takes or gives its value.`,
          `变量 ${operand} 没有连接到使用其值的元素。`,
        );
      default:
        return null;
    }
  }

  private box({ item, power, inputs, outputs, powerOut }: BlockPins): LadderElement | null {
    const type = item.type.trim();
    if (type === '') return this.fail(item, 'A block without a type.', '功能框没有类型。');
    if (item.statements !== null && item.instance === null) {
      // Tools write a line break behind the last statement.
      return { kind: 'st', text: item.statements.replace(/\n$/, '') };
    }
    const powerIn = power === null ? 'EN' : formal(item, power.name, 'input');
    const operator = comparisons.get(type.toUpperCase());
    const { IN1, IN2, ...others } = inputs;
    const isCompare = operator !== undefined && powerIn === 'EN' && powerOut === 'OUT' && IN1 !== undefined && IN2 !== undefined;
    if (isCompare && Object.keys(others).length + Object.keys(outputs).length === 0)
      return { kind: 'compare', operator, left: IN1, right: IN2 };
    const box: Box = { kind: 'box', type, powerIn, powerOut, inputs, outputs };
    return item.instance === null ? box : { ...box, instance: item.instance };
  }
}
