/**
 * The faults of a rig: begun by time, by a condition or by an instructor, acting on the wires of terminals and on the fault inputs of
 * components. Between the wires and the controller they cannot be told from the real thing, which is what they are for.
 */
import { parseLiteral } from '../../controller/literal.ts';
import type { Refusal } from '../../controller/region.ts';
import type { CellType } from '../../iec61131/codegen/compiled.ts';
import type { LabFault } from '../../lab/schema.ts';
import type { NetworkEffect } from '../../lab/schema-network-faults.ts';
import { plainValue } from '../hands.ts';
import { Random } from '../random.ts';
import type { Value, ValueLiteral } from '../types.ts';
import { unknownFault } from './fault-refusals.ts';
import { arriving, beginEffect, type EffectRecord, type TerminalEffect } from './terminal-effect.ts';

/** A scalar that a fault acts on: the end of a wire, or a fault input of a component. */
export interface FaultPoint {
  type: CellType;
  read(): Value;
  write(value: Value): void;
}

/** What the rig lends; bound anew after every change of programs. */
export interface FaultSurroundings {
  /** The end of a terminal's wire: an input's at the controller, an output's at the plant. */
  wireEnd(terminal: string): { direction: 'input' | 'output'; point: FaultPoint } | null;
  /** A variable of the plant. */
  plantPoint(name: string): FaultPoint | null;
  /** Whether a trigger's condition holds now. */
  holds(condition: string): boolean;
  /** All effects on the network and its devices that stand now; told whenever that changes. */
  impair(effects: readonly NetworkEffect[]): void;
}

export interface FaultState {
  id: string;
  active: boolean;
  hidden: boolean;
  /** Nanoseconds; `null` while it does not stand. */
  sinceNs: bigint | null;
}

/** JSON-safe. */
export interface SavedFault {
  id: string;
  /** Text of nanoseconds; `null` while it does not stand. */
  since: string | null;
  /** It has been triggered, or ended by hand, and does not begin by itself again. */
  spent: boolean;
  /** Since when its condition has held. */
  heldSince: string | null;
  /** By effect: of terminals their record, of components the values to give back. */
  effects: (EffectRecord | { before: Record<string, ValueLiteral> } | null)[];
}

export class FaultEngine {
  readonly #faults: { definition: LabFault; saved: SavedFault }[];
  readonly #seed: number;
  /** Some fault stands that acts on wires; the others cost nothing per tick. */
  #onWires: { effect: TerminalEffect; record: EffectRecord }[] = [];
  #onNetwork: readonly NetworkEffect[] = [];
  #waiting = false;
  #around: FaultSurroundings;

  constructor(definitions: readonly LabFault[], seed: number, around: FaultSurroundings) {
    this.#seed = seed;
    this.#around = around;
    this.#faults = definitions.map((definition) => ({ definition, saved: blank(definition.id) }));
    this.#index();
  }

  rebind(around: FaultSurroundings): void {
    this.#around = around;
  }

