/** The wires between controllers and plant, and what is wrong with them: read from the lab once, when the rig is built. */
import { parseLiteral } from '../controller/literal.ts';
import type { Refusal } from '../controller/region.ts';
import { defaultType, parseAddress, type Terminal } from '../controller/terminal.ts';
import type { Cell, Value } from '../iec61131/codegen/compiled.ts';
import { nearestName } from '../iec61131/semantics/did-you-mean.ts';
import type { ElementaryName } from '../iec61131/semantics/types.ts';
import type { LabDefinition } from '../lab/schema.ts';

interface Wire {
  terminal: Terminal;
  /** The scalar of the plant at the other end. */
  plant: Cell;
}

export interface ControllerWiring {
  terminals: Terminal[];
  /** From plant to input terminals, and from output terminals to the plant. */
  inputs: Wire[];
  outputs: Wire[];
}

type ControllerDefinition = LabDefinition['rig']['controllers'][string];

/** Wires one controller; a wire with a problem is left out, its terminal stays. `plantCells` by upper-case name. */
export function wire(
  name: string,
  definition: ControllerDefinition,
  plantCells: ReadonlyMap<string, Cell>,
): ControllerWiring & { problems: Refusal[] } {
  const wiring = { terminals: [] as Terminal[], inputs: [] as Wire[], outputs: [] as Wire[], problems: [] as Refusal[] };
  const connect = (kind: 'inputs' | 'outputs', terminal: Terminal, signal: string) => {
    wiring.terminals.push(terminal);
    const plant = plantCells.get(signal.toUpperCase());
    if (!plant) wiring.problems.push(unknownPlantSignal(`${name}.${terminal.name}`, signal, plantCells));
    else if (kind === 'outputs' && plant.section !== 'input')
      wiring.problems.push(notAnInput(`${name}.${terminal.name}`, signal));
    else if (plant.type !== terminal.type)
      wiring.problems.push(otherType(`${name}.${terminal.name}`, terminal.type, signal, plant.type));
    else wiring[kind].push({ terminal, plant });
  };
  for (const [terminal, { at, from, type }] of Object.entries(definition.inputs)) {
    connect('inputs', { name: terminal, address: at, type: type ?? typeAt(at), safe: null }, from);
  }
  for (const [terminal, { at, to, type, safe }] of Object.entries(definition.outputs)) {
    const actual = type ?? typeAt(at);
    let value: Value | null = null;
    if (safe !== undefined) {
      const parsed = parseLiteral(safe, actual);
      if (parsed.ok) value = parsed.value;
      else wiring.problems.push(parsed);
    }
    connect('outputs', { name: terminal, address: at, type: actual, safe: value }, to);
  }
  return wiring;
}

const typeAt = (address: string): ElementaryName => defaultType[parseAddress(address)?.size ?? 'X'];

function unknownPlantSignal(terminal: string, signal: string, plantCells: ReadonlyMap<string, Cell>): Refusal {
  const near = nearestName(
    signal,
    [...plantCells.values()].map((cell) => cell.path),
  );
  return {
    code: 'unknown-signal',
    message: {
      en: `The terminal ${terminal} is wired to ${signal}, which the plant does not have.${near ? ` Did you mean ${near}?` : ''} Declare it in plant.st or correct the wire in lab.yaml.`,
      'zh-CN': `端子 ${terminal} 接到了 ${signal}，但被控对象中没有这个信号。${near ? `您是指 ${near} 吗？` : ''}请在 plant.st 中声明它，或修改 lab.yaml 中的接线。`,
    },
  };
}

function notAnInput(terminal: string, signal: string): Refusal {
  return {
    code: 'not-a-plant-input',
    message: {
      en: `The output ${terminal} is wired to ${signal}, which is not an input of the plant. Declare ${signal} under VAR_INPUT in plant.st.`,
      'zh-CN': `输出端子 ${terminal} 接到了 ${signal}，但它不是被控对象的输入。请在 plant.st 的 VAR_INPUT 中声明 ${signal}。`,
    },
  };
}

function otherType(terminal: string, type: string, signal: string, plantType: string): Refusal {
  return {
    code: 'wrong-type',
    message: {
      en: `The terminal ${terminal} is ${type}, and ${signal} is ${plantType}. Write "type: ${plantType}" at the terminal, with an address of that size, or change the plant's variable.`,
      'zh-CN': `端子 ${terminal} 的类型是 ${type}，而 ${signal} 是 ${plantType}。请在端子处写“type: ${plantType}”并使用相应大小的地址，或修改被控对象的变量。`,
    },
  };
}
