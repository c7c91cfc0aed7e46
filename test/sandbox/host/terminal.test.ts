/** The terminal of a hosted rig: one shell for all tabs, in a process of its own, with files that outlive everything. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { House } from './house.ts';
import { writeNetworkLab } from './network-lab.ts';
import type { Tab } from './tab.ts';

const house = new House({ labHosts: 1, unwatchedSleep: 1_000 });
beforeAll(async () => {
  writeNetworkLab(house.labs);
  await house.start();
});
afterAll(() => house.remove());

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const control = /\u001b\[[0-9;?]*[A-Za-z]/g;

/** What stands on a tab's terminal: all since it was last cleared. */
function screen(tab: Tab): string {
  let text = '';
  for (const message of tab.received) if (message.type === 'terminal') text = message.fresh ? message.text : text + message.text;
  return text.replace(control, '').replaceAll('\r', '');
}

const prompts = (tab: Tab): number => screen(tab).split('$ ').length - 1;

async function open(tab: Tab, locale: 'en' | 'zh-CN'): Promise<void> {
  await tab.until(
    'a running rig',
    () => tab.received.findLast((one) => one.type === 'welcome' || one.type === 'state')?.state.phase === 'running',
  );
  expect(await tab.ask({ type: 'terminal-open', columns: 80, rows: 24, locale })).toMatchObject({ type: 'ack' });
  await tab.until('a prompt', () => /\$ $/.test(screen(tab)));
}

async function terminal(rig: string, locale: 'en' | 'zh-CN' = 'en'): Promise<Tab> {
  const tab = house.tab(rig, 'meter');
  await tab.welcome();
  await open(tab, locale);
  return tab;
}

/** Types a line; what was printed for it. */
async function run(tab: Tab, line: string): Promise<string> {
  const before = screen(tab).length;
  const seen = prompts(tab);
  await tab.ask({ type: 'terminal-input', text: `${line}\r` });
  await tab.until(`the end of ${line}`, () => prompts(tab) > seen && /\$ $/.test(screen(tab)));
  return screen(tab).slice(before);
}

