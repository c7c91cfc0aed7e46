import type { APIRoute } from 'astro';
import { placeOf } from '#academy/assistance/watched.ts';
import { getHelp, postHelp } from '#academy/http/assistance.ts';
import { services } from '#academy/services.ts';

export const prerender = false;

export const GET: APIRoute = ({ request, params }) => getHelp(services(), request, placeOf(params));

export const POST: APIRoute = ({ request, params }) => postHelp(services(), request, placeOf(params));
