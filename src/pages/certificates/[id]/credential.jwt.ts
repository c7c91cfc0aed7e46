import type { APIRoute } from 'astro';
import { getCredential } from '#academy/http/certificates.ts';
import { services } from '#academy/services.ts';

export const prerender = false;

export const GET: APIRoute = ({ params, request }) => getCredential(services(), request, params.id ?? '', 'jwt');
