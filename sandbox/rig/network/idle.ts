/** A party that has nothing to do and takes no connection. */
import type { Effect, Party } from '../../protocols/party.ts';

export class Idle implements Party {
  readonly due = null;
  #effects: Effect[] = [];

  accepted(connection: number): void {
    this.#effects.push({ do: 'reset', connection });
  }
  connected(): void {}
  failed(): void {}
  received(): void {}
  closed(): void {}
  wake(): void {}
  drain(): Effect[] {
    const effects = this.#effects;
    this.#effects = [];
    return effects;
  }
  save(): unknown {
    return null;
  }
}
