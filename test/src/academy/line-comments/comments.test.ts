/** Comments at lines, from the pages of the two: who may write what, where they stand, what the other is told, what the log says. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type CommentList, commentLimits, commentList, problem, versionList } from '#academy/api.ts';
import { auditEntries } from '#academy/audit/audit.ts';
import { threadsOn } from '#academy/line-comments/line-comments.ts';
import { adoptGuest } from '#academy/members/adopt-guest.ts';
import { erasePerson } from '#academy/personal-data/erase.ts';
import { exportPerson } from '#academy/personal-data/export.ts';
import type { Services } from '#academy/services.ts';
import { moveFile, saveTyped } from '#academy/work/files.ts';
import { academyFor, addMember, dataFolder, motorLab, RecordingHost } from '../academy-fixture.ts';
import { type PeopleAtARig, peopleAtARig, type SignedIn } from '../assistance/people-at-a-rig.ts';
import { siteFor, type TestSite } from '../site-fixture.ts';

const lab = motorLab();
const controller = Object.keys(lab.start)[0] ?? '';
const { name = '', text: start = '' } = lab.start[controller]?.[0] ?? {};
const file = { controller, name };
let folder: ReturnType<typeof dataFolder>;
let host: RecordingHost;
let academy: Services;
let site: TestSite;
let people: PeopleAtARig;
let now: Date;
beforeEach(async () => {
  folder = dataFolder();
  host = new RecordingHost();
  now = new Date('2026-11-05T09:00:00Z');
  academy = await academyFor(folder.dir, host, lab, { now: () => now });
  site = await siteFor(academy);
  people = await peopleAtARig(academy, site);
});
afterEach(async () => {
  await site.close();
  await academy.database.destroy();
  await folder.remove();
});

const mine = `/api/work/${lab.slug}/comments`;
const theirs = (cohort = people.cohort) => `/api/teach/${cohort}/${people.ben.id}/comments/${lab.slug}`;
async function send({ browser }: SignedIn, method: string, path: string, body?: unknown): Promise<CommentList | string> {
  // No two deeds in one millisecond.
  if (method === 'POST') now = new Date(now.getTime() + 1_000);
  const answer = await browser.send(method, path, body);
  const json: unknown = await answer.json();
  return answer.ok ? commentList.parse(json) : problem.parse(json).code;
}
async function listed(answer: Promise<CommentList | string>): Promise<CommentList> {
  const list = await answer;
  if (typeof list === 'string') throw new Error(list);
  return list;
}
const ben = (body: unknown) => send(people.ben, 'POST', mine, body);
const ines = (body: unknown, who = people.ines) => send(who, 'POST', theirs(), body);
const bensView = async () => (await listed(send(people.ben, 'GET', mine))).threads;
const inesView = async () => (await listed(send(people.ines, 'GET', theirs()))).threads;
const owner = () => ({ academyId: people.ben.academyId, memberId: people.ben.id, labId: lab.definition.id });
const type = (text: string, base: number) => saveTyped(academy.database, owner(), { ...file, text, base });
const remark = { do: 'comment', ...file, revision: 1, line: 2, text: 'Why not Stop?' } as const;
/** Ben has typed three lines; Ines comments at the second. The comment's id. */
async function commented(): Promise<string> {
  await type('one\ntwo\nthree', 0);
  return (await listed(ines(remark))).threads[0]?.id ?? '';
}
const deeds = async () =>
  (await auditEntries(academy.database, academy.academy.id, { limit: 50, subject: people.ben.id }))
    .filter(({ action }) => action.includes('comment'))
    .reverse();