  /** As on the first tick: none stands but those in `drawn`. */
  reset(drawn: readonly string[], timeNs: bigint): void {
    for (const fault of this.#faults) fault.saved = blank(fault.definition.id);
    this.#index();
    for (const id of drawn) this.inject(id, true, timeNs);
  }

  list(): FaultState[] {
    return this.#faults.map(({ definition, saved }) => ({
      id: definition.id,
      active: saved.since !== null,
      hidden: definition.hidden,
      sinceNs: saved.since === null ? null : BigInt(saved.since),
    }));
  }

  /** Begins or ends a fault by hand. */
  inject(id: string, active: boolean, timeNs: bigint): Refusal | null {
    const fault = this.#faults.find(({ definition }) => definition.id === id);
    if (!fault) {
      return unknownFault(
        id,
        this.#faults.map(({ definition }) => definition.id),
      );
    }
    fault.saved.spent = true;
    if (active && fault.saved.since === null) this.#begin(fault, timeNs);
    else if (!active && fault.saved.since !== null) this.#end(fault);
    this.#index();
    return null;
  }

  /** At the start of a tick: what begins or ends by itself. */
  trigger(timeNs: bigint): void {
    if (!this.#waiting) return;
    let changed = false;
    for (const fault of this.#faults) {
      const { definition, saved } = fault;
      if (saved.since !== null) {
        if (definition.until !== undefined && timeNs - BigInt(saved.since) >= definition.until) {
          this.#end(fault);
          changed = true;
        }
      } else if (!saved.spent && this.#isDue(definition, saved, timeNs)) {
        saved.spent = true;
        this.#begin(fault, timeNs);
        changed = true;
      }
    }
    if (changed) this.#index();
  }

  #isDue({ trigger }: LabFault, saved: SavedFault, timeNs: bigint): boolean {
    if (trigger === 'instructor') return false;
    if ('at' in trigger) return timeNs >= trigger.at;
    if (!this.#around.holds(trigger.when)) {
      saved.heldSince = null;
      return false;
    }
    saved.heldSince ??= String(timeNs);
    return timeNs - BigInt(saved.heldSince) >= trigger.for;
  }

  /** After the inputs were copied to the controllers, or the outputs to the plant. */
  act(direction: 'input' | 'output', timeNs: bigint): void {
    for (const { effect, record } of this.#onWires) {
      const end = this.#around.wireEnd(effect.signal);
      if (end?.direction !== direction) continue;
      const { point } = end;
      if (effect.mode === 'swapped') {
        const other = this.#around.wireEnd(effect.with)?.point;
        if (!other) continue;
        const [here, there] = [point.read(), other.read()];
        point.write(there);
        other.write(here);
      } else point.write(arriving(effect, record, point.read(), point.type, timeNs));
    }
  }

  #begin({ definition, saved }: { definition: LabFault; saved: SavedFault }, timeNs: bigint): void {
    saved.since = String(timeNs);
    saved.effects = definition.effects.map((effect, index) => {
      if ('signal' in effect) return beginEffect(timeNs, Random.of(this.#seed, `fault ${definition.id} ${index}`));
      // What is on the network remembers for itself.
      if (!('set' in effect)) return null;
      const before: Record<string, ValueLiteral> = {};
      for (const [name, literal] of Object.entries(effect.set)) {
        const point = this.#around.plantPoint(name);
        const parsed = point && parseLiteral(literal, point.type);
        if (!point || !parsed?.ok) continue;
        before[name] = plainValue(point.read(), point.type);
        point.write(parsed.value);
      }
      return { before };
    });
  }

  #end({ definition, saved }: { definition: LabFault; saved: SavedFault }): void {
    definition.effects.forEach((effect, index) => {
      const kept = saved.effects[index];
      if (!('set' in effect) || !kept || !('before' in kept)) return;
      for (const [name, literal] of Object.entries(kept.before)) {
        const point = this.#around.plantPoint(name);
        const parsed = point && parseLiteral(literal, point.type);
        if (parsed?.ok) point?.write(parsed.value);
      }
    });
    saved.since = null;
    saved.heldSince = null;
    saved.effects = [];
  }

  /** Effects on the network that stand now. */
  get onNetwork(): readonly NetworkEffect[] {
    return this.#onNetwork;
  }

  /** What a tick has to look at. */
  #index(): void {
    const before = this.#onNetwork;
    this.#onNetwork = this.#faults.flatMap(({ definition, saved }) =>
      saved.since === null ? [] : definition.effects.filter((effect) => isOnNetwork(effect)),
    );
    if (before.length + this.#onNetwork.length > 0) this.#around.impair(this.#onNetwork);
    this.#onWires = this.#faults.flatMap(({ definition, saved }) =>
      saved.since === null
        ? []
        : definition.effects.flatMap((effect, index) => {
            const record = saved.effects[index];
            return 'signal' in effect && record && 'since' in record ? [{ effect, record }] : [];
          }),
    );
    this.#waiting = this.#faults.some(({ definition: { trigger, until }, saved }) =>
      saved.since === null ? !saved.spent && trigger !== 'instructor' : until !== undefined,
    );
  }

  save(): SavedFault[] {
    return structuredClone(this.#faults.map(({ saved }) => saved));
  }

  restore(saved: readonly SavedFault[]): void {
    for (const fault of this.#faults) {
      const kept = saved.find(({ id }) => id === fault.definition.id);
      fault.saved = kept ? structuredClone(kept) : blank(fault.definition.id);
    }
    this.#index();
  }
}

const isOnNetwork = (effect: LabFault['effects'][number]): effect is NetworkEffect => !('signal' in effect || 'set' in effect);

const blank = (id: string): SavedFault => ({ id, since: null, spent: false, heldSince: null, effects: [] });
