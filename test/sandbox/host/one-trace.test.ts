/**
 * Law 1 across every way to run a rig: live in a lab host, paused and stepped there, restored after a kill -9, run straight in
 * this process, saved and restored here, and graded. The same lab, program, seed and stamped inputs: the same trace hash.
 */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { grade } from '../../../sandbox/grading/grade.ts';
import type { Lab } from '../../../sandbox/lab/lab.ts';
import { loadLab } from '../../../sandbox/lab/load.ts';
import { Rig } from '../../../sandbox/rig/rig.ts';
import { House } from './house.ts';
import { Tab } from './tab.ts';

const labs = join(import.meta.dirname, '..', '..', '..', 'labs');
/** The seed that the test's web process gives to every rig. */
const seed = 7;

const house = new House({ labRoots: [labs], labHosts: 1 });
beforeAll(async () => {
  expect(await house.start()).toBeNull();
});
afterAll(() => house.remove());

interface Stamped {
  tick: number;
  signal: string;
  value: boolean;
}

/** What happened in the live rig: inputs with the ticks that the acknowledgements named, and where it was paused at the end. */
async function runLive(): Promise<{ inputs: Stamped[]; tick: number; hash: string }> {
  const inputs: Stamped[] = [];
  const open = () => new Tab(`ws://127.0.0.1:${house.port}/rig/one?lab=motor-seal-in`);
  let tab = open();
  await tab.welcome();
  const operate = async (signal: string, value: boolean) => {
    const answer = await tab.ask({ type: 'operate', signal, value });
    if (answer.type !== 'ack') throw new Error(JSON.stringify(answer));
    inputs.push({ tick: answer.tick, signal, value });
  };
  await operate('plant.StartButton', true);
  await operate('plant.StartButton', false);
  await operate('plant.EStopButton', true);
  await tab.ask({ type: 'time', do: 'pause' });
  for (let step = 0; step < 5; step += 1) await tab.ask({ type: 'time', do: 'step' });
  await operate('plant.StartButton', true);
  await tab.ask({ type: 'time', do: 'step' });
  await tab.ask({ type: 'time', do: 'resume' });
  await operate('plant.EStopButton', false);
  // A button that is held when its host dies would spring back, as an input that nobody here has seen.
  await operate('plant.StartButton', false);

  const [host] = (await house.status()).hosts;
  process.kill(host?.pid ?? 0, 'SIGKILL');
  await tab.closed();
  for (;;) {
    tab = open();
    const came = await tab.until('a welcome or a close', () =>
      tab.received.some(({ type }) => type === 'welcome') ? 'welcome' : tab.closeCode !== null && 'closed',
    );
    if (came === 'welcome') break;
  }
  await operate('plant.StopButton', true);
  await operate('plant.StopButton', false);
  await tab.ask({ type: 'time', do: 'pause' });
  const paused = await tab.message('state', ({ state }) => state.phase === 'paused');
  tab.close();
  return { inputs, tick: paused.tick, hash: paused.state.traceHash };
}

function build(lab: Lab): Rig {
  const { rig } = Rig.build(lab, { seed });
  if (!rig) throw new Error('the lab does not build');
  return rig;
}

it('live, paused, stepped, restored after kill -9, straight, saved and restored, and graded: one trace', async () => {
  const { lab } = loadLab(join(labs, 'motor-seal-in'));
  if (!lab) throw new Error('the lab does not load');
  const live = await runLive();
  expect(live.inputs).toHaveLength(8);
  expect(live.tick).toBeGreaterThan(live.inputs.at(-1)?.tick ?? 0);

  const straight = build(lab);
  for (const { tick, signal, value } of live.inputs) {
    straight.advance(tick - straight.tick);
    expect(straight.apply({ kind: 'operate', signal, value })).toMatchObject({ ok: true });
  }
  straight.advance(live.tick - straight.tick);
  expect(straight.traceHash).toBe(live.hash);

  let hopping = build(lab);
  const hop = (ticks: number) => {
    for (let left = ticks; left > 0; left -= 13) {
      hopping.advance(Math.min(13, left));
      const { rig } = Rig.restore(lab, structuredClone(hopping.save()));
      if (!rig) throw new Error('the rig was not restored');
      hopping = rig;
    }
  };
  for (const { tick, signal, value } of live.inputs) {
    hop(tick - hopping.tick);
    hopping.apply({ kind: 'operate', signal, value });
  }
  hop(live.tick - hopping.tick);
  expect(hopping.traceHash).toBe(live.hash);

  const at = (tick: number) => BigInt(tick) * straight.tickNs;
  const [step] = lab.definition.steps;
  const graded = grade(
    {
      ...lab,
      definition: {
        ...lab.definition,
        steps: [
          {
            ...step!,
            checks: [
              {
                ...step!.checks[0]!,
                ways: [],
                scenario: live.inputs.map(({ tick, signal, value }) => ({ at: at(tick), set: { [signal]: value } })),
                run: at(live.tick - 1),
                require: [{ never: 'plc.Motor AND NOT plc.Start', from: 0n }],
              },
            ],
          },
        ],
      },
    },
    lab.start,
    { seed, traces: true },
  );
  const trace = graded.outcome === 'graded' ? graded.verdicts[0]?.trace : null;
  expect([trace?.ticks, trace?.hash]).toEqual([live.tick, live.hash]);

  const other = build(lab);
  other.advance(live.tick);
  expect(other.traceHash, 'a run without the inputs is another trace').not.toBe(live.hash);
});
