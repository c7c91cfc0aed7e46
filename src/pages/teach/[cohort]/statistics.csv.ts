import type { APIRoute } from 'astro';
import { cohortFile } from '#academy/http/teaching-files.ts';
import { services } from '#academy/services.ts';
import { localeOf } from '../../../i18n/locales.ts';

export const prerender = false;

export const GET: APIRoute = ({ request, params, url }) =>
  cohortFile(services(), request, params.cohort ?? '', 'statistics', localeOf(url.pathname));
