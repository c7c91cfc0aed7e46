/** What recording costs a rig per tick, a covered scan beside a plain one, and a recall of five minutes. */
import { History } from '#sandbox/host/history.ts';
import { Recall } from '#sandbox/host/recall.ts';
import { Recordings } from '#sandbox/host/recordings.ts';
import type { Lab } from '#sandbox/lab/lab.ts';
import { Rig } from '#sandbox/rig/rig.ts';

/** A line that takes everything and keeps nothing. */
const nowhere = () => ({ slow: false, bytes: 0, send() {}, sendBytes: countBytes });
function countBytes(this: { bytes: number }, bytes: Uint8Array): void {
  this.bytes += bytes.length;
}
const everything = (): boolean => true;

function build(lab: Lab): Rig {
  const programs = Object.values(lab.solutions)[0];
  const { rig } = Rig.build(lab, { seed: 2, ...(programs ? { programs } : {}) });
  if (!rig) throw new Error(`${lab.slug} does not build`);
  return rig;
}

/** The best of some rounds, in nanoseconds a tick, of each of these turn about. */
function perTick(ticks: number, works: (() => void)[]): number[] {
  const best = works.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < 12; round += 1) {
    works.forEach((work, index) => {
      const before = process.hrtime.bigint();
      for (let tick = 0; tick < ticks; tick += 1) work();
      best[index] = Math.min(best[index]!, Number(process.hrtime.bigint() - before) / ticks);
    });
  }
  return best;
}

/** A rig of which so many signals are recorded, those of the process first, and a frame goes out every seven ticks. */
function recorded(lab: Lab, count: number) {
  const rig = build(lab);
  const recordings = new Recordings<ReturnType<typeof nowhere>>();
  const line = nowhere();
  recordings.follow(rig, everything);
  const names = rig.signals().map(({ name }) => name);
  recordings.record(line, names.slice(0, count));
  const tick = (): void => {
    rig.advance(1);
    if (rig.tick % 7 === 0) recordings.send();
  };
  return { tick, line, rig };
}

export function recordingTimes(lab: Lab): void {
  const ticks = 5_000;
  const plain = build(lab);
  const [twelve, most] = [recorded(lab, 12), recorded(lab, 32)];
  const [none, some, many] = perTick(ticks, [() => plain.advance(1), twelve.tick, most.tick]) as [number, number, number];
  const size = (twelve.line.bytes / twelve.rig.tick).toFixed(1);
  console.log(
    `${lab.slug}: a tick ${none.toFixed(0)} ns; recorded, 12 signals +${(some - none).toFixed(0)} ns and ${size} bytes, 32 signals +${(many - none).toFixed(0)} ns`,
  );

  const covered = build(lab);
  const [controller] = Object.keys(covered.controllers());
  const cover = (): void => covered.coverNextScan(controller!, cover);
  cover();
  const straight = build(lab);
  const [scan, withLines] = perTick(1_000, [() => straight.advanceToScan(), () => covered.advanceToScan()]) as [number, number];
  console.log(
    `${lab.slug}: to the next scan ${scan.toFixed(0)} ns, that scan covered +${(withLines - scan).toFixed(0)} ns (one in 33 ms is)`,
  );

  const rig = build(lab);
  const history = new History(
    { spill() {}, forget() {} },
    { reachNs: 300_000_000_000n, spacingNs: 5_000_000_000n, memoryBytes: 1e9, totalBytes: 1e9 },
  );
  history.keep(rig);
  const end = Number(300_000_000_000n / rig.tickNs);
  while (rig.tick < end) {
    rig.advance(7);
    history.record(rig);
  }
  const signals = rig
    .signals()
    .slice(0, 12)
    .map(({ name }) => name);
  let bytes = 0;
  const before = process.hrtime.bigint();
  const recall = new Recall({
    lab,
    signals,
    fromTick: 0,
    toTick: rig.tick,
    segments: history.segmentsOf(0, rig.tick),
    idOf: (name) => rig.find(name),
    maySee: everything,
    frame: (frame) => {
      bytes += frame.length;
    },
    events() {},
  });
  while (!recall.work(() => false));
  const ms = Number(process.hrtime.bigint() - before) / 1e6;
  console.log(
    `${lab.slug}: five minutes recalled, 12 signals, ${rig.tick} ticks: ${ms.toFixed(0)} ms, ${(bytes / 1024).toFixed(0)} kB`,
  );
}
