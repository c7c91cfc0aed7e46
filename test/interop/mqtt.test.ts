/** Debian's mosquitto_pub and mosquitto_sub against our broker, our client against Debian's broker, and Wireshark's opinion of it all. */
import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TcpAdapter } from '#sandbox/host/tcp-adapter.ts';
import { Broker } from '#sandbox/protocols/mqtt/broker.ts';
import { Client } from '#sandbox/protocols/mqtt/client.ts';
import type { ClientOptions } from '#sandbox/protocols/mqtt/client-options.ts';
import { mqttDissector } from '#sandbox/protocols/mqtt/dissector.ts';
import type { Level, QoS } from '#sandbox/protocols/mqtt/packet.ts';
import { Mosquitto } from './mosquitto.ts';
import { captureOf, type Piece } from './spoken.ts';
import { ask, converse, launch, present } from './tool.ts';

const text = (words: string): Uint8Array => new TextEncoder().encode(words);
const words = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

async function until(what: () => boolean): Promise<void> {
  while (!what()) await turn();
}

const spoken: Piece[] = [];
let connections = 0;
let broker: Broker;
let adapter: TcpAdapter;
let port = 0;

const access = {
  anonymous: true,
  users: [{ name: 'ann', password: 'right' }],
  rules: [{ publish: ['t/#', 'dev/%c'], subscribe: ['t/#', '$SYS/#'] }],
};

beforeEach(async () => {
  broker = new Broker({ access, maximumPacketSize: 5_000 });
  const first = connections;
  adapter = new TcpAdapter(broker, {
    tap: (connection, direction, bytes) => {
      connections = Math.max(connections, first + connection);
      spoken.push({ connection: first + connection, direction, bytes: bytes.slice() });
    },
  });
  port = await adapter.listen(0);
});
afterEach(() => adapter.close());

