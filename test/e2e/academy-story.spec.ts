/**
 * The whole story of an academy, in both languages: its owner sets it up, an author writes a course, an instructor assigns it, two
 * trainees do it, a visitor verifies the certificate, and at last somebody is erased.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import english from '../../src/i18n/site.en.json' with { type: 'json' };
import chinese from '../../src/i18n/site.zh-CN.json' with { type: 'json' };
import { AcademyServer } from './academy-server.ts';
import { expect, test } from './academy-test.ts';
import { LabPage, workbenchWords } from './lab-page.ts';

const root = join(import.meta.dirname, '..', '..');
const password = 'three rusty conveyors';
type Word = keyof typeof english;

const tongues = {
  en: {
    prefix: '',
    words: english,
    academy: 'Press works',
    owner: 'Olga Ober',
    author: 'Arno Autor',
    instructor: 'Ina Lehr',
    trainees: ['Tom Bauer', 'Una Kern'],
    cohort: 'Autumn',
    work: 'First rig',
    lesson:
      '---\ntitle: Turning\nsummary: A fan runs on.\nminutes: 5\nlab: little-motor\n---\n\nA button starts a fan.\n\n:::quiz{id=when kind=choice}\nWhen does the terminal take the new value?\n\n- [ ] At once\n- [x] At the end of the scan\n\n> All terminals at once.\n:::\n',
    right: 'At the end of the scan',
  },
  'zh-CN': {
    prefix: '/zh-cn',
    words: chinese,
    academy: '冲压车间学院',
    owner: '欧阳兰',
    author: '安小文',
    instructor: '林老师',
    trainees: ['陶明', '吴琳'],
    cohort: '秋季班',
    work: '第一个实训台',
    lesson:
      '---\ntitle: 转起来\nsummary: 风扇延时停止。\nminutes: 5\nlab: little-motor\n---\n\n按钮启动风扇。\n\n:::quiz{id=when kind=choice}\n端子何时得到新值？\n\n- [ ] 立即\n- [x] 在扫描周期结束时\n\n> 所有端子同时更新。\n:::\n',
    right: '在扫描周期结束时',
  },
} as const;

for (const locale of ['en', 'zh-CN'] as const) {
  const tongue = tongues[locale];
  const words = (key: Word, values: Record<string, string> = {}): string =>
    Object.entries(values).reduce((text, [name, value]) => text.replaceAll(`{${name}}`, value), tongue.words[key]);
  const main = (page: Page) => page.getByRole('main');

  test.describe(`an academy in ${locale}`, () => {
    test.describe.configure({ mode: 'serial' });
    const folder = mkdtempSync(join(tmpdir(), 'millwright-story-'));
    let server: AcademyServer;
    const people = new Map<string, BrowserContext>();
    let cohort = '';
    let certificate = '';

    const at = (path: string): string => `${server.url}${tongue.prefix}${path}`;
    const contextOf = (name: string): BrowserContext => {
      const context = people.get(name);
      if (!context) throw new Error(`${name} has not come in yet`);
      return context;
    };
    async function pageOf(name: string): Promise<Page> {
      return contextOf(name).newPage();
    }

    test.beforeAll(async () => {
      const cli = (...told: string[]) =>
        execFileSync(process.execPath, [join(root, 'src/cli/millwright.js'), ...told], { cwd: root, stdio: 'pipe' });
      cli('new', 'course', 'first-rig', '--title', 'First rig', '--title-zh', '第一个实训台', '--in', folder);
      rmSync(join(folder, 'content/first-rig/01-introduction'), { recursive: true });
      cli('new', 'lab', 'little-motor', '--title', 'Little motor', '--title-zh', '小电机', '--in', folder);
      cli('new', 'lesson', 'turning', '--course', 'first-rig', '--lab', 'little-motor', '--in', folder);
      for (const one of ['en', 'zh-CN'] as const)
        writeFileSync(join(folder, `content/first-rig/01-turning/index.${one}.md`), tongues[one].lesson);
      server = await AcademyServer.start({ MILLWRIGHT_CONTENT: folder });
    });
    test.afterAll(async () => {
      for (const context of people.values()) await context.close();
      await server.dispose();
      rmSync(folder, { recursive: true, force: true });
    });

    async function enter(browser: Browser, name: string): Promise<Page> {
      const context = await browser.newContext({ locale, permissions: ['clipboard-read', 'clipboard-write'] });
      people.set(name, context);
      return context.newPage();
    }

    async function fillAccount(page: Page, name: string, email: string | null): Promise<void> {
      await main(page).locator('[name=name]').fill(name);
      if (email !== null) await main(page).locator('[name=email]').fill(email);
      await main(page).locator('[name=password]').fill(password);
    }

    test('the owner sets it up by the link of the first start', async ({ browser }) => {
      const page = await enter(browser, tongue.owner);
      await expect.poll(() => server.output).toMatch(/\/set-up\//);
      const link = new URL(/(http\S+\/set-up\/\S+\/)/.exec(server.output)?.[1] ?? '');
      await page.goto(at(link.pathname));
      await page.getByLabel(words('set-up.academy-name')).fill(tongue.academy);
      await fillAccount(page, tongue.owner, 'olga@works.example');
      await main(page)
        .getByRole('button', { name: words('set-up.go') })
        .click();
      await page.waitForURL('**/account/');
      await expect(page.locator('.brand-name')).toHaveText(tongue.academy);
      await page.close();
    });

    async function invite(role: 'author' | 'instructor'): Promise<string> {
      const page = await pageOf(tongue.owner);
      await page.goto(at('/academy/people/'));
      await page
        .getByLabel(words(`role.${role}`))
        .first()
        .check();
      await page.getByRole('button', { name: words('admin.people.make-link') }).click();
      const link = await page.locator('code.secret').innerText();
      await page.close();
      return link;
    }

    test('author and instructor come by invitation, with their roles', async ({ browser }) => {
      for (const role of ['author', 'instructor'] as const) {
        const link = await invite(role);
        const page = await enter(browser, tongue[role]);
        await page.goto(link);
        await expect(main(page)).toContainText(words(`role.${role}`));
        await fillAccount(page, tongue[role], `${role}@works.example`);
        await main(page)
          .getByRole('button', { name: words('invitation.accept') })
          .click();
        await page.waitForURL((url) => !url.pathname.includes('/invitation/'));
        await page.close();
      }
    });

    test('the instructor makes a cohort, brings two trainees in, and assigns the course', async ({ browser }) => {
      const page = await pageOf(tongue.instructor);
      await page.goto(at('/teach/'));
      await page.getByLabel(words('teach.name')).fill(tongue.cohort);
      await page.getByRole('button', { name: words('teach.create') }).click();
      await page.waitForURL(/\/teach\/[^/]+\/$/);
      cohort = new URL(page.url()).pathname.split('/').at(-2) ?? '';
      await page.getByLabel(words('teach.import.text')).fill('email\ntom@works.example\nuna@works.example\n');
      await page.getByRole('button', { name: words('teach.import.go') }).click();
      const links = await page.locator('code.secret').allInnerTexts();
      expect(links).toHaveLength(2);
      for (const [index, name] of tongue.trainees.entries()) {
        const own = await enter(browser, name);
        await own.goto(links[index] ?? '');
        await fillAccount(own, name, null);
        await main(own)
          .getByRole('button', { name: words('invitation.accept') })
          .click();
        await own.waitForURL((url) => !url.pathname.includes('/invitation/'));
        await own.close();
      }
      await page.goto(at(`/teach/${cohort}/`));
      for (const name of tongue.trainees) await expect(page.getByRole('cell', { name, exact: true })).toBeVisible();
      await page.goto(at(`/teach/${cohort}/assignments/`));
      await page.getByLabel(words('assignment.title')).fill(tongue.work);
      await page.getByLabel(words('assignment.target')).selectOption('course first-rig');
      await page.getByRole('button', { name: words('assignment.give') }).click();
      await expect(page.getByRole('cell', { name: tongue.work, exact: true })).toBeVisible();
      await page.close();
    });

    /** Opens the assignment, as its list says. */
    async function beginWork(name: string): Promise<Page> {
      const page = await pageOf(name);
      await page.goto(at('/assignments/'));
      await page.getByRole('link', { name: words('mine.go') }).click();
      await page.waitForURL('**/courses/first-rig/');
      await page.goto(at('/courses/first-rig/turning/'));
      return page;
    }

    /** The template's own solution, as the trainee would type it. */
    const solution = (): string => readFileSync(join(folder, 'labs/little-motor/solution/timer/main.st'), 'utf8');

    async function passTheLab(page: Page): Promise<void> {
      const lab = new LabPage(page, workbenchWords[locale]);
      await lab.ready();
      await lab.paste(solution());
      await lab.download();
      await lab.check();
      await expect(page.getByText(workbenchWords[locale]['checks.done']).first()).toBeVisible({ timeout: 60_000 });
    }

    test('two trainees do the work', async () => {
      for (const name of tongue.trainees) {
        const page = await beginWork(name);
        await page.getByRole('radio', { name: tongue.right }).check();
        await page.getByRole('button', { name: words('quiz.answer'), exact: true }).click();
        await expect(page.locator('.quiz-feedback')).toContainText(words('quiz.verdict-right'));
        await passTheLab(page);
        await page.close();
      }
    });

    test('the instructor sees the grades', async () => {
      const page = await pageOf(tongue.instructor);
      await page.goto(at(`/teach/${cohort}/grades/`));
      for (const name of tongue.trainees)
        await expect(page.getByRole('row').filter({ hasText: name }).getByRole('cell').first()).toContainText(
          `100${words('grade.submitted')}`,
        );
      await page.close();
    });

    /** As somebody without an account sees it who was given its address. */
    async function asVisitor(browser: Browser, path: string, sees: readonly string[]): Promise<void> {
      const context = await browser.newContext({ locale });
      const page = await context.newPage();
      await page.goto(`${server.url}${path}`);
      for (const text of sees) await expect(main(page)).toContainText(text);
      await context.close();
    }

    test('a trainee takes the certificate, and a visitor verifies it', async ({ browser }) => {
      const [name] = tongue.trainees;
      const page = await pageOf(name);
      await page.goto(at('/certificates/'));
      await page.getByRole('button', { name: words('certificates.take') }).click();
      await page.waitForURL(/\/certificates\/[^/]+\/$/);
      certificate = new URL(page.url()).pathname;
      await asVisitor(browser, certificate, [words('certificate.valid'), name, tongue.academy]);
      await page.close();
    });

    test('the owner erases somebody: name and work are gone, and the certificate says that it was revoked', async ({
      browser,
    }) => {
      const [name, other] = tongue.trainees;
      const page = await pageOf(tongue.owner);
      await page.goto(at('/academy/people/'));
      const person = page.getByRole('listitem').filter({ hasText: name });
      await person.getByText(words('admin.people.erase')).first().click();
      await person.getByRole('button', { name: words('admin.people.erase.sure') }).click();
      await expect(page.locator('.told')).toContainText(words('admin.people.erased'));
      await page.close();
      const book = await pageOf(tongue.instructor);
      await book.goto(at(`/teach/${cohort}/grades/`));
      await expect(book.getByRole('row').filter({ hasText: other })).toBeVisible();
      await expect(book.getByText(name)).toHaveCount(0);
      await book.close();
      const gone = await pageOf(name);
      await gone.goto(at('/assignments/'));
      await expect(gone.getByText(name)).toHaveCount(0);
      const visitor = await browser.newContext({ locale });
      const seen = await visitor.newPage();
      await seen.goto(`${server.url}${certificate}`);
      await expect(main(seen)).toContainText(words('certificate.revoked.erased'));
      await expect(main(seen)).not.toContainText(name);
      await visitor.close();
    });
  });
}
