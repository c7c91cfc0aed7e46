import type { APIRoute } from 'astro';
import { getPreferences, putPreferences } from '#academy/http/preferences.ts';
import { services } from '#academy/services.ts';

export const prerender = false;

export const GET: APIRoute = ({ request }) => getPreferences(services(), request);
export const PUT: APIRoute = ({ request }) => putPreferences(services(), request);
