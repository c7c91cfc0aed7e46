/**
 * `npm run bench`: figures of this machine, printed, never asserted. Ratios are to a plain JavaScript loop measured in the same
 * run, so that two machines can be compared. `npm run bench -- browser [load|press|keys|stream]` measures in the browser alone,
 * `npm run bench -- academy` an academy of 1,000 members alone, on both engines, `npm run bench -- ladder` the drawing of ladder
 * programs.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Controller } from '#sandbox/controller/controller.ts';
import { TimeTravel } from '#sandbox/host/time-travel.ts';
import { compile } from '#sandbox/iec61131/index.ts';
import type { Lab } from '#sandbox/lab/lab.ts';
import { loadLabs } from '#sandbox/lab/load.ts';
import { Rig } from '#sandbox/rig/rig.ts';
import { academyTimes } from './academy/academy.ts';
import { againstC } from './against-c.ts';
import { measureInBrowser } from './browser.ts';
import { compileTime } from './compile-time.ts';
import { dissectorWork } from './dissector.ts';
import { gatewayWork } from './gateway.ts';
import { gradingTimes } from './grading.ts';
import { islandFigures } from './islands.ts';
import { printLadder } from './ladder.ts';
import { measureLanguageService } from './language-service.ts';
import { modbusBytes, modbusWork } from './modbus.ts';
import { mqttBytes, mqttWork } from './mqtt.ts';
import { networkWork } from './network.ts';
import { plantOfTwenty } from './plant-step.ts';
import { recordingTimes } from './recording.ts';
import { s7Bytes, s7Work } from './s7.ts';
import { reduceTrend } from './trend.ts';

if (process.argv[2] === 'browser') {
  await measureInBrowser(process.argv[3]);
  process.exit(0);
}

if (process.argv[2] === 'ladder') {
  printLadder();
  process.exit(0);
}

const here = import.meta.dirname;
const labs = loadLabs([join(here, '..', '..', 'labs')]).labs;

if (process.argv[2] === 'academy') {
  await academyTimes([...labs.values()]);
  process.exit(0);
}

/** Median of `rounds` measurements, in nanoseconds per operation. */
function nsPer(operations: number, rounds: number, work: () => void): number {
  const samples: number[] = [];
  work();
  for (let round = 0; round < rounds; round += 1) {
    const before = process.hrtime.bigint();
    work();
    samples.push(Number(process.hrtime.bigint() - before) / operations);
  }
  samples.sort((a, b) => a - b);
  return samples[samples.length >> 1] ?? Number.NaN;
}

/** What everything is compared with: a million dependent integer steps of plain JavaScript. */
const yardstick = nsPer(1_000_000, 9, () => {
  let x = 1;
  for (let step = 0; step < 1_000_000; step += 1) x = (Math.imul(x, 1_664_525) + 1_013_904_223) | 0;
  if (x === 0) throw new Error('the generator has no zero here');
});

function scanNs(name: string): number {
  const source = { name: `${name}.st`, text: readFileSync(join(here, 'programs', `${name}.st`), 'utf8') };
  const { program, diagnostics } = compile([source], {});
  if (program === null) throw new Error(`${name}.st: ${diagnostics.map(({ message }) => message.en).join('; ')}`);
  const plc = Controller.alone(program);
  let timeNs = 0n;
  const cycle = plc.intervals[0] ?? 1n;
  const scans = 500;
  return nsPer(scans, 15, () => {
    for (let scan = 0; scan < scans; scan += 1) {
      plc.step(timeNs, scan);
      timeNs += cycle;
    }
    if (plc.fault) throw new Error(plc.fault.message.en);
  });
}

function lab(slug: string): Lab {
  const found = labs.get(slug);
  if (!found) throw new Error(`labs/${slug} did not load`);
  return found;
}

function build(of: Lab, seed: number): Rig {
  const { rig, problems } = Rig.build(of, { seed });
  if (rig === null) throw new Error(problems.map(({ message }) => message.en).join('; '));
  return rig;
}

function repeat(times: number, work: () => void): () => void {
  return () => {
    for (let time = 0; time < times; time += 1) work();
  };
}

