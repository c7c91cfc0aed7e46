/**
 * Where rigs live while they sleep, and what they are rebuilt from after a crash: keyframes and journals in one SQLite file,
 * written by the supervisor alone. WAL with synchronous = FULL: what `append` has returned from survives a power cut.
 */
import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { backup, DatabaseSync, type StatementSync } from 'node:sqlite';
import type { RigInput } from '../rig/types.ts';
import type { HomeFile } from '../shell/messages.ts';
import type { RigTicket } from './api.ts';
import type { JournalRecord, StoredKeyframe, StoredRig } from './channel.ts';

/** Not by `recursive`: where a file system refuses folders, as /proc does, Node never comes back from that. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path);
}

/** The data folder cannot be used; the message is one sentence for whoever starts the server. */
export class StoreError extends Error {}

const schema = `
  create table if not exists rig (
    rig text primary key,
    academy_id text not null,
    member text not null,
    lab text not null,
    seed integer not null,
    paused integer not null default 0,
    mark_sequence integer not null default 0,
    mark_tick integer not null default 0
  ) strict;
  create table if not exists keyframe (
    rig text primary key references rig (rig) on delete cascade,
    academy_id text not null,
    lab_hash text not null,
    tick integer not null,
    sequence integer not null,
    packed blob not null,
    programs text not null
  ) strict;
  create table if not exists journal (
    rig text not null references rig (rig) on delete cascade,
    sequence integer not null,
    academy_id text not null,
    tick integer not null,
    input text not null,
    primary key (rig, sequence)
  ) strict, without rowid;
  create table if not exists home (
    rig text not null references rig (rig) on delete cascade,
    path text not null,
    academy_id text not null,
    bytes blob not null,
    primary key (rig, path)
  ) strict;
  create table if not exists history (
    rig text not null references rig (rig) on delete cascade,
    segment integer not null,
    academy_id text not null,
    packed blob not null,
    primary key (rig, segment)
  ) strict;
`;

interface RigRow {
  academy_id: string;
  paused: number;
  mark_sequence: number;
  mark_tick: number;
}
interface KeyframeRow {
  lab_hash: string;
  tick: number;
  sequence: number;
  packed: Uint8Array;
  programs: string;
}
interface JournalRow {
  sequence: number;
  tick: number;
  input: string;
}

/** Whose input it was stands beside what it was: a rig that is replayed does not look at it, nor does an older Millwright. */
const inputText = ({ input, by }: Extract<JournalRecord, { kind: 'input' }>): string =>
  JSON.stringify(by === undefined ? input : { ...input, by });

/** The terminal's file system is as large, with what is not at home. */
const homeBytes = 1_100_000;

export class RigStore {
  readonly #database: DatabaseSync;
  readonly #statements: Record<
    | 'register'
    | 'journal'
    | 'mark'
    | 'keyframe'
    | 'forget'
    | 'truncate'
    | 'rig'
    | 'readKeyframe'
    | 'readJournal'
    | 'readHome'
    | 'forgetHome'
    | 'keepHome'
    | 'keepHistory'
    | 'readHistory'
    | 'forgetHistory'
    | 'forgetAllHistory',
    StatementSync
  >;
  /** Rig to academy, for the column every owned table carries. */
  readonly #academies = new Map<string, string>();

