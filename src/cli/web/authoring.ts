/** What authors are lent: their draft, the library with it on top, and lint, proof and template of labs. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Authoring } from '#academy/authoring/authoring.ts';
import { Draft, unitPath } from '#academy/library/draft.ts';
import { writeSkeleton } from '../skeleton.ts';
import { lintRoot, proveAsItGoes } from '../trial-process.ts';
import { libraryAt, rootsFor } from './libraries.ts';

export function authoringAt(dataDir: string, academyId: string): Authoring {
  const draft = new Draft(dataDir, academyId);
  const shown = rootsFor(dataDir, academyId);
  return {
    draft,
    library: libraryAt(dataDir, [...shown, draft.root]),
    lintLab: async (slug) => {
      const folder = unitPath({ kind: 'lab', slug });
      const findings = await lintRoot(draft.root, shown, folder);
      return findings.flatMap((finding) =>
        finding.file.startsWith(`${folder}/`) ? [{ ...finding, file: finding.file.slice(folder.length + 1) }] : [],
      );
    },
    proveLab: (slug, told, signal) => proveAsItGoes(draft.root, slug, shown, { told, signal }),
    newLab: (slug, { title, titleZh }) => {
      const folder = join(draft.root, unitPath({ kind: 'lab', slug }));
      writeSkeleton('lab', folder, { uuid: randomUUID(), schema: '../lab.schema.json', title, titleZh });
    },
  };
}
