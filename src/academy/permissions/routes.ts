/**
 * Which action every page, endpoint and upgrade is. The middleware and the door to the rigs ask here and nowhere else; a route that is
 * missing is refused, and a test compares this list with the files of src/pages, so that none can be forgotten.
 *
 * Patterns are Astro's, without the language's prefix. A GET stands for HEAD as well.
 */
import { neutralPath } from '../../i18n/locales.ts';
import type { Action } from './actions.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE' | 'WS';
type Route = Partial<Record<Method, Action>>;

export const routes: Readonly<Record<string, Route>> = {
  '/': { GET: 'visit' },
  '/404': { GET: 'enter' },
  '/403': { GET: 'enter', POST: 'enter' },
  '/500': { GET: 'enter' },
  '/courses': { GET: 'visit' },
  '/courses/[course]': { GET: 'visit', POST: 'learn' },
  '/courses/[course]/[lesson]': { GET: 'visit' },
  '/figures/[course]/[lesson]/[...file]': { GET: 'visit' },
  '/reference': { GET: 'visit' },
  '/reference/[page]': { GET: 'visit' },
  '/glossary': { GET: 'visit' },
  '/search': { GET: 'visit' },
  '/review': { GET: 'visit', POST: 'learn' },
  '/profile': { GET: 'visit', POST: 'visit' },

  '/academy': { GET: 'manage-academy', POST: 'manage-academy' },
  '/academy/people': { GET: 'manage-members', POST: 'manage-members' },
  '/academy/people/[member]/export': { GET: 'manage-data' },
  '/academy/certificates': { GET: 'read-certificates', POST: 'revoke-certificates' },
  '/academy/sign-on': { GET: 'manage-academy', POST: 'manage-academy' },
  '/academy/keys': { GET: 'use-api-keys', POST: 'use-api-keys' },
  '/academy/audit': { GET: 'read-audit' },
  '/academy/academies': { GET: 'found-academies', POST: 'found-academies' },
  '/sign-on/[provider]': { GET: 'enter', POST: 'enter' },
  '/sign-on/[provider]/callback': { GET: 'enter' },
  '/my-data': { GET: 'keep-account', POST: 'keep-account' },
  '/my-data/export': { GET: 'keep-account' },
  '/academies/[slug]': { POST: 'enter' },
  '/certificates': { GET: 'visit', POST: 'keep-account' },
  '/certificates/verify': { GET: 'enter', POST: 'enter' },
  '/certificates/[id]': { GET: 'enter' },
  '/certificates/[id]/certificate.pdf': { GET: 'enter' },
  '/certificates/[id]/credential.json': { GET: 'enter' },
  '/certificates/[id]/credential.jwt': { GET: 'enter' },
  '/certificates/issuers/[academy]': { GET: 'enter' },
  '/certificates/issuers/[academy]/keys.json': { GET: 'enter' },
  '/certificates/keys/[key]': { GET: 'enter' },
  '/certificates/status/[list]': { GET: 'enter' },
  '/competencies': { GET: 'visit' },

  '/sign-in': { GET: 'enter', POST: 'enter' },
  '/sign-in/second-factor': { GET: 'enter', POST: 'enter' },
  '/sign-up': { GET: 'enter', POST: 'enter' },
  '/sign-out': { POST: 'enter' },
  '/invitation/[token]': { GET: 'enter', POST: 'enter' },
  '/set-up/[token]': { GET: 'enter', POST: 'enter' },
  '/reset/[token]': { GET: 'enter', POST: 'enter' },
  '/account': { GET: 'secure-account', POST: 'secure-account' },

  '/teach': { GET: 'manage-cohorts', POST: 'manage-cohorts' },
  '/teach/[cohort]': { GET: 'manage-cohorts', POST: 'manage-cohorts' },
  '/teach/[cohort]/wall': { GET: 'watch' },
  '/teach/[cohort]/announcements': { GET: 'teach', POST: 'teach' },
  '/teach/[cohort]/assignments': { GET: 'teach', POST: 'teach' },
  '/teach/[cohort]/grades': { GET: 'read-grades', POST: 'teach' },
  '/teach/[cohort]/people.csv': { GET: 'manage-cohorts' },
  '/teach/[cohort]/grades.csv': { GET: 'read-grades' },
  '/teach/[cohort]/statistics': { GET: 'read-grades' },
  '/teach/[cohort]/statistics.csv': { GET: 'read-grades' },
  '/teach/[cohort]/competencies': { GET: 'read-grades' },
  '/teach/[cohort]/[member]': { GET: 'read-grades', POST: 'issue-certificates' },
  '/teach/[cohort]/[member]/attempts': { GET: 'read-grades' },
  '/teach/[cohort]/[member]/[lab]': { GET: 'watch' },
  '/assignments': { GET: 'learn', POST: 'learn' },
  '/api/assignments/[assignment]/overrides/[member]': { PUT: 'teach' },

  '/api/teach/[cohort]/[member]/assistance/[lab]': { GET: 'watch', POST: 'watch' },
  '/api/teach/[cohort]/[member]/comments/[lab]': { GET: 'watch', POST: 'watch' },
  '/api/teach/[cohort]/[member]/faults/[lab]': { GET: 'watch', POST: 'watch' },
  '/api/teach/[cohort]/[member]/work/[lab]': { GET: 'watch' },
  '/api/teach/[cohort]/[member]/work/[lab]/file': { PUT: 'watch' },
  '/api/teach/[cohort]/[member]/work/[lab]/versions': { GET: 'watch' },
  '/api/teach/[cohort]/[member]/work/[lab]/versions/[number]': { GET: 'watch' },
  '/api/teach/[cohort]/[member]/rig/[lab]': { WS: 'watch' },

  '/api/guest': { POST: 'enter' },
  '/api/search': { GET: 'visit' },
  '/api/preferences': { GET: 'learn', PUT: 'learn' },
  '/api/answers': { POST: 'learn' },
  '/api/review': { GET: 'learn', POST: 'learn' },
  '/api/passkeys': { POST: 'secure-account' },
  '/api/passkeys/options': { POST: 'secure-account' },
  '/api/passkeys/sign-in': { POST: 'enter' },
  '/api/passkeys/sign-in/options': { POST: 'enter' },
  '/api/solutions': { POST: 'learn' },
  '/api/readings': { POST: 'learn' },
  '/api/connect': { POST: 'learn' },
  '/api/work/[lab]': { GET: 'learn' },
  '/api/work/[lab]/assistance': { GET: 'learn', POST: 'learn' },
  '/api/work/[lab]/check': { POST: 'learn' },
  '/api/work/[lab]/comments': { GET: 'learn', POST: 'learn' },
  '/api/work/[lab]/file': { PUT: 'learn' },
  '/api/work/[lab]/files': { POST: 'learn' },
  '/api/work/[lab]/hint': { POST: 'learn' },
  '/api/work/[lab]/reset': { POST: 'learn' },
  '/api/work/[lab]/versions': { GET: 'learn' },
  '/api/work/[lab]/versions/[number]': { GET: 'learn' },
  '/api/rig/[lab]': { WS: 'learn' },

  '/author': { GET: 'author', POST: 'author' },
  '/author/import': { GET: 'author', POST: 'author' },
  '/author/publish': { GET: 'author', POST: 'author' },
  '/author/versions/[unit]': { GET: 'author', POST: 'author' },
  '/author/courses/[course]': { GET: 'author', POST: 'author' },
  '/author/courses/[course]/archive.zip': { GET: 'author' },
  '/author/courses/[course]/[lesson]': { GET: 'author' },
  '/api/author/courses/[course]/text': { PUT: 'author' },
  '/api/author/courses/[course]/preview': { POST: 'author' },
  '/api/author/courses/[course]/findings': { GET: 'author' },
  '/api/author/courses/[course]/pictures/[...file]': { GET: 'author', PUT: 'author', DELETE: 'author' },
  '/author/labs': { GET: 'author', POST: 'author' },
  '/author/labs/[lab]': { GET: 'author' },
  '/author/labs/[lab]/trial': { GET: 'author' },
  '/api/author/labs/[lab]/files': { GET: 'author', POST: 'author' },
  '/api/author/labs/[lab]/file': { GET: 'author', PUT: 'author' },
  '/api/author/labs/[lab]/check': { POST: 'author' },
  '/api/author/labs/[lab]/proof': { GET: 'author', POST: 'author', DELETE: 'author' },
  '/api/author/work/[lab]': { GET: 'author' },
  '/api/author/work/[lab]/check': { POST: 'author' },
  '/api/author/work/[lab]/file': { PUT: 'author' },
  '/api/author/work/[lab]/files': { POST: 'author' },
  '/api/author/work/[lab]/hint': { POST: 'author' },
  '/api/author/work/[lab]/reset': { POST: 'author' },
  '/api/author/work/[lab]/versions': { GET: 'author' },
  '/api/author/work/[lab]/versions/[number]': { GET: 'author' },
  '/api/author/rig/[lab]': { WS: 'author' },
};

