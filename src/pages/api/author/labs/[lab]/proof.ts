import type { APIRoute } from 'astro';
import { deleteProof, getProof, postProof } from '#academy/http/author-labs.ts';
import { services } from '#academy/services.ts';

export const prerender = false;

export const GET: APIRoute = ({ request, params }) => getProof(services(), request, params.lab ?? '');
export const POST: APIRoute = ({ request, params }) => postProof(services(), request, params.lab ?? '');
export const DELETE: APIRoute = ({ request, params }) => deleteProof(services(), request, params.lab ?? '');
