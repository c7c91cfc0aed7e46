/**
 * An academy with a row in every table that academies own, files of its own, and a person of each standing. Every text in it carries the
 * academy's marker. The type of `rows` asks for every such table: a new one gets its row here, or nothing compiles.
 */
import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Insertable } from 'kysely';
import { signingKeyOf } from '#academy/certificates/signing-keys.ts';
import type { AcademyTables, tables } from '#academy/database/columns.ts';
import { libraryFolder } from '#academy/library/folders.ts';
import { manifestFile, versionFolder } from '#academy/library/manifest.ts';
import { actionsOfKeys, createApiKey } from '#academy/members/api-keys.ts';
import { seal } from '#academy/members/sealed.ts';
import type { Role, Standing } from '#academy/permissions/roles.ts';
import type { Services } from '#academy/services.ts';
import { writeCounterLab } from '../../../sandbox/host/counter-lab.ts';
import { person } from '../people-fixture.ts';

/** Tables whose rows name their academy; `member` and its roles come with the people. */
type Owned = {
  [Name in keyof typeof tables]: (typeof tables)[Name] extends { academy_id: string } ? Name : never;
}[keyof typeof tables];
type Rows = { [Name in Exclude<Owned, 'member' | 'member_role' | 'signing_key'>]: Insertable<AcademyTables[Name]>[] };

/** Whatever an address, a form or a JSON body may name of an academy. A new kind of identifier is a new key here. */
export interface Identifiers {
  academy: string;
  slug: string;
  member: string;
  email: string;
  cohort: string;
  assignment: string;
  announcement: string;
  comment: string;
  certificate: string;
  invitation: string;
  /** What the database keeps of links that were handed out: the links themselves are secrets of their bearers. */
  tokenHash: string;
  resetLink: string;
  provider: string;
  apiKey: string;
  signingKey: string;
  statusList: string;
  auditEntry: string;
  course: string;
  lesson: string;
  question: string;
  figure: string;
  lab: string;
  /** Of the course, as its versions are named. */
  unit: string;
  labId: string;
  /** Of a session of another person of the academy. */
  session: string;
}

export interface Someone {
  member: string;
  user: string;
  /** A key with every right that keys may carry. */
  bearer: string;
}

export interface FullAcademy {
  id: string;
  marker: string;
  ids: Identifiers;
  people: Record<Exclude<Standing, 'visitor' | 'guest'> | 'everything', Someone>;
}

const at = '2026-01-01T00:00:00.000Z';
const later = '2126-01-01T00:00:00.000Z';
const roles: Record<keyof FullAcademy['people'], Role[]> = {
  trainee: [],
  instructor: ['instructor'],
  author: ['author'],
  administrator: ['administrator'],
  owner: ['owner'],
  everything: ['owner', 'administrator', 'author', 'instructor'],
};

/** `marker`: letters and digits that stand nowhere else. */
export async function fullAcademy(
  services: Services,
  dataDir: string,
  { slug, marker, host }: { slug: string; marker: string; host: string | null },
): Promise<FullAcademy> {
  const { database, secret } = services;
  const id = randomUUID();
  const wording = { en: marker, 'zh-CN': marker };
  const settings = JSON.stringify({ certificate: { wording, signatory: marker, months: null } });
  await database
    .insertInto('academy')
    .values({ id, slug, name: `Works ${marker}`, created_at: at, settings, revision: 1, host })
    .execute();
  const people = {} as FullAcademy['people'];
  let email = '';
  for (const name of Object.keys(roles) as (keyof FullAcademy['people'])[]) {
    const made = await person(services, `${marker} ${name}`, roles[name], id);
    const key = await createApiKey(database, {
      academyId: id,
      memberId: made.id,
      name: `Key ${marker}`,
      actions: actionsOfKeys,
      expiresAt: later,
    });
    people[name] = { member: made.id, user: made.userId, bearer: key.secret };
    if (name === 'trainee') email = made.email;
  }
  const context = await services.accounts.$context;
  const session = await context.internalAdapter.createSession(people.trainee.user);
  const signing = await signingKeyOf(database, secret, id, new Date(at));
  const course = `ours-${marker.toLowerCase()}`;
  const lab = `counter-${marker.toLowerCase()}`;
  const labId = randomUUID();
  const lesson = `first-${marker.toLowerCase()}`;
  const question = `q-${marker.toLowerCase()}`;
  const figure = `drawing-${marker.toLowerCase()}.svg`;
  writeLibrary(dataDir, id, { course, lesson, question, figure, lab, labId, marker });
  const ids: Identifiers = {
    academy: id,
    slug,
    member: people.trainee.member,
    email,
    cohort: randomUUID(),
    assignment: randomUUID(),
    announcement: randomUUID(),
    comment: randomUUID(),
    certificate: randomUUID(),
    invitation: randomUUID(),
    tokenHash: createHash('sha256').update(marker).digest('hex'),
    resetLink: randomUUID(),
    provider: randomUUID(),
    apiKey: randomUUID(),
    signingKey: signing.id,
    statusList: randomUUID(),
    auditEntry: randomUUID(),
    course,
    lesson,
    question,
    figure,
    unit: `course-${course}`,
    lab,
    labId,
    session: session.token,
  };
  const rows = rowsOf(ids, people, marker, seal(secret, 'sign-on client secret', marker));
  for (const [table, values] of Object.entries(rows))
    await database
      .insertInto(table as 'rig')
      .values(values as Insertable<AcademyTables['rig']>[])
      .execute();
  return { id, marker, ids, people };
}

