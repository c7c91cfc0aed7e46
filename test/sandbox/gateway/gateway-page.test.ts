import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../../sandbox/gateway/config.ts';
import { driverKit } from '../../../sandbox/gateway/drivers/kit.ts';
import { Gateway } from '../../../sandbox/gateway/gateway.ts';
import { metricsText } from '../../../sandbox/gateway/metrics.ts';
import { qualities } from '../../../sandbox/gateway/quality.ts';
import { renderMarkdown } from '../../../src/content/markdown.ts';
import { generatedFrom, generatedPart } from './gateway-page.ts';

const writes = process.env.MILLWRIGHT_WRITE === '1';
const root = join(import.meta.dirname, '..', '..', '..');

describe.each(['en', 'zh-CN'] as const)('the page on gateway.yaml (%s)', (locale) => {
  const path = join(root, 'content', 'reference', `gateway.${locale}.md`);
  const written = () => {
    const page = readFileSync(path, 'utf8');
    const at = page.indexOf(generatedFrom(locale));
    return at < 0 ? page : page.slice(0, at);
  };

  it('ends with what the schema says', () => {
    const page = `${written()}${generatedPart(locale)}`;
    if (writes) writeFileSync(path, page);
    expect(
      readFileSync(path, 'utf8'),
      'write it anew: MILLWRIGHT_WRITE=1 npx vitest run --project sandbox test/sandbox/gateway/gateway-page.test.ts',
    ).toBe(page);
    const { problems } = renderMarkdown({ text: page, locale, file: 'reference/gateway' });
    expect(problems).toEqual([]);
  });

  it('names every quality and every metric', () => {
    const page = written();
    const { config } = loadConfig(example(page), (connection, tag) => driverKit.explainAddress(connection, tag));
    const gateway = new Gateway(config!, { kit: driverKit, epochNs: 0n, seed: 1 }, 0n);
    const metrics = [...metricsText(gateway).matchAll(/^# TYPE millwright_gateway_(\S+)/gm)].map(([, name]) => name);
    expect(metrics.length).toBeGreaterThan(10);
    for (const name of [...metrics, ...qualities]) expect(page).toContain(`\`${name}\``);
  });

  it('begins with a file that the gateway takes', () => {
    const { problems } = loadConfig(example(written()), (connection, tag) => driverKit.explainAddress(connection, tag));
    expect(problems).toEqual([]);
  });
});

const example = (page: string): string => /```yaml\n(.*?)```/s.exec(page)?.[1] ?? '';
