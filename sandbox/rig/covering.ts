/** Scans of a rig's controllers whose lines somebody wants to know: one at a time, in the course of a tick. */
import { ScanCover } from '../controller/scan-cover.ts';
import type { CompiledProgram } from '../iec61131/codegen/compiled.ts';
import { compileFor, type Station } from './station.ts';

export interface CoveredScan {
  /** In which it ran. */
  tick: number;
  /** By file: where its statements begin, and the conditions that were evaluated. */
  lines: Record<string, number[]>;
}

/** A station whose next scan is covered. */
export interface Covering {
  readonly station: Station;
  readonly told: (scan: CoveredScan) => void;
  /** In place of the controller's own; the lines when a scan has run. */
  step(timeNs: bigint, tick: number): CoveredScan['lines'] | null;
}

export class Covers {
  /** For as long as the same program runs there. */
  #known: { station: Station; program: CompiledProgram; cover: ScanCover } | null = null;

  next(station: Station, told: Covering['told']): Covering {
    return {
      station,
      told,
      step: (timeNs, tick) => {
        const cover = this.#coverOf(station);
        cover?.begin();
        station.controller.step(timeNs, tick, cover?.run);
        return cover?.ran ? cover.lines() : null;
      },
    };
  }

  /** `null` when there is no instrumented build of what runs. */
  #coverOf(station: Station): ScanCover | null {
    const { controller } = station;
    if (this.#known?.station === station && this.#known.program === controller.program) return this.#known.cover;
    const { program } = station.programmed ? compileFor(station, station.files, { stepping: true }) : { program: null };
    if (!program || program.layout.hash !== controller.program.layout.hash) return null;
    const cover = new ScanCover(program, controller.region);
    this.#known = { station, program: controller.program, cover };
    return cover;
  }
}
