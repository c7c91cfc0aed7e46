import type { APIRoute } from 'astro';
import { placeOf } from '#academy/assistance/watched.ts';
import { getFaults, postFault } from '#academy/http/watched.ts';
import { services } from '#academy/services.ts';

export const prerender = false;

export const GET: APIRoute = ({ request, params }) => getFaults(services(), request, placeOf(params));

export const POST: APIRoute = ({ request, params }) => postFault(services(), request, placeOf(params));
