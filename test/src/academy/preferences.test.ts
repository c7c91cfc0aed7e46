import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { problem } from '#academy/api.ts';
import { adoptGuest } from '#academy/members/adopt-guest.ts';
import { keepPreferences, preferencesOf } from '#academy/members/kept-preferences.ts';
import { type PreferencesPart, preferences, preferencesPart } from '#academy/members/preferences.ts';
import { preferencesOfForm } from '#academy/members/preferences-form.ts';
import type { Services } from '#academy/services.ts';
import { academyFor, addMember, dataFolder, RecordingHost } from './academy-fixture.ts';
import { Browser, siteFor, type TestSite } from './site-fixture.ts';

const defaults = preferences.parse({});

describe('the rules', () => {
  test('what was never set is what most people want', () => {
    expect(defaults).toEqual({
      theme: 'system',
      locale: null,
      editorAccessibility: 'auto',
      tabMovesFocus: false,
      singleKeys: false,
      keys: {},
      editorFontSize: 13,
      editorMinimap: false,
      reducedMotion: 'system',
    });
  });

  test('a part sets nothing that it does not name', () => {
    expect(preferencesPart.parse({ theme: 'dark' })).toEqual({ theme: 'dark' });
    expect(preferencesPart.parse({})).toEqual({});
  });

  test('what nobody knows is dropped', () => {
    expect(preferencesPart.parse({ theme: 'light', colour: 'pink', isAdmin: true })).toEqual({ theme: 'light' });
    expect(preferences.parse(JSON.parse('{"__proto__": {"singleKeys": true}}'))).toEqual(defaults);
  });

  test.each([
    { theme: 'sepia' },
    { locale: 'de' },
    { editorAccessibility: true },
    { tabMovesFocus: 'yes' },
    { singleKeys: 1 },
    { keys: [] },
    { keys: { 'check.run': 'x'.repeat(41) } },
    { keys: { ['x'.repeat(41)]: 'F5' } },
    { keys: { '': 'F5' } },
    { keys: Object.fromEntries(Array.from({ length: 201 }, (_, index) => [`action.${index}`, 'F5'])) },
    { editorFontSize: 11 },
    { editorFontSize: 25 },
    { editorFontSize: 13.5 },
    { editorFontSize: null },
    { editorMinimap: null },
    { reducedMotion: 'none' },
  ])('%j is refused', (part) => {
    expect(preferencesPart.safeParse(part).success).toBe(false);
  });

  test('the limits themselves are taken', () => {
    const keys = Object.fromEntries(
      Array.from({ length: 200 }, (_, index) => [`action.${index}`.padEnd(40, '-'), 'k'.repeat(40)]),
    );
    const part: PreferencesPart = { editorFontSize: 24, keys, locale: null };
    expect(preferencesPart.parse(part)).toEqual(part);
  });

  test('whatever comes in, what goes on is complete or refused', () => {
    fc.assert(
      fc.property(fc.record({ theme: fc.anything(), keys: fc.anything(), editorFontSize: fc.anything() }), (given) => {
        const part = preferencesPart.safeParse(given);
        if (part.success) expect(preferences.safeParse(part.data).success).toBe(true);
      }),
    );
  });
});

describe('as a form without JavaScript', () => {
  const form = (fields: Record<string, string>) => preferencesOfForm(new URLSearchParams(fields));

  test('an unchecked box is one that is not there, an empty key is the default, - is no key', () => {
    expect(
      form({
        theme: 'dark',
        locale: '',
        tabMovesFocus: 'on',
        editorFontSize: '16',
        'key.hint': ' F8 ',
        'key.undo': '',
        'key.redo': '-',
      }),
    ).toEqual({
      part: {
        theme: 'dark',
        locale: null,
        tabMovesFocus: true,
        editorMinimap: false,
        singleKeys: false,
        editorFontSize: 16,
        keys: { hint: 'F8', redo: '' },
      },
    });
  });

  test('what cannot be is told by name', () => {
    expect(form({ theme: 'sepia', editorFontSize: 'big', reducedMotion: 'system' })).toEqual({
      refused: ['theme', 'editorFontSize'],
    });
  });
});

