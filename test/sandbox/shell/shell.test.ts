import { describe, expect, it } from 'vitest';
import type { ToolRecord } from '../../../sandbox/wire/tools.ts';
import { Bench } from './bench.ts';

const echo = (sequence: number): ToolRecord => ({
  kind: 'echo',
  sequence,
  answer: 'reply',
  from: '10.0.1.20',
  timeToLive: 64,
  bytes: 56,
  took: 0.42,
});
const echoes = (sent: number): ToolRecord => ({
  kind: 'echoes',
  sent,
  received: sent,
  errors: 0,
  took: { least: 0.42, average: 0.42, most: 0.42, deviation: 0 },
  lasted: 1_000,
});
const resolved: ToolRecord = { kind: 'resolved', host: 'meter', address: '10.0.1.20' };
const message = (payload: string): ToolRecord => ({
  kind: 'message',
  at: 1_500,
  topic: 'a/b',
  payload,
  base64: false,
  qos: 1,
  retain: false,
  userProperties: [],
});

describe('a line at the prompt', () => {
  it('runs, and the next prompt comes', async () => {
    const bench = new Bench();
    expect(await bench.run('echo hello')).toBe('hello\n');
    expect(await bench.run('echo grüße 你好')).toBe('grüße 你好\n');
    expect(bench.text).toMatch(/^A terminal on the network of this rig/);
  });

  it('finds variables, folder, functions and exit code of the line before', async () => {
    const bench = new Bench();
    await bench.run('mkdir -p work && cd work; export A=5; B=6; greet() { echo "hi $1"; }; alias ll="ls -l"');
    expect(bench.text).toContain('trainee@laptop:~/work$ ');
    expect(await bench.run('echo $A $B $PWD')).toBe('5 6 /home/trainee/work\n');
    expect(await bench.run('greet you')).toBe('hi you\n');
    await bench.run('false');
    expect(await bench.run('echo $?')).toBe('1\n');
    expect(await bench.run('echo $?')).toBe('0\n');
  });

  it('goes on below when it is not whole: quotes, loops, documents', async () => {
    const bench = new Bench();
    bench.type('echo "one\r');
    expect(bench.text).toMatch(/> $/);
    expect(await bench.run('two"')).toBe('one\ntwo\n');
    bench.type('for i in 1 2; do\r');
    expect(bench.text).toMatch(/> $/);
    expect(await bench.run('echo $i; done')).toBe('1\n2\n');
    bench.type('cat > f <<END\rline 1\r');
    expect(await bench.run('END')).toBe('');
    expect(await bench.run('cat f')).toBe('line 1\n');
    expect(await bench.run('done')).toMatch(/syntax error/);
  });

  it('prints in the order in which things happen, errors among them', async () => {
    const bench = new Bench();
    expect(await bench.run('echo one; nosuch; echo two; ls /nowhere; echo three > f; cat f | tr a-z A-Z')).toBe(
      'one\nbash: nosuch: command not found\ntwo\nls: /nowhere: No such file or directory\nTHREE\n',
    );
    expect(await bench.run('nosuch 2>/dev/null; echo $(echo in) && echo a | cat')).toBe('in\na\n');
    expect(
      await bench.run('while true; do echo x; break; done; case a in a) echo case;; esac; (echo sub); { echo group; }'),
    ).toBe('x\ncase\nsub\ngroup\n');
  });

  it('takes what was pasted below it after it has run', async () => {
    const bench = new Bench();
    bench.type('echo a\recho b\r');
    await bench.until('both', () => /\na\n.*echo b\nb\n.*\$ $/s.test(bench.text));
  });

  it('is edited, found again and completed by keys', async () => {
    const bench = new Bench();
    bench.type('ecko hi\u001b[D\u001b[D\u001b[D\u001b[D\u007fh');
    expect(await bench.run('')).toBe('hi\n');
    bench.type('\u001b[A');
    expect(await bench.run('')).toBe('hi\n');
    await bench.run('touch readings.csv');
    bench.type('cat rea\t');
    expect(bench.text).toMatch(/cat readings\.csv $/);
    bench.type('\u0003');
    bench.type('ping me\t');
    expect(bench.text).toMatch(/ping meter $/);
    bench.type('\u0003mosquitto_p\t');
    expect(bench.text).toMatch(/mosquitto_pub $/);
    // readline takes a Tab in the midst of other keys for something pasted.
    for (const key of ['\u0003', 'mbpoll -', '\t', '\t']) bench.type(key);
    expect(bench.text).toContain('--help');
  });

  it('sleeps, and is woken by Ctrl-C', async () => {
    const bench = new Bench();
    expect(await bench.run('sleep 0.05; echo up')).toBe('up\n');
    bench.type('sleep 100; echo never\r\u0003');
    await bench.until('the prompt', () => /\^C\n.*\$ $/s.test(bench.text));
    expect(bench.text).not.toContain('\nnever');
  });

  it('is given up by Ctrl-C; Ctrl-D begins a new shell; Ctrl-Z does nothing', async () => {
    const bench = new Bench();
    bench.type('echo never\u0003');
    expect(await bench.run('echo again')).toBe('again\n');
    await bench.run('cd /tmp');
    bench.type('\u001a\u0004');
    expect(bench.text).toMatch(/This terminal stays: a new shell\.\n.*trainee@laptop:~\$ $/s);
    expect(await bench.run('pwd')).toBe('/home/trainee\n');
  });

  it('wraps at the width that it is told', () => {
    const bench = new Bench();
    bench.hear({ type: 'resize', columns: 30, rows: 10 });
    bench.type('x'.repeat(40));
    expect(bench.text).toContain('x'.repeat(40));
  });
});

