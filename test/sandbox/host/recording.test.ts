/** What a tab records of a live rig, through the whole house. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RecordingFrame, recordingFlags } from '../../../sandbox/wire/recording.ts';
import { House } from './house.ts';
import type { Question, Tab } from './tab.ts';

const house = new House({ labHosts: 1 });
beforeAll(async () => {
  expect(await house.start()).toBeNull();
});
afterAll(() => house.remove());

const steps = 'plant.Steps';
const button = 'plant.Button';

/** The plant counts its steps, one a tick, and one before the first. */
const stepsBefore = (tick: number): number => tick + 1;

async function recording(rig: string, signals: string[] = [steps, button]): Promise<Tab> {
  const tab = house.tab(rig);
  await tab.welcome();
  expect(await tab.ask({ type: 'record', signals })).toMatchObject({ type: 'ack' });
  return tab;
}

const done = async (tab: Tab, question: Question): Promise<number> => {
  const answer = await tab.ask(question);
  if (answer.type !== 'ack') throw new Error(JSON.stringify(answer));
  return answer.tick;
};

describe('a live recording', () => {
  it('has every tick, and what a person does from the tick after', async () => {
    const tab = await recording('live');
    // It begins with the tick after the answer: pressed at once, the press would be older than what is recorded.
    await tab.until('the recording to have begun', () => tab.tape.frames.length > 0);
    const pressed = await done(tab, { type: 'operate', signal: button, value: true });
    const released = await done(tab, { type: 'operate', signal: button, value: false });
    await tab.until('the recording to come by', () => tab.tape.span().to > released + 20);
    const { from, to, gaps } = tab.tape.span();
    expect(gaps).toBe(0);
    expect(tab.tape.frames[0]!.flags).toBe(recordingFlags.complete);
    for (let tick = from; tick <= to; tick++) expect(tab.tape.at(tab.idOf(steps), tick)).toBe(stepsBefore(tick));
    expect([pressed, pressed + 1].map((tick) => tab.tape.at(tab.idOf(button), tick))).toEqual([false, true]);
    expect([released, released + 1].map((tick) => tab.tape.at(tab.idOf(button), tick))).toEqual([true, false]);
    tab.close();
  });

  it('goes on while time is stepped, stands still while the past is shown, and is told where a fork makes it void', async () => {
    const tab = await recording('fork');
    await tab.until('some ticks', () => tab.tape.span().to > 200);
    await done(tab, { type: 'time', do: 'pause' });
    const head = await done(tab, { type: 'time', do: 'step' });
    expect(tab.tape.span().to).toBe(head);
    const frames = tab.tape.frames.length;
    expect(await done(tab, { type: 'time', do: 'rewind', tick: 100 })).toBe(100);
    await done(tab, { type: 'time', do: 'step' });
    expect(tab.tape.frames.length).toBe(frames);
    expect(tab.tape.at(tab.idOf(steps), head)).toBe(stepsBefore(head));

    await done(tab, { type: 'time', do: 'fork' });
    const [parted, complete] = tab.tape.frames.slice(frames);
    expect(parted).toMatchObject({ flags: recordingFlags.parted, fromTick: 101, samples: [] });
    expect(complete).toMatchObject({ flags: recordingFlags.complete, fromTick: 101, toTick: 101 });
    expect(tab.tape.at(tab.idOf(steps), head), 'later is void').toBe(stepsBefore(101));
    expect(tab.tape.at(tab.idOf(steps), 90), 'earlier is not').toBe(stepsBefore(90));
    await done(tab, { type: 'operate', signal: button, value: true });
    const other = await done(tab, { type: 'time', do: 'step' });
    expect(tab.tape.at(tab.idOf(button), other)).toBe(true);

    await done(tab, { type: 'time', do: 'restore', branch: 1 });
    const [again, restored] = tab.tape.frames.slice(-2);
    expect(again).toMatchObject({ flags: recordingFlags.parted, fromTick: 101 });
    expect(restored).toMatchObject({ flags: recordingFlags.complete, fromTick: head, toTick: head });
    expect(tab.tape.at(tab.idOf(button), head)).toBe(false);
    tab.close();
  });

  it('goes on after a download with the ids of the new table', async () => {
    const tab = await recording('download', [steps, 'plc.main.Scans']);
    await tab.until('some ticks', () => tab.tape.span().to > 20);
    const { holdingProgram: text } = await import('./counter-lab.ts');
    const files = [{ name: 'main.st', text }];
    const answer = await tab.ask({ type: 'download', controller: 'plc', files, mode: 'online' });
    expect(answer).toMatchObject({ type: 'downloaded', ok: true });
    const { tick } = answer as { tick: number };
    await tab.until('scans', () => Number(tab.tape.at(tab.idOf('plc.main.Scans'), Number.POSITIVE_INFINITY) ?? 0) > 3);
    const fresh = tab.tape.frames.find(({ flags, fromTick }) => flags === recordingFlags.complete && fromTick > 20);
    expect(fresh).toMatchObject({ fromTick: tick + 1 });
    expect(tab.tape.span().gaps).toBe(0);
    tab.close();
  });

  it('of a rig that sleeps begins anew when it is awake', async () => {
    const tab = await recording('restart');
    await tab.until('some ticks', () => tab.tape.span().to > 20);
    const [host] = (await house.status()).hosts;
    process.kill(host?.pid ?? 0, 'SIGKILL');
    await tab.closed();
    const next = await house.reconnect('restart');
    expect(next.tape.frames).toEqual([]);
    await done(next, { type: 'record', signals: [steps] });
    await next.until('a frame', () => next.tape.frames.length > 0);
    expect(next.tape.frames[0]!.flags).toBe(recordingFlags.complete);
    next.close();
  });
});

