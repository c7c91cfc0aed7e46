/** From a lab to the parts of a rig: plant compiled, parameters drawn, wires laid, controllers programmed. */
import { allocate, type Refusal } from '../controller/region.ts';
import type { Cell } from '../iec61131/codegen/compiled.ts';
import type { Diagnostic, SourceFile } from '../iec61131/diagnostics.ts';
import { nearestName } from '../iec61131/semantics/did-you-mean.ts';
import type { Lab } from '../lab/lab.ts';
import { compilePlant, Plant, type Preset, plantCells, plantInstance, plantMemoryBytes } from '../plant/plant.ts';
import { drawParameter } from './parameters.ts';
import * as refusals from './refusals.ts';
import { isPlantCell } from './signals.ts';
import { countErrors, type Station, startStation } from './station.ts';
import { type ControllerWiring, wire } from './wiring.ts';

/** Something that a rig was built in spite of, or could not be built for. `part` is a controller's name, `plant` or `lab`. */
export interface RigProblem extends Refusal {
  part: string;
  /** The compiler's, when the part's program did not compile. */
  diagnostics: Diagnostic[];
}

export interface RigOptions {
  seed: number;
  /** By controller, and of `gateway` and `answers`; the lab's start where absent. */
  programs?: Record<string, SourceFile[]>;
  /** `false`: without a trace hash, which nobody asks a rig for that lives for one outcome; kept unless given. */
  traced?: boolean;
}

export interface Parts {
  lab: Lab;
  options: RigOptions;
  memory: WebAssembly.Memory;
  plant: Plant;
  stations: Station[];
  fixedInputs: Set<string>;
}

/** `parts` is `null` when the lab itself is wrong; otherwise the problems are those of the trainee's programs. */
export function assemble(lab: Lab, options: RigOptions): { parts: Parts | null; problems: RigProblem[] } {
  const { definition } = lab;
  const problems: RigProblem[] = [];
  const report = (part: string, refusal: Refusal, diagnostics: Diagnostic[] = []) =>
    problems.push({ part, code: refusal.code, message: refusal.message, diagnostics });

  const plantResult = compilePlant(lab.plant, definition.rig.plant.step);
  const plantProgram = plantResult.program;
  if (!plantProgram) {
    report('plant', refusals.doesNotCompile('plant', countErrors(plantResult.diagnostics)), plantResult.diagnostics);
    return { parts: null, problems };
  }
  const byPath = new Map<string, Cell>();
  for (const cell of plantCells(plantProgram)) if (isPlantCell(cell)) byPath.set(cell.path.toUpperCase(), cell);
  if (byPath.size === 0) {
    report('plant', noPlant);
    return { parts: null, problems };
  }

  const fixedInputs = new Set<string>();
  const presets: Preset[] = [];
  for (const [name, drawn] of Object.entries(definition.parameters)) {
    if ('choose' in drawn) continue;
    const { from, to } = drawn;
    const cell = byPath.get(`${plantInstance}.${name}`.toUpperCase());
    if (cell?.section !== 'input') {
      report('lab', unknownParameter(name, byPath.values()));
      continue;
    }
    fixedInputs.add(cell.path.toUpperCase());
    const preset = drawParameter(options.seed, name, cell.type, from, to);
    if (preset.ok) presets.push({ name, value: preset.value });
    else report('lab', preset);
  }

  const wirings = new Map<string, ControllerWiring>();
  for (const [name, controller] of Object.entries(definition.rig.controllers)) {
    const { problems: wrong, ...wiring } = wire(name, controller, byPath);
    for (const refusal of wrong) report('lab', refusal);
    for (const { plant } of wiring.outputs) fixedInputs.add(plant.path.toUpperCase());
    wirings.set(name, wiring);
  }
  if (problems.length > 0) return { parts: null, problems };

  const entries = Object.entries(definition.rig.controllers);
  const [plantRegion, ...regions] = allocate([plantMemoryBytes, ...entries.map(([, controller]) => controller.memory * 1024)]);
  if (!plantRegion) throw new RangeError('no region was allocated for the plant');
  const plant = new Plant(plantProgram, plantRegion, presets, options.seed);
  const stations: Station[] = [];
  for (const [index, [name, controller]] of entries.entries()) {
    const region = regions[index];
    const wiring = wirings.get(name);
    if (!region || !wiring) continue;
    const files = options.programs?.[name] ?? lab.start[name] ?? [];
    const place = { name, wiring, cycle: controller.cycle, memoryBytes: controller.memory * 1024, files, diagnostics: [] };
    const station = startStation(place, region, definition.rig.plant.step);
    if (station.refusal) report(name, station.refusal, station.diagnostics);
    stations.push(station);
  }
  return { parts: { lab, options, memory: plantRegion.memory, plant, stations, fixedInputs }, problems };
}

const noPlant: Refusal = {
  code: 'no-plant',
  message: {
    en: 'plant.st compiles but has no PROGRAM called plant with variables. Begin it with: PROGRAM plant.',
    'zh-CN': 'plant.st 可以编译，但其中没有名为 plant 且带变量的 PROGRAM。请以 PROGRAM plant 开头。',
  },
};

function unknownParameter(name: string, plantCells: Iterable<Cell>): Refusal {
  const prefix = `${plantInstance}.`;
  const inputs = [...plantCells].filter((cell) => cell.section === 'input').map((cell) => cell.path.slice(prefix.length));
  const near = nearestName(name, inputs);
  return {
    code: 'unknown-parameter',
    message: {
      en: `The parameter ${name} is not an input of the plant.${near ? ` Did you mean ${near}?` : ''} Declare it under VAR_INPUT in plant.st.`,
      'zh-CN': `参数 ${name} 不是被控对象的输入。${near ? `您是指 ${near} 吗？` : ''}请在 plant.st 的 VAR_INPUT 中声明它。`,
    },
  };
}
