/** Words of the real tools: mbpoll 1.0 of Debian, mosquitto 2.0, curl 8, iproute2, iputils, OpenBSD's nc. */
import { describe, expect, it } from 'vitest';
import { general } from '../../../sandbox/shell/commands/modbus-values.ts';
import { Bench } from './bench.ts';

const bench = new Bench();
const chinese = { en: 'in English', 'zh-CN': '中文' };

describe('mbpoll', () => {
  const head = (what: string, first: number, count: number, unit = 1) =>
    `mbpoll 1.0-0 - FieldTalk(tm) Modbus(R) Master Simulator\n\nProtocol configuration: Modbus TCP\nSlave configuration...: address = [${unit}]\n                        start reference = ${first}, count = ${count}\nCommunication.........: meter, port 502, t/o 1.00 s, poll rate 1000 ms\nData type.............: ${what}\n\n`;

  it('reads registers once', async () => {
    const { order, text } = await bench.tool('mbpoll -m tcp -a 1 -t 4 -r 1 -c 3 -1 meter', [
      { kind: 'registers', at: 0, took: 2, address: 0, registers: [100, 101, 40_000] },
    ]);
    expect(order).toEqual({
      tool: 'modbus-read',
      host: 'meter',
      port: 502,
      unit: 1,
      timeout: 1_000,
      table: 'holding-registers',
      address: 0,
      quantity: 3,
      count: 1,
      interval: 1_000,
    });
    expect(text).toBe(
      `${head('16-bit register, output (holding) register table', 1, 3)}-- Polling slave 1...\n[1]: \t100\n[2]: \t101\n[3]: \t40000 (-25536)\n`,
    );
  });

  it('reads 32 bits in either order of words, two registers a value', async () => {
    // 231.5 is 16#43678000.
    const high = await bench.tool('mbpoll -1 -q -t 3:float -B -r 1 meter', [
      { kind: 'registers', at: 0, took: 2, address: 0, registers: [0x4367, 0x8000] },
    ]);
    expect(high.order).toMatchObject({ table: 'input-registers', quantity: 2 });
    expect(high.text).toBe('-- Polling slave 1...\n[1]: \t231.5\n');
    const low = await bench.tool('mbpoll -1 -q -t3:float -c2 meter', [
      { kind: 'registers', at: 0, took: 2, address: 0, registers: [0x4367, 0x8000, 0x8000, 0x4367] },
    ]);
    expect(low.text).toBe('-- Polling slave 1...\n[1]: \t-2.41794e-41\n[3]: \t231.5\n');
    const int = await bench.tool('mbpoll -1 -q -t 4:int meter', [
      { kind: 'registers', at: 0, took: 2, address: 0, registers: [100, 101] },
    ]);
    expect(int.text).toContain('[1]: \t6619236\n');
    const hex = await bench.tool('mbpoll -1 -q -t 4:hex meter', [
      { kind: 'registers', at: 0, took: 2, address: 0, registers: [100] },
    ]);
    expect(hex.text).toContain('[1]: \t0x0064\n');
  });

  it('counts references from 0 with -0, and knows bits', async () => {
    const zero = await bench.tool('mbpoll -1 -q -0 -r 0 meter', [
      { kind: 'registers', at: 0, took: 2, address: 0, registers: [7] },
    ]);
    expect([zero.order, zero.text]).toMatchObject([{ address: 0 }, '-- Polling slave 1...\n[0]: \t7\n']);
    const bits = await bench.tool('mbpoll -1 -t 0 -r 2 -c 2 meter', [
      { kind: 'bits', at: 0, took: 2, address: 1, bits: [true, false] },
    ]);
    expect(bits.order).toMatchObject({ table: 'coils', address: 1 });
    expect(bits.text).toBe(`${head('discrete output (coil)', 2, 2)}-- Polling slave 1...\n[2]: \t1\n[3]: \t0\n`);
  });

  it('polls until Ctrl-C, and counts', async () => {
    const done = bench.run('mbpoll -q -l 500 meter');
    const { call, order } = await bench.order(bench.orders.length + 1);
    expect(order).toMatchObject({ count: null, interval: 500 });
    bench.found(call, [{ kind: 'registers', at: 0, took: 2, address: 0, registers: [1] }]);
    bench.type('\u0003');
    bench.found(call, [{ kind: 'polls', sent: 1, answered: 1, errors: 0 }], 0);
    expect(await done).toBe(
      '-- Polling slave 1... Ctrl-C to stop)\n[1]: \t1\n^C\n--- meter poll statistics ---\n1 frames transmitted, 1 received, 0 errors, 0.0% frame loss\n\neverything was closed.\nHave a nice day !\n',
    );
  });

  it('writes', async () => {
    const words = await bench.tool('mbpoll -r 10 meter 1234 65535', [{ kind: 'written', took: 1, count: 2 }]);
    expect(words.order).toMatchObject({ tool: 'modbus-write', table: 'holding-registers', address: 9, values: [1234, 65_535] });
    expect(words.text).toMatch(/register table\n\nWritten 2 references\.\n$/);
    expect((await bench.tool('mbpoll -t 4:float -B -r 1 meter 231.5', [])).order).toMatchObject({ values: [0x4367, 0x8000] });
    expect((await bench.tool('mbpoll -t 4:int16 -r 1 meter -- -5', [])).order).toMatchObject({ values: [65_531] });
    expect((await bench.tool('mbpoll -t 0 -r 1 meter 1 0', [])).order).toMatchObject({ table: 'coils', values: [1, 0] });
    expect(await bench.run('mbpoll meter 70000')).toMatch(
      /^mbpoll: Data out of range \(70000\): -t 4 takes whole numbers from 0 to 65535/,
    );
    expect(await bench.run('mbpoll -t 3 meter 7')).toMatch(/can only be read/);
  });

  it('words what went wrong', async () => {
    const exception = await bench.tool(
      'mbpoll -1 -q -r 1000 meter',
      [{ kind: 'modbus-exception', exception: 2, message: chinese }],
      1,
    );
    expect(exception.text).toBe('-- Polling slave 1...\nRead output (holding) register failed: Illegal data address\n');
    const refused = await bench.tool(
      'mbpoll -1 -q meter',
      [{ kind: 'connection', why: 'refused', host: 'meter', port: 502, message: chinese }],
      1,
    );
    expect(refused.text).toBe('mbpoll: Connection failed: Connection refused.\n');
    expect(await bench.run('mbpoll -t 9 meter')).toBe('mbpoll: There is no table 9: -t 0, 1, 3 or 4.\n');
    expect(await bench.run('mbpoll -c 200 meter')).toMatch(/-c takes a whole number from 1 to 125/);
  });

  it('prints figures as C does', () => {
    expect(
      [231.5, 9.18369e-39, 0.1, 1e6, 123_456, 1_234_567, -0.000_05, 0, Number.NaN, Number.POSITIVE_INFINITY].map(general),
    ).toEqual(['231.5', '9.18369e-39', '0.1', '1e+06', '123456', '1.23457e+06', '-5e-05', '0', 'nan', 'inf']);
  });
});

