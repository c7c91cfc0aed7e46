import type { APIRoute } from 'astro';
import { getDataOf } from '#academy/http/personal-data.ts';
import { services } from '#academy/services.ts';

export const prerender = false;

export const GET: APIRoute = ({ request, params }) => getDataOf(services(), request, params.member ?? '');
