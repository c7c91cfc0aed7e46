/** Composes the academy for the web process: its own database, and what the rest of the house lends it. */
import { placeOf } from '#academy/database/place.ts';
import { readManifest } from '#academy/library/manifest.ts';
import { openServices, type Services, type ServicesOptions } from '#academy/services.ts';
import { renderMarkdown } from '#content/markdown.ts';
import type { Configuration } from '../configuration/settings.ts';
import { authoringAt } from './authoring.ts';
import { libraryAt, rootsFor } from './libraries.ts';

export function openAcademy({
  configuration,
  ...options
}: Pick<ServicesOptions, 'host' | 'log' | 'author' | 'workbenchFiles'> & { configuration: Configuration }): Promise<Services> {
  const dataDir = configuration.MILLWRIGHT_DATA;
  return openServices({
    ...options,
    dataDir,
    database: placeOf(configuration.MILLWRIGHT_DATABASE, dataDir),
    secret: configuration.MILLWRIGHT_SECRET,
    library: (academyId, pinned) =>
      libraryAt(dataDir, rootsFor(dataDir, academyId, pinned), readManifest(dataDir, academyId).current),
    authoring: (academyId) => authoringAt(dataDir, academyId),
    renderMarkdown: (text, locale) => renderMarkdown({ file: 'text', text, locale }).html,
    publicUrl: configuration.MILLWRIGHT_URL,
  });
}
