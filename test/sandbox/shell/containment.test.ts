/** Nothing reaches the machine or its network, and nothing one shell does stops the others for long. */
import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Bench } from './bench.ts';

describe('out of reach', () => {
  let asked = 0;
  const server = createServer((_request, response) => {
    asked += 1;
    response.end('the machine');
  });
  let port = 0;
  beforeAll(
    () =>
      new Promise<void>((resolve) => {
        server.listen(0, '127.0.0.1', () => {
          const address = server.address();
          port = typeof address === 'object' && address ? address.port : 0;
          resolve();
        });
      }),
  );
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  it('files, environment and processes of the machine', async () => {
    process.env.SECRET_OF_THE_MACHINE = 'sesame';
    const bench = new Bench();
    const shown = [
      await bench.run('cat /etc/passwd /etc/shadow /proc/self/environ /proc/1/cmdline /proc/self/maps ../../etc/hostname'),
      await bench.run('env; set; printenv SECRET_OF_THE_MACHINE; echo $SECRET_OF_THE_MACHINE; hostname; whoami; uname -a; ps'),
      await bench.run('ls -R / | grep -i millwright; ln -s /etc/passwd p; cat p; ls /proc/self/root/ /tmp'),
      await bench.run(
        'node -e 1; python3 -c 1; perl -e 1; js-exec -c 1; sqlite3 x .tables; sudo ls; bash -c "cat /etc/passwd"; sh /etc/profile',
      ),
    ].join('');
    delete process.env.SECRET_OF_THE_MACHINE;
    expect(shown).not.toMatch(/sesame|root:|node_modules|millwright/i);
    expect(shown).toMatch(/cat: \/etc\/passwd: No such file/);
    expect(shown).toContain('bash: node: command not found');
  });

  it("the machine's own network: an address is an address of the rig", async () => {
    const bench = new Bench();
    const done = bench.run(`curl -s http://127.0.0.1:${port}/`);
    const { call, order } = await bench.order(1);
    expect(order).toMatchObject({ tool: 'http', host: '127.0.0.1', port });
    bench.found(call, [{ kind: 'connection', why: 'refused', host: '127.0.0.1', port, message: { en: '', 'zh-CN': '' } }], 7);
    expect(await done).toBe('');
    await bench.run(
      `cat < /dev/tcp/127.0.0.1/${port}; exec 3<>/dev/tcp/127.0.0.1/${port}; echo GET / >&3; wget http://127.0.0.1:${port}; html-to-markdown http://127.0.0.1:${port}/`,
    );
    expect(asked).toBe(0);
  });
});

describe('without end', () => {
  it.each([
    ['a loop', 'while true; do :; done'],
    ['a loop that prints', 'while true; do echo yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy; done | tail -1'],
    ['a loop of files', 'for i in $(seq 200); do for j in $(seq 200); do echo $i > f$i-$j; done; done'],
    ['a fork bomb', ':(){ :|:& };:'],
    ['a recursion', 'f() { f; }; f'],
    ['a script that calls itself', 'echo "bash s" > s; bash s'],
    ['a text that doubles', 'x=a; while true; do x=$x$x; done'],
    ['a list of a thousand million', 'echo {1..1000000000}'],
    [
      'a pattern that backtracks',
      'echo aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa! | grep -E "^(a+)+$"; [[ aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa! =~ ^(a+)+$ ]]',
    ],
    ['sed that goes round', 'sed ":a;s/x/xx/;ta" <<< x'],
    ['awk that goes round', 'awk "BEGIN { while (1) x = x \\"aaaaaaaaaa\\" x }"'],
    ['jq that goes round', 'jq -n "def f: f; f"; jq -n "[range(1e9)] | length"'],
    ['a width of a thousand million', 'printf "%1000000000d" 1'],
    ['a file system that is full', 'x=$(printf "%900000d" 1); for i in 1 2 3; do echo $x > big$i; done; tar cf x.tar .'],
  ])(
    '%s is ended, and the shell goes on',
    async (_what, line) => {
      const bench = new Bench();
      await bench.run(line);
      expect(await bench.run('echo still here')).toBe('still here\n');
    },
    20_000,
  );

  it('what is printed is bounded, by a line and by a tool', async () => {
    const bench = new Bench();
    await bench.run('x=$(printf "%100000d" 1); for i in $(seq 30); do echo "$x"; done');
    expect(bench.screen.length < 1_200_000).toBe(true);
    expect(bench.screen.includes('total output size exceeded')).toBe(true);

    const flooded = new Bench();
    flooded.type("mosquitto_sub -h broker -t '#'\r");
    const { call } = await flooded.order();
    const payload = 'x'.repeat(300_000);
    for (let count = 0; count < 6; count += 1)
      flooded.found(call, [
        { kind: 'message', at: 0, topic: 'a', payload, base64: false, qos: 0, retain: false, userProperties: [] },
      ]);
    await flooded.until('an interrupt', () => flooded.sent.some(({ type }) => type === 'interrupt'));
    expect(flooded.screen.length < 1_100_000).toBe(true);
    expect(flooded.screen.includes('More than a million characters')).toBe(true);
  });

  it('other shells get their turns meanwhile, and Ctrl-C is heard', async () => {
    const busy = new Bench();
    const other = new Bench();
    busy.type('while true; do echo x >> log; done\r');
    expect(await other.run('echo mine')).toBe('mine\n');
    expect(busy.text).not.toMatch(/done\n.*\$ $/s);
    busy.type('\u0003');
    await busy.until('the prompt', () => /done\n.*\$ $/s.test(busy.text));
    expect(busy.text).not.toContain('too many commands');
  });
});
