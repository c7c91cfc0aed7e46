import type { APIRoute } from 'astro';
import { postFiles } from '#academy/http/files.ts';
import { services } from '#academy/services.ts';

export const prerender = false;

export const POST: APIRoute = ({ request, params }) => postFiles(services(), request, { slug: params.lab ?? '', draft: false });
