import type { APIRoute } from 'astro';
import { deletePicture, getPicture, putPicture } from '#academy/http/author-courses.ts';
import { services } from '#academy/services.ts';

export const prerender = false;

export const GET: APIRoute = ({ request, params }) => getPicture(services(), request, params.course ?? '', params.file ?? '');
export const PUT: APIRoute = ({ request, params }) => putPicture(services(), request, params.course ?? '', params.file ?? '');
export const DELETE: APIRoute = ({ request, params }) =>
  deletePicture(services(), request, params.course ?? '', params.file ?? '');
