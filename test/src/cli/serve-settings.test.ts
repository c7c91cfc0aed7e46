/** Options go before the environment, the environment before the defaults. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { serveSettings } from '../../../src/cli/commands/serve.ts';
import { root } from '../../../src/cli/root.ts';

describe('where millwright serve listens and keeps its data', () => {
  const defaults = { port: 4321, host: '127.0.0.1', dataDir: join(root, 'data'), logLevel: 'warn' };

  it('is this machine and a folder of the clone when nothing is said', () => {
    expect(serveSettings({}, {})).toEqual(defaults);
  });

  it('takes a variable that is set to nothing as not set', () => {
    expect(serveSettings({}, { PORT: '', HOST: '', MILLWRIGHT_DATA: '', MILLWRIGHT_LOG: '' })).toEqual(defaults);
  });

  it('puts an option before the environment', () => {
    const environment = { PORT: '5000', HOST: '0.0.0.0', MILLWRIGHT_DATA: '/var/lib/millwright' };
    expect(serveSettings({}, environment)).toMatchObject({ port: 5000, host: '0.0.0.0', dataDir: '/var/lib/millwright' });
    expect(serveSettings({ port: '6000', host: '::1', data: '/srv/data' }, environment)).toMatchObject({
      port: 6000,
      host: '::1',
      dataDir: '/srv/data',
    });
  });

  it.each(['', ' ', 'abc', '65536', '-1', '80.5'])('does not take "%s" for a port', (port) => {
    expect(() => serveSettings({ port }, {})).toThrow('is not a port');
  });
});