function rowsOf(ids: Identifiers, people: FullAcademy['people'], marker: string, sealed: string): Rows {
  const academy_id = ids.academy;
  const member_id = ids.member;
  const lab_id = ids.labId;
  const assignment_id = ids.assignment;
  const owned = { academy_id, member_id };
  const file = { ...owned, lab_id, controller: 'plc', name: 'main.st' };
  const asked = { ...owned, course: ids.course, lesson: ids.lesson, question: ids.question };
  const attempt = randomUUID();
  const sitting = randomUUID();
  const localized = { en: marker, 'zh-CN': marker };
  const details = {
    locale: 'en',
    academy: marker,
    course: localized,
    summary: localized,
    minutes: 5,
    wording: localized,
    signatory: marker,
    competencies: [],
    timeZone: 'UTC',
    address: 'https://academy.example',
  };
  return {
    invitation: [
      {
        id: ids.invitation,
        academy_id,
        kind: 'member',
        email: `${marker}@invited.example`,
        roles: '[]',
        cohort_id: ids.cohort,
        token_hash: ids.tokenHash,
        created_at: at,
        expires_at: later,
      },
    ],
    reset_link: [
      { id: ids.resetLink, ...owned, token_hash: `${ids.tokenHash}r`, second_factor_too: 0, created_at: at, expires_at: later },
    ],
    api_key: [
      {
        id: ids.apiKey,
        ...owned,
        name: marker,
        prefix: 'mw_',
        key_hash: marker,
        actions: '["learn"]',
        created_at: at,
        expires_at: later,
      },
    ],
    sso_provider: [
      {
        id: ids.provider,
        academy_id,
        name: `Directory ${marker}`,
        // Nobody listens there: a door that opened to it would answer otherwise than one to nobody's.
        issuer: 'http://127.0.0.1:1',
        client_id: marker,
        client_secret: sealed,
        groups_claim: 'groups',
        role_map: JSON.stringify({ [marker]: ['author'] }),
        enabled: 1,
        created_at: at,
        revision: 1,
      },
    ],
    audit: [
      {
        id: ids.auditEntry,
        academy_id,
        at,
        actor_kind: 'member',
        actor: people.owner.member,
        action: 'grant-role',
        subject_kind: 'member',
        subject: member_id,
        before: JSON.stringify({ name: marker }),
        after: JSON.stringify({ name: marker }),
      },
    ],
    cohort: [{ id: ids.cohort, academy_id, name: `Cohort ${marker}`, created_at: at, revision: 1 }],
    cohort_member: [
      { academy_id, cohort_id: ids.cohort, member_id, part: 'trainee', joined_at: at },
      { academy_id, cohort_id: ids.cohort, member_id: people.instructor.member, part: 'instructor', joined_at: at },
      { academy_id, cohort_id: ids.cohort, member_id: people.everything.member, part: 'instructor', joined_at: at },
    ],
    assignment: [
      {
        id: assignment_id,
        academy_id,
        cohort_id: ids.cohort,
        title: `Assignment ${marker}`,
        target_kind: 'lab',
        target: lab_id,
        mode: 'exam',
        points: 10,
        late: '{"kind":"none"}',
        exam: '{"minutes":60,"resultsAt":null}',
        created_at: at,
        revision: 1,
      },
    ],
    assignment_override: [{ academy_id, assignment_id, member_id, excused: 0, reason: marker, changed_at: at, revision: 1 }],
    attempt: [
      {
        id: attempt,
        ...owned,
        lab_id,
        lab_version: 1,
        lab_hash: marker,
        seed: 7,
        outcome: 'passed',
        programs: JSON.stringify({ plc: [{ name: 'main.st', text: marker }] }),
        verdicts: JSON.stringify([{ step: 'run', check: 'follows', outcome: 'passed', traceHash: marker }]),
        checked_at: at,
        hints_shown: 0,
      },
    ],
    exam_sitting: [
      {
        id: sitting,
        academy_id,
        assignment_id,
        member_id,
        ordinal: 1,
        seed: 7,
        started_at: at,
        ends_at: '2026-01-01T01:00:00.000Z',
        seen_at: at,
        submitted_at: at,
        result: JSON.stringify({ outcome: 'graded', attempt, passed: ['run'] }),
      },
    ],
    grade_adjustment: [{ academy_id, assignment_id, member_id, score: 100, reason: marker, changed_at: at, revision: 1 }],
    lesson_completion: [
      { ...owned, course: ids.course, lesson: ids.lesson, rule: '{"kind":"reading","steps":0,"questions":0}', completed_at: at },
    ],
    line_comment: [
      {
        id: ids.comment,
        ...owned,
        lab_id,
        controller: 'plc',
        name: 'main.st',
        revision: 1,
        line: 1,
        line_text: marker,
        text: marker,
        author_id: people.instructor.member,
        created_at: at,
      },
    ],
    announcement: [{ id: ids.announcement, academy_id, cohort_id: ids.cohort, text: marker, created_at: at, revision: 1 }],
    announcement_dismissal: [{ academy_id, announcement_id: ids.announcement, member_id, dismissed_at: at }],
    assistance: [{ id: randomUUID(), ...owned, lab_id, asked_at: at, keyboard: 'none' }],
    file: [{ ...file, revision: 1, saved_at: at }],
    file_revision: [{ id: randomUUID(), ...file, number: 1, base: 0, origin: 'typed', text: marker, saved_at: at }],
    rig: [{ id: randomUUID(), ...owned, lab_id, seed: 7, created_at: at }],
    step_progress: [
      { ...owned, lab_id, step: 'run', passed_at: at, checkpoint: attempt, attempts: 1, hints_shown: 0, touched_at: at },
    ],
    answer: [{ id: randomUUID(), ...asked, answer: JSON.stringify(marker), outcome: 'wrong', answered_at: at, seed: 0 }],
    review: [{ ...asked, learned_on: '2026-01-01', stage: 0, times: 0, due_on: '2026-01-03' }],
    review_answer: [
      {
        id: randomUUID(),
        ...asked,
        times: 0,
        seed: 0,
        answer: JSON.stringify(marker),
        outcome: 'wrong',
        answered_at: at,
        answered_on: '2026-01-01',
      },
    ],
    edition: [
      { academy_id, unit: `course-${ids.course}`, version: 1, hash: marker, published_at: at, note: marker },
      { academy_id, unit: `lab-${ids.lab}`, version: 1, hash: marker, published_at: at, note: marker },
    ],
    pinned_edition: [{ ...owned, unit: `course-${ids.course}`, version: 1, pinned_at: at }],
    reading: [{ ...owned, course: ids.course, lesson: ids.lesson, finished_at: at }],
    preference: [{ ...owned, settings: JSON.stringify({ keys: { [marker]: 'F9' } }), saved_at: at }],
    status_list: [{ id: ids.statusList, academy_id, created_at: at }],
    certificate: [
      {
        id: ids.certificate,
        ...owned,
        course_id: randomUUID(),
        course: ids.course,
        name: marker,
        details: JSON.stringify(details),
        evidence: '[]',
        credential: `e30.${Buffer.from(JSON.stringify({ marker })).toString('base64url')}.e30`,
        key_id: ids.signingKey,
        status_list: ids.statusList,
        status_index: 1,
        awarded_at: at,
        issued_at: at,
      },
    ],
  };
}