/** The action of a route by Astro's own pattern of it; `unlisted` when the table has no such route or method. */
export function actionOf(method: string, routePattern: string): Action | 'unlisted' {
  const pattern = withoutEnd(neutralPath(routePattern));
  const asked = method === 'HEAD' || method === 'OPTIONS' ? 'GET' : method;
  if (!Object.hasOwn(routes, pattern)) return 'unlisted';
  const route: Readonly<Record<string, Action>> = routes[pattern] ?? {};
  return Object.hasOwn(route, asked) ? (route[asked] ?? 'unlisted') : 'unlisted';
}

const expressions = Object.keys(routes).map((pattern) => ({ pattern, expression: expressionOf(pattern) }));

/** The pattern of a path, for logs and metrics that must not carry what people typed; `null` when no route has it. */
export function patternOf(pathname: string): string | null {
  const path = withoutEnd(neutralPath(pathname));
  return expressions.find(({ expression }) => expression.test(path))?.pattern ?? null;
}

const withoutEnd = (path: string): string => path.replace(/(.)\/+$/, '$1');

function expressionOf(pattern: string): RegExp {
  const parts = pattern.split('/').map((part) => {
    if (/^\[\.\.\.\w+\]$/.test(part)) return '.+';
    return /^\[\w+\]$/.test(part) ? '[^/]+' : part;
  });
  return new RegExp(`^${parts.join('/')}$`);
}
