import type { APIRoute } from 'astro';
import { getReview, postReview } from '#academy/http/review.ts';
import { services } from '#academy/services.ts';

export const prerender = false;

export const GET: APIRoute = ({ request }) => getReview(services(), request);
export const POST: APIRoute = ({ request }) => postReview(services(), request);
