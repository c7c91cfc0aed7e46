import type { APIRoute } from 'astro';
import { placeOf } from '#academy/assistance/watched.ts';
import { getWatchedWork } from '#academy/http/watched.ts';
import { services } from '#academy/services.ts';

export const prerender = false;

export const GET: APIRoute = ({ request, params }) => getWatchedWork(services(), request, placeOf(params));