describe('a recall of a live rig', () => {
  const changesOf = (frames: readonly RecordingFrame[], id: number) =>
    frames.flatMap(({ samples }) =>
      samples.flatMap(({ tick, entries }) => entries.filter((entry) => entry.id === id).map(({ value }) => ({ tick, value }))),
    );

  it('tells what was, with what people did, while the rig goes on', async () => {
    const tab = await recording('recall');
    const pressed = await done(tab, { type: 'operate', signal: button, value: true });
    await tab.until('some ticks', () => tab.tape.span().to > pressed + 300);
    const live = await tab.message('events', () => true);
    const press = { tick: pressed + 1, kind: 'operate', subject: button, value: true };
    expect(live.events).toEqual([press]);

    const other = house.tab('recall');
    await other.welcome();
    const to = pressed + 200;
    expect(await done(other, { type: 'recall', signals: [button, steps], fromTick: 0, toTick: to })).toBe(to);
    expect(other.tape.frames.every(({ flags }) => (flags & recordingFlags.recalled) !== 0)).toBe(true);
    expect(other.tape.frames.at(-1)!.toTick).toBe(to);
    expect(changesOf(other.tape.frames, other.idOf(steps)).slice(-2)).toEqual([
      { tick: to - 1, value: stepsBefore(to - 1) },
      { tick: to, value: stepsBefore(to) },
    ]);
    expect(changesOf(other.tape.frames, other.idOf(button))).toEqual([
      { tick: 0, value: false },
      { tick: pressed + 1, value: true },
    ]);
    const recalled = await other.message('events', () => true);
    expect(recalled.events).toEqual([press]);
    expect(await done(other, { type: 'recall', signals: [button], fromTick: 10_000_000, toTick: 20_000_000 })).toBeGreaterThan(
      to,
    );
    tab.close();
    other.close();
  });

  it('is replaced by a newer one, and ends with the past that it tells of', async () => {
    const tab = await recording('replaced');
    await done(tab, { type: 'time', do: 'speed', value: 10 });
    await tab.until('a past that takes some slices', () => tab.tape.span().to > 4_000);
    const ask = (toTick: number) => tab.ask({ type: 'recall', signals: [steps], fromTick: 0, toTick });
    const [first, second] = await Promise.all([ask(4_000), ask(100)]);
    expect([first, second]).toMatchObject([{ type: 'refused', code: 'recallReplaced' }, { type: 'ack' }]);
    const [third, reset] = await Promise.all([ask(4_000), tab.ask({ type: 'reset', keepPrograms: true })]);
    expect([third, reset]).toMatchObject([{ type: 'refused', code: 'recallGone' }, { type: 'ack' }]);
    tab.close();
  });
});
