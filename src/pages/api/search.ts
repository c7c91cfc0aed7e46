import type { APIRoute } from 'astro';
import { getSearch } from '#academy/http/search.ts';
import { libraryOf } from '#academy/library/library.ts';
import { services } from '#academy/services.ts';
import { contentBelow } from '#content/roots.ts';
import { search } from '#content/search/search.ts';
import { pathIn } from '../../i18n/locales.ts';

export const prerender = false;

export const GET: APIRoute = ({ request, locals }) =>
  getSearch(services(), request, async ({ q, locale, limit }) => {
    const { roots } = await libraryOf(services(), locals.member, locals.academy ?? undefined);
    return search(contentBelow(roots), locale, q, limit).map((result) => ({ ...result, href: pathIn(locale, result.href) }));
  });
