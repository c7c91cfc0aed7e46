/** `GET /api/search`: hits in lessons, reference and glossary. What is searched belongs to the content and is handed in. */
import type { z } from 'zod';
import { type SearchResponse, searchRequest, searchResponse } from '../api.ts';
import type { Services } from '../services.ts';
import { answering } from './answering.ts';
import { Refusal } from './problems.ts';

type Asked = z.output<typeof searchRequest>;

export function getSearch(
  services: Services,
  request: Request,
  search: (asked: Asked) => Promise<SearchResponse['results']>,
): Promise<Response> {
  return answering(services, request, async () => {
    const asked = searchRequest.safeParse(Object.fromEntries(new URL(request.url).searchParams));
    if (!asked.success) {
      throw new Refusal('bad-search', asked.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '));
    }
    return Response.json(searchResponse.parse({ results: await search(asked.data) }), {
      headers: { 'cache-control': 'no-store' },
    });
  });
}
