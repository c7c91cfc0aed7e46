import { describe, expect, it } from 'vitest';
import { localeOf, neutralPath, pathIn } from '../../../src/i18n/locales.ts';
import en from '../../../src/i18n/site.en.json' with { type: 'json' };
import { t } from '../../../src/i18n/site.ts';
import zh from '../../../src/i18n/site.zh-CN.json' with { type: 'json' };

const placeholders = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort();

describe('the words of the site', () => {
  it('have the same keys in both languages, in the same order', () => {
    expect(Object.keys(zh)).toEqual(Object.keys(en));
  });

  it('have the same placeholders in both languages', () => {
    const table: Record<string, string> = zh;
    for (const [key, text] of Object.entries(en))
      expect([key, placeholders(table[key] ?? '')]).toEqual([key, placeholders(text)]);
  });

  it('are nowhere empty, and in Chinese use full-width punctuation between Chinese characters', () => {
    for (const text of [...Object.values(en), ...Object.values(zh)]) expect(text.trim()).not.toBe('');
    for (const [key, text] of Object.entries(zh)) expect([key, /\p{Script=Han}[,.:;?!]/u.test(text)]).toEqual([key, false]);
  });

  it('put a space between Chinese and Latin letters or figures', () => {
    for (const [key, text] of Object.entries(zh)) {
      expect([key, /\p{Script=Han}[A-Za-z0-9]|[A-Za-z0-9]\p{Script=Han}/u.test(text)]).toEqual([key, false]);
    }
  });

  it('are filled in', () => {
    expect(t('en')('state.begun-step', { step: 2, steps: 3 })).toBe('step 2 of 3');
    expect(t('zh-CN')('state.begun-step', { step: 2, steps: 3 })).toBe('第 2 步，共 3 步');
  });
});

describe('addresses', () => {
  it('tell their language', () => {
    expect(localeOf('/')).toBe('en');
    expect(localeOf('/zh-cn/')).toBe('zh-CN');
    expect(localeOf('/zh-cn')).toBe('zh-CN');
    expect(localeOf('/zh-cnx/')).toBe('en');
  });

  it('lead to the same page in the other language and back', () => {
    for (const path of ['/', '/courses/', '/courses/first-scan/keep-it-running/']) {
      expect(neutralPath(pathIn('zh-CN', path))).toBe(path);
      expect(neutralPath(pathIn('en', path))).toBe(path);
    }
  });
});
