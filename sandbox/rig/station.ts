/** A controller in its place in a rig: its wires, its memory, what it was given to run, and what came of it. */
import { Controller } from '../controller/controller.ts';
import { compileCached } from '../controller/module-cache.ts';
import { type Refusal, type Region, refuseTooBig } from '../controller/region.ts';
import { imageSizes } from '../controller/terminal.ts';
import type { CompiledProgram } from '../iec61131/codegen/compiled.ts';
import type { Diagnostic, SourceFile } from '../iec61131/diagnostics.ts';
import * as refusals from './refusals.ts';
import type { ControllerWiring } from './wiring.ts';

/** The shortest tick: a task every 7.001 ms beside one every 10 ms would otherwise cost a hundred times the work. */
export const shortestTickNs = 100_000n;

/** What a controller runs that has no program yet: nothing, with the terminals' image in place. */
const idleProgram: SourceFile = {
  name: 'idle.st',
  text: 'PROGRAM idle\nVAR nothing : BOOL; END_VAR\n  nothing := FALSE;\nEND_PROGRAM\n',
};

/** One controller with what the rig knows about it. */
export interface Station {
  name: string;
  controller: Controller;
  wiring: ControllerWiring;
  cycle: bigint;
  memoryBytes: number;
  /** What it runs; what it was given, when that did not compile. */
  files: SourceFile[];
  /** False while the idle program stands in for one that does not compile. */
  programmed: boolean;
  diagnostics: Diagnostic[];
}

type Choice = Pick<Station, 'files' | 'programmed' | 'diagnostics'> & { program: CompiledProgram; refusal: Refusal | null };

export function compileFor(
  station: Pick<Station, 'cycle' | 'memoryBytes' | 'wiring'>,
  files: SourceFile[],
  build: { stepping?: boolean } = {},
) {
  return compileCached(files, {
    ...build,
    defaultCycle: station.cycle,
    memoryBytes: station.memoryBytes,
    image: imageSizes(station.wiring.terminals),
  });
}

/** The program of `files`, or the idle one with the reason why. */
function choose(
  station: Pick<Station, 'name' | 'cycle' | 'memoryBytes' | 'wiring'>,
  files: SourceFile[],
  stepNs: bigint,
): Choice {
  const { diagnostics, program } = compileFor(station, files);
  let refusal: Refusal | null = null;
  if (!program) refusal = refusals.doesNotCompile(station.name, countErrors(diagnostics));
  else {
    const tickNs = program.tasks.reduce((step, task) => gcd(step, task.interval), stepNs);
    if (tickNs < shortestTickNs) refusal = refusals.tickTooShort(tickNs, shortestTickNs);
    if (program.layout.size > station.memoryBytes) refusal = refuseTooBig(program, { size: station.memoryBytes });
  }
  if (program && !refusal) return { files, diagnostics, program, programmed: true, refusal };
  const idle = compileFor(station, [idleProgram]).program;
  if (!idle)
    throw new Error('the idle program does not compile for this controller; its memory may be too small for its terminals');
  return { files, diagnostics, program: idle, programmed: false, refusal };
}

/** Compiles `files`, or lets the controller idle with the reason why, and powers it up. */
export function startStation(
  place: Omit<Station, 'controller' | 'programmed'>,
  region: Region,
  stepNs: bigint,
): Station & { refusal: Refusal | null } {
  const { program, ...choice } = choose(place, place.files, stepNs);
  const controller = new Controller(program, region, place.wiring.terminals);
  if (!choice.programmed) controller.stop();
  return { ...place, ...choice, controller };
}

/** As `startStation`, in a controller that stands already. */
export function install(station: Station, files: SourceFile[], stepNs: bigint): void {
  const { program, programmed, diagnostics } = choose(station, files, stepNs);
  Object.assign(station, { files, programmed, diagnostics });
  station.controller.load(program);
  if (!programmed) station.controller.stop();
}

/** `null` while nothing but the idle program runs. */
export const currentHash = (station: Station): string | null => (station.programmed ? station.controller.program.hash : null);

export const countErrors = (diagnostics: Diagnostic[]): number =>
  diagnostics.filter(({ severity }) => severity === 'error').length;

/** Greatest common divisor. */
export function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}