describe.skipIf(!present('mosquitto_pub') || !present('mosquitto_sub'))('mosquitto_pub and mosquitto_sub', () => {
  const versions = [
    ['3.1.1', 'mqttv311'],
    ['5.0', 'mqttv5'],
  ] as const;
  const tool = (
    name: 'mosquitto_pub' | 'mosquitto_sub',
    version: string,
    ...more: string[]
  ): Promise<{ status: number | null; text: string }> =>
    converse(name, ['-h', '127.0.0.1', '-p', `${port}`, '-V', version, ...more]);
  const subscribed = (count: number): Promise<void> => until(() => broker.counts.subscriptions >= count);

  it.each(versions)('%s: every QoS arrives, down to that of the subscription', async (_, version) => {
    for (const qos of ['0', '1', '2']) {
      const before = broker.counts.subscriptions;
      const heard = tool('mosquitto_sub', version, '-t', 't/+/x', '-q', qos, '-C', '3', '-F', '%q %t %p');
      await subscribed(before + 1);
      for (const sent of ['0', '1', '2'])
        expect(await tool('mosquitto_pub', version, '-t', `t/${sent}/x`, '-q', sent, '-m', `m${sent}`)).toEqual({
          status: 0,
          text: '',
        });
      const expected = ['0', '1', '2'].map((sent) => `${sent < qos ? sent : qos} t/${sent}/x m${sent}`);
      expect((await heard).text.trim().split('\n')).toEqual(expected);
      await until(() => broker.counts.subscriptions === before);
    }
  });

  it.each(versions)('%s: retained messages, and their end', async (_, version) => {
    await tool('mosquitto_pub', version, '-t', 't/kept', '-r', '-q', '1', '-m', '温度 21.5');
    expect((await tool('mosquitto_sub', version, '-t', 't/#', '-C', '1', '-F', '%r %t %p')).text).toBe('1 t/kept 温度 21.5\n');
    await tool('mosquitto_pub', version, '-t', 't/kept', '-r', '-n');
    expect((await tool('mosquitto_sub', version, '-t', 't/#', '-C', '1', '-W', '1')).text).toContain('Timed out');
  });

  it.each(versions)('%s: messages wait for a session that is away', async (_, version) => {
    const session = ['-c', '-i', 'keeper', ...(version === 'mqttv5' ? ['-x', '60'] : [])];
    await tool('mosquitto_sub', version, ...session, '-t', 't/q', '-q', '2', '-E');
    for (const qos of ['1', '2']) await tool('mosquitto_pub', version, '-t', 't/q', '-q', qos, '-m', `late ${qos}`);
    expect((await tool('mosquitto_sub', version, ...session, '-t', 't/q', '-q', '2', '-C', '2')).text).toBe('late 1\nlate 2\n');
  });

  it.each(versions)('%s: the will of a client that is killed', async (_, version) => {
    const heard = tool('mosquitto_sub', version, '-t', 't/will', '-C', '1');
    await subscribed(1);
    const will = ['--will-topic', 't/will', '--will-payload', 'gone', '--will-qos', '1'];
    const dying = launch('mosquitto_sub', ['-h', '127.0.0.1', '-p', `${port}`, '-V', version, '-t', 't/none', ...will]);
    await subscribed(2);
    dying.kill('SIGKILL');
    expect((await heard).text).toBe('gone\n');
  });

  it('5.0: a shared subscription divides, properties travel, topic aliases are understood', async () => {
    const readers = [1, 2].map(() => tool('mosquitto_sub', 'mqttv5', '-t', '$share/g/t/s', '-q', '1', '-C', '2', '-F', '%p'));
    await subscribed(2);
    for (const word of ['a', 'b', 'c', 'd']) await tool('mosquitto_pub', 'mqttv5', '-t', 't/s', '-q', '1', '-m', word);
    const heard = (await Promise.all(readers)).map(({ text: said }) => said.trim().split('\n').join(''));
    expect(heard.sort()).toEqual(['ac', 'bd']);

    const one = tool(
      'mosquitto_sub',
      'mqttv5',
      '-t',
      't/p',
      '-C',
      '1',
      '-F',
      '%A %C %E %D %R %P %p',
      '-D',
      'subscribe',
      'subscription-identifier',
      '9',
    );
    await subscribed(1);
    const property = (...more: string[]): string[] => ['-D', 'publish', ...more];
    await tool(
      'mosquitto_pub',
      'mqttv5',
      ...['-t', 't/p', '-m', 'x'],
      ...property('content-type', 'text/plain'),
      ...property('message-expiry-interval', '100'),
      ...property('correlation-data', 'corr'),
      ...property('response-topic', 't/answer'),
      ...property('user-property', 'b', '1'),
      ...property('user-property', 'a', '2'),
      ...property('topic-alias', '1'),
    );
    expect((await one).text.trim().replace(/ +/g, ' ')).toMatch(/text\/plain (100|99) corr t\/answer b:1 a:2 x$/);
  });

  it('a wrong password, a user nobody knows, a topic that is not allowed', async () => {
    const sentence = { mqttv311: /bad user name or password/i, mqttv5: /Bad User Name or Password|Not authori[sz]ed/i };
    for (const version of ['mqttv311', 'mqttv5'] as const) {
      const said = await tool('mosquitto_pub', version, '-u', 'ann', '-P', 'wrong', '-t', 't/a', '-m', 'x');
      expect(said.status).not.toBe(0);
      expect(said.text).toMatch(sentence[version]);
      expect((await tool('mosquitto_pub', version, '-u', 'ann', '-P', 'right', '-t', 't/a', '-m', 'x')).status).toBe(0);
      expect((await tool('mosquitto_sub', version, '-t', 'secret/#', '-C', '1', '-W', '3')).text).toMatch(
        /denied|rejected|not authori[sz]ed/i,
      );
    }
    expect((await tool('mosquitto_pub', 'mqttv5', '-t', 'secret/a', '-q', '1', '-m', 'x')).text).toMatch(/not authori[sz]ed/i);
    expect(broker.counters.refused).toBeGreaterThan(3);
  });

  it('a message too large: 5.0 knows it from CONNACK and keeps it, 3.1.1 is closed; the broker goes on', async () => {
    const large = 'x'.repeat(6_000);
    await tool('mosquitto_pub', 'mqttv5', '-t', 't/l', '-q', '1', '-m', large);
    expect((await tool('mosquitto_pub', 'mqttv311', '-t', 't/l', '-q', '1', '-m', large)).text).toContain('lost');
    expect(broker.counters.received).toBe(0);
    expect((await tool('mosquitto_pub', 'mqttv311', '-t', 't/l', '-q', '1', '-m', 'small')).status).toBe(0);
    expect(broker.counters.received).toBe(1);
  });
});

