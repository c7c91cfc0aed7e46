/**
 * What the walk of isolation.test.ts sends to each route. A route's parameters are filled by their names; a method that takes a body, and
 * an address with a query that names something, is written down here with every field that carries an identifier.
 */
import { routes } from '#academy/permissions/routes.ts';
import type { Identifiers } from './full-academy.ts';

export type Ask = { query?: Record<string, string>; body?: { form: Partial<Record<string, string>> } | { json: unknown } };
export type Identifier = keyof Identifiers;

/** What stands for the parameters of addresses. `constant`: it names nothing that an academy owns. */
const parameters: Readonly<Record<string, Identifier | { constant: string }>> = {
  '[academy]': 'academy',
  '[assignment]': 'assignment',
  '[cohort]': 'cohort',
  '[course]': 'course',
  '[...file]': 'figure',
  '[id]': 'certificate',
  '[key]': 'signingKey',
  '[lab]': 'lab',
  '[lesson]': 'lesson',
  '[list]': 'statusList',
  '[member]': 'member',
  '[number]': { constant: '1' },
  '[page]': { constant: 'checks' },
  '[provider]': 'provider',
  '[slug]': 'slug',
  '[token]': 'tokenHash',
  '[unit]': 'unit',
};

/** Routes that answer whoever knows the address, of whatever academy, and why. They too must change nothing. */
export const openByAddress: Readonly<Record<string, string>> = {
  '/academies/[slug]': 'an academy’s door is public; what is behind it asks who comes',
  '/certificates/[id]': 'verifiers read certificates at addresses that cannot be guessed',
  '/certificates/[id]/certificate.pdf': 'as the certificate',
  '/certificates/[id]/credential.json': 'as the certificate',
  '/certificates/[id]/credential.jwt': 'as the certificate',
  '/certificates/issuers/[academy]': 'verifiers read who issued',
  '/certificates/issuers/[academy]/keys.json': 'public keys',
  '/certificates/keys/[key]': 'public keys',
  '/certificates/status/[list]': 'verifiers read what was revoked',
};

type Fields = (ids: Identifiers) => Ask[];
const forms =
  (make: (ids: Identifiers) => Partial<Record<string, string>>[]): Fields =>
  (ids) =>
    make(ids).map((form) => ({ body: { form } }));
const json =
  (make: (ids: Identifiers) => unknown[]): Fields =>
  (ids) =>
    make(ids).map((value) => ({ body: { json: value } }));
/** The form names nothing that an academy owns: it is sent empty, and must still do nothing to others. */
const namesNothing: Fields = () => [{ body: { form: {} } }];

const source = { controller: 'plc', name: 'main.st' };
const changed = { reason: 'because', revision: '1' };
const exercise = { title: 'An exercise', mode: 'practice', points: '10' };

/** What a workbench sends, wherever its work is kept. */
const workAt = (base: string): Record<string, Fields> => ({
  [`POST ${base}/check`]: json(() => [{ programs: { plc: [{ name: 'main.st', text: 'x' }] } }]),
  [`PUT ${base}/file`]: json(() => [{ ...source, text: 'x', base: 0 }]),
  [`POST ${base}/files`]: json(() => [{ do: 'create', controller: 'plc', name: 'more.st', text: 'x' }]),
  [`POST ${base}/hint`]: json(() => [{ step: 'run', locale: 'en' }]),
  [`POST ${base}/reset`]: json(() => [{ scope: 'lab' }]),
});

