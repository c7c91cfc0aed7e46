/** A class on a server of its own: an instructor who set the academy up, and a trainee who came by invitation. */
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { AcademyServer } from './academy-server.ts';

const password = 'three rusty conveyors';

export interface Classroom {
  server: AcademyServer;
  instructor: BrowserContext;
  trainee: BrowserContext;
  cohort: string;
  /** The trainee's. */
  member: string;
  close(): Promise<void>;
}

async function fillAccount(page: Page, name: string, email: string | null): Promise<void> {
  const main = page.getByRole('main');
  await main.getByLabel('Name', { exact: true }).fill(name);
  if (email !== null) await main.getByLabel('E-mail address').fill(email);
  await main.getByLabel('Password').fill(password);
}

export async function openClassroom(browser: Browser): Promise<Classroom> {
  const server = await AcademyServer.start();
  const instructor = await browser.newContext();
  const trainee = await browser.newContext();
  const office = await instructor.newPage();
  await expect.poll(() => server.output).toMatch(/\/set-up\//);
  await office.goto(/(http\S+\/set-up\/\S+\/)/.exec(server.output)?.[1] ?? '');
  await office.getByLabel('Name of the academy').fill('Press works');
  await fillAccount(office, 'Ines Ingold', 'ines@works.example');
  await office.getByRole('main').getByRole('button', { name: 'Set up the academy' }).click();
  await office.waitForURL('**/account/');
  await office.goto(`${server.url}/academy/people/`);
  const self = office.getByRole('listitem').filter({ hasText: 'ines@works.example' });
  await self.getByLabel('instructor').check();
  await self.getByRole('button', { name: 'Set roles' }).click();
  await expect(office.locator('.told')).toContainText('The roles are set');

  await office.goto(`${server.url}/teach/`);
  await office.getByLabel('Name', { exact: true }).fill('Fitters');
  await office.getByRole('button', { name: 'Make the cohort' }).click();
  await office.waitForURL(/\/teach\/[0-9a-f-]+\/$/);
  const cohort = /\/teach\/([0-9a-f-]+)\//.exec(office.url())?.[1] ?? '';
  await office.getByLabel('Or the list itself').fill('Name,E-mail\nBen Trainee,ben@works.example');
  await office.getByRole('button', { name: 'Add them' }).click();
  const link = (await office.locator('code.secret').textContent()) ?? '';

  const door = await trainee.newPage();
  await door.goto(link);
  await fillAccount(door, 'Ben Trainee', null);
  await door.getByRole('main').locator('form button[type=submit]').last().click();
  await door.waitForURL((url) => !url.pathname.includes('/invitation/'));
  await door.close();

  await office.goto(`${server.url}/teach/${cohort}/`);
  const row = office.getByRole('row').filter({ hasText: 'ben@works.example' });
  const member = (await row.locator('input[name=member]').getAttribute('value')) ?? '';
  await office.close();
  return {
    server,
    instructor,
    trainee,
    cohort,
    member,
    close: async () => {
      await instructor.close();
      await trainee.close();
      await server.dispose();
    },
  };
}
