/** How a lab comes into the draft: from the template that works, or as a copy of one that the academy shows, which then goes over it. */
import { Refusal } from '../http/problems.ts';
import type { Unit } from '../library/unit.ts';
import type { Authoring } from './authoring.ts';
import { titlesIn, unitIn } from './new-unit.ts';
import { shownFolder } from './units.ts';

/** Refused: `bad-slug`, `unit-there`, `titles-missing`, `unknown-lab`. */
export function beginLab(authoring: Authoring, form: URLSearchParams): Unit {
  const unit = unitIn('lab', form.get('slug'));
  const { slug } = unit;
  if (authoring.draft.has(unit)) throw new Refusal('unit-there', '', { slug });
  const shown = shownFolder(authoring, unit);
  if (form.get('from') === 'copy') {
    if (shown === null) throw new Refusal('unknown-lab', slug);
    authoring.draft.begin(unit, shown);
    return unit;
  }
  if (shown !== null) throw new Refusal('unit-there', '', { slug });
  authoring.newLab(slug, titlesIn(form));
  return unit;
}