describe('ip', () => {
  it('shows addresses, routes, neighbours and links', async () => {
    const interfaces = {
      kind: 'interfaces' as const,
      interfaces: [{ name: 'eth0', address: '10.0.1.5', prefix: 24, mac: '02:00:00:00:00:05', up: true }],
    };
    const address = await bench.tool('ip a', [interfaces]);
    expect(address.order).toEqual({ tool: 'ip', show: 'address' });
    expect(address.text).toContain(
      '2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc fq_codel state UP group default qlen 1000\n    link/ether 02:00:00:00:00:05 brd ff:ff:ff:ff:ff:ff\n    inet 10.0.1.5/24 brd 10.0.1.255 scope global eth0\n',
    );
    expect((await bench.tool('ip link', [interfaces])).text).not.toContain('inet');
    const routes = await bench.tool('ip route show', [
      {
        kind: 'routes',
        routes: [
          { to: 'default', via: '10.0.1.1', from: '10.0.1.5' },
          { to: '10.0.1.0/24', via: null, from: '10.0.1.5' },
        ],
      },
    ]);
    expect(routes.text).toBe('default via 10.0.1.1 dev eth0 \n10.0.1.0/24 dev eth0 proto kernel scope link src 10.0.1.5 \n');
    const neighbours = await bench.tool('ip neigh', [
      {
        kind: 'neighbours',
        neighbours: [
          { name: 'meter', address: '10.0.1.20', mac: '02:00:00:00:00:20', up: true },
          { name: 'off', address: '10.0.1.9', mac: '', up: false },
        ],
      },
    ]);
    expect(neighbours.text).toBe('10.0.1.20 dev eth0 lladdr 02:00:00:00:00:20 REACHABLE \n10.0.1.9 dev eth0 FAILED \n');
  });
  it('changes nothing', async () => {
    expect(await bench.run('ip addr add 10.0.1.9/24 dev eth0')).toMatch(/^ip: ip addr add would change this computer/);
    expect(await bench.run('ip frob')).toMatch(/^ip: Object "frob" is unknown/);
  });
});

