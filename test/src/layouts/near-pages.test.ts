import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { editDistance, nearPages, wordsOf } from '../../../src/layouts/near-pages.ts';

const pages = [
  '/courses/first-scan/',
  '/courses/first-scan/two-switches/',
  '/courses/first-scan/two-pumps/',
  '/courses/process-control/hold-a-level/',
  '/reference/language/',
].map((path) => ({ path, title: path }));
const near = (asked: string) => nearPages(asked, pages).map(({ path }) => path);

describe('pages near an address that does not exist', () => {
  test('an identifier is no words to search for, whatever it begins with', () => {
    expect(['5f0c1a2b', '10293847'].map((part) => wordsOf(`/teach/${part}-5168-4836-b09e-4a34d641ea1b/`))).toEqual(['', '']);
  });

  test.each([
    ['/courses/first-scan/two-swiches/', '/courses/first-scan/two-switches/'],
    ['/courses/two-switches', '/courses/first-scan/two-switches/'],
    ['/two_switches.html', '/courses/first-scan/two-switches/'],
    ['/courses/first-scan/03-two-switches/', '/courses/first-scan/two-switches/'],
    ['/courses/frist-scan/', '/courses/first-scan/'],
    ['/reference/langauge/', '/reference/language/'],
    ['/courses/process-control/level-hold-a/', '/courses/process-control/hold-a-level/'],
    ['/switches', '/courses/first-scan/two-switches/'],
  ])('%s: first %s', (asked, first) => {
    expect(near(asked)[0]).toBe(first);
  });

  test.each(['/', '/wp-login.php', '/nowhere/', `/${'a'.repeat(5_000)}`, '/%E0%A4%A/', '/🙂/'])('%s: none', (asked) => {
    expect(near(asked)).toEqual([]);
  });

  test('are searched for by the words of their last part', () => {
    expect(wordsOf('/courses/first-scan/02-Two-Swiches/')).toBe('two swiches');
    expect(wordsOf('/%E7%94%B5%E6%9C%BA/')).toBe('电机');
    expect(wordsOf('/')).toBe('');
  });
});

test('the distance of two words is a distance', () => {
  expect(editDistance('', 'abc')).toBe(3);
  expect(editDistance('frist', 'first')).toBe(1);
  const word = fc.string({ maxLength: 12 });
  fc.assert(
    fc.property(word, word, (one, other) => {
      const distance = editDistance(one, other);
      expect(distance).toBe(editDistance(other, one));
      expect(distance === 0).toBe(one === other);
      expect(distance).toBeLessThanOrEqual(Math.max(one.length, other.length));
      expect(distance).toBeGreaterThanOrEqual(Math.abs(one.length - other.length));
    }),
  );
});
