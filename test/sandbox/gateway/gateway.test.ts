import { describe, expect, it } from 'vitest';
import type { Gateway } from '#sandbox/gateway/gateway.ts';
import { gatewayIn, run, second, World } from './world.ts';

const file = (tags: string, more = ''): string => `
namespace: { enterprise: acme, site: suzhou, line: line-1 }
connections:
  dosing: { protocol: modbus-tcp, host: a, timeout: 1s, retries: 0 }
groups: { default: { every: 1s, phase: 200ms } }
northbound: { protocol: mqtt, host: broker, client: edge-1, commands: true }
access:
  - { who: panel, token: secret, write: ['*'], reload: true, alarms: true }
tags:
${tags}
${more}`;

const level =
  '  - { name: level, connection: dosing, address: "1", type: INT, scale: { raw: [0, 27648], eng: [0, 10] }, unit: m, writable: true, writeRange: [0, 8] }';

function start(text: string, prepare: (world: World) => void = () => {}): { world: World; gateway: Gateway } {
  const world = new World();
  prepare(world);
  return { world, gateway: gatewayIn(world, text) };
}

const values = (world: World, topic = 'acme/suzhou/line-1/level') =>
  world.delivered.filter((each) => each.topic === topic).map(({ payload }) => payload);

describe('a gateway at work', () => {
  it('is born, polls at its phase, and tells value, quality, time and unit under the names of the plant', () => {
    const { world, gateway } = start(file(level), (w) => {
      w.value = () => 13_824;
    });
    run(gateway, second);
    expect(world.delivered.map(({ topic }) => topic)).toEqual(['acme/suzhou/gateway/edge-1/status', 'acme/suzhou/line-1/level']);
    expect(world.delivered[0]?.payload).toMatchObject({ online: true, nextSequence: 1 });
    expect(values(world)).toEqual([{ value: 5, quality: 'Good', timestamp: '2027-01-15T08:00:00.220Z', sequence: 1, unit: 'm' }]);
  });

  it('tells every sample without a deadband, only changes with one, and breaks silence in time', () => {
    const banded = level.replace('unit: m', 'unit: m, deadband: { absolute: 0.5, maxSilence: 5s }');
    const { world, gateway } = start(file(banded), (w) => {
      w.value = (_c, _a, now) => (now > 3n * second ? 27_648 : 0) + Number((now / second) % 2n);
    });
    run(gateway, 12n * second);
    expect(values(world).map(({ value, timestamp }) => [Math.round(Number(value)), String(timestamp).slice(17, 19)])).toEqual([
      [0, '00'],
      [10, '03'],
      [10, '08'],
    ]);
  });

  it('turns Bad with the value gone when the device does not answer, and Good again when it does', () => {
    const { world, gateway } = start(file(level), (w) => {
      w.value = () => 2_764.8;
      w.deviceUp = (_c, now) => now < 2n * second || now > 5n * second;
    });
    run(gateway, 7n * second);
    expect(values(world).map(({ value, quality }) => `${value} ${quality}`)).toEqual([
      '1 Good',
      '1 Good',
      'null Bad.Timeout',
      'null Bad.Timeout',
      '1 Good',
      '1 Good',
      '1 Good',
    ]);
    const lines = gateway.log.lines().filter(({ about }) => about === 'dosing');
    expect(lines.map(({ message }) => message.en)).toEqual([
      'Its tags are Bad: the device did not answer in time.',
      'The device answers again.',
    ]);
  });

  it('does not ask again before the last poll is answered, and counts what it left out', () => {
    const { gateway } = start(file(level).replace('every: 1s', 'every: 300ms'), (w) => {
      w.deviceUp = () => false;
    });
    run(gateway, 3n * second);
    expect(gateway.south.overruns).toBe(7);
    expect(gateway.south.drivers.get('dosing')?.counters.requests).toBe(3);
  });

  it('never calls an old value Good: what is not renewed is Uncertain, with the time it had', () => {
    const push = file('  - { name: level, connection: m, address: "t#/v", expires: 10s }').replace(
      'groups:',
      '  m: { protocol: mqtt, host: b }\ngroups:',
    );
    const { world, gateway } = start(push, (w) => {
      w.value = () => 7;
    });
    run(gateway, second);
    gateway.south.drivers.get('m')?.poll(['level'], second);
    run(gateway, 20n * second);
    expect(values(world).map(({ value, quality, timestamp }) => [value, quality, timestamp])).toEqual([
      [7, 'Good', '2027-01-15T08:00:01.020Z'],
      [7, 'Uncertain.LastUsableValue', '2027-01-15T08:00:01.020Z'],
    ]);
  });

  it('holds values at the end of their range as Uncertain, reads bits and names states', () => {
    const tags = `
  - { name: level, connection: dosing, address: "1", clamp: [0, 100] }
  - { name: ready, connection: dosing, address: "2", bit: 3 }
  - { name: mode, connection: dosing, address: "3", enumeration: { 2: Running } }`;
    const { world, gateway } = start(file(tags), (w) => {
      w.value = (_c, address) => ({ 1: 130, 2: 0b1000, 3: 2 })[address] ?? 0;
    });
    run(gateway, second);
    const told = world.delivered.slice(1).map(({ payload }) => payload);
    expect(told).toMatchObject([
      { value: 100, quality: 'Uncertain.EngineeringUnitsExceeded' },
      { value: true, quality: 'Good' },
      { value: 2, state: 'Running' },
    ]);
  });
});

