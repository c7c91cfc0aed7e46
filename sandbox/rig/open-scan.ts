/**
 * A tick that stands still inside the scan of one controller, so that a trainee may walk through it statement by statement, forwards
 * and back. What the controllers before it did is done; those behind it, the outputs and the plant wait until the scan is closed. The
 * walk leaves no mark: closed, the rig is as if the tick had run at once.
 */
import type { Controller } from '../controller/controller.ts';
import { Stepper } from '../controller/stepping.ts';
import type { CompiledProgram } from '../iec61131/codegen/compiled.ts';
import type { Keyframe } from './types.ts';

export class OpenScan {
  readonly controllerName: string;
  readonly stepper: Stepper;
  /** The rig before this tick: what a save of a rig that stands in a scan is. */
  readonly before: Keyframe;
  readonly #controller: Controller;
  readonly #bytes: Uint8Array;
  readonly #saved: ReturnType<Controller['save']>;

  /** `program`: the instrumented build of what the controller runs. The process image has been filled. */
  constructor(
    name: string,
    controller: Controller,
    program: CompiledProgram,
    at: { timeNs: bigint; tick: number },
    before: Keyframe,
  ) {
    this.controllerName = name;
    this.before = before;
    this.#controller = controller;
    this.#bytes = controller.loaded.bytes.slice();
    this.#saved = controller.save();
    const drive = (run: Parameters<Controller['step']>[2]): void => {
      controller.restore(this.#saved);
      controller.step(at.timeNs, at.tick, run);
    };
    this.stepper = new Stepper(program, controller.region, { tasks: drive, timeNs: at.timeNs });
  }

  /** Puts the controller back to where the scan began; the rig then goes through it at once. */
  rewind(): void {
    this.#controller.loaded.bytes.set(this.#bytes);
    this.#controller.restore(this.#saved);
  }
}