describe('ping and traceroute', () => {
  it('reads the options of iputils', async () => {
    const { order, text } = await bench.tool(
      'ping -c 3 -i 0.2 -W 2 -s 100 -t 5 meter',
      [{ kind: 'connection', why: 'unknown-host', host: 'meter', port: 0, message: chinese }],
      2,
    );
    expect(order).toEqual({
      tool: 'ping',
      host: 'meter',
      count: 3,
      interval: 200,
      timeout: 2_000,
      bytes: 100,
      timeToLive: 5,
      deadline: null,
    });
    expect(text).toBe('ping: meter: Name or service not known\n');
  });
  it('shows hops, silent ones as stars', async () => {
    const { order, text } = await bench.tool('traceroute -m 5 -w 1 -q 3 meter', [
      { kind: 'resolved', host: 'meter', address: '10.0.1.20' },
      {
        kind: 'hop',
        hop: 1,
        answers: [
          { from: '10.0.1.1', took: 0.5 },
          { from: '10.0.1.1', took: 0.25 },
          { from: '', took: null },
        ],
      },
      { kind: 'hop', hop: 2, answers: [{ from: '10.0.1.20', took: 1 }] },
    ]);
    expect(order).toEqual({ tool: 'traceroute', host: 'meter', hops: 5, queries: 3, timeout: 1_000 });
    expect(text).toBe(
      'traceroute to meter (10.0.1.20), 5 hops max, 60 byte packets\n 1  10.0.1.1 (10.0.1.1)  0.500 ms  0.250 ms *\n 2  meter (10.0.1.20)  1.000 ms\n',
    );
  });
});

describe('nc', () => {
  it('looks at ports and ranges, and tells with -v', async () => {
    const { order, text } = await bench.tool('nc -zvw 2 meter 501-503', [
      { kind: 'resolved', host: 'meter', address: '10.0.1.20' },
      { kind: 'port', port: 501, state: 'refused', took: 1 },
      { kind: 'port', port: 502, state: 'open', took: 1 },
      { kind: 'port', port: 503, state: 'timeout', took: 2_000 },
    ]);
    expect(order).toEqual({ tool: 'ports', host: 'meter', ports: [501, 502, 503], timeout: 2_000 });
    expect(text).toBe(
      'nc: connect to meter port 501 (tcp) failed: Connection refused\nConnection to meter (10.0.1.20) 502 port [tcp/mbap] succeeded!\nnc: connect to meter port 503 (tcp) failed: Connection timed out\n',
    );
    expect(await bench.run('nc meter 502')).toMatch(/Only looking works here/);
    expect(await bench.run('nc -z meter 0')).toMatch(/"0" is no port/);
  });
});

describe('curl', () => {
  const response = {
    kind: 'response' as const,
    status: 200,
    reason: 'OK',
    headers: [['Content-Type', 'text/plain']] as [string, string][],
    body: 'fine\n',
    took: 3,
  };
  it('gets, with or without the head', async () => {
    const { order, text } = await bench.tool('curl -s http://gateway:8080/status?x=1', [response]);
    expect(order).toEqual({
      tool: 'http',
      host: 'gateway',
      port: 8080,
      method: 'GET',
      path: '/status?x=1',
      headers: [
        ['User-Agent', 'curl/8.5.0'],
        ['Accept', '*/*'],
      ],
      body: null,
      timeout: 30_000,
    });
    expect(text).toBe('fine\n');
    expect((await bench.tool('curl -i gateway/x', [response])).text).toBe('HTTP/1.1 200 OK\nContent-Type: text/plain\n\nfine\n');
    expect((await bench.tool('curl -I gateway', [response])).order).toMatchObject({ method: 'HEAD', path: '/', port: 80 });
  });
  it('posts, from a file, too, and writes the answer into one', async () => {
    await bench.run("printf 'a: 1\\nb: 2\\n' > g.yaml");
    const { order } = await bench.tool(
      'curl -X POST -H "Authorization: Bearer t" --data-binary @g.yaml -o out.txt http://gateway:8080/reload',
      [response],
    );
    expect(order).toMatchObject({ method: 'POST', body: 'a: 1\nb: 2\n' });
    expect(order).toHaveProperty('headers', expect.arrayContaining([['Authorization', 'Bearer t']]));
    expect(await bench.run('cat out.txt')).toBe('fine\n');
    expect((await bench.tool('curl -d @g.yaml gateway', [response])).order).toMatchObject({ method: 'POST', body: 'a: 1b: 2' });
  });
  it('numbers its errors', async () => {
    const { text } = await bench.tool(
      'curl http://gateway:8080/; echo $?',
      [{ kind: 'connection', why: 'refused', host: 'gateway', port: 8080, message: chinese }],
      7,
    );
    expect(text).toBe('curl: (7) Failed to connect to gateway port 8080: Connection refused\n7\n');
    expect(
      (
        await bench.tool(
          'curl http://nosuch/; echo $?',
          [{ kind: 'connection', why: 'unknown-host', host: 'nosuch', port: 80, message: chinese }],
          1,
        )
      ).text,
    ).toBe('curl: (6) Could not resolve host: nosuch\n6\n');
    expect(await bench.run('curl https://gateway/')).toMatch(/Only http:\/\/ is spoken/);
    expect(await bench.run('curl -d @none.txt gateway')).toMatch(/There is no file none\.txt/);
  });
});