describe('a write', () => {
  const text = file(
    `${level}\n  - { name: fixed, connection: dosing, address: "2" }\n  - { name: valve, connection: dosing, address: "3", type: BOOL, writable: true }`,
  );
  const written = (act: (gateway: Gateway) => void, prepare?: (world: World) => void) => {
    const { world, gateway } = start(text, prepare);
    run(gateway, second);
    act(gateway);
    run(gateway, 6n * second);
    return { world, results: gateway.writeResults().map(({ result }) => result) };
  };

  it('goes to the device in its own units and is read back', () => {
    const { world, results } = written((gateway) => gateway.write(1, 'level', 5, second));
    expect(world.written.get('1')).toBe(13_824);
    expect(results).toMatchObject([{ tag: 'level', outcome: 'done' }]);
  });

  it('is refused with a reason: no tag, not writable, out of range, wrong kind', () => {
    const { world, results } = written((gateway) => {
      gateway.write(1, 'levle', 5, second);
      gateway.write(2, 'fixed', 5, second);
      gateway.write(3, 'level', 9, second);
      gateway.write(4, 'valve', 5, second);
    });
    expect(world.written.size).toBe(0);
    expect(results.map(({ outcome }) => outcome)).toEqual(Array(4).fill('refused'));
    expect(results.map(({ message }) => message.en)).toEqual([
      expect.stringContaining('no tag levle'),
      expect.stringContaining('writable: true'),
      expect.stringContaining('takes 0 to 8 m'),
      expect.stringContaining('takes true or false'),
    ]);
  });

  it('says when the device did not take it, and when nobody answered', () => {
    const ignored = written(
      (gateway) => gateway.write(1, 'level', 5, second),
      (world) => {
        world.takes = false;
      },
    );
    expect(ignored.results).toMatchObject([{ outcome: 'not-taken' }]);
    const dead = written(
      (gateway) => gateway.write(1, 'level', 5, second),
      (world) => {
        world.deviceUp = (_c, now) => now < second;
      },
    );
    expect(dead.results).toMatchObject([{ outcome: 'failed' }]);
    expect(dead.results[0]?.message.en).toContain('did not answer in time');
  });

  it('comes from the north with a token, and the answer goes back there', () => {
    const { world, gateway } = start(text);
    run(gateway, second);
    world.commands = [
      { topic: 'acme/suzhou/gateway/edge-1/set/level', payload: '{"value": 5, "token": "secret", "id": "a"}' },
      { topic: 'acme/suzhou/gateway/edge-1/set/level', payload: '{"value": 6, "token": "guess", "id": "b"}' },
      { topic: 'acme/suzhou/gateway/edge-1/set/level', payload: 'no JSON' },
    ];
    run(gateway, 3n * second);
    const answers = world.delivered
      .filter(({ topic }) => topic.endsWith('result/level'))
      .map(({ payload }) => [payload.id, payload.outcome]);
    expect(answers).toEqual([
      ['b', 'refused'],
      [null, 'refused'],
      ['a', 'done'],
    ]);
    expect(world.written.get('1')).toBe(13_824);
  });
});

describe('a reload', () => {
  const two = file(level, '')
    .replace('groups:', '  press: { protocol: s7, host: b }\ngroups:')
    .replace('tags:', 'tags:\n  - { name: strokes, connection: press, address: "9" }');
  it('leaves what did not change as it is: connection, last value, sequence', () => {
    const { world, gateway } = start(two, (w) => {
      w.value = () => 2_764.8;
    });
    run(gateway, second);
    const before = gateway.south.drivers.get('dosing');
    const { difference } = gateway.reload(
      two.replace('protocol: s7', 'protocol: s7, slot: 2').replace('unit: m,', 'unit: cm,'),
      second,
    );
    expect(difference?.connections.changed).toEqual(['press']);
    expect(world.stopped).toEqual(['press']);
    expect(gateway.south.drivers.get('dosing')).toBe(before);
    expect(gateway.tags.get('level')).toMatchObject({ value: 1, quality: 'Good' });
    expect(gateway.tags.get('strokes')).toMatchObject({ value: null, quality: 'Bad.WaitingForInitialData' });
    run(gateway, 2n * second);
    expect(values(world).at(-1)).toMatchObject({ unit: 'cm', quality: 'Good' });
    const sequences = world.delivered.map(({ payload }) => payload.sequence).filter((each) => each !== undefined);
    expect(sequences).toEqual(sequences.map((_, index) => index + 1));
  });

  it('with a mistake leaves the running one in place and says where it is', () => {
    const { gateway } = start(two);
    const running = gateway.config;
    const { problems, difference } = gateway.reload(two.replace('every', 'evry'), 0n);
    expect(difference).toBeNull();
    expect(problems[0]).toMatchObject({ line: 6 });
    expect(gateway.config).toBe(running);
    expect(gateway.log.lines().at(-1)?.message.en).toContain('Line 6');
  });
});

describe('alarms', () => {
  const alarmed = file(
    level,
    'alarms: [{ name: high, tag: level, when: high, limit: 8, deadband: 1, onDelay: 2s, priority: high, message: Level too high }]',
  );
  it('are raised after their delay, told north, acknowledged over HTTP, and end below their deadband', () => {
    const { world, gateway } = start(alarmed, (w) => {
      w.value = (_c, _a, now) => (now < 10n * second ? 9 : now < 15n * second ? 7.5 : 6) * 2_764.8;
    });
    run(gateway, 5n * second);
    const events = () =>
      world.delivered
        .filter(({ topic }) => topic.endsWith('/alarms/high'))
        .map(({ payload }) => `${payload.event} ${payload.state} ${String(payload.timestamp).slice(17, 23)}`);
    expect(events()).toEqual(['raised unacknowledged 02.220']);
    gateway.acknowledge('high', 'panel', 6n * second);
    run(gateway, 20n * second);
    expect(events().slice(1)).toEqual(['acknowledged acknowledged 06.000', 'ended normal 15.220']);
  });
});
