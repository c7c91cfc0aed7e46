/** The pages themselves behind the test's web server: each rendered by Astro from its `.astro` file, nothing built before. */
import type { APIContext } from 'astro';
import { experimental_AstroContainer as AstroContainer } from 'astro/container';
import { patternOf } from '#academy/permissions/routes.ts';
import { neutralPath } from '../../../src/i18n/locales.ts';

type Component = Parameters<AstroContainer['renderToResponse']>[0];

const files = import.meta.glob<{ default: Component }>('../../../src/pages/**/*.astro');

const load = async (pattern: string): Promise<Component | null> => {
  const name = pattern === '/' ? '/index' : pattern;
  const base = '../../../src/pages';
  const file = files[`${base}${name}.astro`] ?? files[`${base}${name}/index.astro`];
  return file ? (await file()).default : null;
};

/** For `siteFor`: what the page of this address answers. */
export async function renderPage({ request, url, locals }: APIContext): Promise<Response> {
  const pattern = patternOf(url.pathname);
  const page = pattern === null ? null : await load(pattern);
  if (pattern === null || page === null) return new Response('no such page', { status: 404 });
  const names = pattern.split('/').map((part) => /^\[(\w+)\]$/.exec(part)?.[1]);
  const parts = neutralPath(url.pathname).split('/');
  const params = Object.fromEntries(
    names.flatMap((name, index) => (name === undefined ? [] : [[name, decodeURIComponent(parts[index] ?? '')]])),
  );
  const container = await AstroContainer.create();
  for (const path of ['/404', '/403']) {
    const other = await load(path);
    if (other) container.insertPageRoute(path, other);
  }
  return container.renderToResponse(page, { request, params, locals, routeType: 'page', partial: false });
}
