/**
 * Who holds which push button of the scene. A button springs back when the hand goes away, and a tab that closes, or whose line
 * breaks, is a hand that went away without a word.
 */
import { bindingsOf } from '../lab/scene.ts';
import type { Rig } from '../rig/rig.ts';
import type { Viewer } from './viewer.ts';

export class HeldButtons {
  /** Signals that the scene binds by `data-press`, by their name in capitals: the language does not tell case apart. */
  readonly #momentary: ReadonlyMap<string, string>;
  readonly #held = new Map<Viewer, Map<string, string>>();

  /** `scene`: the lab's sanitised drawing. */
  constructor(scene: string) {
    const presses = bindingsOf(scene).filter(({ binding }) => binding === 'press');
    this.#momentary = new Map(presses.map(({ signal }) => [signal.toUpperCase(), signal]));
  }

  /** A viewer has operated a signal. */
  operated(viewer: Viewer, signal: string, pressed: boolean): void {
    const key = signal.toUpperCase();
    if (!this.#momentary.has(key)) return;
    const held = this.#held.get(viewer) ?? new Map<string, string>();
    this.#held.set(viewer, held);
    if (pressed) held.set(key, signal);
    else held.delete(key);
  }

  /** The viewer is gone: the signals that nobody holds any more. */
  leave(viewer: Viewer): string[] {
    const left = this.#held.get(viewer) ?? new Map<string, string>();
    this.#held.delete(viewer);
    const others = [...this.#held.values()];
    return [...left].filter(([key]) => !others.some((held) => held.has(key))).map(([, signal]) => signal);
  }

  /**
   * The signals that are pressed in a rig that has just been restored. The hands that pressed them were on lines of a lab host which
   * is gone: nobody is left to let them go.
   */
  pressedIn(rig: Rig): string[] {
    return [...this.#momentary.values()].filter((signal) => rig.value(signal) === true);
  }
}
