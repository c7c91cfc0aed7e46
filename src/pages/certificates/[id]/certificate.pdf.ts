import type { APIRoute } from 'astro';
import { getCertificatePdf } from '#academy/http/certificates.ts';
import { services } from '#academy/services.ts';

export const prerender = false;

export const GET: APIRoute = ({ params, request }) => getCertificatePdf(services(), request, params.id ?? '');
