/**
 * Several parties behind one: each numbers its own connections, the gateway's owner sees one row of numbers. A number is never used twice,
 * and what comes for a connection that is no more is for nobody.
 */
import { z } from 'zod';
import type { Effect } from '../protocols/party.ts';

const lineSchema = z.strictObject({ outer: z.int().negative(), child: z.string(), inner: z.int(), closing: z.boolean() });
type Line = z.output<typeof lineSchema>;

export const switchboardSchema = z.strictObject({ next: z.int().negative(), lines: z.array(lineSchema) });

/** Lines that wait for the other side to close; beyond that the oldest is forgotten. */
const mostClosing = 64;

export class Switchboard {
  #next = -1;
  #lines: Line[] = [];

  constructor(saved?: z.output<typeof switchboardSchema>) {
    if (!saved) return;
    this.#next = saved.next;
    this.#lines = saved.lines.map((line) => ({ ...line }));
  }

  /** A child's effects in the numbers of the owner. */
  outward(child: string, effects: readonly Effect[]): Effect[] {
    const out: Effect[] = [];
    for (const effect of effects) {
      let line = this.#lines.find((each) => each.child === child && each.inner === effect.connection);
      if (!line) {
        if (effect.do !== 'connect') continue;
        line = { outer: this.#next, child, inner: effect.connection, closing: false };
        this.#next -= 1;
        this.#lines.push(line);
      }
      out.push({ ...effect, connection: line.outer });
      if (effect.do === 'close') this.#closing(line);
      if (effect.do === 'reset') this.#remove(line);
    }
    return out;
  }

  /** Whose connection it is, and what that child calls it. */
  inward(outer: number): { child: string; inner: number } | null {
    return this.#lines.find((line) => line.outer === outer) ?? null;
  }

  /** The connection is no more. */
  ended(outer: number): void {
    const line = this.#lines.find((each) => each.outer === outer);
    if (line) this.#remove(line);
  }

  /** The child is no more: what it left open is reset. */
  without(child: string): Effect[] {
    const left = this.#lines.filter((line) => line.child === child);
    this.#lines = this.#lines.filter((line) => line.child !== child);
    return left.filter(({ closing }) => !closing).map(({ outer }) => ({ do: 'reset', connection: outer }));
  }

  save(): z.output<typeof switchboardSchema> {
    return { next: this.#next, lines: this.#lines.map((line) => ({ ...line })) };
  }

  #closing(line: Line): void {
    line.closing = true;
    const closing = this.#lines.filter((each) => each.closing);
    if (closing.length > mostClosing && closing[0]) this.#remove(closing[0]);
  }

  #remove(line: Line): void {
    this.#lines = this.#lines.filter((each) => each !== line);
  }
}
