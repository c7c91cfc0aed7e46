import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Refusal } from '#academy/http/problems.ts';
import { limit, limitPassed, limits, RateLimits } from '#academy/http/rate-limit.ts';
import { inRequestScope } from '#academy/http/request-scope.ts';
import type { Services } from '#academy/services.ts';
import { academyFor, dataFolder, RecordingHost } from '../academy-fixture.ts';
import { Browser, siteFor, type TestSite } from '../site-fixture.ts';

const { window, account: tries, client: clientTries } = limits['sign-in'];

describe('a sliding window', () => {
  let now: number;
  let counted: RateLimits;
  beforeEach(() => {
    now = 1_000_000;
    counted = new RateLimits(() => now, 3);
  });
  const take = (subject = 'anna') => counted.take('sign-in', 'account', subject);

  test('lets as many tries pass as the limit says, then tells how long to wait', () => {
    for (let one = 0; one < tries; one += 1) {
      expect(take()).toBe(0);
      now += 1_000;
    }
    expect(take()).toBe(window - tries * 1_000);
  });

  test('slides: each try is given back a window after it was made', () => {
    for (let one = 0; one < tries; one += 1) {
      take();
      now += 1_000;
    }
    now += take();
    expect(take()).toBe(0);
    expect(take()).toBe(1_000);
  });

  test('does not grow longer by knocking', () => {
    for (let one = 0; one < tries + 50; one += 1) take();
    expect(take()).toBe(window);
    now += window;
    expect(take()).toBe(0);
  });

  test('is each subject’s own, and each kind’s', () => {
    for (let one = 0; one <= tries; one += 1) take();
    expect(take('bert')).toBe(0);
    expect(counted.take('reset', 'account', 'anna')).toBe(0);
    expect(counted.take('sign-in', 'client', 'anna')).toBe(0);
  });

  test('forgets who was seen longest ago when there are too many', () => {
    for (let one = 0; one <= tries; one += 1) take();
    take('b');
    take('c');
    expect(take()).toBeGreaterThan(0);
    take('d');
    expect(take()).toBe(0);
  });
});

describe('limit', () => {
  const host = new RecordingHost();
  let services: Pick<Services, 'limits' | 'host'>;
  beforeEach(() => {
    host.refusals.length = 0;
    services = { host, limits: new RateLimits(() => 0) };
  });
  const from = (client: string, account?: string) =>
    inRequestScope({ id: '', client, route: null }, () => limit(services, 'sign-in', account === undefined ? {} : { account }));
  const exhaust = (client: string, account?: string, times: number = tries) => {
    for (let one = 0; one < times; one += 1) from(client, account);
  };

  test('protects an account from many addresses, however it is written', () => {
    for (let one = 0; one < tries; one += 1) from(`198.51.100.${one}`, 'Anna@Example.org ');
    expect(() => from('203.0.113.1', 'anna@example.org')).toThrow(Refusal);
    expect(host.refusals).toEqual([{ code: 'too-many-tries', detail: 'sign-in' }]);
  });

  test('protects all accounts from one address', () => {
    for (let one = 0; one < clientTries; one += 1) from('203.0.113.1', `${one}@example.org`);
    expect(() => from('203.0.113.1', 'new@example.org')).toThrow(Refusal);
    expect(() => from('203.0.113.2', 'new@example.org')).not.toThrow();
  });

  test('counts a subscriber’s IPv6 addresses as one', () => {
    exhaust('2001:db8:1:2::1', undefined, clientTries);
    expect(() => from('2001:db8:1:2:ffff:0:0:9')).toThrow(Refusal);
    expect(() => from('2001:db8:1:3::1')).not.toThrow();
  });

  test('begins anew for an account whose person got in', () => {
    exhaust('203.0.113.1', 'anna@example.org');
    limitPassed(services, 'sign-in', 'Anna@example.org');
    expect(() => from('203.0.113.1', 'anna@example.org')).not.toThrow();
  });
});

describe('over HTTP', () => {
  let folder: ReturnType<typeof dataFolder>;
  let academy: Services;
  let site: TestSite;
  beforeEach(async () => {
    folder = dataFolder();
    academy = await academyFor(folder.dir, new RecordingHost());
    site = await siteFor(academy, { trustedProxies: ['127.0.0.1'] });
  });
  afterEach(async () => {
    await site.close();
    await academy.database.destroy();
    folder.remove();
  });

  test('one try too many is a problem in both languages that says when to come back; another client goes on', async () => {
    let now = 0;
    academy.limits = new RateLimits(() => now);
    for (let one = 0; one < limits.guest.client; one += 1) academy.limits.take('guest', 'client', '203.0.113.1');
    now = limits.guest.window - 90_500;
    const knock = (client: string) => new Browser(site).send('POST', '/api/guest', undefined, { 'x-forwarded-for': client });
    const refused = await knock('203.0.113.1');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '91']);
    expect(await refused.json()).toEqual({
      code: 'too-many-tries',
      message: {
        en: 'Too many tries in a short time. Nothing was changed. Wait 91 s, then try once more.',
        'zh-CN': '短时间内尝试次数过多，没有改动任何内容。请等待 91 秒后再试一次。',
      },
    });
    expect((await knock('203.0.113.2')).status).toBe(204);
  });
});
