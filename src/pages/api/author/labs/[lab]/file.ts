import type { APIRoute } from 'astro';
import { getLabFile, putLabFile } from '#academy/http/author-labs.ts';
import { services } from '#academy/services.ts';

export const prerender = false;

export const GET: APIRoute = ({ request, params }) => getLabFile(services(), request, params.lab ?? '');
export const PUT: APIRoute = ({ request, params }) => putLabFile(services(), request, params.lab ?? '');