describe('an instructor comments at a line', () => {
  test('the trainee finds it unread, by name, at the line', async () => {
    const id = await commented();
    expect(await bensView()).toEqual([
      {
        id,
        ...file,
        revision: 1,
        line: 2,
        lineText: 'two',
        place: { line: 2, gone: false },
        resolvedAt: null,
        remarks: [
          { id, author: 'Ines', yours: false, text: 'Why not Stop?', at: now.toISOString(), editedAt: null, unread: true },
        ],
      },
    ]);
    expect((await inesView())[0]?.remarks[0]).toMatchObject({ yours: true, unread: false });
  });

  test('the rig tells an open page that there is news', async () => {
    const before = host.told.length;
    await commented();
    expect(host.told.length).toBe(before + 1);
  });

  test('it can be made at what the lab starts with, too', async () => {
    await ines({ ...remark, revision: 0, line: 1 });
    expect((await bensView())[0]).toMatchObject({ lineText: start.split('\n')[0], place: { line: 1, gone: false } });
  });

  test('it stands in the text of an attempt as that was, whatever is typed since', async () => {
    await commented();
    await type('zero\none\ntwo\nthree', 1);
    const inText = async (text: string) => {
      const programs = { [controller]: [{ name, text }] };
      return (await threadsOn(academy.database, owner(), lab, people.ines.id, programs))[0]?.place;
    };
    expect(await inText('one\ntwo')).toEqual({ line: 2, gone: false });
    expect(await inText('one\n2\nthree')).toEqual({ line: 2, gone: true });
    expect(await threadsOn(academy.database, owner(), lab, people.ines.id, {})).toMatchObject([{ line: 2, place: null }]);
  });

  test('it moves with its line, and stays where the line was when that is gone', async () => {
    await commented();
    await type('zero\none\ntwo\nthree', 1);
    expect((await bensView())[0]?.place).toEqual({ line: 3, gone: false });
    await type('zero\none\n2\nthree', 2);
    expect((await bensView())[0]).toMatchObject({ place: { line: 3, gone: true }, line: 2, lineText: 'two' });
    // Who looks at the text at which it was made finds it there.
    await type('one\ntwo\nthree', 3);
    expect((await inesView())[0]?.place).toEqual({ line: 2, gone: false });
  });

  test('it goes along when the file gets another name, and outlives the file', async () => {
    await saveTyped(academy.database, owner(), { controller, name: 'own.st', text: 'a\nb', base: 0 });
    await ines({ ...remark, name: 'own.st' });
    await moveFile(academy.database, owner(), { controller, name: 'own.st' }, 'named.st');
    expect((await bensView())[0]).toMatchObject({ name: 'named.st', place: { line: 2, gone: false } });
    await academy.database.deleteFrom('file').where('name', '=', 'named.st').execute();
    expect((await bensView())[0]).toMatchObject({ name: 'named.st', place: null });
  });

  test.each([
    ['a line that is not there', { line: 4 }, 'no-such-line'],
    ['a revision that is not there', { revision: 9 }, 'no-such-line'],
    ['a file that is not there', { name: 'none.st' }, 'no-such-line'],
    ['nothing but blanks', { text: '  \n ' }, 'malformed'],
    ['more than a comment may have', { text: 'x'.repeat(commentLimits.text + 1) }, 'too-big'],
  ])('refused: %s', async (_what, part, code) => {
    await type('one\ntwo\nthree', 0);
    expect(await ines({ ...remark, ...part })).toBe(code);
    expect(await deeds()).toEqual([]);
  });

  test('there is an end to how many', async () => {
    const id = await commented();
    const { database } = academy;
    const [row] = await database.selectFrom('line_comment').selectAll().execute();
    const more = Array.from({ length: commentLimits.threads - 1 }, (_, at) => ({ ...row!, id: `more ${at}` }));
    await database.insertInto('line_comment').values(more).execute();
    expect(await ines(remark)).toBe('too-many-comments');
    const answers = Array.from({ length: commentLimits.remarks - 1 }, (_, at) => ({ ...row!, id: `a ${at}`, answers: id }));
    await database.insertInto('line_comment').values(answers).execute();
    expect(await ben({ do: 'answer', thread: id, text: 'x' })).toBe('too-many-comments');
  });

  test('somebody who writes without end is asked to wait', async () => {
    await type('one\ntwo\nthree', 0);
    let answer: CommentList | string = '';
    for (let tries = 0; tries < 100 && answer !== 'too-many-tries'; tries += 1) answer = await ines(remark);
    expect(answer).toBe('too-many-tries');
    now = new Date(now.getTime() + 3_600_000);
    await bensView();
  });
});

