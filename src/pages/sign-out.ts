import type { APIRoute } from 'astro';
import { postSignOut } from '#academy/http/sign-in.ts';
import { services } from '#academy/services.ts';

export const prerender = false;

export const POST: APIRoute = ({ request }) => postSignOut(services(), request);
