import type { APIRoute } from 'astro';
import { putText } from '#academy/http/author-courses.ts';
import { services } from '#academy/services.ts';

export const prerender = false;

export const PUT: APIRoute = ({ request, params }) => putText(services(), request, params.course ?? '');
