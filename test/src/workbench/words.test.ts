import { expect, test } from 'vitest';
import en from '../../../src/i18n/workbench.en.json' with { type: 'json' };
import zh from '../../../src/i18n/workbench.zh-CN.json' with { type: 'json' };
import { words } from '../../../src/workbench/words.ts';

const placeholders = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).toSorted();

test('both languages say everything, with the same places to fill', () => {
  expect(Object.keys(zh)).toEqual(Object.keys(en));
  for (const [key, text] of Object.entries(en)) {
    expect(placeholders(zh[key as keyof typeof zh]), key).toEqual(placeholders(text));
    expect(zh[key as keyof typeof zh].trim(), key).not.toBe('');
  }
});

test('places are filled, and a place without a value stays visible', () => {
  expect(words('en')('save.saved', { time: '10:42' })).toBe('Saved 10:42');
  expect(words('zh-CN')('save.saved')).toBe('已保存 {time}');
});