describe('the two go on from there', () => {
  test('the trainee answers, and the instructor finds the answer unread', async () => {
    const thread = await commented();
    await ben({ do: 'answer', thread, text: 'Because of the relay.' });
    const [found] = await inesView();
    expect(found?.remarks.map(({ author, text, unread }) => [author, text, unread])).toEqual([
      ['Ines', 'Why not Stop?', false],
      ['Ben', 'Because of the relay.', true],
    ]);
    await ines({ do: 'read', thread });
    expect((await inesView())[0]?.remarks[1]?.unread).toBe(false);
    expect((await bensView())[0]?.remarks[0]?.unread).toBe(true);
  });

  test('resolved by the trainee, reopened by the instructor', async () => {
    const thread = await commented();
    await ben({ do: 'resolve', thread });
    expect((await inesView())[0]?.resolvedAt).toBe(now.toISOString());
    await ines({ do: 'reopen', thread });
    expect((await bensView())[0]?.resolvedAt).toBeNull();
  });

  test('one’s own words may be changed, and are news again; those of the other may not', async () => {
    const comment = await commented();
    await ben({ do: 'read', thread: comment });
    expect(await ben({ do: 'edit', comment, text: 'Well done.' })).toBe('comment-not-yours');
    expect(await ben({ do: 'delete', comment })).toBe('comment-not-yours');
    await ines({ do: 'edit', comment, text: 'Why not Stop, closed at rest?' });
    expect((await bensView())[0]?.remarks[0]).toMatchObject({
      text: 'Why not Stop, closed at rest?',
      editedAt: now.toISOString(),
      unread: true,
    });
  });

  test('a comment is deleted by who made it, unless it has been answered', async () => {
    const comment = await commented();
    const answered = await listed(ben({ do: 'answer', thread: comment, text: 'So?' }));
    expect(await ines({ do: 'delete', comment })).toBe('comment-answered');
    await ben({ do: 'delete', comment: answered.threads[0]?.remarks[1]?.id });
    await ines({ do: 'delete', comment });
    expect(await bensView()).toEqual([]);
    expect(await ines({ do: 'answer', thread: comment, text: 'x' })).toBe('unknown-comment');
  });

  test('the log says who did what, at which line, before and after, and not their words', async () => {
    const thread = await commented();
    await ben({ do: 'answer', thread, text: 'secret words' });
    await ben({ do: 'resolve', thread });
    await ben({ do: 'resolve', thread });
    await ines({ do: 'reopen', thread });
    await ines({ do: 'edit', comment: thread, text: 'secret, too' });
    const entries = await deeds();
    expect(entries.map(({ action, actor }) => [action, actor])).toEqual([
      ['comment-line', people.ines.id],
      ['answer-comment', people.ben.id],
      ['resolve-comment', people.ben.id],
      ['reopen-comment', people.ines.id],
      ['edit-comment', people.ines.id],
    ]);
    expect(entries[0]).toMatchObject({ before: null, after: { lab: lab.definition.id, ...file, revision: 1, line: 2 } });
    expect(entries[2]).toMatchObject({ before: { resolvedAt: null }, after: { resolvedAt: expect.any(String) } });
    expect(JSON.stringify(entries)).not.toContain('secret');
  });
});

