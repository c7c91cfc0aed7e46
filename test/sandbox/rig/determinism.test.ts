import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Rig } from '../../../sandbox/rig/rig.ts';
import type { JournalEntry, Keyframe, RigInput } from '../../../sandbox/rig/types.ts';
import { buildRig, file, makeLab, sealIn } from './made-lab.ts';

const lab = makeLab({ parameters: { SpinUp: { from: '800ms', to: '1500ms' } } });

const counting = `PROGRAM main
VAR RETAIN n : DINT; END_VAR
VAR Start AT %IX0.0 : BOOL; Motor AT %QX0.0 : BOOL; v AT %QW1 : INT; r : REAL; END_VAR
  n := n + 1;
  r := r * 1.5 + 0.1;
  IF r > 1.0E6 THEN r := 0.0; END_IF;
  v := TO_INT(n MOD 100);
  Motor := Start;
END_PROGRAM
CONFIGURATION c RESOURCE x ON plc TASK t(INTERVAL := T#4ms, PRIORITY := 1); PROGRAM main WITH t : main; END_RESOURCE END_CONFIGURATION
`;
const divides = sealIn
  .replace('Lamp := Running;', 'Lamp := Running; IF Start THEN bad := 1 / bad; END_IF;')
  .replace('ran : TON;', 'ran : TON; bad : INT;');

const bool = fc.boolean();
const button = fc.constantFrom('plant.StartButton', 'plant.StopButton', 'plant.EStopButton');
const terminal = fc.constantFrom('plc.Start', 'plc.Stop', 'plc.Motor', 'plc.Lamp');
const input: fc.Arbitrary<RigInput> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('operate' as const), signal: button, value: bool }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('force' as const), signal: terminal, value: bool }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('unforce' as const), signal: terminal }) },
  fc.record({
    kind: fc.constant('operate' as const),
    signal: fc.constant('plant.Load'),
    value: fc.integer({ min: -40_000, max: 40_000 }),
  }),
  fc.constantFrom<RigInput>(
    { kind: 'unforce-all' },
    { kind: 'stop', controller: 'plc' },
    { kind: 'run', controller: 'plc' },
    { kind: 'restart', controller: 'plc' },
    { kind: 'reset', keepPrograms: true },
    { kind: 'reset', keepPrograms: false },
  ),
  fc.record({
    kind: fc.constant('download' as const),
    controller: fc.constant('plc'),
    files: fc.constantFrom(file(sealIn), file(counting), file(divides), file('PROGRAM main\n  x := ;\nEND_PROGRAM\n')),
    mode: fc.constantFrom('online' as const, 'restart' as const),
  }),
);

/** Inputs, each after some ticks. */
const history = fc.array(fc.record({ after: fc.integer({ min: 0, max: 30 }), input }), { maxLength: 15 });

/** Plays a history; answers its journal. */
function play(rig: Rig, steps: { after: number; input: RigInput }[], advance: (rig: Rig, ticks: number) => void): JournalEntry[] {
  const journal: JournalEntry[] = [];
  for (const { after, input } of steps) {
    advance(rig, after);
    journal.push({ tick: rig.tick, input });
    rig.apply(input);
  }
  advance(rig, 20);
  return journal;
}

/** As a host does it: apply what is stamped, advance to the next stamp. */
function replay(rig: Rig, journal: JournalEntry[], until: number): void {
  for (const { tick, input } of journal) {
    if (tick < rig.tick) continue;
    rig.advance(tick - rig.tick);
    rig.apply(input);
  }
  rig.advance(until - rig.tick);
}

const straight = (rig: Rig, ticks: number) => rig.advance(ticks);
const stepped = (rig: Rig, ticks: number) => {
  for (let tick = 0; tick < ticks; tick++) rig.advance(1);
};

/** As it would go over a wire or into a file: `state` must be JSON-safe. */
const stored = (keyframe: Keyframe): Keyframe => ({
  ...keyframe,
  memory: keyframe.memory.slice(),
  state: JSON.parse(JSON.stringify(keyframe.state)),
});

function restored(keyframe: Keyframe): Rig {
  const { rig, problems } = Rig.restore(lab, stored(keyframe));
  if (!rig) throw new Error(JSON.stringify(problems));
  return rig;
}

