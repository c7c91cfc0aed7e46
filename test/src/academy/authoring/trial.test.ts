import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { problem, workState } from '#academy/api.ts';
import { reopenTrials, trialOf } from '#academy/authoring/trial.ts';
import { ticketFor, trialTicketFor } from '#academy/rigs/ticket.ts';
import type { Services } from '#academy/services.ts';
import { academyFor, dataFolder, motorLab, RecordingHost, verdict } from '../academy-fixture.ts';
import { siteFor, type TestSite } from '../site-fixture.ts';
import { type KeyedBrowser, member } from './at-the-site.ts';

describe("an author's trial of a draft", () => {
  let dir: string;
  let remove: () => Promise<void>;
  let services: Services;
  let host: RecordingHost;
  let site: TestSite;
  let browser: KeyedBrowser;
  const work = '/api/author/work/our-lab';

  beforeEach(async () => {
    ({ dir, remove } = dataFolder());
    host = new RecordingHost();
    services = await academyFor(dir, host, motorLab());
    services.authoring(services.academy.id).newLab('our-lab', { title: 'Ours', titleZh: '我们的实验' });
    site = await siteFor(services);
    browser = await member(services, site, 'Ann Author', ['author']);
  });
  afterEach(async () => {
    await site.close();
    await services.database.destroy();
    await remove();
  });

  const lab = () => services.authoring(services.academy.id).library.labs().get('our-lab')!;
  async function check(): Promise<Response> {
    const steps = lab().definition.steps;
    host.answer = async () => ({
      outcome: 'graded',
      passed: true,
      verdicts: steps.flatMap((step) => step.checks.map(({ id }) => verdict(step.id, id, 'passed'))),
    });
    return browser.send('POST', `${work}/check`, { programs: {} });
  }

  it('is kept and graded as the draft, and passes its steps', async () => {
    const text = 'PROGRAM main\nEND_PROGRAM\n';
    const before = workState.parse(await (await browser.send('GET', work)).json());
    expect(before.lab).toBe('our-lab');
    const file = before.files.plc![0]!;
    await browser.send('PUT', `${work}/file`, { controller: 'plc', name: file.name, text, base: file.revision });
    expect((await check()).status).toBe(200);
    expect(host.graded[0]).toMatchObject({
      lab: 'our-lab',
      edition: `${services.academy.id}/draft`,
      programs: { plc: [{ text }] },
    });
    const after = workState.parse(await (await browser.send('GET', work)).json());
    expect(Object.values(after.steps).map(({ passedAt }) => passedAt !== null)).toEqual([true]);
  });

  it('counts for nothing: no progress, nothing under the id of the lab, no completion', async () => {
    await check();
    const progress = await services.progressOf(browser);
    expect(Object.keys(progress.labs)).not.toContain(lab().definition.id);
    for (const table of ['step_progress', 'attempt'] as const) {
      const rows = await services.database.selectFrom(table).select('lab_id').execute();
      expect(new Set(rows.map(({ lab_id }) => lab_id))).toEqual(new Set([trialOf('our-lab')]));
    }
    expect(await services.database.selectFrom('lesson_completion').selectAll().execute()).toEqual([]);
  });

  it('has a rig apart from the one of the lab that is shown under the same name', async () => {
    const { draft } = services.authoring(services.academy.id);
    draft.begin({ kind: 'lab', slug: 'motor-seal-in' }, new URL('../../../../labs/motor-seal-in', import.meta.url).pathname);
    const tried = await trialTicketFor(services, browser, 'motor-seal-in', 'en');
    const shown = await ticketFor(services, browser, 'motor-seal-in', 'en');
    expect(tried).toMatchObject({ lab: 'motor-seal-in', edition: `${services.academy.id}/draft` });
    expect(shown?.edition).toBeUndefined();
    expect(tried.rig).not.toBe(shown?.rig);
  });

  it('opens its steps again when the lab is another one, and keeps what was typed', async () => {
    await check();
    await reopenTrials(services.database, services.academy.id, 'our-lab');
    const state = workState.parse(await (await browser.send('GET', work)).json());
    expect(Object.values(state.steps).map(({ passedAt, attempts }) => ({ passedAt, attempts }))).toEqual([
      { passedAt: null, attempts: 0 },
    ]);
  });

  it('says that a draft with a mistake cannot be opened, and never opens the shown lab in its place', async () => {
    const { draft } = services.authoring(services.academy.id);
    writeFileSync(join(draft.root, 'labs', 'our-lab', 'lab.yaml'), 'id: 1\n');
    const answer = await browser.send('GET', work);
    expect(answer.status).toBe(409);
    expect(problem.parse(await answer.json()).code).toBe('draft-unreadable');
    expect((await browser.send('GET', '/api/author/work/motor-seal-in')).status).toBe(404);
    expect((await browser.send('GET', '/api/author/work/..%2Four-lab')).status).toBe(404);
  });

  it('is not for trainees', async () => {
    const other = await member(services, site, 'Tom Trainee', []);
    expect((await other.send('GET', work)).status).toBe(403);
    expect((await other.send('POST', `${work}/check`, { programs: {} })).status).toBe(403);
  });
});
