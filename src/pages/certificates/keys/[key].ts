import type { APIRoute } from 'astro';
import { getKey } from '#academy/http/certificates.ts';
import { services } from '#academy/services.ts';

export const prerender = false;

export const GET: APIRoute = ({ params, request }) => getKey(services(), request, params.key ?? '');
