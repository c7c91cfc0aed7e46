/**
 * What the answers of many say about a step or a question: how easy it is, whether it tells those who know from those who do not, how
 * long it takes, how many hints it needs, and where people stop. Pure: rows in, figures out.
 */
import { discrimination, facility, type Measure, median } from './measures.ts';
import { type Suggestion, suggestionsFor } from './suggestions.ts';

/** One member at one item. */
export interface ItemRow {
  member: string;
  item: string;
  rightAtFirst: boolean;
  /** Solved in the end. */
  solved: boolean;
  tries: number;
  /** `null` where nobody measured. */
  seconds: number | null;
  hints: number;
  /** What was chosen at the first try, where there is something to choose; ids of options. */
  chosen: readonly string[];
}

/** Items of a lesson or lab in the order in which people meet them. */
export interface Item {
  id: string;
  kind: 'step' | 'question';
  /** The options of a question, so that one that nobody takes is seen, too. */
  options: readonly { id: string; right: boolean }[];
}

export interface OptionStatistics {
  id: string;
  right: boolean;
  /** Of those who answered. */
  share: number;
  /** Point-biserial of choosing it with the score on the other items. */
  discrimination: Measure;
}

export interface ItemStatistics {
  item: string;
  kind: Item['kind'];
  /** Members who tried it. */
  people: number;
  facility: Measure;
  discrimination: Measure;
  medianSeconds: number | null;
  medianTries: number | null;
  /** Mean over those who tried. */
  hintsEach: number | null;
  options: OptionStatistics[];
  /** Of those who tried any item: who came as far as this one (tried it, or a later one). */
  reached: number;
  /** Of those who reached it: who neither solved it nor went on. */
  stopped: number;
  /** The share of `reached` that stopped here; `null` where nobody came. */
  hazard: number | null;
  suggestions: Suggestion[];
}

/** Rows of items that are not in `items` are left out, and of several rows of one member at one item the first counts. */
export function itemStatistics(items: readonly Item[], rows: readonly ItemRow[]): ItemStatistics[] {
  const place = new Map(items.map(({ id }, index) => [id, index]));
  const tried = new Map<string, Map<string, ItemRow>>();
  for (const row of rows) {
    if (!place.has(row.item)) continue;
    const own = tried.get(row.member) ?? new Map<string, ItemRow>();
    tried.set(row.member, own);
    if (!own.has(row.item)) own.set(row.item, row);
  }
  /** Index of the last item that each member tried. */
  const last = new Map(
    [...tried].map(([member, own]) => [member, Math.max(...[...own.keys()].map((item) => place.get(item) ?? 0))]),
  );

  return items.map((item, index) => {
    const own = [...tried.values()].flatMap((one) => one.get(item.id) ?? []);
    // A score is a share: not everyone has tried the same items.
    const rest = own.map((row) => restScore(tried.get(row.member), item.id));
    const comparable = own.flatMap((row, at) => (rest[at] === null || rest[at] === undefined ? [] : [{ row, score: rest[at] }]));
    const scores = comparable.map(({ score }) => score);
    const reached = [...last.values()].filter((end) => end >= index).length;
    const stopped = [...last].filter(([member, end]) => end === index && !tried.get(member)?.get(item.id)?.solved).length;
    const statistics = {
      item: item.id,
      kind: item.kind,
      people: own.length,
      facility: facility(own.map(({ rightAtFirst }) => rightAtFirst)),
      discrimination: discrimination(
        comparable.map(({ row }) => row.rightAtFirst),
        scores,
      ),
      medianSeconds: median(own.flatMap(({ seconds }) => (seconds === null ? [] : [seconds]))),
      medianTries: median(own.map(({ tries }) => tries)),
      hintsEach: own.length === 0 ? null : own.reduce((sum, { hints }) => sum + hints, 0) / own.length,
      options: item.options.map(({ id, right }) => ({
        id,
        right,
        share: own.length === 0 ? 0 : own.filter(({ chosen }) => chosen.includes(id)).length / own.length,
        discrimination: discrimination(
          comparable.map(({ row }) => row.chosen.includes(id)),
          scores,
        ),
      })),
      reached,
      stopped,
      hazard: reached === 0 ? null : stopped / reached,
    };
    return { ...statistics, suggestions: suggestionsFor(statistics) };
  });
}

/** The share of the other items that a member got right at once; `null` of somebody who tried no other. */
function restScore(own: ReadonlyMap<string, ItemRow> | undefined, item: string): number | null {
  const others = [...(own?.values() ?? [])].filter((row) => row.item !== item);
  return others.length === 0 ? null : others.filter(({ rightAtFirst }) => rightAtFirst).length / others.length;
}
