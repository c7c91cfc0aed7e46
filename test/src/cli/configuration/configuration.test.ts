/** Options go before the environment, the environment before the defaults; what is wrong is told at once. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { settingsFor } from '../../../../src/cli/commands/serve.ts';
import {
  ConfigurationError,
  readConfiguration,
  takeSecrets,
  unknownSettings,
} from '../../../../src/cli/configuration/configuration.ts';
import { aboutSetting, settingNames, settings } from '../../../../src/cli/configuration/settings.ts';
import { root } from '../../../../src/cli/root.ts';

const folder = mkdtempSync(join(tmpdir(), 'millwright-configuration-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

function problemsOf(environment: NodeJS.ProcessEnv): ConfigurationError['problems'] {
  try {
    readConfiguration(environment);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
  return [];
}

describe('where millwright serve listens and keeps its data', () => {
  const defaults = { PORT: 4321, HOST: '127.0.0.1', MILLWRIGHT_DATA: join(root, 'data'), MILLWRIGHT_LOG: 'warn' };

  it('is this machine and a folder of the clone when nothing is said', () => {
    expect(settingsFor({}, {})).toMatchObject(defaults);
  });

  it('takes a variable that is set to nothing as not set', () => {
    expect(settingsFor({}, { PORT: '', HOST: '', MILLWRIGHT_DATA: '', MILLWRIGHT_LOG: '' })).toMatchObject(defaults);
  });

  it('puts an option before the environment', () => {
    const environment = { PORT: '5000', HOST: '0.0.0.0', MILLWRIGHT_DATA: '/var/lib/millwright' };
    expect(settingsFor({}, environment)).toMatchObject({ PORT: 5000, HOST: '0.0.0.0', MILLWRIGHT_DATA: '/var/lib/millwright' });
    expect(settingsFor({ port: '6000', host: '::1', data: '/srv/data' }, environment)).toMatchObject({
      PORT: 6000,
      HOST: '::1',
      MILLWRIGHT_DATA: '/srv/data',
    });
  });

  it.each(['', ' ', 'abc', '65536', '-1', '80.5', '0x50'])('does not take "%s" for a port', (port) => {
    expect(() => settingsFor({ port }, {})).toThrow(
      `--port is "${port}". Expected: a whole number from 0 to 65535. Example: 8080`,
    );
  });
});

describe('settings that are wrong', () => {
  it('are called as they were given: by option or by variable', () => {
    expect(() => settingsFor({ host: 'a b' }, { PORT: 'http' })).toThrow(/ {2}--host is "a b".*\n {2}PORT is "http"/);
  });

  it('are all told at once, each with its name, what was observed and what was expected', () => {
    const told = problemsOf({
      PORT: 'http',
      HOST: 'not a host',
      MILLWRIGHT_URL: 'academy.example',
      MILLWRIGHT_TRUST_PROXY: '10.0.0.0/8, proxy.example',
      MILLWRIGHT_LOG: 'chatty',
      MILLWRIGHT_CONTENT: join(folder, 'none'),
      MILLWRIGHT_DATABASE: 'mysql://db/millwright',
    });
    expect(told.map(({ en }) => en)).toEqual([
      'HOST is "not a host". Expected: an IP address or a host name of this machine. Example: 0.0.0.0',
      'PORT is "http". Expected: a whole number from 0 to 65535. Example: 8080',
      'MILLWRIGHT_URL is "academy.example". Expected: a scheme and a host, nothing behind it: https://academy.example. Example: https://academy.example',
      'MILLWRIGHT_TRUST_PROXY is "proxy.example" in it. Expected: addresses or networks, separated by commas; loopback for this machine. Example: loopback, 10.20.0.0/16',
      'MILLWRIGHT_DATABASE is a secret of 21 characters. Expected: sqlite or postgres://user:password@host:5432/name. Example: postgres://millwright:…@db.example/millwright',
      `MILLWRIGHT_CONTENT is ${join(folder, 'none')}, where there is no folder. Expected: folders that exist, separated by ":". Example: /srv/academy/own`,
      'MILLWRIGHT_LOG is "chatty". Expected: one of trace, debug, info, warn, error, silent. Example: info',
    ]);
    expect(told[1]?.['zh-CN']).toBe('PORT 的值是“http”。应为：0～65535 的整数。例如：8080');
  });

  it.each(['https://academy.example/path', 'https://user@academy.example', 'ftp://academy.example', 'https://a.example?x'])(
    'hold %s for no public address',
    (url) => {
      expect(problemsOf({ MILLWRIGHT_URL: url })).toHaveLength(1);
    },
  );

  it.each(['10.0.0.0/33', '::1/129', '300.1.1.1', '10.0.0.0/8/8', '10.0.0.0/x'])('hold %s for no network of a proxy', (text) => {
    expect(problemsOf({ MILLWRIGHT_TRUST_PROXY: text })).toHaveLength(1);
  });

  it('say that the data folder is a file', () => {
    const path = file('data-file', '');
    expect(problemsOf({ MILLWRIGHT_DATA: path })[0]?.en).toContain(`MILLWRIGHT_DATA is ${path}, which is a file.`);
  });

  it('never show a secret', () => {
    const password = 'sesame-open';
    const told = problemsOf({
      MILLWRIGHT_SECRET: password,
      MILLWRIGHT_METRICS_TOKEN: password,
      MILLWRIGHT_DATABASE: `mysql://${password}`,
    });
    expect(told).toHaveLength(3);
    expect(JSON.stringify(told)).not.toContain(password);
  });
});

describe('a secret', () => {
  const secret = 'x'.repeat(40);

  it('may stand in a file, whose last line break does not count', () => {
    expect(readConfiguration({ MILLWRIGHT_SECRET_FILE: file('secret', `${secret}\n`) }).MILLWRIGHT_SECRET).toBe(secret);
  });

  it('is refused when it is given twice', () => {
    const told = problemsOf({ MILLWRIGHT_SECRET: secret, MILLWRIGHT_SECRET_FILE: file('secret', secret) });
    expect(told.map(({ en }) => en)).toEqual([
      'MILLWRIGHT_SECRET and MILLWRIGHT_SECRET_FILE are both set. Expected: one of them.',
    ]);
  });

  it.each([
    ['there is none', join(folder, 'nowhere'), 'cannot be read (ENOENT)'],
    ['it is empty', file('empty', '\n'), 'which is empty'],
  ])('whose file cannot be used, because %s, is refused', (_why, path, words) => {
    expect(problemsOf({ MILLWRIGHT_METRICS_TOKEN_FILE: path })[0]?.en).toContain(words);
  });

  it('leaves the environment of which other processes are started', () => {
    const environment = { PATH: '/bin', MILLWRIGHT_SECRET: secret, MILLWRIGHT_DATABASE_FILE: '/run/database', PORT: '1' };
    expect(takeSecrets(environment)).toEqual({ MILLWRIGHT_SECRET: secret, MILLWRIGHT_DATABASE_FILE: '/run/database' });
    expect(environment).toEqual({ PATH: '/bin', PORT: '1' });
  });
});

describe('a variable that is no setting', () => {
  it.each([
    ['MILLWRIGHT_DATABSE', '; did you mean MILLWRIGHT_DATABASE?'],
    ['MILLWRIGHT_PORT', '; did you mean PORT?'],
    ['MILLWRIGHT_LOG_LEVEL', '; did you mean MILLWRIGHT_LOG?'],
    ['MILLWRIGHT_URL_FILE', '; did you mean MILLWRIGHT_URL?'],
    ['MILLWRIGHT_QUITE_OTHER', '.'],
  ])('%s gets a warning', (name, end) => {
    expect(unknownSettings({ [name]: 'x' }).map(({ en }) => en)).toEqual([`${name} is set, but there is no such setting${end}`]);
  });

  it('that is somebody else’s, or a setting, gets none', () => {
    const all = Object.fromEntries(settingNames.map((name) => [name, 'x']));
    expect(unknownSettings({ ...all, MILLWRIGHT_SECRET_FILE: 'x', MILLWRIGHT_TOKEN: 'x', PATH: 'x', HOSTNAME: 'x' })).toEqual([]);
  });
});

describe('the schema', () => {
  it('takes its own examples', () => {
    for (const name of settingNames) {
      const { example } = aboutSetting(name);
      // Commands that draw a secret, and a password left out.
      if (example.startsWith('openssl') || name === 'MILLWRIGHT_CONTENT') continue;
      expect(settings.shape[name].safeParse(example).success, `${name}=${example}`).toBe(true);
    }
  });

  it('is the one place: the product reads no variable that it does not know', () => {
    const read = new Set<string>();
    for (const top of ['src', 'sandbox']) {
      for (const entry of readdirSync(join(root, top), { recursive: true, withFileTypes: true })) {
        if (!entry.isFile() || !/\.(tsx?|m?js|astro)$/.test(entry.name)) continue;
        const text = readFileSync(join(entry.parentPath, entry.name), 'utf8');
        for (const [, name] of text.matchAll(/\b(?:process\.env|environment)(?:\.|\[')(MILLWRIGHT_\w+|PORT|HOST)\b/g))
          read.add(name ?? '');
      }
    }
    // What the supervisor tells its children, and `millwright connect`.
    const others = ['MILLWRIGHT_LOG_LEVEL', 'MILLWRIGHT_PROCESS', 'MILLWRIGHT_TOKEN'];
    expect([...read].filter((name) => !others.includes(name) && !settingNames.some((one) => one === name))).toEqual([]);
    expect([...read]).toContain('MILLWRIGHT_CONTENT');
  });
});