const everything = (rig: Rig) => ({
  hash: rig.traceHash,
  tick: rig.tick,
  time: rig.timeNs,
  tickNs: rig.tickNs,
  values: rig.signals().map(({ id, name }) => [name, rig.read(id)]),
  controllers: rig.controllers(),
  forces: rig.forces(),
  programs: rig.programs(),
});

describe('the same lab, program, seed and inputs', () => {
  it('give the same trace straight and stepped', () => {
    fc.assert(
      fc.property(history, fc.integer({ min: 0 }), (steps, seed) => {
        const [a, b] = [buildRig(lab, { seed }), buildRig(lab, { seed })];
        play(a, steps, straight);
        play(b, steps, stepped);
        expect(everything(b)).toEqual(everything(a));
      }),
      { numRuns: 60 },
    );
  });

  it('give the same rig when it is saved and restored anywhere, and the journal goes on', () => {
    fc.assert(
      fc.property(history, fc.nat(), (steps, where) => {
        const whole = buildRig(lab);
        const keyframes: Keyframe[] = [];
        const journal = play(whole, steps, (rig, ticks) => {
          for (let tick = 0; tick < ticks; tick++) {
            keyframes.push(stored(rig.save()));
            rig.advance(1);
          }
        });
        const keyframe = keyframes[where % keyframes.length];
        if (!keyframe) throw new Error('no keyframe was taken');
        const again = restored(keyframe);
        // A keyframe is taken just before its tick runs, so it holds the inputs stamped with that tick.
        const since = journal.filter(({ tick }) => tick > keyframe.tick);
        replay(again, since, whole.tick);
        expect(everything(again)).toEqual(everything(whole));
      }),
      { numRuns: 60 },
    );
  });

  it('give the same rig by replaying the whole journal', () => {
    fc.assert(
      fc.property(history, (steps) => {
        const whole = buildRig(lab);
        const journal = play(whole, steps, straight);
        const again = buildRig(lab);
        replay(again, journal, whole.tick);
        expect(everything(again)).toEqual(everything(whole));
      }),
      { numRuns: 40 },
    );
  });

  it('another seed, or another input, gives another trace', () => {
    const hash = (seed: number, value: boolean) => {
      const rig = buildRig(lab, { seed });
      play(rig, [{ after: 5, input: { kind: 'operate', signal: 'plant.StartButton', value } }], straight);
      return rig.traceHash;
    };
    expect(new Set([hash(1, true), hash(2, true), hash(1, false)]).size).toBe(3);
  });

  it('a force that nobody sees leaves the trace alone; a later input does not', () => {
    const idle = buildRig(lab);
    const other = buildRig(lab);
    idle.advance(50);
    other.advance(49);
    expect(other.traceHash).not.toBe(idle.traceHash);
    other.advance(1);
    expect(other.traceHash).toBe(idle.traceHash);
  });
});

describe('a keyframe', () => {
  it('of another engine, lab or program is refused with the reason', () => {
    const keyframe = buildRig(lab).save();
    expect(Rig.restore(lab, { ...keyframe, engine: 'millwright-0' }).problems[0]?.code).toBe('keyframe-engine');
    expect(Rig.restore({ ...lab, hash: 'other' }, keyframe).problems[0]?.code).toBe('keyframe-lab');
    expect(Rig.restore(lab, { ...keyframe, state: { timeNs: '-' } }).problems[0]?.code).toBe('keyframe-damaged');
    expect(Rig.restore(lab, { ...keyframe, memory: keyframe.memory.slice(8) }).problems[0]?.code).toBe('keyframe-programs');
  });

  it('is small: the bytes in use, not the memory', () => {
    expect(buildRig(lab).save().memory.length).toBeLessThan(2_000);
  });

  it('keeps what a person typed, even if it does not compile', () => {
    const { rig } = Rig.build(lab, { seed: 3, programs: { plc: file('PROGRAM main\n  x := ;\nEND_PROGRAM\n') } });
    if (!rig) throw new Error('no rig');
    rig.advance(7);
    const again = restored(rig.save());
    expect(again.programs()).toEqual(rig.programs());
    expect(again.controllers()).toEqual(rig.controllers());
    expect(again.traceHash).toBe(rig.traceHash);
  });
});