describe('a network tool', () => {
  it('prints as it goes, until Ctrl-C ends it and the line with it', async () => {
    const bench = new Bench();
    bench.type('echo before; ping meter; echo after\r');
    const { call, order } = await bench.order();
    expect(order).toEqual({
      tool: 'ping',
      host: 'meter',
      count: null,
      interval: 1_000,
      timeout: 1_000,
      bytes: 56,
      timeToLive: 64,
      deadline: null,
    });
    bench.found(call, [resolved, echo(1)]);
    expect(bench.text).toMatch(
      /before\nPING meter \(10\.0\.1\.20\) 56\(84\) bytes of data\.\n64 bytes from meter \(10\.0\.1\.20\): icmp_seq=1 ttl=64 time=0\.420 ms\n$/,
    );
    bench.type('\u0003');
    expect(bench.sent.at(-1)).toEqual({ type: 'interrupt', call });
    bench.found(call, [echoes(1)], 0);
    await bench.until('the prompt', () => /\$ $/.test(bench.text));
    expect(bench.text).toContain(
      '1 packets transmitted, 1 received, 0% packet loss, time 1000ms\nrtt min/avg/max/mdev = 0.420/0.420/0.420/0.000 ms\n',
    );
    expect(bench.text).not.toContain('\nafter');
  });

  it('gives what a head behind it wants and is ended then', async () => {
    const bench = new Bench();
    const done = bench.run("mosquitto_sub -h broker -t '#' | head -3");
    const { call } = await bench.order();
    bench.found(call, [message('1'), message('2')]);
    bench.found(call, [message('3'), message('4')]);
    await bench.until('an interrupt', () => bench.sent.some((one) => one.type === 'interrupt' && one.call === call));
    bench.found(call, [message('5')], 0);
    expect(await done).toBe('1\n2\n3\n');
  });

  it('in a pipe is ended by Ctrl-C, and the rest of the pipe makes use of what came', async () => {
    const bench = new Bench();
    bench.type("mosquitto_sub -h broker -t '#' | grep -c .\r");
    const { call } = await bench.order();
    bench.found(call, [message('1'), message('2')]);
    bench.type('\u0003');
    bench.found(call, [], 0);
    await bench.until('the count', () => /\n2\n.*\$ $/s.test(bench.text));
  });

  it('runs in loops, conditions, substitutions and under timeout', async () => {
    const bench = new Bench();
    const done = bench.run('for h in meter plc; do nc -z $h 502 && echo "$h open" || echo "$h shut"; done');
    const first = await bench.order(1);
    bench.found(first.call, [{ kind: 'port', port: 502, state: 'open', took: 1 }], 0);
    const second = await bench.order(2);
    expect(second.order).toMatchObject({ host: 'plc' });
    bench.found(second.call, [{ kind: 'port', port: 502, state: 'refused', took: 1 }], 1);
    expect(await done).toBe('meter open\nplc shut\n');

    const taken = bench.run('v=$(mbpoll -1 -q -r 1 meter | tail -1); echo "read: $v"');
    bench.found((await bench.order(3)).call, [{ kind: 'registers', at: 0, took: 2, address: 0, registers: [231] }], 0);
    expect(await taken).toBe('read: [1]: \t231\n');

    const timed = bench.run("timeout 0.2 mosquitto_sub -h broker -t '#'; echo $?");
    bench.found((await bench.order(4)).call, [message('seen')]);
    expect(await timed).toBe('seen\n124\n');
    expect(bench.sent.filter(({ type }) => type === 'interrupt')).toHaveLength(1);
  });

  it('that the rig does not begin, or ends, says why', async () => {
    const bench = new Bench();
    const why = { en: 'The rig is asleep.', 'zh-CN': '实训台处于休眠状态。' };
    const refused = bench.run('ping meter');
    bench.hear({ type: 'refused', call: (await bench.order(1)).call, message: why });
    expect(await refused).toBe('ping: The rig is asleep.\n');
    const ended = bench.run('ping meter');
    await bench.order(2);
    bench.hear({ type: 'notice', text: why, toolsEnd: true });
    expect(await ended).toBe('ping: The rig is asleep.\n');
  });

  it('that is not understood teaches, in the language of the reader', async () => {
    const bench = new Bench();
    expect(await bench.run('ping -x meter')).toBe(
      'ping: ping has no option -x here. It has -c -i -W -w -s -t; `ping --help` explains them.\n',
    );
    expect(await bench.run('ping -c')).toBe('ping: -c needs a value: -c COUNT.\n');
    expect(await bench.run('ping')).toBe('ping: The host to ask is missing.\n');
    const chinese = new Bench([], { locale: 'zh-CN' });
    expect(await chinese.run('ping -c many meter')).toBe('ping: -c 需要 1 到 1000000 之间的整数，而不是“many”。\n');
    expect(await chinese.run('help')).toContain('cat /etc/hosts');
    expect(await chinese.run('mbpoll --help')).toContain('用法');
    expect(bench.orders).toEqual([]);
  });

  it('lets a line of the host stand above what is being typed', async () => {
    const bench = new Bench();
    bench.type('echo ha');
    bench.hear({ type: 'notice', text: { en: 'Time stands.', 'zh-CN': '时间已停止。' }, toolsEnd: false });
    expect(bench.text).toMatch(/Time stands\.\n.*\$ echo ha$/s);
    expect(await bench.run('')).toBe('ha\n');
  });
});

