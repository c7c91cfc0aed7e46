import type { APIRoute } from 'astro';
import { postReading } from '#academy/http/readings.ts';
import { services } from '#academy/services.ts';

export const prerender = false;

export const POST: APIRoute = ({ request }) => postReading(services(), request);
