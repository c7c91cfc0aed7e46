import type { APIRoute } from 'astro';
import { putFile } from '#academy/http/work.ts';
import { services } from '#academy/services.ts';

export const prerender = false;

export const PUT: APIRoute = ({ request, params }) => putFile(services(), request, { slug: params.lab ?? '', draft: false });