describe('the language', () => {
  it('is that of the page which came last, from the greeting on', async () => {
    const bench = new Bench();
    bench.type('ec');
    bench.hear({ type: 'language', locale: 'zh-CN' });
    expect(bench.text).toMatch(/输入 help 查看可用命令。\n.*\$ ec$/s);
    bench.type('ho ha');
    expect(await bench.run('')).toBe('ha\n');
    expect(await bench.run('help')).toContain('用于本实训台网络的命令');
    expect(await bench.run('man ping')).toContain('此处命令的手册');
    expect(await bench.run('ping --help')).toContain('用法');
  });
});

describe('files', () => {
  it('are told of after each line, and stand there in the next shell, as does what was typed', async () => {
    const bench = new Bench();
    await bench.run('mkdir -p notes; echo hello > notes/a.txt');
    const next = new Bench(bench.home);
    expect(await next.run('cat notes/a.txt')).toBe('hello\n');
    next.type('\u001b[A\u001b[A');
    expect(next.text).toContain('mkdir -p notes; echo hello > notes/a.txt');
  });

  it('are written by tools: a capture as pcap', async () => {
    const bench = new Bench();
    const bytes = btoa(String.fromCharCode(...Array<number>(60).fill(0)));
    const { text } = await bench.tool('tcpdump -w all.pcap', [
      { kind: 'frame', number: 1, at: 1.5, direction: 'out', length: 60, bytes, summary: '' },
    ]);
    expect(text).toBe('tcpdump: listening on eth0, link-type EN10MB (Ethernet), snapshot length 65535 bytes\n');
    const file = bench.home.find(({ path }) => path === 'all.pcap');
    expect(file?.bytes).toHaveLength(24 + 16 + 60);
    expect(Buffer.from(file!.bytes.slice(0, 4)).toString('hex')).toBe('d4c3b2a1');
  });
});
