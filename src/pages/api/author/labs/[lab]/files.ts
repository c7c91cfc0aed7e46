import type { APIRoute } from 'astro';
import { getLabFiles, postLabFiles } from '#academy/http/author-labs.ts';
import { services } from '#academy/services.ts';

export const prerender = false;

export const GET: APIRoute = ({ request, params }) => getLabFiles(services(), request, params.lab ?? '');
export const POST: APIRoute = ({ request, params }) => postLabFiles(services(), request, params.lab ?? '');
