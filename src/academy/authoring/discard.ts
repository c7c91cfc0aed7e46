/** A draft thrown away, to the bin, and brought back from it. What is shown never changes by either. */
import { join } from 'node:path';
import type { Actor } from '../audit/audit.ts';
import { Refusal } from '../http/problems.ts';
import { unitPath } from '../library/draft.ts';
import { type Unit, unitName, unitOf } from '../library/unit.ts';
import type { Services } from '../services.ts';
import { recorded } from './recorded.ts';
import { titleOf } from './units.ts';

type Lent = Pick<Services, 'authoring' | 'database' | 'now'>;

/** `typed` must be its slug. Refused: `unknown-draft`, `slug-not-typed`. */
export async function discardDraft(
  services: Lent,
  academyId: string,
  { unit, typed, actor }: { unit: Unit; typed: string; actor: Actor },
): Promise<void> {
  const authoring = services.authoring(academyId);
  const { draft, bin } = authoring;
  if (!draft.has(unit)) throw new Refusal('unknown-draft', unit.slug);
  if (typed.trim() !== unit.slug) throw new Refusal('slug-not-typed');
  const thrown = {
    unit: unitName(unit),
    lesson: null,
    title: titleOf(authoring, unit),
    at: services.now().toISOString(),
    by: actor.kind === 'system' ? null : actor.member,
  };
  const deed = {
    academyId,
    actor,
    action: 'discard-draft',
    subject: { kind: unit.kind, id: unit.slug },
    before: { files: draft.files(unit).length },
  };
  await recorded(services.database, deed, () => bin.take(join(draft.root, unitPath(unit)), thrown));
}

/** Refused: `not-in-bin`, and `unit-there` when another draft of it was begun meanwhile. */
export async function restoreDraft(
  services: Lent,
  academyId: string,
  { id, actor }: { id: string; actor: Actor },
): Promise<Unit> {
  const { draft, bin } = services.authoring(academyId);
  const thrown = bin.find(id);
  const unit = thrown && unitOf(thrown.unit);
  if (!unit || thrown?.lesson !== null) throw new Refusal('not-in-bin');
  if (draft.has(unit)) throw new Refusal('unit-there', '', { slug: unit.slug });
  let done = (): void => {};
  const deed = { academyId, actor, action: 'restore-draft', subject: { kind: unit.kind, id: unit.slug } };
  await recorded(services.database, deed, () => {
    const back = bin.giveBack(id, join(draft.root, unitPath(unit)));
    done = back.done;
    return back;
  });
  done();
  return unit;
}
