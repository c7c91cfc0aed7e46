/**
 * When each item was done, for many people at once. The database hands over one text a person instead of a row an item: of 1,000 people with
 * 100 labs that is a thousand rows and not 300,000, which is where the time went.
 */
import { sql } from 'kysely';
import type { Item } from '../assignments/syllabus.ts';
import type { Queryable } from '../database/open.ts';

/** An item with its number among all that are asked about: what a person did is kept in a list by it, and not in a map by its key. */
export interface NumberedItem extends Item {
  number: number;
}

/** Of several assignments, each in its own list; what is in two of them has one number. */
export function numbered(lists: ReadonlyMap<string, readonly Item[]>): Map<string, NumberedItem[]> {
  const known = new Map<string, NumberedItem>();
  const numberedOne = (item: Item): NumberedItem => {
    const one = known.get(item.key) ?? { ...item, number: known.size };
    known.set(item.key, one);
    return one;
  };
  return new Map([...lists].map(([id, items]) => [id, items.map(numberedOne)]));
}

/** Of one person, by the items' numbers. */
export class Done {
  readonly #first: (string | undefined)[] = [];
  /** Of questions answered rightly several times: all instants. */
  readonly #all = new Map<number, string[]>();

  /** The first instant, not before `from`, at which this item was done. */
  since(item: number, from: string | null): string | null {
    const first = this.#first[item];
    if (first === undefined) return null;
    if (from === null || first >= from) return first;
    return this.#all.get(item)?.find((at) => at >= from) ?? null;
  }

  note(item: number, at: string): void {
    const first = this.#first[item];
    if (first === undefined || at < first) this.#first[item] = at;
    if (first === undefined) return;
    const all = this.#all.get(item) ?? [first];
    all.push(at);
    this.#all.set(item, all.sort());
  }
}

/**
 * People that one query reads about. PostgreSQL reads several such slices at the same time and keeps the texts of one in its working memory
 * (4 MB by itself); a thousand people in one query it sorts out on disk, in three times the time.
 */
const slice = 250;

/** By member. Questions with each right answer, for a reset makes a later one count. */
export async function doneBy(
  database: Queryable,
  academyId: string,
  members: readonly string[],
  items: readonly NumberedItem[],
): Promise<Map<string, Done>> {
  const slices = Array.from({ length: Math.ceil(members.length / slice) }, (_, at) =>
    members.slice(at * slice, (at + 1) * slice),
  );
  const done = new Map(members.map((member) => [member, new Done()]));
  const reading = kinds.map(async (kind) => {
    const known = new Map(
      items.filter((item) => item.kind === kind).map(({ key, number }) => [key.slice(kind.length + 1), number]),
    );
    if (known.size === 0) return;
    const usual: Beginning[] = [];
    const noteSlice = async (some: readonly string[]): Promise<void> => {
      for (const { member_id, list } of await lists[kind](database, academyId, some)) {
        const own = done.get(member_id);
        if (own) noteAll(own, list, known, usual);
      }
    };
    await Promise.all(slices.map(noteSlice));
  });
  await Promise.all(reading);
  return done;
}

const kinds = ['step', 'question', 'reading'] as const;

type Lists = (
  database: Queryable,
  academyId: string,
  members: readonly string[],
) => Promise<{ member_id: string; list: string }[]>;

const lists: Record<Item['kind'], Lists> = {
  step: (database, academyId, members) =>
    database
      .selectFrom('step_progress')
      .select(['member_id', listOf('lab_id', 'step', 'passed_at')])
      .where('academy_id', '=', academyId)
      .where('member_id', 'in', members)
      .where('passed_at', 'is not', null)
      .groupBy('member_id')
      .execute(),
  question: (database, academyId, members) =>
    database
      .selectFrom('answer')
      .select(['member_id', listOf('course', 'lesson', 'question', 'answered_at')])
      .where('academy_id', '=', academyId)
      .where('member_id', 'in', members)
      .where('outcome', '=', 'correct')
      .groupBy('member_id')
      .execute(),
  reading: (database, academyId, members) =>
    database
      .selectFrom('reading')
      .select(['member_id', listOf('course', 'lesson', 'finished_at')])
      .where('academy_id', '=', academyId)
      .where('member_id', 'in', members)
      .groupBy('member_id')
      .execute(),
};

/** A line's item and how it begins: `my-lab step-one `. */
interface Beginning {
  text: string;
  item: number;
}

/**
 * Most people have done the same things, and an index hands them over in the same order: the line at the same place of the one before is
 * tried first (`usual`), which spares cutting out and looking up a key for nearly every line.
 */
function noteAll(own: Done, list: string, known: ReadonlyMap<string, number>, usual: Beginning[]): void {
  let at = 0;
  for (let start = 0; start < list.length; at += 1) {
    const next = list.indexOf('\n', start);
    const end = next < 0 ? list.length : next;
    let begins = usual[at];
    if (!begins || !list.startsWith(begins.text, start)) {
      const text = list.slice(start, list.lastIndexOf(' ', end) + 1);
      begins = { text, item: known.get(text.slice(0, -1)) ?? none };
      usual[at] = begins;
    }
    if (begins.item !== none) own.note(begins.item, list.slice(start + begins.text.length, end));
    start = end + 1;
  }
}

/** No item that is asked about. */
const none = -1;

/**
 * One line each, as the item's key without its kind; ids have no spaces, and the instant comes last. Both engines have it; SQLite joins with
 * concat_ws in half the time that it takes with ||.
 */
function listOf(...columns: string[]) {
  const line = sql`concat_ws(' ', ${sql.join(columns.map((column) => sql.ref(column)))})`;
  return sql<string>`string_agg(${line}, ${sql.lit('\n')})`.as('list');
}