/** By route and method. A GET that is not here is asked without a query. */
export const fields: Readonly<Record<string, Fields>> = {
  'GET /academy/audit': ({ auditEntry }) => [{ query: { at: '2127-01-01T00:00:00.000Z', id: auditEntry } }],
  'GET /academy/people': ({ email }) => [{}, { query: { q: email } }],
  'GET /search': ({ course }) => [{ query: { q: course } }],
  'GET /api/search': ({ course }) => [{ query: { q: course, locale: 'en' } }],
  'GET /sign-in': ({ cohort }) => [{ query: { to: `/teach/${cohort}/` } }],
  'GET /teach/[cohort]/assignments': ({ assignment }) => [{}, { query: { edit: assignment } }],
  'GET /teach/[cohort]/grades': ({ assignment, member }) => [{}, { query: { assignment, member } }],
  'GET /api/work/[lab]/versions': () => [{ query: source }],
  'GET /api/work/[lab]/versions/[number]': () => [{ query: source }],
  'GET /api/teach/[cohort]/[member]/work/[lab]/versions': () => [{ query: source }],
  'GET /api/teach/[cohort]/[member]/work/[lab]/versions/[number]': () => [{ query: source }],

  'POST /403': namesNothing,
  'POST /review': forms(({ course, lesson, question }) => [{ course, lesson, question, times: '0', answer: 'a' }]),
  'POST /profile': namesNothing,
  'POST /academy': namesNothing,
  'POST /academy/people': forms(({ member, invitation, email }) => [
    { do: 'roles', member, roles: 'author' },
    { do: 'suspend', member },
    { do: 'restore', member },
    { do: 'reset', member },
    { do: 'erase', member },
    { do: 'revoke', invitation },
    { do: 'invite', email },
  ]),
  'POST /academy/certificates': forms(({ certificate }) => [{ certificate, reason: 'because' }]),
  'POST /academy/sign-on': forms(({ provider }) => [
    {
      provider,
      revision: '1',
      name: 'Theirs',
      issuer: 'https://elsewhere.example',
      clientId: 'c',
      clientSecret: 's',
      groupsClaim: 'groups',
      roleMap: '',
    },
  ]),
  'POST /academy/keys': forms(({ apiKey }) => [{ do: 'revoke', key: apiKey }]),
  'POST /academy/academies': forms(({ academy }) => [
    { do: 'close', academy },
    { do: 'link', academy },
  ]),
  'POST /sign-on/[provider]': namesNothing,
  'POST /my-data': namesNothing,
  'POST /academies/[slug]': namesNothing,
  'POST /certificates': forms(({ course }) => [{ course, name: 'Somebody' }]),
  'POST /certificates/verify': namesNothing,
  'POST /sign-in': forms(({ email }) => [{ email, password: 'not the password of anybody' }]),
  'POST /sign-in/second-factor': namesNothing,
  'POST /sign-up': forms(({ email, slug }) => [{ email, name: 'Somebody', password: 'long enough, and new', academy: slug }]),
  'POST /sign-out': namesNothing,
  'POST /invitation/[token]': forms(({ email }) => [{ as: 'me' }, { email, name: 'Somebody', password: 'long enough, and new' }]),
  'POST /set-up/[token]': forms(({ email }) => [{ email, name: 'Somebody', password: 'long enough, and new' }]),
  'POST /reset/[token]': forms(() => [{ password: 'long enough, and new' }]),
  'POST /account': forms(({ session }) => [{ deed: 'end-session', session }]),
  'POST /courses/[course]': forms(() => [{ do: 'move-on' }]),
  'POST /author': forms(({ course }) => [
    { do: 'take-up', course },
    { do: 'restore', id: '00000000-0000-4000-8000-000000000000' },
  ]),
  // A name that is new in an academy is its own, whatever another has: nothing is made here under the other's names.
  'POST /author/import': forms(() => [{ do: 'bring-in', stamp: '' }, { do: 'put-away' }]),
  'POST /author/publish': namesNothing,
  'POST /author/versions/[unit]': forms(() => [
    { do: 'show', version: '0', note: 'because' },
    { do: 'discard', typed: '' },
  ]),
  'POST /author/courses/[course]': forms(() => [
    { do: 'discard', typed: '' },
    { do: 'move', lesson: '01-first', to: 'down' },
    { do: 'rename', lesson: '01-first', slug: 'other' },
    { do: 'delete', lesson: '01-first' },
  ]),
  'PUT /api/author/courses/[course]/text': json(() => [{ name: '01-first/index.en.md', text: 'x', base: null }]),
  'POST /api/author/courses/[course]/preview': json(() => [{ name: '01-first/index.en.md', text: 'x' }]),
  'PUT /api/author/courses/[course]/pictures/[...file]': namesNothing,
  'DELETE /api/author/courses/[course]/pictures/[...file]': () => [{}],
  'POST /author/labs': forms(({ lab }) => [{ from: 'copy', slug: lab }]),
  'POST /api/author/labs/[lab]/files': json(() => [
    { do: 'rename', name: 'lab.yaml', to: 'old.yaml' },
    { do: 'delete', name: 'lab.yaml', base: 'x' },
  ]),
  'PUT /api/author/labs/[lab]/file': json(() => [{ name: 'lab.yaml', text: 'x', base: null }]),
  'POST /api/author/labs/[lab]/check': json(() => [{ name: 'lab.yaml', text: 'x' }]),
  'POST /api/author/labs/[lab]/proof': json(() => [{}]),
  'DELETE /api/author/labs/[lab]/proof': () => [{}],
  // A passkey is a person's, not an academy's; what is signed cannot be made here.
  'POST /api/passkeys': json(() => [{}]),
  'POST /api/passkeys/options': json(() => [{ password: 'not the password of anybody' }]),
  'POST /api/passkeys/sign-in': json(() => [{}]),
  'POST /api/passkeys/sign-in/options': json(() => [{}]),
  'POST /teach/[cohort]/[member]': forms(({ course }) => [{ do: 'certificate', course }]),
  'POST /teach': namesNothing,
  'POST /teach/[cohort]': forms(({ member, email }) => [
    { do: 'remove', member, part: 'trainee' },
    { do: 'import', people: `name,email\nSomebody,${email}` },
    { do: 'change', revision: '1', name: 'Renamed' },
    { do: 'archive', revision: '1', archived: 'yes' },
  ]),
  'POST /teach/[cohort]/announcements': forms(({ announcement }) => [
    { do: 'announce', text: 'No lab on Friday.' },
    { do: 'change', announcement, text: 'No lab on Friday.', revision: '1' },
    { do: 'withdraw', announcement, revision: '1' },
  ]),
  'POST /teach/[cohort]/assignments': forms(({ assignment, labId, course, lesson }) => [
    { do: 'withdraw', assignment, revision: '1' },
    { assignment, revision: '1', target: `lab ${labId}`, ...exercise },
    { target: `lab ${labId}`, ...exercise },
    { target: `course ${course}`, ...exercise },
    { target: `lesson ${course}/${lesson}`, ...exercise },
  ]),
  'POST /teach/[cohort]/grades': forms(({ assignment, member }) => [
    { do: 'override', assignment, member, ...changed },
    { do: 'adjust', assignment, member, score: '5', ...changed },
    { do: 'reset', assignment, member, sure: 'on', ...changed },
  ]),
  'POST /assignments': forms(({ assignment, announcement }) => [
    { do: 'dismiss', announcement },
    { do: 'begin', assignment, sure: 'yes' },
    { do: 'submit', assignment },
  ]),
  'POST /api/work/[lab]/assistance': json(() => [{ do: 'ask' }, { do: 'grant', minutes: 5 }, { do: 'end' }]),
  'POST /api/teach/[cohort]/[member]/assistance/[lab]': json(() => [{ do: 'offer' }, { do: 'ask-keyboard' }, { do: 'end' }]),
  'POST /api/work/[lab]/comments': json(({ comment }) => [
    { do: 'answer', thread: comment, text: 'x' },
    { do: 'resolve', thread: comment },
    { do: 'read', thread: comment },
    { do: 'delete', comment },
  ]),
  'POST /api/teach/[cohort]/[member]/comments/[lab]': json(({ comment }) => [
    { do: 'comment', ...source, revision: 1, line: 1, text: 'x' },
    { do: 'answer', thread: comment, text: 'x' },
    { do: 'edit', comment, text: 'x' },
    { do: 'resolve', thread: comment },
    { do: 'read', thread: comment },
    { do: 'delete', comment },
  ]),
  'POST /api/teach/[cohort]/[member]/faults/[lab]': json(() => [{ fault: 'stop-wire', active: true }]),
  'PUT /api/teach/[cohort]/[member]/work/[lab]/file': json(() => [{ ...source, text: 'x', base: 0 }]),
  'PUT /api/assignments/[assignment]/overrides/[member]': json(() => [
    { revision: 1, override: { releaseAt: null, dueAt: null, minutes: null, excused: true, reason: 'because' } },
  ]),

  'POST /api/guest': json(() => [{}]),
  'PUT /api/preferences': json(() => [{ theme: 'dark' }]),
  'POST /api/answers': json(({ course, lesson, question }) => [{ course, lesson, question, answer: 'a', locale: 'en' }]),
  'POST /api/review': json(({ course, lesson, question }) => [{ course, lesson, question, times: 0, answer: 'a', locale: 'en' }]),
  'POST /api/solutions': json(({ course, lesson, question }) => [{ course, lesson, solution: question, locale: 'en' }]),
  'POST /api/readings': json(({ course, lesson }) => [{ course, lesson }]),
  'POST /api/connect': json(({ lab }) => [{ lab }]),
  ...workAt('/api/work/[lab]'),
  ...workAt('/api/author/work/[lab]'),
};