describe('a terminal', () => {
  it('is refused in a lab without one', async () => {
    const tab = house.tab('t0');
    await tab.welcome();
    expect(await tab.ask({ type: 'terminal-open', columns: 80, rows: 24, locale: 'en' })).toMatchObject({
      type: 'refused',
      code: 'noTerminal',
    });
  });

  it('runs lines, and tools in the rig', async () => {
    const tab = await terminal('t1');
    expect(await run(tab, 'cat /etc/hosts')).toContain('10.0.1.20       meter');
    expect(await run(tab, 'ping -c 1 meter')).toContain('1 packets transmitted, 1 received, 0% packet loss');
    expect(await run(tab, 'nc -zv meter 502 503')).toMatch(
      /502 port \[tcp\/mbap\] succeeded!\n.*port 503 \(tcp\) failed: Connection refused/,
    );
    expect(await run(tab, 'mbpoll -1 -q -t 3:float -B -r 1 meter')).toContain('[1]: \t25\n');
    expect(await run(tab, 'mbpoll -q -t 4 -r 1 meter 20; sleep 0.2; mbpoll -1 -q -t 3:float -B -r 1 meter')).toContain(
      '[1]: \t40\n',
    );
    expect(await run(tab, 'curl -s http://edge:8080/tags | jq -r ".[0].name"')).toContain('power');
  });

  it('is the same in two tabs, and after a reload', async () => {
    const [one, two] = [await terminal('t2'), await terminal('t2')];
    await run(one, 'echo from one');
    await two.until('the same', () => /\nfrom one\n.*\$ $/s.test(screen(two)));
    await run(two, 'echo from two');
    one.close();
    const again = await terminal('t2');
    expect(screen(again)).toMatch(/from one\n.*echo from two\nfrom two\n.*\$ $/s);
  });

  it('speaks the language of the page that opened it last', async () => {
    const one = await terminal('t10', 'zh-CN');
    expect(screen(one)).toContain('输入 help 查看可用命令');
    expect(await run(one, 'help')).toContain('网络');
    const two = await terminal('t10', 'en');
    await two.until('the greeting', () => screen(two).includes('A terminal on the network of this rig.'));
    expect(await run(two, 'ping --help')).toContain('Usage');
    expect(await run(two, 'man ping')).toContain('The manual of a command here');
  });

  it('streams a tool, and Ctrl-C ends it', async () => {
    const tab = await terminal('t3');
    await tab.ask({ type: 'terminal-input', text: 'ping -i 0.1 meter\r' });
    await tab.until('three answers', () => screen(tab).includes('icmp_seq=3'));
    const seen = prompts(tab);
    await tab.ask({ type: 'terminal-input', text: '\u0003' });
    await tab.until('the prompt', () => prompts(tab) > seen);
    expect(screen(tab)).toContain('meter ping statistics');
  });

  it('waits while time stands and says so; a tool ends in the past and on a reset, with a sentence', async () => {
    const tab = await terminal('t4');
    await tab.ask({ type: 'time', do: 'pause' });
    await tab.ask({ type: 'terminal-input', text: 'ping -c 1 meter\r' });
    await tab.until('the sentence', () => screen(tab).includes('The time of this rig stands'));
    await tab.ask({ type: 'time', do: 'resume' });
    await tab.until('the answer', () => /0% packet loss.*\$ $/s.test(screen(tab)));

    await tab.ask({ type: 'terminal-input', text: 'ping meter\r' });
    await tab.until('an answer', () => screen(tab).split('icmp_seq=1 ').length === 3);
    await tab.ask({ type: 'time', do: 'rewind', tick: 1 });
    await tab.until('the end', () => /ping: The past is shown now.*\$ $/s.test(screen(tab)));
    expect(await run(tab, 'ping -c 1 meter')).toContain('ping: What is shown is the past');
    await tab.ask({ type: 'time', do: 'live' });
    await tab.ask({ type: 'time', do: 'resume' });

    await tab.ask({ type: 'terminal-input', text: 'ping meter\r' });
    await tab.until('an answer', () => screen(tab).split('icmp_seq=1 ').length === 4);
    await tab.ask({ type: 'reset', keepPrograms: true });
    await tab.until('the end', () => /ping: The rig went on from another moment.*\$ $/s.test(screen(tab)));
    expect(await run(tab, 'ping -c 1 meter')).toContain(' 0% packet loss');
  });

  it('looks at the gateway, and gives it another file that every tab hears of', async () => {
    const [one, two] = [await terminal('t5'), await terminal('t5')];
    expect(await run(one, 'gateway status')).toMatch(/meter +modbus-tcp +meter:502 +connect/);
    await run(one, 'gateway show > g.yaml; sed -i s/kW/MW/ g.yaml');
    expect(await run(one, 'gateway validate g.yaml')).toContain('g.yaml: no mistakes.');
    expect(await run(one, 'gateway reload g.yaml')).toContain('g.yaml is taken');
    await two.message('programs', ({ programs }) => programs.gateway?.[0]?.text.includes('MW') === true);
    await run(one, 'sed -i s/modbus-tcp/modbus-rtu/ g.yaml');
    expect(await run(one, 'gateway reload g.yaml')).toMatch(
      /g\.yaml:2:\d+: error: .*\nThe running configuration stays in place/s,
    );
    expect(await run(one, 'gateway show')).toContain('modbus-tcp');
    expect(await run(one, 'gateway logs -n 5')).toMatch(/2026-01-05T\S+ +\w+/);
  });

  it('keeps its files through a sleep, a crash of its process and of the rig, and a restart of the server', async () => {
    const tab = await terminal('t6');
    await run(tab, 'mkdir notes; echo first > notes/a.txt');
    tab.close();
    await expect.poll(() => house.standings('t6')).toMatchObject({ t6: { phase: 'asleep' } });
    const woken = await terminal('t6');
    expect(await run(woken, 'cat notes/a.txt; echo second >> notes/a.txt')).toContain('\nfirst\n');

    process.kill((await house.status()).terminals!, 'SIGKILL');
    await woken.until('a new shell', () => /started anew.*\$ $/s.test(screen(woken)));
    expect(await run(woken, 'cat notes/a.txt')).toContain('\nfirst\nsecond\n');

    process.kill((await house.status()).hosts[0]!.pid, 'SIGKILL');
    await woken.closed();
    await house.end();
    await house.start();
    expect(await run(await terminal('t6'), 'cat notes/a.txt')).toContain('\nfirst\nsecond\n');
  });

  it('that goes round and round stops nobody else', async () => {
    const [busy, other] = [await terminal('t7'), await terminal('t8')];
    await busy.ask({ type: 'terminal-input', text: 'while true; do echo x; done\r' });
    expect(await run(other, 'echo mine')).toContain('\nmine\n');
    await busy.until('its end', () => /too many commands[^\n]*\n[^\n]*\$ $/.test(screen(busy)));
  });

  it('whose process is stuck begins anew', async () => {
    const tab = await terminal('t9');
    await run(tab, 'echo kept > f');
    process.kill((await house.status()).terminals!, 'SIGSTOP');
    await tab.until('a new shell', () => /started anew.*\$ $/s.test(screen(tab)));
    expect(await run(tab, 'cat f')).toContain('\nkept\n');
  });
});
