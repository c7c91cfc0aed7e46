import { describe, expect, it } from 'vitest';
import { diagnosticCodes } from '#sandbox/iec61131/diagnostic-catalogue.ts';
import { diagnosticPages } from '../../../src/content/diagnostic-pages.ts';
import { renderMarkdown } from '../../../src/content/markdown.ts';
import { loadReference, referenceFor } from '../../../src/content/reference.ts';

describe('the pages about messages', () => {
  it.each(['en', 'zh-CN'] as const)('hold every code under a heading of its own, without a problem (%s)', (locale) => {
    const codes: string[] = [];
    for (const page of diagnosticPages()) {
      const { headings, problems } = renderMarkdown({ text: page.markdown(locale), locale, file: page.slug });
      expect(problems).toEqual([]);
      codes.push(...headings.map(({ text }) => text));
    }
    expect(codes.sort()).toEqual(
      diagnosticCodes()
        .map(({ code }) => code)
        .sort(),
    );
  });
  it('show what the compiler says about the program they show', () => {
    const entry = loadReference([]).find(({ slug }) => slug === 'messages-st2')!;
    const html = referenceFor(entry, 'en')?.html ?? '';
    const text = html.slice(html.indexOf('id="st2002"'), html.indexOf('id="st2003"'));
    expect(text).toContain('is not declared. Did you mean');
    expect(text).toContain('main.st:6:');
  });
});
