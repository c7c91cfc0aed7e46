import type { APIRoute } from 'astro';
import { putOverride } from '#academy/http/overrides.ts';
import { services } from '#academy/services.ts';

export const prerender = false;

export const PUT: APIRoute = ({ request, params }) =>
  putOverride(services(), request, { assignment: params.assignment ?? '', member: params.member ?? '' });