describe.skipIf(!present('mosquitto'))("Debian's broker and our client", () => {
  let mosquitto: Mosquitto;
  beforeEach(async () => {
    // Seen on the wire: with its window of 20, Mosquitto 2.0.11 may hand a message on before others of the same QoS that wait for the window.
    mosquitto = await Mosquitto.start(['max_inflight_messages 0']);
  });
  afterEach(() => mosquitto.remove());

  /** Payloads of PUBLISH on a client's connections, in the order of the wire, each where it was seen first. */
  function published(from: number, direction: Piece['direction']): string[] {
    const conversations = new Map<number, ReturnType<typeof mqttDissector.conversation>>();
    const payloads = spoken
      .filter(({ connection }) => connection > from && connection < from + 1_000)
      .flatMap(({ connection, direction: way, bytes }) => {
        const conversation = conversations.get(connection) ?? mqttDissector.conversation();
        conversations.set(connection, conversation);
        const messages = conversation.push(way === 'received' ? 'to-server' : 'to-client', bytes);
        return way === direction ? messages : [];
      })
      .filter(({ summary }) => summary.startsWith('PUBLISH'))
      .map(({ fields }) => fields.find(({ name }) => name === 'Payload')?.value ?? '');
    return [...new Set(payloads)];
  }

  function carried(options: Partial<ClientOptions> & { clientId: string }): {
    client: Client;
    carrier: TcpAdapter;
    base: number;
  } {
    let turns = 0;
    const backOff = { firstS: 0.05, mostS: 0.2, jitter: 0.5 };
    const client = new Client({ host: 'broker', backOff, ...options }, () => (turns++ % 7) / 7);
    connections += 1_000;
    const base = connections;
    const carrier = new TcpAdapter(client, {
      locate: () => ({ host: '127.0.0.1', port: mosquitto.port }),
      tap: (connection, direction, bytes) => {
        spoken.push({
          connection: base - connection,
          direction: direction === 'sent' ? 'received' : 'sent',
          bytes: bytes.slice(),
        });
      },
    });
    client.start(carrier.nowNs);
    carrier.attend();
    return { client, carrier, base };
  }

  it.each<Level>([4, 5])(
    'level %i: through four restarts with messages under way, nothing acknowledged is lost',
    async (level) => {
      const writer = carried({ clientId: 'writer', level, topicAliases: 3 });
      const reader = carried({ clientId: 'reader', level });
      const heard: Record<QoS, string[]> = { 0: [], 1: [], 2: [] };
      const acknowledged = new Set<number>();
      let connected = 0;
      let granted = false;
      let underWay = 0;
      const attend = (): void => {
        for (const { kind, ...rest } of writer.client.take(writer.carrier.nowNs).notices) {
          if (kind === 'published' && 'ticket' in rest && rest.ticket !== null) acknowledged.add(rest.ticket);
          if (kind === 'connected') connected += 1;
        }
        const { messages, notices } = reader.client.take(reader.carrier.nowNs);
        granted ||= notices.some(({ kind }) => kind === 'subscribed');
        for (const { payload, topic } of messages) heard[topic === 'q/1' ? 1 : 2].push(words(payload));
        writer.carrier.attend();
        reader.carrier.attend();
      };
      const settled = async (what: () => boolean): Promise<void> => {
        while (!what()) {
          attend();
          await turn();
        }
      };
      try {
        reader.client.subscribe([{ filter: 'q/+', qos: 2 }], reader.carrier.nowNs);
        await settled(() => granted && connected === 1);
        const sent: Record<QoS, string[]> = { 0: [], 1: [], 2: [] };
        for (let n = 0; n < 400; n += 1) {
          const qos: QoS = n % 2 === 0 ? 1 : 2;
          expect(writer.client.publish({ topic: `q/${qos}`, payload: text(`${n}`), qos }, writer.carrier.nowNs).code).toBe(0);
          sent[qos].push(`${n}`);
          writer.carrier.attend();
          if (n % 5 === 0 && n % 100 < 40) await new Promise((resolve) => setImmediate(resolve));
          if (n % 7 === 0 && n % 100 < 40) attend();
          if (n % 100 === 60) {
            underWay += writer.client.counts.inFlight;
            await mosquitto.end();
            await mosquitto.start();
          }
          if (n % 100 === 99) await settled(() => connected === 2 + Math.floor(n / 100));
        }
        await settled(() => acknowledged.size === 400 && new Set(heard[2]).size >= 200 && new Set(heard[1]).size >= 200);
        // What our two clients answer for: nothing lost, sent in order, and handed on in the order in which the broker gave it.
        for (const qos of [1, 2] as const) {
          expect([...new Set(heard[qos])].toSorted()).toEqual(sent[qos].toSorted());
          expect(published(writer.base, 'received').filter((word) => sent[qos].includes(word))).toEqual(sent[qos]);
        }
        // Seen on the wire, once in 25 runs: after its restart Mosquitto 2.0.11 hands a message on before others of the same QoS that wait to
        // be repeated, although we sent (and released) it after them; it had numbered them rightly. Also it sends QoS 2 messages again whose
        // PUBREL it had sent, so here "exactly once" is not to be had. Both are held between our own two ends
        // (test/sandbox/protocols/mqtt/client.test.ts).
        const given = published(reader.base, 'sent');
        expect([...new Set(heard[1])]).toEqual(given.filter((word) => sent[1].includes(word)));
        expect(underWay).toBeGreaterThan(0);
      } finally {
        await writer.carrier.close();
        await reader.carrier.close();
      }
    },
  );
});

