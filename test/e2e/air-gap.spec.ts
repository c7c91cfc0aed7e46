/** On a server without the internet every page is whole: nothing is asked of any other host, and the policy that holds it is on every answer. */
import { expect, test } from './academy-test.ts';

const pages = [
  '/',
  '/courses/',
  '/courses/first-scan/',
  '/profile/',
  '/search/?q=timer',
  '/glossary/',
  '/reference/',
  '/reference/configuration/',
];

for (const prefix of ['', '/zh-cn']) {
  test(`every page asks this server alone (${prefix || '/'})`, async ({ page, server }) => {
    test.setTimeout(180_000);
    const asked = new Set<string>();
    const refused: string[] = [];
    page.on('request', (request) => asked.add(request.url()));
    page.on('websocket', (socket) => asked.add(socket.url()));
    page.on('console', (message) => {
      if (/Content Security Policy/i.test(message.text())) refused.push(message.text());
    });
    for (const path of pages) {
      const answer = await page.goto(server.url + prefix + path, { waitUntil: 'load' });
      expect(answer?.status(), path).toBe(200);
    }
    await page.goto(`${server.url}${prefix}/courses/first-scan/`);
    const lessons = await page
      .locator('main a[href*="/courses/first-scan/"]')
      .evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href));
    expect(lessons.length).toBeGreaterThan(0);
    // The lab's page brings the editor, its workers and the line to the rig.
    for (const lesson of new Set(lessons)) await page.goto(lesson, { waitUntil: 'load' });
    await expect.poll(() => [...asked].some((url) => url.startsWith('ws:')), { timeout: 60_000 }).toBe(true);
    const { host } = new URL(server.url);
    const outside = [...asked].filter((url) => !/^(data|blob):/.test(url) && new URL(url).host !== host);
    expect(outside).toEqual([]);
    expect(refused).toEqual([]);
    expect(asked.size).toBeGreaterThan(30);
  });
}

test('the policy is on every answer, errors among them', async ({ request, server }) => {
  const paths = [
    '/',
    '/zh-cn/',
    '/favicon.svg',
    '/healthz',
    '/readyz',
    '/metrics',
    '/no/such/page',
    '/api/work/none',
    '/api/nothing',
    '/%',
    '/courses/none/',
  ];
  for (const path of paths) {
    for (const method of ['GET', 'POST', 'DELETE']) {
      const answer = await request.fetch(server.url + path, { method, maxRedirects: 0 });
      expect(answer.headers()['content-security-policy'], `${method} ${path}: ${answer.status()}`).toContain(
        "default-src 'self'",
      );
      expect(answer.headers()['x-content-type-options'], `${method} ${path}`).toBe('nosniff');
    }
  }
});
