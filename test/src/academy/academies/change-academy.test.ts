import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { changeAcademy, closeAcademy, foundAcademy } from '#academy/academies/change-academy.ts';
import { academySettingsPart, settingsOf } from '#academy/academies/settings.ts';
import { auditEntries } from '#academy/audit/audit.ts';
import type { Services } from '#academy/services.ts';
import { academyFor, dataFolder, RecordingHost } from '../academy-fixture.ts';

let folder: ReturnType<typeof dataFolder>;
let academy: Services;
beforeEach(async () => {
  folder = dataFolder();
  academy = await academyFor(folder.dir, new RecordingHost());
});
afterEach(async () => {
  await academy.database.destroy();
  folder.remove();
});

const anna = { kind: 'member', member: 'anna' } as const;
const refused = (code: string) => expect.objectContaining({ code });
const change = (part: object = {}) => ({ name: 'Press Works', host: null, settings: academySettingsPart.parse(part) });

describe('an academy', () => {
  test('is changed where it stood as the form said, and the second of two is told', async () => {
    const { id, revision } = academy.academy;
    const now = await changeAcademy(academy.database, anna, id, revision, change({ accent: '#204060', open: false }));
    expect(now).toMatchObject({ name: 'Press Works', revision: revision + 1 });
    expect(now.settings).toMatchObject({ accent: '#204060', open: false, guests: true });
    await expect(changeAcademy(academy.database, anna, id, revision, change({ open: true }))).rejects.toEqual(
      refused('changed-meanwhile'),
    );
    const [entry] = await auditEntries(academy.database, id, { limit: 1 });
    expect(entry).toMatchObject({ before: { name: 'Millwright', open: true }, after: { name: 'Press Works', open: false } });
    expect(Object.keys(entry?.after as object).sort()).toEqual(['accent', 'name', 'open']);
  });

  test('is founded closed to strangers, once under an address', async () => {
    const made = await foundAcademy(academy.database, anna, academy.academy.id, { slug: 'press-works', name: '冲压厂' });
    expect(made).toMatchObject({ name: '冲压厂', settings: { open: false, guests: false } });
    const again = foundAcademy(academy.database, anna, academy.academy.id, { slug: 'press-works', name: 'x' });
    await expect(again).rejects.toEqual(refused('academy-exists'));
    for (const slug of ['Press', '../x', '', 'a--b', '-a'])
      await expect(foundAcademy(academy.database, anna, academy.academy.id, { slug, name: 'x' })).rejects.toEqual(
        refused('bad-academy-name'),
      );
  });

  test('has a host name that is nobody else’s', async () => {
    const made = await foundAcademy(academy.database, anna, academy.academy.id, { slug: 'press-works', name: 'x' });
    const at = { ...change(), host: 'press.example' };
    await changeAcademy(academy.database, anna, made.id, made.revision, at);
    const { id, revision } = academy.academy;
    await expect(changeAcademy(academy.database, anna, id, revision, at)).rejects.toEqual(refused('host-taken'));
  });

  test('may be closed, but for the first of the server', async () => {
    await expect(closeAcademy(academy.database, anna, academy.academy.id)).rejects.toEqual(refused('first-academy'));
    const made = await foundAcademy(academy.database, anna, academy.academy.id, { slug: 'press-works', name: 'x' });
    await closeAcademy(academy.database, anna, made.id);
    await expect(closeAcademy(academy.database, anna, made.id)).rejects.toEqual(refused('unknown-academy'));
  });
});

describe('settings', () => {
  test('that cannot be are refused', () => {
    for (const bad of [
      { timeZone: 'Mars/Olympus' },
      { accent: 'red' },
      { logo: 'data:image/svg+xml;base64,PHN2Zz4=' },
      { logo: 'https://elsewhere.example/logo.png' },
      { languages: [] },
      { keepAudit: 1 },
      { unknown: true },
    ])
      expect([bad, academySettingsPart.safeParse(bad).success]).toEqual([bad, false]);
    expect(academySettingsPart.safeParse({ timeZone: 'Asia/Shanghai' }).success).toBe(true);
  });

  test('in a damaged row never throw, and what can be read of them holds', () => {
    expect(settingsOf('{"open":false,"accent":7}')).toMatchObject({ open: false, accent: null });
    fc.assert(fc.property(fc.json(), (json) => settingsOf(json).languages.length > 0));
  });
});
