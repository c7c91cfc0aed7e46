import type { APIRoute } from 'astro';
import { postPasskeySignIn } from '#academy/http/passkeys.ts';
import { services } from '#academy/services.ts';

export const prerender = false;

export const POST: APIRoute = ({ request }) => postPasskeySignIn(services(), request);