describe('nobody else', () => {
  test('an instructor of another cohort, a trainee, another’s comment', async () => {
    const thread = await commented();
    for (const [who, cohort] of [
      [people.otto, people.cohort],
      [people.otto, people.elsewhere],
      [people.lei, people.cohort],
    ] as const) {
      const codes = ['unknown-cohort', 'unknown-member', 'not-permitted'];
      expect(codes).toContain(await send(who, 'GET', theirs(cohort)));
      expect(codes).toContain(await send(who, 'POST', theirs(cohort), remark));
    }
    expect(await send(people.lei, 'POST', mine, { do: 'answer', thread, text: 'x' })).toBe('unknown-comment');
    expect((await listed(send(people.lei, 'GET', mine))).threads).toEqual([]);
    // Comments are an instructor's.
    expect(await ben(remark)).toBe('malformed');
  });

  test('without a session, or with one that has ended, nothing is shown', async () => {
    await commented();
    const { internalAdapter } = await academy.accounts.$context;
    const accounts = await academy.database.selectFrom('member').select('user_id').execute();
    for (const { user_id } of accounts) await internalAdapter.deleteUserSessions(user_id);
    expect(await send(people.ines, 'GET', theirs())).toBe('no-session');
    expect(await send(people.ben, 'GET', mine)).toBe('no-session');
  });
});

describe('with the person', () => {
  test('an export has what was said at their work; erased, it is gone', async () => {
    await commented();
    const who = { academyId: people.ben.academyId, memberId: people.ben.id };
    expect((await exportPerson(academy.database, who)).tables.line_comment).toMatchObject([{ text: 'Why not Stop?', line: 2 }]);
    await erasePerson(academy, who, { kind: 'system' });
    expect(await academy.database.selectFrom('line_comment').select('id').execute()).toEqual([]);
  });

  test('of an erased instructor the words stay, for whom they were written, and nobody’s name', async () => {
    await commented();
    await erasePerson(academy, { academyId: people.ines.academyId, memberId: people.ines.id }, { kind: 'system' });
    expect((await bensView())[0]?.remarks[0]).toMatchObject({ author: null, text: 'Why not Stop?', yours: false });
  });

  test('they come along into another account, behind the history of its file', async () => {
    await commented();
    const { database } = academy;
    const account = await addMember(database, people.ben.academyId, 'account');
    const before = { ...owner(), memberId: account };
    await saveTyped(database, before, { ...file, text: 'of the account', base: 0 });
    const { user_id } = await database
      .selectFrom('member')
      .select('user_id')
      .where('id', '=', people.ben.id)
      .executeTakeFirstOrThrow();
    await adoptGuest(database, user_id, 'account');
    expect(await database.selectFrom('line_comment').select(['member_id', 'revision']).execute()).toEqual([
      { member_id: account, revision: 2 },
    ]);
  });
});

describe('an instructor opens earlier versions', () => {
  const versions = (cohort = people.cohort) =>
    `/api/teach/${cohort}/${people.ben.id}/work/${lab.slug}/versions?controller=${controller}&name=${name}`;
  test('and who typed them is told to either', async () => {
    const { database } = academy;
    await type('by Ben', 0);
    await saveTyped(database, owner(), { ...file, text: 'by Ines', base: 1 }, undefined, people.ines);
    now = new Date();
    // The newest typed of a minute is listed, and the current one is not.
    await database.updateTable('file_revision').set({ saved_at: '2026-01-01T00:00:00.000Z' }).where('number', '=', 1).execute();
    await database.updateTable('file_revision').set({ saved_at: '2026-01-01T00:01:00.000Z' }).where('number', '=', 2).execute();
    await type('current', 2);
    const read = async (who: SignedIn, path: string) =>
      versionList.parse(await (await who.browser.send('GET', path)).json()).versions.map(({ number, by }) => [number, by]);
    expect(await read(people.ines, versions())).toEqual([
      [2, { name: 'Ines', you: true }],
      [1, null],
    ]);
    const own = `/api/work/${lab.slug}/versions?controller=${controller}&name=${name}`;
    expect(await read(people.ben, own)).toEqual([
      [2, { name: 'Ines', you: false }],
      [1, null],
    ]);
    const text = await people.ines.browser.send('GET', versions().replace('/versions?', '/versions/1?'));
    expect(await text.json()).toEqual({ number: 1, text: 'by Ben' });
  });

  test('nobody does who does not teach them', async () => {
    await type('by Ben', 0);
    for (const who of [people.otto, people.lei]) expect((await who.browser.send('GET', versions())).ok).toBe(false);
  });
});
