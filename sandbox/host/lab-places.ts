/**
 * Where labs are loaded from. A ticket or a check names a lab by its slug; without an edition it is the installation's own. An edition
 * is a folder of the library in the data folder, with `labs/` below it: the draft of an academy, or one version that it published. A name
 * that could lead anywhere else is no edition, and what asks for it gets no lab.
 */
import { join } from 'node:path';
import type { Lab } from '../lab/lab.ts';
import { loadLabs } from '../lab/load.ts';

export interface LabPlaces {
  /** The installation's own; later ones win. */
  labRoots: readonly string[];
  /** The folder `library` of the data folder; absent where no academy has labs of its own. */
  libraryDir?: string;
}

interface NamedLab {
  lab: string;
  edition?: string | undefined;
  /** Of a ticket: an edition of another academy is refused. */
  academy?: string;
}

/** `<academy>/draft` or `<academy>/versions/<course or lab>/<number>`. */
const editionName = /^([A-Za-z0-9-]{1,64})\/(?:draft|versions\/[a-z0-9]+(?:-[a-z0-9]+)*\/[1-9]\d{0,8})$/;

/** The lab as it stands on disk now; `undefined` when there is none, or it has a mistake, or its edition is not this academy's. */
export function labAt(places: LabPlaces, named: NamedLab): Lab | undefined {
  const roots = rootsOf(places, named);
  return roots === null ? undefined : loadLabs([...roots]).labs.get(named.lab);
}

/** Whether the edition is one that its author still writes. */
export const isDraft = (edition: string | undefined): boolean => edition?.endsWith('/draft') ?? false;

function rootsOf({ labRoots, libraryDir }: LabPlaces, { edition, academy }: NamedLab): readonly string[] | null {
  if (edition === undefined) return labRoots;
  const owner = editionName.exec(edition)?.[1];
  if (owner === undefined || libraryDir === undefined || (academy !== undefined && academy !== owner)) return null;
  return [join(libraryDir, edition, 'labs')];
}
