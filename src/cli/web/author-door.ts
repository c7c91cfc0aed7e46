/**
 * `GET /api/author/events?page=/courses/…`: what a page that an author looks at is told as it happens (server-sent events). `changed`
 * when something that the page shows was saved, `findings` with the mistakes in it. Served by `millwright preview` only: findings quote
 * checks, which a trainee's browser must never hold (law 7).
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join, sep } from 'node:path';
import { findLesson, loadCourses } from '#content/lessons.ts';
import { labFolders } from '#sandbox/lab/load.ts';
import { neutralPath } from '../../i18n/locales.ts';
import { root } from '../root.ts';
import { Saves } from './saves.ts';

/** Milliseconds between signs of life: a proxy in between closes what is silent. */
const heartbeat = 20_000;

export class AuthorDoor {
  readonly #roots: readonly string[];
  readonly #lint: Lint;
  readonly #saves: Saves;
  readonly #open = new Set<ServerResponse>();

  /** `roots`: folders with labs/ and content/, later ones win; `lint` looks for mistakes in files and folders. */
  constructor(roots: readonly string[], lint: Lint = lintOf) {
    this.#roots = roots;
    this.#lint = lint;
    this.#saves = new Saves(roots.flatMap((path) => [join(path, 'labs'), join(path, 'content')]));
  }

  /** Whether the request was for this door; then it is answered. */
  answers(request: IncomingMessage, response: ServerResponse): boolean {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://site');
    if (pathname !== '/api/author/events') return false;
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    // Without a first byte the head would wait for the first event.
    response.write(': here\n\n');
    const tell = (event: string, data: unknown): void => {
      if (!response.writableEnded) response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    };
    const page = searchParams.get('page') ?? '/';
    const shows = this.#shownOn(page);
    const lint = this.#lint(shows, (findings) => tell('findings', findings));
    const stop = this.#saves.listen((paths) => {
      // The lab of a lesson may be another one now.
      const all = [...shows, ...this.#shownOn(page)];
      if (paths.some((path) => all.some((shown) => path === shown || path.startsWith(shown + sep)))) tell('changed', {});
    });
    const alive = setInterval(() => response.write(': here\n\n'), heartbeat);
    this.#open.add(response);
    response.on('close', () => {
      stop();
      lint.stop();
      clearInterval(alive);
      this.#open.delete(response);
    });
    return true;
  }

  close(): void {
    this.#saves.close();
    for (const response of this.#open) response.end();
  }

  /** The files and folders that a page is made from. A page that lists many is made from all. */
  #shownOn(page: string): string[] {
    const contentRoots = this.#roots.map((path) => join(path, 'content'));
    const [, section, first, second] = neutralPath(page).split('/');
    if (section === 'reference' && first) {
      return contentRoots.flatMap((path) => ['en', 'zh-CN'].map((locale) => join(path, 'reference', `${first}.${locale}.md`)));
    }
    if (section === 'courses' && first && second) {
      const found = findLesson(loadCourses(contentRoots), first, second);
      if (found) {
        const labs = labFolders(this.#roots.map((path) => join(path, 'labs')));
        const lab = Object.values(found.lesson.pages).map((text) => text.lab)[0];
        const folder = lab === undefined ? undefined : labs.get(lab);
        const course = contentRoots.map((path) => join(path, first, 'course.yaml'));
        return [found.lesson.folder, ...course, ...(folder === undefined ? [] : [folder])];
      }
    }
    return this.#roots.flatMap((path) => [join(path, 'labs'), join(path, 'content')]);
  }
}

/** Begins to look for mistakes and tells them when it has `found` them, unless it was stopped. */
export type Lint = (paths: readonly string[], found: (findings: unknown) => void) => { stop(): void };

/** The lint in a process of its own: it runs checks, and pages must not wait for that. */
export const lintOf: Lint = (paths, found) => {
  const existing = paths.filter((path) => existsSync(path));
  const words = [join(root, 'src', 'cli', 'main.ts'), 'lint', '--json', ...existing];
  const child = execFile(process.execPath, words, { cwd: root, maxBuffer: 16 << 20 }, (_error, stdout) => {
    // 1 is the exit code of findings; without an answer it was stopped.
    if (stdout.startsWith('{')) found((JSON.parse(stdout) as { findings: unknown }).findings);
  });
  return { stop: () => void child.kill() };
};