  /**
   * Open or create `rigs.sqlite` in `dataDir`, and hold it alone.
   * @throws StoreError when the folder cannot be written or another supervisor holds the file.
   */
  constructor(dataDir: string) {
    const file = join(dataDir, 'rigs.sqlite');
    try {
      makeFolder(dataDir);
      this.#database = new DatabaseSync(file, { timeout: 2_000 });
      // One supervisor per data folder: two would hand the same rig to two hosts. The lock ends with the process, however it ends.
      this.#database.exec('pragma locking_mode = exclusive; pragma journal_mode = wal; pragma synchronous = full;');
      this.#database.exec('pragma foreign_keys = on; begin exclusive;');
      this.#database.exec(schema);
      this.#database.exec('commit');
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new StoreError(
        /locked|busy/i.test(reason)
          ? `Another Millwright already works on the data folder ${dataDir}: stop it, or choose another folder with --data or MILLWRIGHT_DATA.`
          : `The data folder ${dataDir} cannot be written (${reason}): make it writable, or choose another folder with --data or MILLWRIGHT_DATA.`,
      );
    }
    const prepare = (sql: string): StatementSync => this.#database.prepare(sql);
    this.#statements = {
      register: prepare(
        'insert into rig (rig, academy_id, member, lab, seed) values (?, ?, ?, ?, ?) on conflict (rig) do nothing',
      ),
      journal: prepare('insert into journal (rig, sequence, academy_id, tick, input) values (?, ?, ?, ?, ?)'),
      mark: prepare('update rig set mark_sequence = ?, mark_tick = ?, paused = ? where rig = ?'),
      keyframe: prepare(
        'insert or replace into keyframe (rig, academy_id, lab_hash, tick, sequence, packed, programs) values (?, ?, ?, ?, ?, ?, ?)',
      ),
      forget: prepare('delete from rig where rig = ?'),
      truncate: prepare('delete from journal where rig = ? and sequence <= ?'),
      rig: prepare('select academy_id, paused, mark_sequence, mark_tick from rig where rig = ?'),
      readKeyframe: prepare('select lab_hash, tick, sequence, packed, programs from keyframe where rig = ?'),
      readHome: prepare('select path, bytes from home where rig = ?'),
      forgetHome: prepare('delete from home where rig = ?'),
      keepHome: prepare('insert or replace into home (rig, path, academy_id, bytes) values (?, ?, ?, ?)'),
      keepHistory: prepare('insert or replace into history (rig, segment, academy_id, packed) values (?, ?, ?, ?)'),
      readHistory: prepare('select packed from history where rig = ? and segment = ?'),
      forgetHistory: prepare('delete from history where rig = ? and segment = ?'),
      forgetAllHistory: prepare('delete from history where rig = ?'),
      readJournal: prepare('select sequence, tick, input from journal where rig = ? order by sequence'),
    };
  }

  /** Make the rig known; nothing happens when it is. */
  register(ticket: RigTicket): void {
    if (this.#academies.has(ticket.rig)) return;
    this.#statements.register.run(ticket.rig, ticket.academy, ticket.member, ticket.lab, ticket.seed);
    this.#academies.set(ticket.rig, ticket.academy);
  }

  /** Delete the rig with everything of it; nothing happens when it is not known. */
  forget(rig: string): void {
    this.#statements.forget.run(rig);
    this.#academies.delete(rig);
  }

  /** Everything in one transaction; durable when it returns. Records of rigs that were never registered are an error of ours. */
  write(records: readonly JournalRecord[], keyframes: readonly { rig: string; keyframe: StoredKeyframe }[]): void {
    if (records.length === 0 && keyframes.length === 0) return;
    this.#database.exec('begin immediate');
    try {
      for (const record of records) this.#writeRecord(record);
      for (const { rig, keyframe } of keyframes) this.#writeKeyframe(rig, keyframe);
      this.#database.exec('commit');
    } catch (error) {
      this.#database.exec('rollback');
      throw error;
    }
  }

  #writeRecord(record: JournalRecord): void {
    const { rig, sequence, tick } = record;
    if (record.kind === 'mark') this.#statements.mark.run(sequence, tick, record.paused ? 1 : 0, rig);
    else this.#statements.journal.run(rig, sequence, this.#academyOf(rig), tick, inputText(record));
  }

  #writeKeyframe(rig: string, keyframe: StoredKeyframe): void {
    const { labHash, tick, sequence, packed, programs, paused } = keyframe;
    this.#statements.keyframe.run(rig, this.#academyOf(rig), labHash, tick, sequence, packed, JSON.stringify(programs));
    this.#statements.mark.run(sequence, tick, paused ? 1 : 0, rig);
    this.#statements.truncate.run(rig, sequence);
  }

  #academyOf(rig: string): string {
    const known = this.#academies.get(rig) ?? (this.#statements.rig.get(rig) as RigRow | undefined)?.academy_id;
    if (known === undefined) throw new Error(`rig ${rig} was never registered`);
    this.#academies.set(rig, known);
    return known;
  }

  /** What a lab host needs to bring the rig back. */
  load(rig: string): StoredRig {
    const row = this.#statements.rig.get(rig) as unknown as RigRow | undefined;
    const kept = this.#statements.readKeyframe.get(rig) as unknown as KeyframeRow | undefined;
    const lines = this.#statements.readJournal.all(rig) as unknown as JournalRow[];
    const paused = row?.paused === 1;
    const lastSequence = lines.at(-1)?.sequence ?? kept?.sequence ?? 0;
    return {
      keyframe:
        kept === undefined
          ? null
          : {
              labHash: kept.lab_hash,
              tick: kept.tick,
              sequence: kept.sequence,
              paused,
              packed: kept.packed,
              programs: JSON.parse(kept.programs) as StoredKeyframe['programs'],
            },
      journal: lines.map(({ sequence, tick, input }) => ({ sequence, tick, input: JSON.parse(input) as RigInput })),
      markTick: row !== undefined && row.mark_sequence >= lastSequence ? row.mark_tick : null,
      paused,
    };
  }

  /** Files of the terminal's home directory. */
  home(rig: string): HomeFile[] {
    const rows = this.#statements.readHome.all(rig) as unknown as HomeFile[];
    return rows.map(({ path, bytes }) => ({ path, bytes }));
  }

  /** All of them, in the place of those before; what is beyond 1 MB together is left out. Durable when it returns. */
  keepHome(rig: string, files: readonly HomeFile[]): void {
    let room = homeBytes;
    this.#database.exec('begin immediate');
    try {
      this.#statements.forgetHome.run(rig);
      for (const { path, bytes } of files) {
        room -= bytes.length + path.length;
        if (room >= 0) this.#statements.keepHome.run(rig, path, this.#academyOf(rig), bytes);
      }
      this.#database.exec('commit');
    } catch (error) {
      this.#database.exec('rollback');
      throw error;
    }
  }

  /** A keyframe of a rig's last minutes: lost with a crash, like those in memory. */
  keepHistory(rig: string, segment: number, packed: Uint8Array): void {
    this.#statements.keepHistory.run(rig, segment, this.#academyOf(rig), packed);
  }

  history(rig: string, segment: number): Uint8Array | null {
    const row = this.#statements.readHistory.get(rig, segment) as unknown as { packed: Uint8Array } | undefined;
    return row?.packed ?? null;
  }

  /** `null`: all of them. */
  forgetHistory(rig: string, segments: readonly number[] | null): void {
    if (segments === null) this.#statements.forgetAllHistory.run(rig);
    else for (const segment of segments) this.#statements.forgetHistory.run(rig, segment);
  }

  /** A copy of the whole file as it stands at one moment, while writing goes on. `to` must not exist. Rejects when it cannot be written. */
  async copyTo(to: string): Promise<void> {
    if (existsSync(to)) throw new Error(`${to} exists`);
    await backup(this.#database, to, { rate: 1_000 });
  }

  close(): void {
    this.#database.close();
  }
}
