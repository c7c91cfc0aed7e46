/** The door for those who watch a rig that is not theirs, and what ends their watching. */
import { connect } from 'node:net';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { doAsInstructor, doAsTrainee } from '#academy/assistance/deeds.ts';
import { auditEntries } from '#academy/audit/audit.ts';
import { removeFromCohort } from '#academy/cohorts/people.ts';
import type { Services } from '#academy/services.ts';
import { academyFor, dataFolder, motorLab, RecordingHost } from '../../academy/academy-fixture.ts';
import { type PeopleAtARig, peopleAtARig, type SignedIn, signedIn } from '../../academy/assistance/people-at-a-rig.ts';
import { anotherAcademy } from '../../academy/people-fixture.ts';
import { siteFor, type TestSite } from '../../academy/site-fixture.ts';

const lab = motorLab();
let folder: ReturnType<typeof dataFolder>;
let host: RecordingHost;
let academy: Services;
let site: TestSite;
let people: PeopleAtARig;
beforeEach(async () => {
  folder = dataFolder();
  host = new RecordingHost();
  academy = await academyFor(folder.dir, host, lab);
  site = await siteFor(academy, { watchEvery: 20 });
  people = await peopleAtARig(academy, site);
});
afterEach(async () => {
  await site.close();
  await academy.database.destroy();
  await folder.remove();
});

/** The answer to an upgrade; empty when the socket was handed over. */
function knock(path: string, { browser }: Pick<SignedIn, 'browser'>, origin = site.url): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(site.port, '127.0.0.1');
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk.toString();
    });
    socket.on('close', () => resolve(text.slice(text.indexOf('{'))));
    socket.on('error', reject);
    const headers = { Host: site.host, Connection: 'Upgrade', Upgrade: 'websocket', Origin: origin, Cookie: browser.cookie };
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
    socket.write(`GET ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
  });
}
const rigOf = (member: string, cohort = people.cohort) => `/api/teach/${cohort}/${member}/rig/${lab.slug}`;
const lastPermission = () => host.permits.at(-1)?.permission;
const actions = async () => {
  const entries = await auditEntries(academy.database, academy.academy.id, { limit: 50 });
  return entries.map(({ action }) => action).reverse();
};

test('an instructor is handed to the rig of a trainee, as an observer with a name, and the log says that they looked', async () => {
  expect(await knock(rigOf(people.ben.id), people.ines)).toBe('');
  const { id } = await academy.database.selectFrom('rig').selectAll().executeTakeFirstOrThrow();
  expect(host.handedOver).toMatchObject([
    { rig: id, member: people.ben.id, lab: lab.slug, observer: { id: people.ines.id, name: 'Ines' } },
  ]);
  await expect.poll(actions).toContain('watch-rig');
  // A line that fell and is back is no second visit.
  await knock(rigOf(people.ben.id), people.ines);
  await expect.poll(() => host.handedOver.length).toBe(2);
  expect((await actions()).filter((action) => action === 'watch-rig')).toHaveLength(1);
});

test('their own rig is not the way to somebody else’s: the trainee comes in as its owner', async () => {
  expect(await knock(`/api/rig/${lab.slug}`, people.ben)).toBe('');
  expect(host.handedOver[0]).not.toHaveProperty('observer');
});

describe('is refused and handed over to nobody:', () => {
  const refused = async (answer: Promise<string>) => JSON.parse(await answer).code as unknown;
  afterEach(() => expect(host.handedOver).toEqual([]));

  test('another trainee of the cohort', async () => {
    expect(await refused(knock(rigOf(people.ben.id), people.lei))).toBe('not-permitted');
  });
  test('the trainee themselves', async () => {
    expect(await refused(knock(rigOf(people.ben.id), people.ben))).toBe('not-permitted');
  });
  test('an instructor of another cohort, by either cohort’s address', async () => {
    expect(await refused(knock(rigOf(people.ben.id), people.otto))).toBe('unknown-cohort');
    expect(await refused(knock(rigOf(people.ben.id, people.elsewhere), people.otto))).toBe('unknown-member');
  });
  test('a colleague who is no trainee of the cohort', async () => {
    expect(await refused(knock(rigOf(people.ines.id), people.ines))).toBe('unknown-member');
  });
  test('an owner and an administrator who are no instructors', async () => {
    const olga = await signedIn(academy, site, 'Olga', ['owner', 'administrator']);
    expect(await refused(knock(rigOf(people.ben.id), olga))).toBe('not-permitted');
  });
  test('an instructor of another academy, though they know every identifier', async () => {
    const there = await anotherAcademy(academy);
    await academy.database
      .updateTable('member_role')
      .set({ academy_id: there })
      .where('member_id', '=', people.ines.id)
      .execute();
    await academy.database.updateTable('member').set({ academy_id: there }).where('id', '=', people.ines.id).execute();
    expect(['no-session', 'not-permitted', 'unknown-cohort']).toContain(await refused(knock(rigOf(people.ben.id), people.ines)));
  });
  test('whoever comes from another site, without a session, or for a lab that is none', async () => {
    expect(await refused(knock(rigOf(people.ben.id), people.ines, 'https://evil.example'))).toBe('foreign-origin');
    people.ines.browser.cookie = '';
    expect(await refused(knock(rigOf(people.ben.id), people.ines))).toBe('no-session');
    expect(await refused(knock(rigOf(people.ben.id).replace(lab.slug, 'no-such'), people.otto))).toBe('unknown-cohort');
  });
});

describe('who watches is shut out within a round', () => {
  beforeEach(async () => {
    host.present.add(people.ines.id);
    await knock(rigOf(people.ben.id), people.ines);
    await expect.poll(lastPermission).toEqual({ may: 'watch' });
  });
  const shutOut = () => expect.poll(lastPermission).toEqual({ may: 'nothing' });

  test('when their role is taken from them', async () => {
    await academy.database.deleteFrom('member_role').where('member_id', '=', people.ines.id).execute();
    await shutOut();
  });
  test('when they teach the cohort no more', async () => {
    await removeFromCohort(academy.database, people.ines, people.cohort, people.ines.id, 'instructor');
    await shutOut();
  });
  test('when the trainee leaves the cohort', async () => {
    await removeFromCohort(academy.database, people.ines, people.cohort, people.ben.id, 'trainee');
    await shutOut();
  });
  test('when they are suspended', async () => {
    await academy.database.updateTable('member').set({ suspended_at: '2026-01-01' }).where('id', '=', people.ines.id).execute();
    await shutOut();
  });
  test('when they have signed out', async () => {
    await sql`delete from "session"`.execute(academy.database);
    await shutOut();
  });

  test('and the keyboard that they had is the trainee’s again', async () => {
    const owner = { academyId: people.ben.academyId, memberId: people.ben.id, labId: lab.definition.id };
    await doAsInstructor(academy.database, owner, people.ines, { do: 'ask-keyboard' }, new Date());
    await doAsTrainee(academy.database, owner, people.ben.actor, { do: 'grant', minutes: 10 }, new Date());
    await expect.poll(lastPermission).toMatchObject({ may: 'type' });
    await academy.database.deleteFrom('member_role').where('member_id', '=', people.ines.id).execute();
    await shutOut();
    await expect.poll(actions).toContain('end-keyboard');
  });
});