describe('kept', () => {
  let folder: ReturnType<typeof dataFolder>;
  let academy: Services;
  let site: TestSite;
  let browser: Browser;
  beforeEach(async () => {
    folder = dataFolder();
    academy = await academyFor(folder.dir, new RecordingHost());
    site = await siteFor(academy);
    browser = new Browser(site);
  });
  afterEach(async () => {
    await site.close();
    await academy.database.destroy();
    await folder.remove();
  });

  test('for nobody: refused', async () => {
    expect((await browser.send('GET', '/api/preferences')).status).toBe(401);
    expect((await browser.send('PUT', '/api/preferences', { theme: 'dark' })).status).toBe(401);
  });

  test('for a guest, part by part, and the same part twice is once', async () => {
    await browser.send('POST', '/api/guest');
    expect(await (await browser.send('GET', '/api/preferences')).json()).toEqual(defaults);
    for (const part of [{ theme: 'dark' }, { keys: { 'check.run': 'F8' } }, { keys: { 'check.run': 'F8' } }]) {
      expect((await browser.send('PUT', '/api/preferences', part)).status).toBe(200);
    }
    const now = { ...defaults, theme: 'dark', keys: { 'check.run': 'F8' } };
    expect(await (await browser.send('GET', '/api/preferences')).json()).toEqual(now);
    expect(await (await browser.send('PUT', '/api/preferences', { keys: {} })).json()).toEqual({ ...now, keys: {} });
    expect(await (await new Browser(site).send('GET', '/api/preferences')).json()).toMatchObject({ code: 'no-session' });
  });

  test('the largest that the rules allow arrives', async () => {
    await browser.send('POST', '/api/guest');
    const keys = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`${index}`.padEnd(40, '键'), '键'.repeat(40)]));
    const answer = await browser.send('PUT', '/api/preferences', { keys });
    expect(((await answer.json()) as { keys: object }).keys).toEqual(keys);
  });

  test('a bad one is refused by name, and nothing of its request is kept', async () => {
    await browser.send('POST', '/api/guest');
    const answer = await browser.send('PUT', '/api/preferences', { theme: 'dark', editorFontSize: 99 });
    expect(answer.status).toBe(400);
    const told = problem.parse(await answer.json());
    expect(told.code).toBe('bad-preference');
    for (const message of Object.values(told.message)) expect(message).toContain('editorFontSize');
    expect(await (await browser.send('GET', '/api/preferences')).json()).toEqual(defaults);
    for (const body of ['[]', '"dark"', 'null', '{'])
      expect((await browser.send('PUT', '/api/preferences', body, { 'content-type': 'application/json' })).status).toBe(400);
  });

  test('not for another site', async () => {
    await browser.send('POST', '/api/guest');
    const answer = await browser.send('PUT', '/api/preferences', { theme: 'dark' }, { origin: 'https://elsewhere.example' });
    expect(answer.status).toBe(403);
  });

  test('a setting that has become impossible does not take the others with it', async () => {
    const who = { academyId: academy.academy.id, memberId: await addMember(academy.database, academy.academy.id) };
    await keepPreferences(academy.database, who, { theme: 'dark' });
    await academy.database
      .updateTable('preference')
      .set({ settings: JSON.stringify({ theme: 'dark', editorFontSize: 900, old: 1 }) })
      .execute();
    expect(await preferencesOf(academy.database, who)).toEqual({ theme: 'dark' });
  });

  test("a guest's go along to their account, which keeps what it has set itself", async () => {
    const academyId = academy.academy.id;
    const guest = { academyId, memberId: await addMember(academy.database, academyId, 'guest') };
    const account = { academyId, memberId: await addMember(academy.database, academyId, 'account') };
    await keepPreferences(academy.database, guest, { theme: 'dark', singleKeys: true });
    await keepPreferences(academy.database, account, { theme: 'light' });
    await adoptGuest(academy.database, 'guest', 'account');
    await adoptGuest(academy.database, 'guest', 'account');
    expect(await preferencesOf(academy.database, account)).toEqual({ theme: 'light', singleKeys: true });
    expect(await preferencesOf(academy.database, guest)).toEqual({});
  });
});
