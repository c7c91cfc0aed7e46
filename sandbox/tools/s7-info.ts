/** `s7 info`: the name plate, the mode and the limits of a controller, from its system status lists. What it does not have is left out. */
import { z } from 'zod';
import type { Result } from '../protocols/s7/jobs.ts';
import { entriesOf, lists } from './s7-name-plate.ts';
import { S7Tool } from './s7-tool.ts';
import { count } from './saved.ts';
import type { ToolOrder } from './tool.ts';

const object = z.object({ id: z.int(), name: z.string(), value: z.string() });
const schema = z.object({ asked: count, objects: z.array(object).max(100), refused: z.int().nullable() });

export class S7Info extends S7Tool<z.output<typeof schema>> {
  constructor(order: Extract<ToolOrder, { tool: 's7-info' }>) {
    super(schema, { asked: 0, objects: [], refused: null }, order);
  }

  begin(nowNs: bigint): void {
    this.#next(nowNs);
  }

  #next(nowNs: bigint): void {
    const list = lists[this.state.asked];
    if (list) {
      this.state.asked += 1;
      this.askDevice({ ask: 'list', id: list.id, index: list.index }, nowNs);
      return;
    }
    const { objects, refused } = this.state;
    if (objects.length === 0 && refused !== null) this.refusedWhole(refused, nowNs);
    else {
      this.say({ kind: 'identity', objects });
      this.leave(0, nowNs);
    }
  }

  protected answered(outcome: Exclude<Result['outcome'], { kind: 'failed' }>, nowNs: bigint): void {
    const list = lists[this.state.asked - 1];
    if (list && outcome.kind === 'list')
      this.state.objects.push(...entriesOf(list, outcome.bytes).map((entry) => ({ id: list.id, ...entry })));
    else if (outcome.kind === 'refused') this.state.refused = outcome.error;
    this.#next(nowNs);
  }
}
