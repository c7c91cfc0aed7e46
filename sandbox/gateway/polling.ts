/** When each group is polled: at multiples of its interval, shifted by its phase. */
import { z } from 'zod';
import { ns, plain } from './saved.ts';
import type { GroupSettings } from './schema.ts';

export const pollingSchema = z.record(z.string(), z.strictObject({ nextNs: ns }));

interface Turn {
  settings: GroupSettings;
  nextNs: bigint;
}

export class Polling {
  #turns = new Map<string, Turn>();

  constructor(groups: Record<string, GroupSettings>, nowNs: bigint, saved?: z.output<typeof pollingSchema>) {
    this.configure(groups, nowNs);
    for (const [name, turn] of this.#turns) {
      const known = saved && Object.hasOwn(saved, name) ? saved[name] : undefined;
      if (known) turn.nextNs = known.nextNs;
    }
  }

  /** A group that is as before keeps its turn. */
  configure(groups: Record<string, GroupSettings>, nowNs: bigint): void {
    const before = this.#turns;
    this.#turns = new Map(
      Object.entries(groups).map(([name, settings]) => {
        const known = before.get(name);
        const kept = known && known.settings.every === settings.every && known.settings.phase === settings.phase;
        return [name, { settings, nextNs: kept ? known.nextNs : firstTurn(settings, nowNs) }];
      }),
    );
  }

  get due(): bigint | null {
    let due: bigint | null = null;
    for (const { nextNs } of this.#turns.values()) if (due === null || nextNs < due) due = nextNs;
    return due;
  }

  /** Groups whose turn it is. A turn that was missed is not made up for: the present is polled, not the past. */
  turns(nowNs: bigint): string[] {
    const now: string[] = [];
    for (const [name, turn] of this.#turns) {
      if (turn.nextNs > nowNs) continue;
      now.push(name);
      turn.nextNs += ((nowNs - turn.nextNs) / turn.settings.every + 1n) * turn.settings.every;
    }
    return now;
  }

  save(): unknown {
    return plain(new Map([...this.#turns].map(([name, { nextNs }]) => [name, { nextNs }])));
  }
}

/** The first multiple of the interval plus phase that is not past. */
function firstTurn({ every, phase }: GroupSettings, nowNs: bigint): bigint {
  const shift = phase % every;
  const since = nowNs - shift;
  return since <= 0n ? shift : shift + ((since + every - 1n) / every) * every;
}
