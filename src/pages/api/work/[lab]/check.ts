import type { APIRoute } from 'astro';
import { postCheck } from '#academy/http/check.ts';
import { services } from '#academy/services.ts';

export const prerender = false;

export const POST: APIRoute = ({ request, params }) => postCheck(services(), request, { slug: params.lab ?? '', draft: false });
