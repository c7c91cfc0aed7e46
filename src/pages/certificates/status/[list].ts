import type { APIRoute } from 'astro';
import { getStatusList } from '#academy/http/certificates.ts';
import { services } from '#academy/services.ts';

export const prerender = false;

export const GET: APIRoute = ({ params, request }) => getStatusList(services(), request, params.list ?? '');
