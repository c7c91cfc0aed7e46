import type { APIRoute } from 'astro';
import { postAnswer } from '#academy/http/answers.ts';
import { services } from '#academy/services.ts';

export const prerender = false;

export const POST: APIRoute = ({ request }) => postAnswer(services(), request);
