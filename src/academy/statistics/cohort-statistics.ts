/** The items of some labs and courses with what the people of a cohort, or of several, made of them. */
import type { DescribedItem, ItemGroup } from '#content/item-groups.ts';
import type { Assignment } from '../assignments/assignment.ts';
import { labsOfTarget, type Syllabus } from '../assignments/syllabus.ts';
import type { Queryable } from '../database/open.ts';
import { answerRows, stepRows } from './item-rows.ts';
import { type ItemStatistics, itemStatistics } from './item-statistics.ts';

export interface GroupStatistics extends Omit<ItemGroup, 'items'> {
  /** Who tried any of it. */
  people: number;
  items: (DescribedItem & { statistics: ItemStatistics })[];
}

/** Groups that nobody has tried are there, too. */
export async function cohortStatistics(
  database: Queryable,
  academyId: string,
  members: readonly string[],
  groups: readonly ItemGroup[],
): Promise<GroupStatistics[]> {
  const idsOf = (kind: ItemGroup['kind']) => groups.filter((group) => group.kind === kind).map(({ id }) => id);
  const places = new Map(
    groups.flatMap(({ kind, id, items }) =>
      kind === 'course'
        ? items.map((item): [string, ReadonlyMap<string, string>] => [`${id} ${item.id}`, item.optionPlaces])
        : [],
    ),
  );
  const optionAt = (course: string, item: string, option: string) => places.get(`${course} ${item}`)?.get(option);
  const [steps, answers] = await Promise.all([
    stepRows(database, academyId, members, idsOf('lab')),
    answerRows(database, academyId, members, idsOf('course'), optionAt),
  ]);
  return groups.map((group) => {
    const known = new Set(group.items.map(({ id }) => id));
    const rows = ((group.kind === 'lab' ? steps : answers).get(group.id) ?? []).filter(({ item }) => known.has(item));
    const figures = itemStatistics(group.items, rows);
    return {
      ...group,
      people: new Set(rows.map(({ member }) => member)).size,
      items: group.items.flatMap((item, index) => {
        const statistics = figures[index];
        return statistics ? { ...item, statistics } : [];
      }),
    };
  });
}

/** Of these groups what an assignment asks for: of a lesson its questions and its lab, of a course all. */
export function groupsOfAssignment(
  assignment: Pick<Assignment, 'targetKind' | 'target'>,
  groups: readonly ItemGroup[],
  syllabus: Syllabus,
): ItemGroup[] {
  const labs = labsOfTarget(assignment, syllabus);
  const [course, lesson] = assignment.targetKind === 'lab' ? [] : assignment.target.split('/');
  return groups.flatMap((group) => {
    if (group.kind === 'lab') return labs.includes(group.id) ? [group] : [];
    if (group.id !== course) return [];
    const items = group.items.filter((item) => lesson === undefined || item.lesson?.slug === lesson);
    return items.length > 0 ? [{ ...group, items }] : [];
  });
}

/** What a reader has chosen to look at: `assignment:…`, `lab:…`, `course:…`; anything else is all that is assigned. */
export function groupsChosen(
  chosen: string,
  groups: readonly ItemGroup[],
  assignments: readonly Assignment[],
  syllabus: Syllabus,
): ItemGroup[] {
  const [kind, id] = [chosen.slice(0, chosen.indexOf(':')), chosen.slice(chosen.indexOf(':') + 1)];
  const one = assignments.find((assignment) => kind === 'assignment' && assignment.id === id);
  if (one) return groupsOfAssignment(one, groups, syllabus);
  const group = groups.find((candidate) => candidate.kind === kind && candidate.id === id);
  if (group) return [group];
  // Where nothing is assigned, whatever was tried may be looked at.
  if (assignments.length === 0) return [...groups];
  const parts = assignments.flatMap((assignment) => groupsOfAssignment(assignment, groups, syllabus));
  return groups.flatMap((whole) => {
    const items = new Set(
      parts.filter(({ kind, id }) => kind === whole.kind && id === whole.id).flatMap((part) => part.items.map(({ id }) => id)),
    );
    return items.size === 0 ? [] : [{ ...whole, items: whole.items.filter(({ id }) => items.has(id)) }];
  });
}