/** A published course with a question and a figure, a published lab, and a draft of both that nobody shows. */
function writeLibrary(
  dataDir: string,
  academy: string,
  named: Pick<Identifiers, 'course' | 'lesson' | 'question' | 'figure' | 'lab' | 'labId'> & { marker: string },
): void {
  const { course, lesson: slug, question, figure, lab, labId, marker } = named;
  const folder = (root: string): void => {
    const lesson = join(root, 'content', course, `01-${slug}`);
    mkdirSync(lesson, { recursive: true });
    const both = `{ en: ${marker}, zh-CN: ${marker} }`;
    writeFileSync(
      join(root, 'content', course, 'course.yaml'),
      `id: ${randomUUID()}\norder: 1\ntitle: ${both}\nsummary: ${both}\n`,
    );
    const text = `---\ntitle: ${marker}\nsummary: ${marker}\nminutes: 5\nlab: ${lab}\n---\n\n${marker}\n\n![${marker}](${figure})\n\n:::quiz{#${question} kind="choice"}\n${marker}?\n\n- [x] yes ${marker}\n- [ ] no\n:::\n\n:::solution[${marker}]{question=${question}}\n${marker}\n:::\n`;
    for (const locale of ['en', 'zh-CN']) writeFileSync(join(lesson, `index.${locale}.md`), text);
    const drawing = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><title>${marker}</title></svg>`;
    writeFileSync(join(lesson, figure), drawing);
  };
  folder(versionFolder(dataDir, academy, `course-${course}`, 1));
  folder(join(libraryFolder(dataDir, academy), 'draft'));
  const labs = join(versionFolder(dataDir, academy, `lab-${lab}`, 1), 'labs');
  writeCounterLab(labs, { slug: lab, id: labId, title: marker });
  const current = { [`course-${course}`]: 1, [`lab-${lab}`]: 1 };
  writeFileSync(manifestFile(dataDir, academy), JSON.stringify({ format: 1, current }));
}
