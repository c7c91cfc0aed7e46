import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../../../../src/cli/root.ts';
import { renderMarkdown } from '../../../../src/content/markdown.ts';
import { generatedFrom, generatedPart } from './page.ts';

const writes = process.env.MILLWRIGHT_WRITE === '1';

describe.each(['en', 'zh-CN'] as const)('the page on settings (%s)', (locale) => {
  it('ends with what the schema says', () => {
    const path = join(root, 'content', 'reference', `configuration.${locale}.md`);
    const before = readFileSync(path, 'utf8');
    const at = before.indexOf(generatedFrom(locale));
    const page = `${at < 0 ? before : before.slice(0, at)}${generatedPart(locale)}`;
    if (writes) writeFileSync(path, page);
    expect(
      readFileSync(path, 'utf8'),
      'write it anew: MILLWRIGHT_WRITE=1 npx vitest run --project unit test/src/cli/configuration',
    ).toBe(page);
    const { problems } = renderMarkdown({ text: page, locale, file: 'reference/configuration' });
    expect(problems).toEqual([]);
  });
});
