/**
 * The files of one lab as its author works on them: what is open, what is typed and not saved, what is wrong in it. Unsaved text is kept in
 * this browser until it is saved. React shows `getSnapshot()`; the editor takes texts from here.
 */
import type { LocalizedText } from '#sandbox/iec61131/diagnostics.ts';
import {
  deedDone,
  type FileDeed,
  findings as findingsSchema,
  type LabFiles,
  type LabFinding,
  labFile,
  labFiles,
  type Written,
  written,
} from '../../academy/authoring/lab-api.ts';
import { exchange, wordsOf } from '../work/academy.ts';
import type { KeptTexts } from './kept-texts.ts';

interface OpenText {
  text: string;
  /** As it stands in the draft, as far as this page knows. */
  saved: string;
  /** Its hash; `null`: it is not there yet. */
  base: string | null;
}

export interface DeskSnapshot {
  /** `null`: on their way. */
  files: LabFiles['files'] | null;
  findings: readonly LabFinding[];
  programs: LabFiles['programs'];
  signals: readonly string[];
  open: string | null;
  /** Names with text that is not saved. */
  unsaved: ReadonlySet<string>;
  saving: boolean;
  /** Somebody else has saved this file meanwhile; `theirs` is `null` when they took it away. */
  conflict: { name: string; theirs: { text: string; hash: string } | null } | null;
  told: LocalizedText | null;
  /** The open drawing as a page would show it. */
  scene: string | null;
  /** Counts texts that came from elsewhere than the keyboard: the editor takes them. */
  loads: number;
}

/** Milliseconds after the last key until the academy is asked what is wrong. */
const pause = 400;
/** A longer text is looked at when it is saved. */
const longestTyped = 200_000;

