import type { APIRoute } from 'astro';
import { postLabCheck } from '#academy/http/author-labs.ts';
import { services } from '#academy/services.ts';

export const prerender = false;

export const POST: APIRoute = ({ request, params }) => postLabCheck(services(), request, params.lab ?? '');
