/** Pictures of a lesson: drawings become part of the page, so that they follow the theme; others are served by a route. */
import { createHash } from 'node:crypto';
import { readFileSync, realpathSync } from 'node:fs';
import { extname, isAbsolute, join, relative, sep } from 'node:path';
import { sanitiseScene } from '#sandbox/lab/scene.ts';
import { expandSymbols } from '#sandbox/lab/scene-symbols.ts';
import { parseValues, stillScene } from '../workbench/scene/still.ts';

/** What the figures route serves; SVG only sanitised. */
export const figureTypes: Record<string, string> = {
  '.svg': 'image/svg+xml; charset=utf-8',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.webp': 'image/webp',
};

/**
 * The file that `name` means below `folder`, absolute; `null` when it is outside (also through a symbolic link), hidden, of a type
 * that is no picture, or missing.
 */
export function figureFile(folder: string, name: string): string | null {
  if (isAbsolute(name) || /[\\\0]/.test(name) || name.split('/').some((part) => part.startsWith('.') || part === '')) return null;
  if (!(extname(name).toLowerCase() in figureTypes)) return null;
  try {
    const file = realpathSync(join(folder, name));
    const inside = relative(realpathSync(folder), file);
    return inside.startsWith(`..${sep}`) || inside === '..' || isAbsolute(inside) ? null : file;
  } catch {
    return null;
  }
}

/** Mistakes of a drawing name the drawing's own file. */
export interface Drawing {
  svg: string;
  /** As `figureStamp` says it. */
  stamp: string;
  problems: ReturnType<typeof sanitiseScene>['problems'];
}

/** Drawings become part of a page; of other pictures it says only where they are. */
export const isDrawing = (path: string): boolean => path.toLowerCase().endsWith('.svg');

/** As long as this is the same, a page that shows the picture comes out the same; without a folder there are no pictures. */
export function figureStamp(folder: string | null, name: string): string {
  const path = folder === null ? null : figureFile(folder, name);
  return path === null ? 'missing' : isDrawing(path) ? drawingStamp(readFileSync(path, 'utf8')) : 'picture';
}

const drawingStamp = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * A drawing to stand in a page: sanitised, with ids of its own (two drawings of one page may both have a `#motor`) and `description` as
 * its name for screen readers; without one it is decoration. It is drawn in the symbols of the scenes
 * (src/workbench/scene/README.md), so it carries no colours of its own. Ready symbols stand in it at rest, or with the values that its
 * root gives: `<svg data-values="plant.T101.Level=910 plant.K1.Main=TRUE" …>`.
 */
export function inlineDrawing(path: string, shownAs: string, prefix: string, description: string): Drawing {
  const text = readFileSync(path, 'utf8');
  const { source, problems: unknown } = expandSymbols(shownAs, text);
  const [valuesAttribute = '', values = ''] = / data-values="([^"]*)"/.exec(/<svg[^>]*>/.exec(source)?.[0] ?? '') ?? [];
  const { svg: clean, problems } = sanitiseScene(shownAs, source.replace(valuesAttribute, ''));
  const svg = stillScene(clean, parseValues(values));
  const own = svg
    .replaceAll(/ id="([^"]+)"/g, ` id="${prefix}-$1"`)
    .replaceAll(/ ((?:xlink:)?href)="#([^"]+)"/g, ` $1="#${prefix}-$2"`)
    .replaceAll(/url\((?:&quot;|')?#([\w-]+)(?:&quot;|')?\)/g, `url(#${prefix}-$1)`);
  const name = description === '' ? 'aria-hidden="true"' : `role="img" aria-label="${escapeAttribute(description)}"`;
  return {
    svg: own.replace(
      /<svg([^>]*)>/,
      (_, rest: string) => `<svg${rest.replace(/ (class|role|aria-[a-z]+)="[^"]*"/g, '')} class="scene" ${name}>`,
    ),
    stamp: drawingStamp(text),
    problems: [...unknown, ...problems],
  };
}

const escapeAttribute = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
