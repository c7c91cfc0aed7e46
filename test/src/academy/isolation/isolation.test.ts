/**
 * Two academies full of everything on one server. Everybody of the first walks every route of the table with the identifiers of the second,
 * and neither reads a word of it, nor changes a row or a file of it, nor learns that there is such a thing: what exists there is answered
 * as what exists nowhere.
 */
import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RateLimits } from '#academy/http/rate-limit.ts';
import { publishedRoots, readManifest } from '#academy/library/manifest.ts';
import { actionOf } from '#academy/permissions/routes.ts';
import type { Services } from '#academy/services.ts';
import { libraryAt } from '../../../../src/cli/web/libraries.ts';
import { academyFor, dataFolder, motorLab, RecordingHost } from '../academy-fixture.ts';
import { renderPage } from '../pages-fixture.ts';
import { siteFor, type TestSite } from '../site-fixture.ts';
import { asksOf, missingFillers, openByAddress, type Place, places } from './fillers.ts';
import { type FullAcademy, fullAcademy, type Identifiers } from './full-academy.ts';
import { comparable, type Filling, fillingsOf, mixed, type Said, say, stateOf } from './walk.ts';

const roles = ['visitor', 'guest', 'trainee', 'instructor', 'author', 'administrator', 'owner', 'everything'] as const;

let folder: ReturnType<typeof dataFolder>;
let services: Services;
let host: RecordingHost;
let site: TestSite;
let ours: FullAcademy;
let theirs: FullAcademy;
let nowhere: Identifiers;

beforeAll(async () => {
  folder = dataFolder();
  host = new RecordingHost();
  const shared = join(folder.dir, 'shared');
  mkdirSync(join(shared, 'content'), { recursive: true });
  mkdirSync(join(shared, 'labs'));
  services = await academyFor(folder.dir, host, motorLab(), {
    // A page that breaks is told by its status, with the route.
    log: { info: () => {}, warn: () => {}, error: () => {} },
    library: (academyId, pinned) =>
      libraryAt(
        folder.dir,
        [shared, ...publishedRoots(folder.dir, academyId, pinned)],
        readManifest(folder.dir, academyId).current,
      ),
  });
  site = await siteFor(services, { page: renderPage });
  // Neither is the server's first: its owners see all academies by right.
  ours = await fullAcademy(services, folder.dir, { slug: 'motor-works', marker: 'OursQ7', host: '127.0.0.1' });
  theirs = await fullAcademy(services, folder.dir, { slug: 'press-works', marker: 'TheirsX9', host: null });
  const missing = (text: string): string =>
    /^[0-9a-f-]{36}$/.test(text) ? randomUUID() : text.replaceAll(/theirsx9/gi, 'nobodyz3');
  nowhere = Object.fromEntries(Object.entries(theirs.ids).map(([name, text]) => [name, missing(text)])) as unknown as Identifiers;
  nowhere = { ...nowhere, slug: 'nobody-works', session: randomUUID(), tokenHash: 'f'.repeat(64) };
});
afterAll(async () => {
  await site.close();
  await services.database.destroy();
  await folder.remove();
});

test('every route says what to fill it with', () => {
  expect(missingFillers()).toEqual([]);
});

/** The headers of one person: a new session each time, so that a route may end it. Nobody’s cookie chooses the academy on a host of its own. */
async function headersOf(who: (typeof roles)[number], by: 'session' | 'key'): Promise<Record<string, string>> {
  const chosen = `millwright.academy=${theirs.ids.slug}`;
  if (who === 'visitor') return { cookie: chosen };
  if (who === 'guest') {
    const answer = await fetch(`${site.url}/api/guest`, { method: 'POST', headers: { origin: site.url } });
    return { cookie: [chosen, ...cookiesOf(answer.headers)].join('; ') };
  }
  if (by === 'key') return { cookie: chosen, authorization: `Bearer ${ours.people[who].bearer}` };
  const started = await services.accounts.api.startSession({
    body: { userId: ours.people[who].user },
    headers: new Headers(),
    returnHeaders: true,
  });
  return { cookie: [chosen, ...cookiesOf(started.headers)].join('; ') };
}
const cookiesOf = (headers: Headers): string[] => headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '');

