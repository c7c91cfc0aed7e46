import type { APIRoute } from 'astro';
import { postHint } from '#academy/http/work.ts';
import { services } from '#academy/services.ts';

export const prerender = false;

export const POST: APIRoute = ({ request, params }) => postHint(services(), request, { slug: params.lab ?? '', draft: false });
