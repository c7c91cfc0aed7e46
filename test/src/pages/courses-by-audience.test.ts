/** Whom a course is for decides where the catalogue lists it, and nothing else. */
import type { APIContext } from 'astro';
import { experimental_AstroContainer as AstroContainer } from 'astro/container';
import { describe, expect, it } from 'vitest';

type Page = Parameters<AstroContainer['renderToResponse']>[0];
const pages = import.meta.glob<{ default: Page }>('../../../src/pages/{courses/index,reference/*}.astro');

async function answer(name: string, path: string, params: Record<string, string> = {}): Promise<Response> {
  const page = await pages[`../../../src/pages/${name}.astro`]?.();
  if (!page) throw new Error(`There is no page ${name}.`);
  const container = await AstroContainer.create();
  return container.renderToResponse(page.default, {
    request: new Request(`http://localhost${path}`),
    params,
    locals: { preferences: {} } as unknown as APIContext['locals'],
    routeType: 'page',
    partial: false,
  });
}

describe.each([
  ['the catalogue', '/courses/', 'For authors and instructors'],
  ['the Chinese catalogue', '/zh-cn/courses/', '面向作者与讲师'],
])('%s', (_name, path, heading) => {
  it('lists the handbook below its own heading, after the courses of trainees', async () => {
    const html = await (await answer('courses/index', path)).text();
    const [trainees = '', authors = ''] = html.slice(html.indexOf('<main')).split(heading);
    expect(trainees).toContain('/courses/first-scan/');
    expect(trainees).not.toContain('/courses/authors-handbook/');
    expect(authors).toContain('/courses/authors-handbook/');
    expect(authors).not.toContain('/courses/first-scan/"');
  });
});

it('the old address of the handbook leads to the course', async () => {
  const { status, headers } = await answer('reference/[page]', '/zh-cn/reference/handbook/', { page: 'handbook' });
  expect([status, headers.get('location')]).toEqual([301, '/zh-cn/courses/authors-handbook/']);
});
