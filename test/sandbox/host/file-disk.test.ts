import { type ChildProcess, fork } from 'node:child_process';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { type Disk, SimulatedDisk } from '#sandbox/gateway/disk.ts';
import { type DiskTrouble, FileDisk } from '#sandbox/host/file-disk.ts';
import { lockFolder } from '#sandbox/host/folder-lock.ts';
import { effort, patience } from '../iec61131/fuzz/effort.ts';

const folder = mkdtempSync(join(tmpdir(), 'millwright-disk-'));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;
function newPath(): string {
  files += 1;
  return join(folder, `store-${files}.log`);
}

function opened(path: string): { disk: FileDisk; troubles: DiskTrouble[] } {
  const troubles: DiskTrouble[] = [];
  return { disk: new FileDisk(path, { tell: (trouble) => troubles.push(trouble) }), troubles };
}

/** Takes and removes everything; what it was. */
function emptied(disk: Disk): string[] {
  const records: string[] = [];
  for (let head = disk.peek(); head; head = disk.peek()) {
    records.push(head.record);
    disk.take();
    disk.remove(head.number);
  }
  return records;
}

describe('a disk that is a file', () => {
  it('is a disk to the gateway', () => {
    const disk: Disk = opened(newPath()).disk;
    expect([disk.lasting, disk.records, disk.bytes, disk.note, disk.newest, disk.peek()]).toEqual([true, 0, 0, '', null, null]);
  });

  it('gives back, opened again, what was appended and not removed, in order, and the note', () => {
    const path = newPath();
    const { disk } = opened(path);
    for (const record of ['one', '二', '["three"]']) expect(disk.append(record)).toBe(true);
    disk.note = 'next 4';
    disk.take();
    disk.take();
    disk.remove(0);
    const again = opened(path);
    expect(again.troubles).toEqual([]);
    expect([again.disk.records, again.disk.bytes, again.disk.note, again.disk.newest]).toEqual([2, 14, 'next 4', '["three"]']);
    expect(emptied(again.disk)).toEqual(['二', '["three"]']);
    expect(emptied(opened(path).disk)).toEqual([]);
    expect(opened(path).disk.note).toBe('next 4');
  });

  it('cut off at any byte, it loses what that byte was part of and nothing before it, and says what it cut', () => {
    const path = newPath();
    const { disk } = opened(path);
    const ends: number[] = [];
    const records = Array.from({ length: 12 }, (_, index) => `{"record":${index},"text":"温度"}`);
    for (const record of records) {
      disk.append(record);
      ends.push(statSync(path).size);
    }
    const whole = readFileSync(path);
    for (let length = 0; length <= whole.length; length += 1) {
      writeFileSync(path, whole.subarray(0, length));
      const again = opened(path);
      const left = ends.filter((end) => end <= length);
      const torn = length - (left.at(-1) ?? 0);
      expect(again.troubles).toEqual(torn > 0 ? [{ kind: 'torn', bytes: torn }] : []);
      expect(emptied(again.disk)).toEqual(records.slice(0, left.length));
      again.disk.close();
    }
  });

  it('passes over a line that is not as it was written, says so, and keeps those after it', () => {
    const path = newPath();
    const { disk } = opened(path);
    for (const record of ['one', 'two', 'three']) disk.append(record);
    const bytes = readFileSync(path);
    bytes[bytes.indexOf('two')] = 0x54;
    writeFileSync(path, bytes);
    const again = opened(path);
    expect(again.troubles).toEqual([{ kind: 'damaged', lines: 1 }]);
    expect(emptied(again.disk)).toEqual(['one', 'three']);
  });

  it('does not take what is no store of its own for records', () => {
    const path = newPath();
    writeFileSync(path, Buffer.from('some text\n\u0000\u0001\n00000000 a 1 x\nffffffff r 0\nrest'));
    const { disk, troubles } = opened(path);
    expect(troubles).toEqual([
      { kind: 'torn', bytes: 4 },
      { kind: 'damaged', lines: 4 },
    ]);
    expect(disk.records).toBe(0);
    disk.append('new');
    expect(emptied(opened(path).disk)).toEqual(['new']);
  });

  it('stays bounded however much goes through it, even when the oldest is never removed', () => {
    const path = newPath();
    const { disk } = opened(path);
    const record = 'x'.repeat(200);
    disk.append('stuck');
    disk.take();
    let largest = 0;
    for (let index = 0; index < 30_000; index += 1) {
      disk.append(`${record}${index}`);
      const head = disk.peek();
      disk.take();
      disk.remove(head?.number ?? -1);
      largest = Math.max(largest, index % 100 === 0 ? statSync(path).size : 0);
    }
    expect(largest).toBeLessThan(1_100_000);
    expect(existsSync(`${path}.new`)).toBe(false);
    disk.append('last');
    expect(emptied(opened(path).disk)).toEqual(['stuck', 'last']);
  });

  const deed = fc.oneof(
    { weight: 5, arbitrary: fc.string({ maxLength: 40 }).filter((text) => !text.includes('\n')) },
    { weight: 4, arbitrary: fc.constant('take' as const) },
    { weight: 4, arbitrary: fc.integer({ min: 0, max: 9 }) },
    { weight: 1, arbitrary: fc.constant('open again' as const) },
    { weight: 1, arbitrary: fc.constant('half a line' as const) },
  );
  it(
    'does what the simulated one does, and opened again it has what was not removed',
    () => {
      fc.assert(
        fc.property(fc.array(deed, { maxLength: 60 }), (deeds) => {
          const path = newPath();
          let { disk } = opened(path);
          let model = new SimulatedDisk(undefined, true);
          /** Number in the file by number in the model. */
          let taken: [number, number][] = [];
          for (const what of deeds) {
            if (what === 'take') {
              const [one, other] = [disk.peek(), model.peek()];
              expect(one?.record).toBe(other?.record);
              if (!one || !other) continue;
              taken.push([one.number, other.number]);
              disk.take();
              model.take();
            } else if (typeof what === 'number') {
              const [one] = taken.splice(what % Math.max(1, taken.length), 1);
              disk.remove(one?.[0] ?? -1);
              model.remove(one?.[1] ?? -1);
            } else if (what === 'open again' || what === 'half a line') {
              if (what === 'half a line') appendFileSync(path, '0123abcd a 9');
              disk.close();
              disk = opened(path).disk;
              const left = model.save().records.map(([, record], index): [number, string] => [index, record]);
              model = new SimulatedDisk({ note: model.note, next: 0, end: left.length, records: left }, true);
              taken = [];
            } else {
              disk.append(what);
              model.append(what);
              disk.note = model.note = `after ${what}`;
            }
            expect([disk.records, disk.bytes, disk.note]).toEqual([model.records, model.bytes, model.note]);
          }
          expect(emptied(disk)).toEqual(emptied(model));
          disk.close();
          rmSync(path);
        }),
        effort(150, 0.02),
      );
    },
    patience,
  );

  it('says once that the medium takes nothing, and keeps what it had', () => {
    const full = opened('/dev/full');
    expect([full.disk.append('one'), full.disk.append('two')]).toEqual([false, false]);
    full.disk.note = 'noted in memory alone';
    expect(full.disk.records).toBe(0);
    expect(full.troubles).toEqual([{ kind: 'refused', why: expect.stringContaining('ENOSPC') }]);

    const path = newPath();
    const { disk } = opened(path);
    disk.append('kept');
    disk.close();
    expect(disk.append('after the end')).toBe(false);
    expect(emptied(opened(path).disk)).toEqual(['kept']);
  });

  it(
    'killed at any moment it has everything that it said it had, and nothing twice or torn',
    async () => {
      const path = newPath();
      /** Appended and removed as the writing process said before it died. */
      let appended = -1;
      let removed = -1;
      for (let life = 0; life < 6; life += 1) {
        const writer = fork(new URL('disk-writer.ts', import.meta.url), [path, String(appended + 1)], { serialization: 'json' });
        const said = await lifeOf(writer, 20 + life * 17);
        appended = Math.max(appended, said.appended);
        removed = Math.max(removed, said.removed);
        const { disk } = opened(path);
        const numbers = emptied(disk).map((record) => Number(record.split(' ')[0]));
        disk.close();
        const [first = removed + 1] = numbers;
        expect(numbers).toEqual(numbers.map((_, index) => first + index));
        // What it was about to say when it died may be done.
        expect(first).toBeGreaterThan(removed);
        expect(numbers.at(-1) ?? removed).toBeGreaterThanOrEqual(appended);
        appended = Math.max(appended, numbers.at(-1) ?? -1);
        removed = appended;
      }
      expect(appended).toBeGreaterThan(100);
    },
    patience,
  );
});

/** Lets a writer write for a while, then kills it; the highest numbers that it said. */
function lifeOf(writer: ChildProcess, milliseconds: number): Promise<{ appended: number; removed: number }> {
  const said = { appended: -1, removed: -1 };
  return new Promise((resolve) => {
    writer.on('message', (message) => {
      const [kind, number] = message as ['appended' | 'removed', number];
      if (said.appended < 0) setTimeout(() => writer.kill('SIGKILL'), milliseconds);
      said[kind] = number;
    });
    writer.on('close', () => resolve(said));
  });
}

describe('a folder that one process uses', () => {
  it('is refused to a second one, and taken over from one that is dead', () => {
    const path = join(folder, 'state', 'deep');
    const first = lockFolder(path);
    if (!('release' in first)) throw new Error('nobody has it');
    writeFileSync(join(path, 'lock'), `${process.ppid}\n`);
    expect(lockFolder(path)).toEqual({ heldBy: process.ppid, file: join(path, 'lock') });
    writeFileSync(join(path, 'lock'), '2147483646\n');
    const second = lockFolder(path);
    if (!('release' in second)) throw new Error('the dead do not hold it');
    second.release();
    expect(existsSync(join(path, 'lock'))).toBe(false);
  });
});
