import type { APIRoute } from 'astro';
import { getKeySet } from '#academy/http/certificates.ts';
import { services } from '#academy/services.ts';

export const prerender = false;

export const GET: APIRoute = ({ params, request }) => getKeySet(services(), request, params.academy ?? '');
