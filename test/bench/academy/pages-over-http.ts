/** What a browser waits for, of the production server: sent by HTTP, read to the last byte, by somebody who is signed in. */
import type { Lab } from '#sandbox/lab/lab.ts';
import { cohort, people } from './seed.ts';
import { printTimes } from './times.ts';

const rounds = 200;

export async function pagesOverHttp(origin: string, labs: readonly Lab[]): Promise<void> {
  const trainee = await signIn(origin, people.trainee);
  const instructor = await signIn(origin, people.instructor);
  // Their name stands on it: who sees that has been recognised.
  const course = await page(origin, '/courses/first-scan/', trainee, 'Person 0');
  await printTimes('course page over HTTP', rounds, course);
  await printTimes('start page over HTTP', rounds, await page(origin, '/', trainee, 'Person 0'));
  const grades = `/teach/${cohort}/grades`;
  const [lab] = labs;
  await printTimes('gradebook page of 50 people over HTTP', 40, await page(origin, `${grades}/`, instructor, `Lab ${lab?.slug}`));
  await printTimes('gradebook of all as a file over HTTP', 20, await page(origin, `${grades}.csv`, instructor, 'Person 999'));
}

/** The session's cookies. */
async function signIn(origin: string, email: string): Promise<string> {
  const answer = await fetch(`${origin}/sign-in/`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ do: 'password', email, password: people.password, to: '/' }),
  });
  const cookies = answer.headers.getSetCookie().map((one) => one.split(';', 1)[0]);
  if (answer.status !== 303 || cookies.length === 0) throw new Error(`${email} could not sign in: ${answer.status}`);
  return cookies.join('; ');
}

/** Asks for it; the first answer must hold `text`, or something else would be measured. */
async function page(origin: string, path: string, cookie: string, text: string): Promise<() => Promise<string>> {
  const ask = async (): Promise<string> => {
    const answer = await fetch(origin + path, { headers: { cookie }, redirect: 'manual' });
    if (answer.status !== 200) throw new Error(`${path} answers ${answer.status}`);
    return answer.text();
  };
  if (!(await ask()).includes(text)) throw new Error(`${path} does not show “${text}”`);
  return ask;
}
