import type { APIRoute } from 'astro';
import { getComments, postComments } from '#academy/http/comments.ts';
import { services } from '#academy/services.ts';

export const prerender = false;

export const GET: APIRoute = ({ request, params }) => getComments(services(), request, { slug: params.lab ?? '', draft: false });

export const POST: APIRoute = ({ request, params }) =>
  postComments(services(), request, { slug: params.lab ?? '', draft: false });