const rows: [string, string, string][] = [];
const figure = (name: string, ns: number, shown: string) => rows.push([name, shown, (ns / yardstick).toFixed(1)]);

for (const program of ['timers', 'sieve']) {
  const ns = scanNs(program);
  figure(`scan of ${program}.st`, ns, `${ns.toFixed(0)} ns`);
}

const motor = lab('motor-seal-in');
const buildNs = nsPer(50, 9, () => {
  for (let seed = 0; seed < 50; seed += 1) build(motor, seed);
});
figure('rig of motor-seal-in started', buildNs, `${(1e9 / buildNs).toFixed(0)} per second`);

const rig = build(motor, 1);
const tickNs = nsPer(10_000, 9, () => rig.advance(10_000));
figure('tick of motor-seal-in', tickNs, `${tickNs.toFixed(0)} ns`);

const plantNs = nsPer(10_000, 15, repeat(10_000, plantOfTwenty()));
figure('plant step, twenty components', plantNs, `${(plantNs / 1000).toFixed(2)} us`);

let version = 0;
const downloadNs = nsPer(1, 31, () => {
  version += 1;
  // A program never seen before: neither its text nor its module is in a cache.
  const text = readFileSync(join(here, '..', '..', 'labs', 'motor-seal-in', 'start', 'main.st'), 'utf8').replace(
    'END_VAR',
    `  version : INT := ${version};\nEND_VAR`,
  );
  const applied = rig.apply({ kind: 'download', controller: 'plc', files: [{ name: 'main.st', text }], mode: 'restart' });
  if (!applied.ok) throw new Error(applied.message.en);
  rig.advanceToScan();
  if (rig.value('plc.main.version') !== version) throw new Error('the new program did not run');
});
figure('download to first scan of the new program', downloadNs, `${(downloadNs / 1e6).toFixed(2)} ms`);

const saveNs = nsPer(100, 9, () => {
  for (let i = 0; i < 100; i += 1) rig.save();
});
figure('keyframe saved', saveNs, `${(saveNs / 1000).toFixed(1)} us`);

// The best of many, turn about: the difference of two medians would be the machine's noise.
const scansBetween = 5_000;
const plain = build(motor, 2);
const kept = new TimeTravel(build(motor, 2), { spill() {}, forget() {} });
let [plainNs, keptNs] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
for (let round = 0; round < 15; round += 1) {
  plainNs = Math.min(
    plainNs,
    nsPer(
      scansBetween,
      1,
      repeat(scansBetween, () => plain.advance(2)),
    ),
  );
  const scan = (): void => {
    kept.head.advance(2);
    kept.record();
  };
  keptNs = Math.min(keptNs, nsPer(scansBetween, 1, repeat(scansBetween, scan)));
}
figure('history, per scan', keptNs - plainNs, `${(keptNs - plainNs).toFixed(0)} ns`);
const { memory, total } = kept.history.bytes;
rows.push(['history, in memory and in all', `${(memory / 1024).toFixed(0)} / ${(total / 1024).toFixed(0)} kB`, '']);

const network = networkWork();
const questionNs = nsPer(20_000, 9, repeat(20_000, network.question));
figure('network, a question and its answer', questionNs, `${(questionNs / 1000).toFixed(2)} us`);
const idleNs = nsPer(100_000, 9, repeat(100_000, network.idle));
figure('network, a tick in which nobody speaks', idleNs, `${idleNs.toFixed(0)} ns`);
const networkSaveNs = nsPer(1_000, 9, repeat(1_000, network.save));
figure('network saved', networkSaveNs, `${(networkSaveNs / 1000).toFixed(1)} us`);
rows.push(['network saved, three hosts and a stream', `${(network.bytes / 1024).toFixed(1)} kB`, '']);

const dissector = dissectorWork();
for (const [name, work] of [
  ['captured frames dissected', dissector.analyse],
  ['captured frames asked three things by a filter', dissector.filter],
  ['trees of fields made', dissector.details],
] as const) {
  const ns = nsPer(dissector.frames, 9, work);
  figure(name, ns, `${(1e9 / ns).toFixed(0)} per second`);
}

