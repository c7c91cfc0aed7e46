import type { APIRoute } from 'astro';
import { placeOf } from '#academy/assistance/watched.ts';
import { getWatchedVersion } from '#academy/http/versions.ts';
import { services } from '#academy/services.ts';

export const prerender = false;

export const GET: APIRoute = ({ request, params }) =>
  getWatchedVersion(services(), request, placeOf(params), params.number ?? '');
