import { describe, expect, test } from 'vitest';
import { foreignOrigin } from '#academy/http/origin.ts';

describe('an Origin is ours when its host is the Host of the request', () => {
  test.each([
    ['http://localhost:4321', 'localhost:4321'],
    ['http://127.0.0.1:4321', '127.0.0.1:4321'],
    ['http://[::1]:4321', '[::1]:4321'],
    ['http://academy.example', 'academy.example:80'],
    ['http://academy.example', 'Academy.Example'],
    // TLS ends at a proxy in front: the scheme differs from what this process sees, the host does not.
    ['https://academy.example', 'academy.example'],
    ['https://academy.example', 'academy.example:443'],
  ])('%s to %s', (origin, host) => {
    expect(foreignOrigin({ origin, host })).toBeNull();
  });

  test.each([
    ['http://localhost:4322', 'localhost:4321'],
    ['http://127.0.0.1:4321', 'localhost:4321'],
    ['https://academy.example.evil.example', 'academy.example'],
    ['https://evil.example', 'academy.example'],
    ['null', 'academy.example'],
    ['file://academy.example', 'academy.example'],
    ['academy.example', 'academy.example'],
    ['', 'academy.example'],
    [undefined, 'academy.example'],
    ['https://academy.example', undefined],
  ])('but not %s to %s', (origin, host) => {
    expect(foreignOrigin({ origin, host })).not.toBeNull();
  });
});