export interface Place {
  pattern: string;
  method: string;
}

/** Every route and method of the table. */
export const places: readonly Place[] = Object.entries(routes).flatMap(([pattern, route]) =>
  Object.keys(route).map((method) => ({ pattern, method })),
);

/** What somebody who has landed a new route has to add, in words; empty when nothing is missing. */
export function missingFillers(): string[] {
  const names = new Set(places.flatMap(({ pattern }) => pattern.match(/\[[^\]]+\]/g) ?? []));
  return [
    ...[...names]
      .filter((name) => !Object.hasOwn(parameters, name))
      .map(
        (name) =>
          `The parameter ${name} has no filler: in ${here} say under "parameters" which identifier of an academy it is (a new kind of identifier goes into Identifiers in full-academy.ts, with a row that has it), or { constant } when no academy owns it.`,
      ),
    ...places
      .filter(({ pattern, method }) => !['GET', 'WS'].includes(method) && !Object.hasOwn(fields, `${method} ${pattern}`))
      .map(
        ({ pattern, method }) =>
          `${method} ${pattern} has no filler: in ${here} add '${method} ${pattern}' to "fields", with forms(…) or json(…) for each of its deeds and every field that carries an identifier, or namesNothing when there is none.`,
      ),
    ...[...Object.keys(fields)]
      .filter((key) => !places.some(({ pattern, method }) => key === `${method} ${pattern}`))
      .map((key) => `${key} is in ${here} and no longer in routes.ts: take it out.`),
  ];
}
const here = 'test/src/academy/isolation/fillers.ts';

/** The requests to a route with these identifiers: the address, and what it carries. */
export function asksOf({ pattern, method }: Place, ids: Identifiers): (Ask & { path: string })[] {
  const path = pattern.replace(/\[[^\]]+\]/g, (name) => {
    const filler = parameters[name];
    if (filler === undefined) throw new Error(missingFillers().join('\n'));
    return encodeURIComponent(typeof filler === 'string' ? ids[filler] : filler.constant);
  });
  const make = fields[`${method} ${pattern}`] ?? ((): Ask[] => [{}]);
  return make(ids).map((ask) => ({
    ...ask,
    path: ask.query === undefined ? path : `${path}?${new URLSearchParams(ask.query)}`,
  }));
}
