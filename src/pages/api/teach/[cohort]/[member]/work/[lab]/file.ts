import type { APIRoute } from 'astro';
import { placeOf } from '#academy/assistance/watched.ts';
import { putWatchedFile } from '#academy/http/watched.ts';
import { services } from '#academy/services.ts';

export const prerender = false;

export const PUT: APIRoute = ({ request, params }) => putWatchedFile(services(), request, placeOf(params));
