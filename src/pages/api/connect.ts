import type { APIRoute } from 'astro';
import { postConnect } from '#academy/http/connect.ts';
import { services } from '#academy/services.ts';

export const prerender = false;

export const POST: APIRoute = ({ request }) => postConnect(services(), request);
