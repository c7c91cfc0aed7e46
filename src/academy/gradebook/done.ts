/**
 * When each item was done, for many people at once. The database hands over one text a person instead of a row an item: of 1,000 people with
 * 100 labs that is a thousand rows and not 300,000, which is where the time went.
 */
import { sql } from 'kysely';
import type { Item } from '../assignments/syllabus.ts';
import type { Queryable } from '../database/open.ts';

/** Of one person. */
export class Done {
  readonly #first = new Map<string, string>();
  /** Of questions answered rightly several times: all instants. */
  readonly #all = new Map<string, string[]>();

  /** The first instant, not before `from`, at which the item of this key was done. */
  since(key: string, from: string | null): string | null {
    const first = this.#first.get(key);
    if (first === undefined) return null;
    if (from === null || first >= from) return first;
    return this.#all.get(key)?.find((at) => at >= from) ?? null;
  }

  note(key: string, at: string): void {
    const first = this.#first.get(key);
    if (first === undefined || at < first) this.#first.set(key, at);
    if (first === undefined) return;
    const all = this.#all.get(key) ?? [first];
    all.push(at);
    this.#all.set(key, all.sort());
  }
}

/** By member. Questions with each right answer, for a reset makes a later one count. */
export async function doneBy(
  database: Queryable,
  academyId: string,
  members: readonly string[],
  items: readonly Item[],
): Promise<Map<string, Done>> {
  const kinds = new Set(items.map(({ kind }) => kind));
  const [steps, answers, readings] = await Promise.all([
    kinds.has('step')
      ? database
          .selectFrom('step_progress')
          .select(['member_id', listOf(sql`lab_id || ' ' || step || ' ' || passed_at`)])
          .where('academy_id', '=', academyId)
          .where('member_id', 'in', members)
          .where('passed_at', 'is not', null)
          .groupBy('member_id')
          .execute()
      : [],
    kinds.has('question')
      ? database
          .selectFrom('answer')
          .select(['member_id', listOf(sql`course || ' ' || lesson || ' ' || question || ' ' || answered_at`)])
          .where('academy_id', '=', academyId)
          .where('member_id', 'in', members)
          .where('outcome', '=', 'correct')
          .groupBy('member_id')
          .execute()
      : [],
    kinds.has('reading')
      ? database
          .selectFrom('reading')
          .select(['member_id', listOf(sql`course || ' ' || lesson || ' ' || finished_at`)])
          .where('academy_id', '=', academyId)
          .where('member_id', 'in', members)
          .groupBy('member_id')
          .execute()
      : [],
  ]);
  const done = new Map(members.map((member) => [member, new Done()]));
  for (const [kind, rows] of Object.entries({ step: steps, question: answers, reading: readings })) {
    // One string for each key, so that a map finds it by identity: half of the time went into hashing copies.
    const keys = new Map(items.filter((item) => item.kind === kind).map(({ key }) => [key.slice(kind.length + 1), key]));
    for (const { member_id, list } of rows) {
      const own = done.get(member_id);
      for (const line of list.split('\n')) {
        const end = line.lastIndexOf(' ');
        const key = keys.get(line.slice(0, end));
        if (key !== undefined) own?.note(key, line.slice(end + 1));
      }
    }
  }
  return done;
}

/** One line each, as the item's key without its kind; ids have no spaces, and the instant comes last. Both engines have it. */
const listOf = (line: ReturnType<typeof sql>) => sql<string>`string_agg(${line}, ${sql.lit('\n')})`.as('list');
