import type { APIRoute } from 'astro';
import { getAssistance, postAssistance } from '#academy/http/assistance.ts';
import { services } from '#academy/services.ts';

export const prerender = false;

export const GET: APIRoute = ({ request, params }) =>
  getAssistance(services(), request, { slug: params.lab ?? '', draft: false });

export const POST: APIRoute = ({ request, params }) =>
  postAssistance(services(), request, { slug: params.lab ?? '', draft: false });
