import type { APIRoute } from 'astro';
import { getWork } from '#academy/http/work.ts';
import { services } from '#academy/services.ts';

export const prerender = false;

export const GET: APIRoute = ({ request, params }) => getWork(services(), request, { slug: params.lab ?? '', draft: false });