describe('mosquitto', () => {
  it('subscribes, with topics, formats and limits', async () => {
    const message = {
      kind: 'message' as const,
      at: 1_500,
      topic: 'a/b',
      payload: '{"v":1}',
      base64: false,
      qos: 1,
      retain: true,
      userProperties: [] as [string, string][],
    };
    const { order, text } = await bench.tool(
      "mosquitto_sub -h broker -p 1884 -t 'a/#' -t c -q 1 -V mqttv5 -u me -P secret -i me1 -C 2 -W 5 -v",
      [message],
    );
    expect(order).toEqual({
      tool: 'mqtt-subscribe',
      host: 'broker',
      port: 1884,
      version: '5.0',
      client: 'me1',
      user: 'me',
      password: 'secret',
      keepAlive: 60,
      clean: true,
      topics: ['a/#', 'c'],
      qos: 1,
      count: 2,
      wait: 5_000,
      retainedOnly: false,
      noRetained: false,
      timeout: 10_000,
    });
    expect(text).toBe('a/b {"v":1}\n');
    expect((await bench.tool("mosquitto_sub -h broker -t x -F '%I %t %q %r %l %x %%'", [message])).text).toBe(
      '2026-01-05T08:00:01+0000 a/b 1 1 7 7b2276223a317d %\n',
    );
    expect(
      (
        await bench.tool(
          'mosquitto_sub -h broker -t x',
          [{ kind: 'connection', why: 'unknown-host', host: 'broker', port: 1883, message: chinese }],
          1,
        )
      ).text,
    ).toBe('Unable to connect (Lookup error.).\n');
    expect(
      (await bench.tool('mosquitto_sub -h broker -t x', [{ kind: 'mqtt-refused', code: 5, message: chinese }], 5)).text,
    ).toBe('Connection error: in English\n');
  });
  it('publishes what is typed, piped or read', async () => {
    const typed = await bench.tool(
      'mosquitto_pub -h broker -t a -m on -q 2 -r -V 5 -D publish user-property who me --will-topic gone --will-payload x',
      [{ kind: 'published', count: 1 }],
    );
    expect(typed.order).toMatchObject({
      topic: 'a',
      messages: ['on'],
      qos: 2,
      retain: true,
      userProperties: [['who', 'me']],
      will: { topic: 'gone', payload: 'x', qos: 0, retain: false },
    });
    expect(typed.text).toBe('');
    expect((await bench.tool("printf '1\\n2\\n' | mosquitto_pub -h broker -t a -l", [])).order).toMatchObject({
      messages: ['1', '2'],
    });
    expect((await bench.tool('echo -n all | mosquitto_pub -h broker -t a -s', [])).order).toMatchObject({ messages: ['all'] });
    expect((await bench.tool('mosquitto_pub -h broker -t a -n', [])).order).toMatchObject({ messages: [''] });
    expect(await bench.run("mosquitto_pub -h broker -t 'a/#' -m 1")).toMatch(/Invalid publish topic/);
    expect(await bench.run('mosquitto_pub -h broker -t a')).toMatch(/Both topic and message must be supplied/);
    expect(await bench.run('mosquitto_sub -t a')).toMatch(/The broker is missing/);
  });
});

