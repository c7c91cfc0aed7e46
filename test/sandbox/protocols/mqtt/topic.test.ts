import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { covers, isTopicFilter, isTopicName, matches, parseFilter } from '#sandbox/protocols/mqtt/topic.ts';
import { TopicTree } from '#sandbox/protocols/mqtt/topic-tree.ts';

describe('topics, as section 4.7 has them', () => {
  it.each([
    ['sport/tennis/player1/#', 'sport/tennis/player1', true],
    ['sport/tennis/player1/#', 'sport/tennis/player1/score/wimbledon', true],
    ['sport/#', 'sport', true],
    ['sport/+', 'sport', false],
    ['sport/+', 'sport/', true],
    ['sport/tennis/+', 'sport/tennis/player1/ranking', false],
    ['+/+', '/finance', true],
    ['/+', '/finance', true],
    ['+', '/finance', false],
    ['#', '$SYS/x', false],
    ['+/monitor/Clients', '$SYS/monitor/Clients', false],
    ['$SYS/#', '$SYS/', true],
    ['Accounts', 'ACCOUNTS', false],
  ])('%s matches %s: %s', (filter, topic, expected) => {
    expect(matches(filter, topic)).toBe(expected);
  });

  it('wildcards stand alone, # at the end; a name has none', () => {
    for (const filter of ['#', '+', 'a/#', '+/b/#', '/', 'a b']) expect(isTopicFilter(filter), filter).toBe(true);
    for (const filter of ['', 'a#', 'a/#/b', 'a+', '+a/b', 'a/b#', 'a\0', '/'.repeat(500)])
      expect(isTopicFilter(filter), filter).toBe(false);
    for (const topic of ['', 'a/+', '#', 'a\0b']) expect(isTopicName(topic), topic).toBe(false);
  });

  it('a shared filter has a group with a name and a filter', () => {
    expect(parseFilter('$share/g/a/#')).toEqual({ group: 'g', filter: 'a/#' });
    expect(parseFilter('$share/g//a')).toEqual({ group: 'g', filter: '/a' });
    for (const filter of ['$share/g', '$share//a', '$share/g+/a', '$share/g/', '$share/'])
      expect(parseFilter(filter), filter).toBeNull();
  });
});

const level = fc.constantFrom('a', 'b', '', '$x');
const topic = fc.array(level, { minLength: 1, maxLength: 4 }).map((levels) => levels.join('/') || 'a');
const filter = fc
  .tuple(fc.array(fc.oneof(level, fc.constant('+')), { minLength: 1, maxLength: 4 }), fc.boolean())
  .map(([levels, rest]) => [...levels, ...(rest ? ['#'] : [])].join('/') || '+');

describe('one meaning in three places', () => {
  it('the tree finds what the rule finds, and forgets what is taken out', () => {
    fc.assert(
      fc.property(fc.array(filter, { maxLength: 12 }), fc.array(fc.nat(11), { maxLength: 6 }), topic, (filters, gone, name) => {
        const tree = new TopicTree<number>();
        for (const [at, one] of filters.entries()) tree.set(one, `${at}`, at);
        for (const at of gone) tree.delete(filters[at] ?? 'a', `${at}`);
        const found: number[] = [];
        tree.match(name, (at) => found.push(at));
        const expected = [...filters.keys()].filter((at) => !gone.includes(at) && matches(filters[at] ?? '', name));
        expect(found.sort((a, b) => a - b)).toEqual(expected);
      }),
      { numRuns: 1000 },
    );
  });

  it('what covers a filter matches all that it matches', () => {
    let covered = 0;
    fc.assert(
      fc.property(filter, filter, fc.array(topic, { minLength: 10, maxLength: 20 }), (outer, inner, names) => {
        if (!covers(outer, inner)) return;
        covered += 1;
        for (const name of names) if (matches(inner, name)) expect(matches(outer, name), `${outer} ${inner} ${name}`).toBe(true);
      }),
      { numRuns: 2000 },
    );
    expect(covered).toBeGreaterThan(100);
  });
});
