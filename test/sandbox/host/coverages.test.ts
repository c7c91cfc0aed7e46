import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forSeed } from '../../../sandbox/grading/for-seed.ts';
import { lastScan } from '../../../sandbox/host/coverages.ts';
import { TimeTravel } from '../../../sandbox/host/time-travel.ts';
import { loadLabs } from '../../../sandbox/lab/load.ts';
import { Rig } from '../../../sandbox/rig/rig.ts';
import type { RigInput } from '../../../sandbox/rig/types.ts';
import { House } from './house.ts';
import type { Question, Tab } from './tab.ts';

/** Line 6 while the button is pressed, line 8 otherwise. */
const program = `PROGRAM main
VAR
  Start AT %IX0.0 : BOOL; Motor AT %QX0.0 : BOOL;
END_VAR
  IF Start THEN
    Motor := TRUE;
  ELSE
    Motor := FALSE;
  END_IF;
END_PROGRAM
`;
const download = { controller: 'plc', files: [{ name: 'main.st', text: program }], mode: 'restart' } as const;

describe('the last scan before what is shown', () => {
  const { labs } = loadLabs([`${import.meta.dirname}/../../../labs`]);

  it.each([...labs.values()].filter(({ definition }) => Object.keys(definition.rig.controllers).length > 0))(
    'of $slug is what it was when it ran',
    (lab) => {
      const [solution] = Object.values(lab.solutions);
      const { rig } = Rig.build(lab, { seed: 2, ...(solution ? { programs: forSeed(lab, solution, 2) } : {}) });
      const travel = new TimeTravel(rig!, { spill() {}, forget() {} });
      const [controller] = Object.keys(rig!.controllers());
      const button = rig!.signals().find(({ operable, type }) => operable && type === 'BOOL')!.name;
      const was = new Map<number, unknown>();
      let last: unknown = null;
      const cover = (): void =>
        rig!.coverNextScan(controller!, (scan) => {
          last = scan;
          cover();
        });
      cover();
      for (let tick = 0; tick < 400; tick++) {
        if (tick % 29 === 3) {
          const input: RigInput = { kind: 'operate', signal: button, value: tick % 2 === 0 };
          rig!.apply(input);
          travel.input(rig!.tick, input);
        }
        was.set(rig!.tick, last);
        rig!.advance(1);
        travel.record();
      }
      const hash = rig!.traceHash;
      for (const tick of [1, 30, 33, 97, 250, 399]) {
        travel.rewind(tick);
        expect([tick, lastScan(travel, controller!)]).toEqual([tick, was.get(tick)]);
      }
      travel.live();
      expect(lastScan(travel, controller!)).toEqual(last);
      expect(rig!.traceHash).toBe(hash);
    },
  );
});

describe('a controller that is covered', () => {
  const house = new House({ labHosts: 1 });
  beforeAll(async () => {
    expect(await house.start()).toBeNull();
  });
  afterAll(() => house.remove());

  const ask = async (
    tab: Tab,
    question: Question & { type: 'cover' | 'time' | 'watch' | 'download' | 'operate' | 'controller' },
  ): Promise<number> => {
    const answer = await tab.ask(question);
    if (answer.type === 'refused') throw new Error(JSON.stringify(answer));
    return answer.tick;
  };

  it('tells its lines when they change, live, paused and in the past', async () => {
    const tab = house.tab('covered');
    await tab.welcome();
    await ask(tab, { type: 'download', ...download, files: [...download.files] });
    await ask(tab, { type: 'cover', controller: 'plc' });
    const told = () => tab.received.flatMap((message) => (message.type === 'coverage' ? [message] : []));
    const lines = () => told().at(-1)?.lines['main.st']?.join();
    await tab.until('the lines while nothing is pressed', () => lines() === '5,8');
    const pressed = await ask(tab, { type: 'operate', signal: 'plant.Button', value: true });
    await tab.until('the lines while the button is pressed', () => lines() === '5,6');
    const count = told().length;
    await ask(tab, { type: 'time', do: 'pause' });
    await ask(tab, { type: 'time', do: 'step' });
    expect(told().length, 'the same is not told again').toBe(count);

    await ask(tab, { type: 'time', do: 'rewind', tick: pressed - 1 });
    expect(lines()).toBe('5,8');
    expect(told().at(-1)!.tick).toBeLessThan(pressed - 1);
    await ask(tab, { type: 'time', do: 'live' });
    expect(lines()).toBe('5,6');
    await ask(tab, { type: 'cover', controller: null });
    await ask(tab, { type: 'time', do: 'rewind', tick: pressed - 1 });
    expect(lines(), 'nobody covers any more').toBe('5,6');
    await ask(tab, { type: 'cover', controller: 'plc' });
    expect(lines()).toBe('5,8');
    tab.close();
  });
});
