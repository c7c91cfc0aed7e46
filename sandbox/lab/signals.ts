/** The signals that a lab's own files declare: terminals and the plant. What scenes, scenarios and checks may name. */

import type { CellType } from '../iec61131/codegen/compiled.ts';
import type { Diagnostic } from '../iec61131/diagnostics.ts';
import { cells, compile } from '../iec61131/index.ts';
import type { ElementaryName } from '../iec61131/semantics/types.ts';
import { plantSources } from '../plant/library.ts';
import type { Lab } from './lab.ts';

export interface LabSignal {
  /** `plant.Level`, `plc.Motor`, as declared. */
  name: string;
  type: CellType;
  /** `answer` and `seen` are of grading alone (check-signals.ts). */
  kind: 'plant-input' | 'plant-output' | 'plant-local' | 'input-terminal' | 'output-terminal' | 'answer' | 'seen';
  /** An input of the plant that no controller drives and no parameter sets. */
  operable: boolean;
}

export interface LabSignals {
  signals: LabSignal[];
  /** By upper-case name: Structured Text does not tell case apart. */
  byName: Map<string, LabSignal>;
  /** Of the plant; without a plant that compiles, its signals are unknown. */
  diagnostics: Diagnostic[];
  plantCompiles: boolean;
}

/** The plant of a lab may be this large. */
const plantMemory = 1_048_576;

const known = new WeakMap<Lab, LabSignals>();

export function labSignals(lab: Lab): LabSignals {
  const found = known.get(lab) ?? find(lab);
  known.set(lab, found);
  return found;
}

function find(lab: Lab): LabSignals {
  const { controllers, plant } = lab.definition.rig;
  const { program, diagnostics } = compile(plantSources(lab.plant, plant.step), {
    defaultCycle: plant.step,
    memoryBytes: plantMemory,
  });
  const driven = new Set(
    Object.values(controllers).flatMap((controller) =>
      Object.values(controller.outputs).map((output) => output.to.toUpperCase()),
    ),
  );
  const parameters = new Set(Object.keys(lab.definition.parameters).map((name) => `PLANT.${name.toUpperCase()}`));

  const signals: LabSignal[] = [];
  for (const cell of program ? cells(program.layout) : []) {
    const isDirect = cell.path.toUpperCase().startsWith('PLANT.') && cell.path.split('.').length === 2;
    const isInput = isDirect && cell.section === 'input';
    const operable = isInput && !driven.has(cell.path.toUpperCase()) && !parameters.has(cell.path.toUpperCase());
    const kind = isInput ? 'plant-input' : isDirect && cell.section === 'output' ? 'plant-output' : 'plant-local';
    signals.push({ name: cell.path, type: cell.type, kind, operable });
  }
  for (const [name, controller] of Object.entries(controllers)) {
    for (const [terminal, { at, type }] of Object.entries(controller.inputs)) {
      signals.push({ name: `${name}.${terminal}`, type: type ?? typeAt(at), kind: 'input-terminal', operable: false });
    }
    for (const [terminal, { at, type }] of Object.entries(controller.outputs)) {
      signals.push({ name: `${name}.${terminal}`, type: type ?? typeAt(at), kind: 'output-terminal', operable: false });
    }
  }
  return {
    signals,
    byName: new Map(signals.map((signal) => [signal.name.toUpperCase(), signal])),
    diagnostics,
    plantCompiles: program !== null,
  };
}

/** The type of a terminal whose lab does not write one. */
function typeAt(address: string): ElementaryName {
  const size = /^%[IQ]([XBWDL])/.exec(address)?.[1] ?? 'X';
  return ({ X: 'BOOL', B: 'BYTE', W: 'INT', D: 'DINT', L: 'LINT' } as const)[size as 'X' | 'B' | 'W' | 'D' | 'L'];
}
