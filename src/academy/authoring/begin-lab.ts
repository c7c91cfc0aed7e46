/** How a lab comes into the draft: from the template that works, or as a copy of one that the academy shows, which then goes over it. */
import { join } from 'node:path';
import { labFolders } from '#sandbox/lab/load.ts';
import { Refusal } from '../http/problems.ts';
import { type Unit, unitOf } from '../library/unit.ts';
import type { Authoring } from './authoring.ts';

/** Refused: `lab-slug`, `lab-exists`, `lab-titles`, `unknown-lab`. */
export function beginLab({ draft, library, newLab }: Authoring, form: URLSearchParams): Unit {
  const slug = form.get('slug')?.trim() ?? '';
  const unit = slug.length <= 60 ? unitOf(`lab-${slug}`) : null;
  if (unit === null) throw new Refusal('lab-slug');
  if (draft.has(unit)) throw new Refusal('lab-exists', slug, { lab: slug });
  const shown = labFolders(library.roots.map((root) => join(root, 'labs'))).get(slug);
  if (form.get('from') === 'copy') {
    if (shown === undefined) throw new Refusal('unknown-lab', slug);
    draft.begin(unit, shown);
    return unit;
  }
  if (shown !== undefined) throw new Refusal('lab-exists', slug, { lab: slug });
  const title = oneLine(form.get('title'));
  const titleZh = oneLine(form.get('titleZh'));
  if (title === null || titleZh === null) throw new Refusal('lab-titles');
  newLab(slug, { title, titleZh });
  return unit;
}

const oneLine = (text: string | null): string | null => {
  const line = text?.replaceAll(/\s+/g, ' ').trim() ?? '';
  return line === '' || line.length > 80 ? null : line;
};
