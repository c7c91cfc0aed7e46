import { expect, test } from 'vitest';
import { preferredLocale } from '../../../src/i18n/locales.ts';

const both = ['en', 'zh-CN'] as const;

test.each([
  ['zh-CN,zh;q=0.9,en;q=0.8', 'zh-CN'],
  ['en-GB,en;q=0.9,zh;q=0.5', 'en'],
  ['de-DE,de;q=0.9,zh-HK;q=0.7,en;q=0.3', 'zh-CN'],
  ['en;q=0.2, zh;q=0.4', 'zh-CN'],
  ['zh;q=0, en;q=0.1', 'en'],
  // Neither: the first that is offered.
  ['de-DE,fr;q=0.5', 'en'],
  ['*', 'en'],
  ['', 'en'],
  [null, 'en'],
])('a browser that asks for %s reads %s', (header, locale) => {
  expect(preferredLocale(header, both)).toBe(locale);
});

test('a language that is not offered is not given, whatever the browser asks for', () => {
  expect(preferredLocale('en-US,en;q=0.9', ['zh-CN'])).toBe('zh-CN');
  expect(preferredLocale('zh-CN', ['en'])).toBe('en');
  expect(preferredLocale('de', ['zh-CN', 'en'])).toBe('zh-CN');
});