export class LabDesk {
  readonly #path: string;
  readonly #kept: KeptTexts;
  readonly #texts = new Map<string, OpenText>();
  readonly #listeners = new Set<() => void>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asking = false;
  #again = false;
  #wanted: { name: string; line: number; column: number } | null = null;
  #snapshot: DeskSnapshot = {
    ...{ files: null, findings: [], programs: [], signals: [], open: null, unsaved: new Set<string>() },
    ...{ saving: false, conflict: null, told: null, scene: null, loads: 0 },
  };

  constructor(lab: string, kept: KeptTexts) {
    this.#path = `/author/labs/${encodeURIComponent(lab)}`;
    this.#kept = kept;
  }

  readonly getSnapshot = (): DeskSnapshot => this.#snapshot;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  async start(first: string): Promise<void> {
    await this.#guard(async () => {
      this.#take(await exchange(labFiles, `${this.#path}/files`));
      const names = this.#names();
      const wanted = names.includes(first) ? first : (names.find((name) => name === 'lab.yaml') ?? names[0]);
      if (wanted !== undefined) await this.open(wanted);
    });
  }

  text(name: string): string | undefined {
    return this.#texts.get(name)?.text;
  }

  /** `line`: where the cursor goes. */
  async open(name: string, place: { line: number; column: number } | null = null): Promise<void> {
    await this.#guard(async () => {
      const picture = this.#snapshot.files?.find((file) => file.name === name)?.picture === true;
      if (!picture) await Promise.all([name, ...this.matesOf(name)].map((one) => this.#load(one)));
      this.#wanted = place === null ? null : { name, ...place };
      this.#change({ open: name, scene: null, told: null, loads: this.#snapshot.loads + 1 });
      // A drawing is shown; text that this browser kept was never looked at.
      if (name.endsWith('.svg') || this.#snapshot.unsaved.has(name)) this.#askSoon(0);
    });
  }

  /** Where the editor is to put the cursor, once. */
  wanted(name: string): { line: number; column: number } | null {
    const place = this.#wanted?.name === name ? this.#wanted : null;
    if (place) this.#wanted = null;
    return place;
  }

  /** Other files of its program: those of `start/`, or the answer's own version of them. */
  matesOf(name: string): string[] {
    return this.programOf(name)?.filter((one) => one !== name) ?? [];
  }

  /** The files that are compiled together with this one, itself among them; `null` of what is no program. */
  programOf(name: string): string[] | null {
    const [, folder = '', file = ''] = /^(start|start\.[\w-]+|(?:solution|wrong)\/[^/]+)\/(.+\.st)$/.exec(name) ?? [];
    if (file === '') return null;
    const known = new Set(this.#names());
    const names = this.#snapshot.programs.find((program) => program.includes(file)) ?? [file];
    return names.map((one) => (one === file || known.has(`${folder}/${one}`) ? `${folder}/${one}` : `start/${one}`));
  }

  /** What was typed. */
  edit(name: string, text: string): void {
    const file = this.#texts.get(name);
    if (!file || file.text === text) return;
    file.text = text;
    this.#keep(name, file);
    this.#askSoon(pause);
  }

  /** `over`: knowingly over what somebody else has saved, whose hash it is. */
  async save(name: string, over?: string | null): Promise<void> {
    const file = this.#texts.get(name);
    if (!file || this.#snapshot.saving || (file.text === file.saved && file.base !== null && over === undefined)) return;
    this.#change({ saving: true, told: null });
    await this.#guard(async () => {
      const { text } = file;
      const base = over === undefined ? file.base : over;
      this.#written(name, text, await exchange(written, `${this.#path}/file`, { method: 'PUT', json: { name, text, base } }));
    });
    this.#change({ saving: false });
  }

  /** In a conflict: what somebody else has saved, in place of one's own text. The editor can undo it. */
  takeTheirs(): void {
    const { conflict } = this.#snapshot;
    if (!conflict) return;
    const { name, theirs } = conflict;
    if (theirs === null) {
      this.#texts.delete(name);
      this.#kept.forget(name);
      void this.refresh();
    } else {
      this.#texts.set(name, { text: theirs.text, saved: theirs.text, base: theirs.hash });
      this.#kept.forget(name);
    }
    this.#change({ conflict: null, unsaved: this.#unsaved(), loads: this.#snapshot.loads + 1 });
    this.#askSoon(0);
  }

  async keepMine(): Promise<void> {
    const { conflict } = this.#snapshot;
    if (!conflict) return;
    this.#change({ conflict: null });
    await this.save(conflict.name, conflict.theirs?.hash ?? null);
  }

  async create(name: string): Promise<boolean> {
    return this.#guard(async () => {
      const answer = await exchange(written, `${this.#path}/file`, { method: 'PUT', json: { name, text: '', base: null } });
      if (answer.outcome === 'refused') this.#change({ told: answer.message });
      if (answer.outcome !== 'saved' && answer.outcome !== 'changed') return false;
      await this.refresh();
      await this.open(name);
      return true;
    });
  }

  async deed(deed: FileDeed): Promise<boolean> {
    return this.#guard(async () => {
      const answer = await exchange(deedDone, `${this.#path}/files`, { method: 'POST', json: deed });
      if (answer.outcome === 'refused') {
        this.#change({ told: answer.message });
        await this.refresh();
        return false;
      }
      const file = this.#texts.get(deed.name);
      this.#texts.delete(deed.name);
      this.#kept.forget(deed.name);
      if (deed.do === 'rename' && file && file.text !== file.saved) {
        this.#texts.set(deed.to, file);
        this.#keep(deed.to, file);
      }
      this.#take(answer);
      await this.open(deed.do === 'rename' ? deed.to : 'lab.yaml');
      return true;
    });
  }

  hashOf(name: string): string {
    return this.#snapshot.files?.find((file) => file.name === name)?.hash ?? '';
  }

  async refresh(): Promise<void> {
    this.#take(await exchange(labFiles, `${this.#path}/files`));
  }

  /** What cannot be done is said; true: it was done. */
  async #guard(work: () => Promise<unknown>): Promise<boolean> {
    try {
      return (await work()) !== false;
    } catch (error) {
      this.#change({ told: wordsOf(error) });
      return false;
    }
  }

  #names(): string[] {
    return this.#snapshot.files?.map(({ name }) => name) ?? [];
  }

  async #load(name: string): Promise<void> {
    if (this.#texts.has(name)) return;
    const { text, hash } = await exchange(labFile, `${this.#path}/file?name=${encodeURIComponent(name)}`);
    const kept = this.#kept.of(name);
    this.#texts.set(name, kept === null ? { text, saved: text, base: hash } : { text: kept.text, saved: text, base: kept.base });
    this.#change({ unsaved: this.#unsaved() });
  }

  #take({ files, findings, programs, signals }: LabFiles): void {
    this.#change({ files, findings, programs, ...(signals.length > 0 ? { signals } : {}) });
  }

  #written(name: string, text: string, answer: Written): void {
    const file = this.#texts.get(name);
    if (!file) return;
    if (answer.outcome === 'refused') this.#change({ told: answer.message });
    if (answer.outcome === 'changed') this.#change({ conflict: { name, theirs: answer.theirs } });
    if (answer.outcome !== 'saved') return;
    Object.assign(file, { saved: text, base: answer.hash });
    this.#keep(name, file);
    const files = this.#snapshot.files ?? [];
    const bytes = new TextEncoder().encode(text).byteLength;
    const others = files.filter((one) => one.name !== name);
    const all = [...others, { name, bytes, hash: answer.hash, picture: false }].sort((a, b) => (a.name < b.name ? -1 : 1));
    this.#change({ files: all });
    this.#looked(name, answer);
  }

  #keep(name: string, file: OpenText): void {
    if (file.text === file.saved) this.#kept.forget(name);
    else this.#kept.keep(name, { text: file.text, base: file.base });
    this.#change({ unsaved: this.#unsaved() });
  }

  #unsaved(): ReadonlySet<string> {
    return new Set([...this.#texts].flatMap(([name, { text, saved }]) => (text === saved ? [] : [name])));
  }

  #askSoon(milliseconds: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#ask(), milliseconds);
  }

  /** One question at a time; what was typed meanwhile is asked next. */
  async #ask(): Promise<void> {
    if (this.#asking) {
      this.#again = true;
      return;
    }
    const { open: name } = this.#snapshot;
    const text = name === null ? undefined : this.text(name);
    if (name === null || text === undefined || text.length > longestTyped) return;
    this.#asking = true;
    try {
      const answer = await exchange(findingsSchema, `${this.#path}/check`, { method: 'POST', json: { name, text } });
      if (!this.#again) this.#looked(name, answer);
    } catch (error) {
      console.error(error);
    }
    this.#asking = false;
    if (this.#again) {
      this.#again = false;
      this.#askSoon(0);
    }
  }

  #looked(name: string, { findings, scene, signals }: Pick<LabFiles, 'findings' | 'scene' | 'signals'>): void {
    const drawn = name === this.#snapshot.open && scene !== null ? { scene } : {};
    this.#change({ findings, ...drawn, ...(signals.length > 0 ? { signals } : {}) });
  }

  #change(part: Partial<DeskSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...part };
    for (const listener of this.#listeners) listener();
  }
}