describe('s7', () => {
  it('reads, writes and asks for the name plate', async () => {
    const read = await bench.tool('s7 read press DB1.DBD0:REAL DB9.DBX0.0; echo $?', [
      { kind: 'item', address: 'DB1.DBD0', type: 'REAL', value: 1.5, error: null },
      { kind: 'item', address: 'DB9.DBX0.0', type: 'BOOL', value: null, error: { en: 'no such block', 'zh-CN': '没有此数据块' } },
    ]);
    expect(read.order).toEqual({
      tool: 's7-read',
      host: 'press',
      port: 102,
      rack: 0,
      slot: 1,
      timeout: 3_000,
      items: ['DB1.DBD0:REAL', 'DB9.DBX0.0'],
    });
    expect(read.text).toBe('DB1.DBD0         REAL   1.5\nDB9.DBX0.0: no such block\n1\n');
    expect((await bench.tool('s7 write press DB1.DBW6=12', [])).order).toMatchObject({
      tool: 's7-write',
      items: [{ address: 'DB1.DBW6', value: '12' }],
    });
    expect((await bench.tool('s7 --slot 2 info press', [])).order).toMatchObject({ tool: 's7-info', slot: 2 });
    expect(await bench.run('s7 write press DB1.DBW6')).toMatch(/has no value/);
    expect(await bench.run('s7')).toMatch(/s7 read, s7 write or s7 info/);
  });
});

describe('tcpdump', () => {
  const bytes = btoa(String.fromCharCode(...Array<number>(14).fill(2), 0x45, 0, 0, 40, 0x41, 0x42));
  const summary = 'IP 10.0.1.5.49152 > 10.0.1.20.502: Flags [S], seq 7, win 1024, length 0';
  const frame = { kind: 'frame' as const, number: 1, at: 1_234.5678, direction: 'out' as const, length: 54, bytes, summary };
  const captured = { kind: 'captured' as const, count: 1, received: 2, dropped: 0 };

  it('shows a line per frame', async () => {
    const { order, text } = await bench.tool('tcpdump -n -c 1 tcp port 502 and host meter', [frame, captured]);
    expect(order).toEqual({ tool: 'capture', filter: 'tcp port 502 and host meter', count: 1, snapLength: 65_535 });
    expect(text).toBe(
      `tcpdump: verbose output suppressed\nlistening on eth0, link-type EN10MB (Ethernet), snapshot length 65535 bytes\n08:00:01.234567 ${summary}\n1 packets captured\n2 packets received by filter\n0 packets dropped by kernel\n`,
    );
  });
  it('dumps bytes with -X, and refuses what it does not have', async () => {
    expect((await bench.tool('tcpdump -X', [frame])).text).toContain(`\t0x0000:  4500 0028 4142 ${' '.repeat(25)} E..(AB\n`);
    expect(await bench.run('tcpdump -i wlan0')).toMatch(/There is no interface wlan0/);
    const wrong = await bench.tool('tcpdump prot 502', [{ kind: 'problem', message: chinese }], 1);
    expect(wrong.text).toMatch(/tcpdump: in English\n$/);
  });
});

describe('gateway', () => {
  const ask = async (line: string, answer: Extract<Parameters<Bench['hear']>[0], { type: 'gateway' }>['answer']) => {
    const from = bench.sent.length;
    const done = bench.run(line);
    const question = await bench.until('a question', () => bench.sent.slice(from).find((one) => one.type === 'gateway'));
    if (question.type !== 'gateway') throw new Error('no question');
    bench.hear({ type: 'gateway', request: question.request, answer });
    return { question: question.question, text: await done };
  };
  it('validates and reloads a file', async () => {
    await bench.run("echo 'tags: []' > gateway.yaml");
    const problem = {
      line: 3,
      column: 5,
      severity: 'error' as const,
      message: { en: 'no such protocol', 'zh-CN': '没有此协议' },
    };
    const wrong = await ask('gateway validate gateway.yaml || echo wrong', {
      kind: 'problems',
      problems: [problem],
      taken: false,
    });
    expect(wrong).toEqual({
      question: { do: 'validate', text: 'tags: []\n' },
      text: 'gateway.yaml:3:5: error: no such protocol\nwrong\n',
    });
    const taken = await ask('gateway reload gateway.yaml', { kind: 'problems', problems: [], taken: true });
    expect(taken.text).toBe('gateway.yaml is taken; what did not change goes on.\n');
    expect(await bench.run('gateway reload')).toMatch(/The file is missing/);
  });
  it('shows its file, its log and that it does not run', async () => {
    expect((await ask('gateway show > g2.yaml; cat g2.yaml', { kind: 'text', text: 'tags: []\n' })).text).toBe('tags: []\n');
    const report = {
      status: null,
      tags: [],
      alarms: [],
      fresh: true,
      problems: [],
      logs: [{ number: 1, time: 't', level: 'info', about: 'meter', message: chinese, times: 3 }],
    };
    expect((await ask('gateway logs', { kind: 'report', report })).text).toBe('t info    meter: in English (x3)\n');
    expect((await ask('gateway status', { kind: 'report', report })).text).toMatch(/does not run/);
    expect((await ask('gateway', { kind: 'none', message: chinese })).text).toBe('gateway: in English\n');
  });
});
