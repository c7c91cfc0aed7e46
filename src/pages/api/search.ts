import type { APIRoute } from 'astro';
import { getSearch } from '#academy/http/search.ts';
import { services } from '#academy/services.ts';
import { contentRoots } from '#content/roots.ts';
import { search } from '#content/search/search.ts';
import { pathIn } from '../../i18n/locales.ts';

export const prerender = false;

export const GET: APIRoute = ({ request }) =>
  getSearch(services(), request, ({ q, locale, limit }) =>
    search(contentRoots(), locale, q, limit).map((result) => ({ ...result, href: pathIn(locale, result.href) })),
  );