const modbus = modbusWork();
for (const [name, work] of [
  ['Modbus server, 10 registers read', modbus.small],
  ['Modbus server, 125 registers read', modbus.large],
  ['Modbus client and server, 10 registers read', modbus.both],
] as const) {
  const ns = nsPer(5_000, 15, repeat(5_000, work));
  figure(name, ns, `${(1e9 / ns).toFixed(0)} per second`);
}
const { server, client } = modbusBytes();
rows.push(['Modbus server and client in memory', `${server.toFixed(0)} / ${client.toFixed(0)} bytes`, '']);

const gateway = gatewayWork();
const gatewayNs = nsPer(20, 9, repeat(20, gateway.second));
figure('gateway, a second of 200 tags at 1 s', gatewayNs, `${(gatewayNs / 1000).toFixed(0)} us`);
const gatewaySaveNs = nsPer(20, 5, repeat(20, gateway.save));
figure('gateway saved', gatewaySaveNs, `${(gatewaySaveNs / 1e6).toFixed(2)} ms`);
const gatewayRestoreNs = nsPer(20, 5, repeat(20, gateway.restore));
figure('gateway restored', gatewayRestoreNs, `${(gatewayRestoreNs / 1e6).toFixed(2)} ms`);
const gatewayLoadNs = nsPer(5, 5, repeat(5, gateway.load));
figure('gateway.yaml of 200 tags read and checked', gatewayLoadNs, `${(gatewayLoadNs / 1e6).toFixed(1)} ms`);
rows.push(['gateway of 200 tags, saved', `${(gateway.save() / 1024).toFixed(0)} kB`, '']);

const s7 = s7Work();
for (const [name, work] of [
  ['S7 server, one double word read', s7.one],
  ['S7 server, 20 items read', s7.many],
  ['S7 client and server, 20 items read', s7.both],
] as const) {
  const ns = nsPer(5_000, 15, repeat(5_000, work));
  figure(name, ns, `${(1e9 / ns).toFixed(0)} per second`);
}
const s7Memory = s7Bytes();
rows.push(['S7 server and client in memory', `${s7Memory.server.toFixed(0)} / ${s7Memory.client.toFixed(0)} bytes`, '']);
const mqtt = mqttWork();
for (const qos of [0, 1] as const) {
  const ns = nsPer(5_000, 15, repeat(5_000, mqtt[qos]));
  figure(`MQTT broker, one message to one reader, QoS ${qos}`, ns, `${(1e9 / ns).toFixed(0)} per second`);
}
const { session, queued } = mqttBytes();
rows.push(['MQTT session with 10 filters / message waiting', `${session.toFixed(0)} / ${queued.toFixed(0)} bytes`, '']);

const islands = islandFigures();
rows.push(['rig with gateway of 200 tags, all changing', `${(islands.bytes / 1000).toFixed(0)} kB`, '']);
rows.push(['the same, saved', `${(islands.savedBytes / 1000).toFixed(0)} kB`, '']);
rows.push(['the same, share of a core', `${(islands.share * 100).toFixed(2)} %`, '']);
rows.push(['the same, ten minutes with an outage', `${islands.outageSeconds.toFixed(1)} s`, '']);

const compileMs = compileTime();
figure('30,000 lines compiled, cold', compileMs * 1e6, `${compileMs.toFixed(0)} ms`);

const trendMs = reduceTrend();
figure('trend, 12 signals over ten minutes, per frame', trendMs * 1e6, `${trendMs.toFixed(1)} ms`);

console.log(`yardstick: one step of plain JavaScript, ${yardstick.toFixed(2)} ns\n`);
for (const [name, shown, ratio] of rows)
  console.log(`${name.padEnd(46)} ${shown.padStart(18)} ${ratio.padStart(14)} x yardstick`);
console.log('');
printLadder();
console.log('');
gradingTimes(labs.values());
console.log('');
for (const slug of ['motor-seal-in', 'tank-two-switches']) recordingTimes(lab(slug));
console.log('');
againstC();
console.log('');
await measureLanguageService();
console.log('');
await academyTimes([...labs.values()]);
await measureInBrowser();
process.exit(0);
