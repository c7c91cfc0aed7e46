import type { APIRoute } from 'astro';
import { postReset } from '#academy/http/work.ts';
import { services } from '#academy/services.ts';

export const prerender = false;

export const POST: APIRoute = ({ request, params }) => postReset(services(), request, { slug: params.lab ?? '', draft: true });