async function ask(place: Place, filling: Filling, others: Identifiers, headers: Record<string, string>): Promise<Said> {
  const request = asksOf(place, mixed(ours.ids, others, filling.theirs))[filling.index];
  if (!request) throw new Error('There is no such request.');
  services.limits = new RateLimits(() => performance.now());
  return say(site, place, request, headers);
}

/** What went wrong at one route for one person, in words. */
async function faultsAt(place: Place, headers: Record<string, string>): Promise<string[]> {
  const faults: string[] = [];
  const open = Object.hasOwn(openByAddress, place.pattern);
  for (const filling of fillingsOf(place, ours.ids)) {
    const where = `${place.method} ${place.pattern}, request ${filling.index + 1}, with the other academy’s ${filling.theirs.join(', ') || 'nothing'}`;
    const there = await ask(place, filling, theirs.ids, headers);
    if (there.status >= 500 && place.pattern !== '/500')
      faults.push(`${where}: the page broke (${there.status}), where it should refuse`);
    if (open) continue;
    const sent = filling.theirs.map((name) => theirs.ids[name]);
    const leaked = Object.entries(theirs.ids).find(
      ([name, text]) =>
        text.length > 12 &&
        !['slug', 'email'].includes(name) &&
        !sent.some((one) => one.includes(text)) &&
        there.whole.includes(text),
    );
    if (there.whole.includes(theirs.marker))
      faults.push(`${where}: the answer carries its text: ${around(there.whole, theirs.marker)}`);
    if (leaked) faults.push(`${where}: the answer carries its ${leaked[0]}`);
    if (filling.theirs.length === 0) continue;
    const absent = await ask(place, filling, nowhere, headers);
    const named = filling.theirs.flatMap((name) => [theirs.ids[name], nowhere[name]]);
    const [one, other] = [comparable(there, named), comparable(absent, named)];
    if (one !== other) faults.push(`${where}: what exists there is told from what exists nowhere:\n  ${difference(one, other)}`);
  }
  return faults;
}
const around = (text: string, part: string): string => text.slice(Math.max(0, text.indexOf(part) - 80), text.indexOf(part) + 80);
function difference(one: string, other: string): string {
  const at = [...one].findIndex((letter, index) => letter !== other[index]);
  const from = Math.max(0, at - 60);
  return `${one.slice(from, from + 200)}\n  ${other.slice(from, from + 200)}`;
}

/** Doors ask nobody who they are: one person with every right and one with none stand for all. */
const placesFor = (who: (typeof roles)[number]): readonly Place[] =>
  who === 'visitor' || who === 'everything'
    ? places
    : places.filter(({ method, pattern }) => actionOf(method, pattern) !== 'enter');

/** Milliseconds: several hundred requests, and an author's reads the whole of the content. */
const patience = 180_000;
const walks = [...roles.map((who) => ({ who, by: 'session' as const })), { who: 'everything' as const, by: 'key' as const }];

test.each(walks)(
  '$who of one academy, by a $by, finds nothing of another and changes nothing there',
  async ({ who, by }) => {
    const before = await stateOf(services, folder.dir, theirs);
    const faults: string[] = [];
    for (const place of placesFor(who)) faults.push(...(await faultsAt(place, await headersOf(who, by))));
    expect(faults).toEqual([]);
    expect(await stateOf(services, folder.dir, theirs)).toEqual(before);
    expect(host.handedOver.filter(({ academy }) => academy !== ours.id)).toEqual([]);
  },
  patience,
);

test('the walk would see what it looks for: with their own identifiers the same person reads their own academy', async () => {
  const seen = new Set<string>();
  for (const place of places.filter(({ method }) => method === 'GET')) {
    const said = await ask(place, { theirs: [], index: 0 }, ours.ids, await headersOf('everything', 'session'));
    if (said.status === 200 && said.whole.includes(ours.marker)) seen.add(place.pattern);
  }
  const expected = [
    '/academy/people',
    '/academy/people/[member]/export',
    '/academy/audit',
    '/academy/certificates',
    '/academy/sign-on',
    '/courses/[course]/[lesson]',
    '/figures/[course]/[lesson]/[...file]',
    '/teach/[cohort]/grades',
    '/teach/[cohort]/grades.csv',
  ];
  expect(expected.filter((pattern) => !seen.has(pattern))).toEqual([]);
});
