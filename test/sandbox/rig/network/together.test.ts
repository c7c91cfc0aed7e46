import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Effect } from '#sandbox/protocols/party.ts';
import { together } from '#sandbox/rig/network/carrier.ts';

const send = (connection: number, text: string): Effect => ({ do: 'send', connection, bytes: new TextEncoder().encode(text) });
const told = (effects: readonly Effect[]): string[] =>
  effects.map(
    (effect) => `${effect.do} ${effect.connection}${effect.do === 'send' ? ` ${new TextDecoder().decode(effect.bytes)}` : ''}`,
  );

describe('what is sent at one instant', () => {
  it('on one connection goes out as one piece', () => {
    expect(told(together([send(1, 'a'), send(2, 'x'), send(1, 'b'), send(1, 'c')]))).toEqual(['send 1 abc', 'send 2 x']);
  });

  it('stays before the end of its connection, and behind its beginning', () => {
    const effects: Effect[] = [send(1, 'a'), { do: 'close', connection: 1 }, send(2, 'b'), { do: 'reset', connection: 2 }];
    expect(told(together(effects))).toEqual(['send 1 a', 'close 1', 'send 2 b', 'reset 2']);
  });

  it('is whole and in order on every connection, whatever comes', () => {
    const effect = fc.tuple(fc.integer({ min: 1, max: 3 }), fc.stringMatching(/^[a-z]{0,3}$/), fc.integer({ min: 0, max: 9 }));
    fc.assert(
      fc.property(fc.array(effect, { maxLength: 30 }), (drawn) => {
        const effects = drawn.map(
          ([connection, text, kind]): Effect => (kind === 0 ? { do: 'close', connection } : send(connection, text)),
        );
        const stream = (list: readonly Effect[], connection: number): string =>
          list
            .filter((one) => one.connection === connection)
            .map((one) => (one.do === 'send' ? new TextDecoder().decode(one.bytes) : '|'))
            .join('');
        for (const connection of [1, 2, 3]) expect(stream(together(effects), connection)).toBe(stream(effects, connection));
      }),
    );
  });
});
