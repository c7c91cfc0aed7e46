import type { APIRoute } from 'astro';
import { getArchive } from '#academy/http/author-archives.ts';
import { services } from '#academy/services.ts';

export const prerender = false;

export const GET: APIRoute = ({ request, params }) => getArchive(services(), request, params.course ?? '');
