import type { APIRoute } from 'astro';
import { postSolution } from '#academy/http/solutions.ts';
import { services } from '#academy/services.ts';

export const prerender = false;

export const POST: APIRoute = ({ request }) => postSolution(services(), request);
