import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RigTicket } from '../../../sandbox/host/api.ts';
import type { JournalRecord, StoredKeyframe } from '../../../sandbox/host/channel.ts';
import { RigStore, StoreError } from '../../../sandbox/host/rig-store.ts';

const ticket: RigTicket = { rig: 'r1', academy: 'acme', member: 'm1', lab: 'motor', seed: 3, locale: 'en' };
const input = (sequence: number, tick: number): JournalRecord => ({
  kind: 'input',
  rig: 'r1',
  epoch: 1,
  sequence,
  tick,
  input: { kind: 'operate', signal: 'plant.Start', value: true },
});
const mark = (sequence: number, tick: number, paused = false): JournalRecord => ({
  kind: 'mark',
  rig: 'r1',
  epoch: 1,
  sequence,
  tick,
  paused,
});
const keyframe = (sequence: number, tick: number): StoredKeyframe => ({
  labHash: 'h',
  tick,
  sequence,
  paused: false,
  packed: new Uint8Array([1, 2, 3]),
  programs: { plc: [{ name: 'main.st', text: 'x' }] },
});

describe('the store of rigs', () => {
  let dir: string;
  let store: RigStore;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'millwright-store-'));
    store = new RigStore(dir);
    store.register(ticket);
  });
  afterEach(() => {
    store.close();
    rmSync(dir, { recursive: true, force: true });
  });

  it('forgets a rig with all that was kept of it, and nothing of its neighbour', () => {
    store.register({ ...ticket, rig: 'r2' });
    store.write(
      [input(1, 10)],
      [
        { rig: 'r1', keyframe: keyframe(1, 10) },
        { rig: 'r2', keyframe: keyframe(0, 7) },
      ],
    );
    store.forget('r1');
    store.forget('never known');
    expect(store.load('r1')).toMatchObject({ keyframe: null, journal: [] });
    expect(store.load('r2').keyframe?.tick).toBe(7);
    store.register(ticket);
    store.write([input(1, 3)], []);
    expect(store.load('r1').journal).toHaveLength(1);
  });

  it('gives back inputs in order, and how far time went after them', () => {
    store.write([input(1, 10), input(2, 10), mark(2, 55)], []);
    const stored = store.load('r1');
    expect(stored.journal.map(({ sequence, tick }) => [sequence, tick])).toEqual([
      [1, 10],
      [2, 10],
    ]);
    expect(stored.markTick).toBe(55);
  });

  it('forgets a mark that is older than the last input: the input says how far time went', () => {
    store.write([input(1, 10), mark(1, 55), input(2, 70)], []);
    expect(store.load('r1').markTick).toBeNull();
  });

  it('cuts the journal at a keyframe, and keeps what came after it', () => {
    store.write([input(1, 10), input(2, 20), input(3, 30)], [{ rig: 'r1', keyframe: keyframe(2, 25) }]);
    const stored = store.load('r1');
    expect(stored.keyframe?.tick).toBe(25);
    expect([...stored.keyframe!.packed]).toEqual([1, 2, 3]);
    expect(stored.journal.map(({ sequence }) => sequence)).toEqual([3]);
  });

  it('remembers that time was paused', () => {
    store.write([mark(0, 5, true)], []);
    expect(store.load('r1')).toMatchObject({ paused: true, markTick: 5, keyframe: null });
  });

  it('writes all of a turn or nothing', () => {
    expect(() => store.write([input(1, 10), { ...input(2, 20), rig: 'unknown' }], [])).toThrow('never registered');
    expect(store.load('r1').journal).toEqual([]);
  });

  it('names the academy in every row of every table', () => {
    store.write([input(1, 10)], [{ rig: 'r1', keyframe: keyframe(0, 0) }]);
    store.keepHistory('r1', 1, new Uint8Array(4));
    store.keepHome('r1', [{ path: 'notes/a.txt', bytes: Uint8Array.of(1) }]);
    store.close();
    const database = new DatabaseSync(join(dir, 'rigs.sqlite'));
    const tables = database.prepare("select name from sqlite_schema where type = 'table'").all() as { name: string }[];
    expect(tables.map(({ name }) => name).sort()).toEqual(['history', 'home', 'journal', 'keyframe', 'rig']);
    for (const { name } of tables) {
      expect(database.prepare(`select distinct academy_id from ${name}`).all()).toEqual([{ academy_id: 'acme' }]);
    }
    database.close();
    store = new RigStore(dir);
  });

  it('keeps the files of a home directory, the last ones only, and no more than a terminal has room for', () => {
    store.keepHome('r1', [
      { path: 'a', bytes: Uint8Array.of(1) },
      { path: 'b', bytes: Uint8Array.of(2) },
    ]);
    store.keepHome('r1', [
      { path: 'b', bytes: Uint8Array.of(3) },
      { path: 'big', bytes: new Uint8Array(2_000_000) },
    ]);
    expect(store.home('r1')).toEqual([{ path: 'b', bytes: Uint8Array.of(3) }]);
    expect(store.home('r2')).toEqual([]);
  });

  it("gives a rig's past back until it is let go", () => {
    store.keepHistory('r1', 7, Uint8Array.of(1, 2, 3));
    store.keepHistory('r1', 8, Uint8Array.of(4));
    expect(store.history('r1', 7)).toEqual(Uint8Array.of(1, 2, 3));
    store.forgetHistory('r1', [7]);
    expect([store.history('r1', 7), store.history('r1', 8)]).toEqual([null, Uint8Array.of(4)]);
    store.forgetHistory('r1', null);
    expect(store.history('r1', 8)).toBe(null);
  });

  it('refuses a second supervisor on the same data folder, in one sentence', () => {
    const second = (): RigStore => new RigStore(dir);
    expect(second).toThrow(
      new StoreError(
        `Another Millwright already works on the data folder ${dir}: stop it, or choose another folder with --data or MILLWRIGHT_DATA.`,
      ),
    );
  });

  it.runIf(existsSync('/proc/self'))('comes back from a file system that refuses folders', () => {
    expect(() => new RigStore('/proc/millwright/data')).toThrow(/^The data folder .* cannot be written/);
  });

  it('says that a data folder cannot be written', () => {
    const notAFolder = join(dir, 'rigs.sqlite');
    expect(() => new RigStore(join(notAFolder, 'below'))).toThrow(
      /cannot be written \(.*\): make it writable, or choose another folder/,
    );
  });
});
