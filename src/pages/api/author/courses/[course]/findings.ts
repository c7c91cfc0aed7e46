import type { APIRoute } from 'astro';
import { getFindings } from '#academy/http/author-courses.ts';
import { services } from '#academy/services.ts';

export const prerender = false;

export const GET: APIRoute = ({ request, params }) => getFindings(services(), request, params.course ?? '');
