import type { APIRoute } from 'astro';
import { postChosenAcademy } from '#academy/http/chosen-academy.ts';
import { services } from '#academy/services.ts';

export const prerender = false;

export const POST: APIRoute = ({ request, params }) => postChosenAcademy(services(), request, params.slug ?? '');
