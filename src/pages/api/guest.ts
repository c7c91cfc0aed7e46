import type { APIRoute } from 'astro';
import { postGuest } from '#academy/http/guest.ts';
import { services } from '#academy/services.ts';

export const prerender = false;

export const POST: APIRoute = ({ request }) => postGuest(services(), request);
