import type { APIRoute } from 'astro';
import { getMyData } from '#academy/http/personal-data.ts';
import { services } from '#academy/services.ts';

export const prerender = false;

export const GET: APIRoute = ({ request }) => getMyData(services(), request);
