import type { APIRoute } from 'astro';
import { postPreview } from '#academy/http/author-courses.ts';
import { services } from '#academy/services.ts';

export const prerender = false;

export const POST: APIRoute = ({ request, params }) => postPreview(services(), request, params.course ?? '');
