import type { APIRoute } from 'astro';
import { getIssuer } from '#academy/http/certificates.ts';
import { services } from '#academy/services.ts';

export const prerender = false;

export const GET: APIRoute = ({ params, request }) => getIssuer(services(), request, params.academy ?? '');