describe.skipIf(!present('tshark'))('Wireshark', () => {
  const folder = mkdtemp(join(tmpdir(), 'millwright-tshark-'));
  afterAll(async () => rm(await folder, { recursive: true }));

  it('finds nothing malformed in all that was spoken above, and counts the packets that we count', async () => {
    const client = new Client({ host: 'broker', clientId: 'c', topicAliases: 2 }, () => 0);
    const carrier = new TcpAdapter(client, { locate: () => ({ host: '127.0.0.1', port }) });
    client.start(carrier.nowNs);
    client.subscribe([{ filter: 't/#', qos: 2 }], carrier.nowNs);
    for (const qos of [0, 1, 2] as const) client.publish({ topic: 't/a', payload: text('x'), qos }, carrier.nowNs);
    carrier.attend();
    let got = 0;
    while (got < 3) {
      got += client.take(carrier.nowNs).messages.length;
      carrier.attend();
      await turn();
    }
    await carrier.close();

    const capture = join(await folder, 'spoken.pcap');
    writeFileSync(capture, captureOf(spoken, 1883));
    const read = (filter: string, ...more: string[]): string[] =>
      ask('tshark', ['-r', capture, '-Y', filter, ...more])
        .split('\n')
        .filter((line) => line.trim() !== '');
    expect(read('_ws.malformed')).toEqual([]);

    // Packet types, stream by stream, beside our own reading.
    const theirs = read('mqtt', '-T', 'fields', '-e', 'mqtt.msgtype').flatMap((line) => line.split(','));
    const conversations = new Map<number, ReturnType<typeof mqttDissector.conversation>>();
    const ours = spoken.flatMap(({ connection, direction, bytes }) => {
      const conversation = conversations.get(connection) ?? mqttDissector.conversation();
      conversations.set(connection, conversation);
      return conversation.push(direction === 'received' ? 'to-server' : 'to-client', bytes);
    });
    expect(ours.filter(({ state }) => state === 'malformed').map(({ summary }) => summary)).toEqual([]);
    const count = (types: string[]): Record<string, number> => {
      const counts: Record<string, number> = {};
      for (const type of types) counts[type] = (counts[type] ?? 0) + 1;
      return counts;
    };
    expect(count(theirs)).toEqual(count(ours.map(({ bytes }) => `${(bytes[0] ?? 0) >> 4}`)));
    expect(ours.length).toBeGreaterThan(10);
  });
});
