import type { APIRoute } from 'astro';
import { getVersion } from '#academy/http/versions.ts';
import { services } from '#academy/services.ts';

export const prerender = false;

export const GET: APIRoute = ({ request, params }) =>
  getVersion(services(), request, { slug: params.lab ?? '', draft: true }, params.number ?? '');
