/** The role-by-action table over every route: made from the files of src/pages, so that no page and no endpoint can be forgotten. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { actions, allows } from '#academy/permissions/actions.ts';
import { standings } from '#academy/permissions/roles.ts';
import { actionOf, patternOf, routes } from '#academy/permissions/routes.ts';

const pages = fileURLToPath(new URL('../../../../src/pages', import.meta.url));

/** Every route of src/pages with the methods that its file answers. */
const served = readdirSync(pages, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.(astro|ts)$/.test(entry.name))
  .map((entry) => {
    const file = join(entry.parentPath, entry.name);
    const path = `/${relative(pages, file).split(sep).join('/')}`.replace(/\.(astro|ts)$/, '').replace(/\/index$/, '');
    const text = readFileSync(file, 'utf8');
    const methods = file.endsWith('.ts')
      ? [...text.matchAll(/^export const (GET|POST|PUT|DELETE|PATCH|ALL)\b/gm)].map(([, method]) => method ?? '')
      : ['GET', ...(/request\.method === 'POST'|method === 'POST'/.test(text) ? ['POST'] : [])];
    return { pattern: path === '' ? '/' : path, methods };
  });

describe('the routes', () => {
  test.each(served)('$pattern says for each of its methods whose it is', ({ pattern, methods }) => {
    expect(methods.length).toBeGreaterThan(0);
    for (const method of methods) expect([method, actionOf(method, pattern)]).not.toEqual([method, 'unlisted']);
  });

  test('of the table exist', () => {
    const files = new Set(served.map(({ pattern }) => pattern));
    const gone = Object.entries(routes).filter(([pattern, route]) => !files.has(pattern) && !('WS' in route));
    expect(gone.map(([pattern]) => pattern)).toEqual([]);
  });

  test('stand alike in both languages, with and without a slash at the end', () => {
    for (const pattern of Object.keys(routes).filter((one) => !one.startsWith('/api/') && one !== '/')) {
      expect(actionOf('GET', `/zh-cn${pattern}`)).toBe(actionOf('GET', pattern));
      expect(actionOf('GET', `${pattern}/`)).toBe(actionOf('GET', pattern));
    }
  });

  test('that nobody wrote down are refused', () => {
    expect(actionOf('GET', '/api/no-such-route')).toBe('unlisted');
    expect(actionOf('DELETE', '/api/work/[lab]')).toBe('unlisted');
    expect(actionOf('toString', '/api/work/[lab]')).toBe('unlisted');
    expect(actionOf('GET', 'toString')).toBe('unlisted');
  });

  test('are found by an address, without what somebody typed into it', () => {
    expect(patternOf('/zh-cn/courses/first-scan/what-a-plc-does/')).toBe('/courses/[course]/[lesson]');
    expect(patternOf('/figures/a/b/c/d.svg')).toBe('/figures/[course]/[lesson]/[...file]');
    expect(patternOf('/wp-login.php')).toBeNull();
  });
});

test('who may do what is this table', () => {
  const table = Object.fromEntries(
    Object.keys(actions).map((action) => [
      action,
      standings.filter((standing) => allows(action as keyof typeof actions, [standing])).join(' '),
    ]),
  );
  expect(table).toMatchInlineSnapshot(`
    {
      "appoint-owners": "owner",
      "author": "author",
      "enter": "visitor guest trainee instructor author administrator owner",
      "found-academies": "owner",
      "invite-trainees": "instructor administrator owner",
      "issue-certificates": "instructor owner",
      "keep-account": "trainee instructor author administrator owner",
      "learn": "guest trainee instructor author administrator owner",
      "manage-academy": "administrator owner",
      "manage-cohorts": "instructor administrator owner",
      "manage-data": "owner",
      "manage-members": "administrator owner",
      "read-audit": "administrator owner",
      "read-certificates": "instructor administrator owner",
      "read-grades": "instructor owner",
      "revoke-certificates": "administrator owner",
      "secure-account": "trainee instructor author administrator owner",
      "teach": "instructor",
      "use-api-keys": "instructor author administrator owner",
      "visit": "visitor guest trainee instructor author administrator owner",
      "watch": "instructor",
    }
  `);
});

test('every action that writes for somebody else needs a role that was granted', () => {
  const own = new Set(['enter', 'visit', 'learn', 'keep-account', 'secure-account']);
  for (const action of Object.keys(actions) as (keyof typeof actions)[]) {
    if (own.has(action)) continue;
    expect([action, allows(action, ['visitor', 'guest', 'trainee'])]).toEqual([action, false]);
  }
});
