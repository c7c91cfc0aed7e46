import type { APIRoute } from 'astro';
import { placeOf } from '#academy/assistance/watched.ts';
import { getWatchedVersions } from '#academy/http/versions.ts';
import { services } from '#academy/services.ts';

export const prerender = false;

export const GET: APIRoute = ({ request, params }) => getWatchedVersions(services(), request, placeOf(params));
