import type { APIRoute } from 'astro';
import { placeOf } from '#academy/assistance/watched.ts';
import { getWatchedComments, postWatchedComments } from '#academy/http/comments.ts';
import { services } from '#academy/services.ts';

export const prerender = false;

export const GET: APIRoute = ({ request, params }) => getWatchedComments(services(), request, placeOf(params));

export const POST: APIRoute = ({ request, params }) => postWatchedComments(services(), request, placeOf(params));
