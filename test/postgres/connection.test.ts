import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Database, openDatabase } from '#academy/database/open.ts';
import { ask, bareDatabase, testServerUrl } from './bare-database.ts';

let url: string;
let database: Database;
const onTrouble = vi.fn<(message: string, error: unknown) => void>();
beforeEach(async () => {
  url = await bareDatabase();
  onTrouble.mockReset();
  database = await openDatabase({ engine: 'postgres', url }, { onTrouble });
});
afterEach(() => database.destroy());

const academies = () => database.selectFrom('academy').select('id').execute();

test('a server that was restarted is connected to anew; what broke is told without what the client knows', async () => {
  expect(await academies()).toEqual([]);
  await ask(
    testServerUrl(),
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${new URL(url).pathname.slice(1)}'`,
  );
  await vi.waitFor(() => expect(onTrouble).toHaveBeenCalled());
  expect(await academies()).toEqual([]);
  const password = decodeURIComponent(new URL(url).password);
  for (const [message, error] of onTrouble.mock.calls) {
    expect(message).toBe('a connection to the database broke');
    expect(Object.keys(Object(error))).not.toContain('client');
    if (password !== '') expect(JSON.stringify(error)).not.toContain(password);
  }
});

test('a refused row is told by its constraint, never by what stands in it', async () => {
  const row = { id: 'a', slug: 'somebody@example.org', name: 'a', created_at: '', settings: '{}', revision: 1 };
  await database.insertInto('academy').values(row).execute();
  const error: unknown = await database
    .insertInto('academy')
    .values({ ...row, id: 'b' })
    .execute()
    .then(
      () => null,
      (reason: unknown) => reason,
    );
  expect(error).toMatchObject({ code: '23505', constraint: 'academy_slug_key' });
  expect(`${JSON.stringify(error)} ${String(error)}`).not.toContain('somebody@example.org');
});
