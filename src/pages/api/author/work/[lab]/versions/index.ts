import type { APIRoute } from 'astro';
import { getVersions } from '#academy/http/versions.ts';
import { services } from '#academy/services.ts';

export const prerender = false;

export const GET: APIRoute = ({ request, params }) => getVersions(services(), request, { slug: params.lab ?? '', draft: true });
