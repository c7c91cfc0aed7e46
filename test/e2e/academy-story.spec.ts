/**
 * The whole story of an academy, in both languages: its owner sets it up, an author writes a lab and a lesson in the browser and publishes
 * them, an instructor assigns the course to a cohort, two trainees do it, one of them with help, a visitor verifies the certificate, and at
 * last somebody is erased.
 */
import type { Browser, BrowserContext, Page } from '@playwright/test';
import english from '../../src/i18n/site.en.json' with { type: 'json' };
import chinese from '../../src/i18n/site.zh-CN.json' with { type: 'json' };
import { AcademyServer } from './academy-server.ts';
import { expect, test } from './academy-test.ts';
import { writeLesson } from './author-page.ts';
import { LabPage, workbenchWords } from './lab-page.ts';

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
    course: 'First rig',
    lab: 'Little motor',
    summary: 'You let a fan run on.',
    news: 'The first version.',
    lesson:
      '---\ntitle: Turning\nsummary: A fan runs on.\nminutes: 5\nlab: little-motor\n---\n\nA button starts a fan.\n\n:::quiz{id=when kind=choice}\nWhen does the terminal take the new value?\n\n- [ ] At once\n  > The program works on a copy.\n- [x] At the end of the scan\n\n> All terminals at once.\n:::\n',
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
    course: '第一个实训台',
    lab: '小电机',
    summary: '你将让风扇延时停止。',
    news: '第一个版本。',
    lesson:
      '---\ntitle: 转起来\nsummary: 风扇延时停止。\nminutes: 5\nlab: little-motor\n---\n\n按钮启动风扇。\n\n:::quiz{id=when kind=choice}\n端子何时得到新值？\n\n- [ ] 立即\n  > 程序使用的是副本。\n- [x] 在扫描周期结束时\n\n> 所有端子同时更新。\n:::\n',
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
    let server: AcademyServer;
    const people = new Map<string, BrowserContext>();
    let cohort = '';
    let certificate = '';
    /** The template's own, as the trainee would type it. */
    let solution = '';

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
      server = await AcademyServer.start();
    });
    test.afterAll(async () => {
      for (const context of people.values()) await context.close();
      await server.dispose();
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

    test('the author begins a lab from the template, saves a file of it, and has it proved', async () => {
      const page = await pageOf(tongue.author);
      await page.goto(at('/author/labs/'));
      await page.getByLabel(words('author.labs.folder')).fill('little-motor');
      await page.getByLabel(words('author.labs.title-en')).fill(tongues.en.lab);
      await page.getByLabel(words('author.labs.title-zh')).fill(tongues['zh-CN'].lab);
      await page.getByRole('button', { name: words('author.labs.create') }).click();
      await page.waitForURL('**/author/labs/little-motor/');
      await page.locator('.le-code .view-lines').click();
      await page.keyboard.press('ControlOrMeta+Home');
      await page.keyboard.type('# Made for the press works.\n');
      await page.getByRole('button', { name: words('author.lab.save'), exact: true }).click();
      await expect(page.locator('.le-state')).toHaveText(words('author.lab.saved'));
      await page.getByRole('tab', { name: words('author.lab.test') }).click();
      await page.getByRole('button', { name: words('author.lab.test.begin') }).click();
      await expect(page.locator('.le-outcome')).toContainText(words('author.lab.test.proved'), { timeout: 180_000 });
      await expect(page.locator('.le-proofs li[data-ok="false"]')).toHaveCount(0);
      const answer = await page.request.get(`${server.url}/api/author/labs/little-motor/file?name=solution/timer/main.st`);
      solution = ((await answer.json()) as { text: string }).text;
      await page.close();
    });

    test('the author writes a lesson with a question and that lab, in both languages, and publishes both', async () => {
      const page = await pageOf(tongue.author);
      await page.goto(at('/author/'));
      await page.getByLabel(words('write.slug')).fill('first-rig');
      await page.getByLabel(words('write.title-en')).fill(tongues.en.course);
      await page.getByLabel(words('write.title-zh')).fill(tongues['zh-CN'].course);
      await page.getByRole('button', { name: words('write.course.begin') }).click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(tongue.course);
      await page.getByLabel(words('write.summary-en')).fill(tongues.en.summary);
      await page.getByLabel(words('write.summary-zh')).fill(tongues['zh-CN'].summary);
      await page.getByRole('button', { name: words('write.save'), exact: true }).click();
      await expect(page.getByText(tongue.summary).first()).toBeVisible();
      await page.goto(at('/author/courses/first-rig/01-introduction/'));
      for (const language of ['en', 'zh-CN'] as const) {
        await page.locator(`[data-language=${language}]`).click();
        await writeLesson(page, tongues[language].lesson);
        await page.keyboard.press('ControlOrMeta+s');
        await expect(page.locator('[data-state]')).toHaveText(words('write.saved'));
      }
      await expect(page.locator('[data-preview]')).toContainText(tongues['zh-CN'].right);
      await expect(page.locator('[data-found]')).toHaveText(words('write.findings.none'), { timeout: 200_000 });

      await page.goto(at('/author/publish/'));
      for (const name of [tongue.course, tongue.lab]) await page.getByLabel(name).check();
      await page.getByRole('textbox', { name: words('write.publish.note') }).fill(tongue.news);
      await page.getByRole('button', { name: words('write.publish.do') }).click();
      await expect(page.getByRole('heading', { name: words('write.publish.published'), exact: true })).toBeVisible({
        timeout: 200_000,
      });
      await expect(page.getByRole('cell', { name: tongue.news, exact: true })).toHaveCount(2);
      await page.close();
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
      const secrets = page.locator('code.secret');
      await expect(secrets).toHaveCount(2);
      const links = await secrets.allInnerTexts();
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
      await page.goto(at('/courses/first-rig/introduction/'));
      return page;
    }

    const rig = (page: Page) => new LabPage(page, workbenchWords[locale]);
    const press = (page: Page, word: keyof (typeof workbenchWords)['en'], values: Record<string, string> = {}) =>
      page.getByRole('button', {
        name: workbenchWords[locale][word].replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? ''),
        exact: true,
      });

    async function answer(page: Page): Promise<void> {
      await page.getByRole('radio', { name: tongue.right }).check();
      await page.getByRole('button', { name: words('quiz.answer'), exact: true }).click();
      await expect(page.locator('.quiz-feedback')).toContainText(words('quiz.verdict-right'));
    }

    async function passesTheCheck(page: Page): Promise<void> {
      await rig(page).check();
      await expect(page.getByText(workbenchWords[locale]['checks.done']).first()).toBeVisible({ timeout: 60_000 });
    }

    test('a trainee does the work', async () => {
      const page = await beginWork(tongue.trainees[0]);
      await answer(page);
      await rig(page).ready();
      await rig(page).paste(solution);
      await rig(page).download();
      await passesTheCheck(page);
      await page.close();
    });

    test('another asks for help; the instructor comes from the wall and is given the keyboard for a while', async () => {
      const [, name] = tongue.trainees;
      const page = await beginWork(name);
      await answer(page);
      await rig(page).ready();
      await press(page, 'help.ask').click();
      const teacher = await pageOf(tongue.instructor);
      await teacher.goto(at(`/teach/${cohort}/wall/`));
      const card = teacher.locator('.card').filter({ hasText: name });
      await expect(card).toHaveAttribute('data-mood', 'help');
      await card.getByRole('link').click();
      await rig(teacher).ready();
      await press(teacher, 'help.ask-keyboard').click();
      await press(page, 'help.grant', { minutes: '5' }).click();
      await expect(press(teacher, 'help.give-back')).toBeVisible();
      await rig(teacher).paste(solution);
      await rig(teacher).download();
      await press(teacher, 'help.give-back').click();
      await expect(page.getByText(workbenchWords[locale]['program.same'])).toBeVisible();
      await passesTheCheck(page);
      await teacher.close();
      await page.close();
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
