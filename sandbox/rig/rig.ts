/**
 * One running instance of a lab: controllers, plant and the wires between them, in one memory, on logical time. It reads no
 * clock; the same lab, programs, seed and inputs give the same rig, bit for bit (law 1).
 */
import { type Refusal, refuseTooBig } from '../controller/region.ts';
import { type Terminal, terminalCell } from '../controller/terminal.ts';
import type { CompiledProgram } from '../iec61131/codegen/compiled.ts';
import type { Diagnostic, SourceFile } from '../iec61131/diagnostics.ts';
import { cells } from '../iec61131/index.ts';
import { type DrawnParts, drawnPartsOf } from '../lab/drawn-parts.ts';
import type { Lab } from '../lab/lab.ts';
import { divergenceLimit, type Plant, plantInstance } from '../plant/plant.ts';
import { Answers } from './answers.ts';
import { assemble, type Parts, type RigOptions, type RigProblem } from './assembly.ts';
import { type Spot, spotOf, Wires } from './cell-bits.ts';
import { Conditions } from './conditions.ts';
import { type CoveredScan, type Covering, Covers } from './covering.ts';
import { FaultEngine, type FaultState } from './faults/fault-engine.ts';
import { faultSurroundings } from './faults/fault-surroundings.ts';
import { force, operate, plainValue, refused, refusedOr, unforce, write } from './hands.ts';
import { engine, type RigRecord, readKeyframe } from './keyframe.ts';
import type { DeviceHands } from './network/device-hands.ts';
import { applyToNetwork, isNetworkInput } from './network/network-inputs.ts';
import { RigNetwork } from './network/rig-network.ts';
import { OpenScan } from './open-scan.ts';
import { drawWords } from './parameters.ts';
import * as refusals from './refusals.ts';
import { programSignalLimit, SignalTable } from './signals.ts';
import { compileFor, countErrors, currentHash, gcd, install, type Station, shortestTickNs } from './station.ts';
import { emptyTraceHash, HashedWords, hashText, type TraceHashState } from './trace-hash.ts';
import { Bench, type BenchHands, type BenchRecord, drawnFault, noTroubleshooting } from './troubleshooting.ts';
import type {
  Applied,
  ControllerState,
  DownloadReport,
  Fault,
  Keyframe,
  RigInput,
  SignalInfo,
  Value,
  ValueLiteral,
} from './types.ts';
import { Watch } from './watch.ts';

export type { RigOptions, RigProblem };

export type Built = { rig: Rig; problems: RigProblem[] } | { rig: null; problems: RigProblem[] };

export class Rig {
  readonly lab: Lab;
  readonly seed: number;
  /** Called at the end of every tick (law 4: observers sample); it may read, and must change nothing. Not part of what is saved. */
  observer: (() => void) | null = null;
  readonly #view: DataView;
  readonly #plant: Plant;
  readonly #stations: Station[];
  readonly #fixedInputs: Set<string>;
  readonly #step: bigint;
  readonly #memory: WebAssembly.Memory;
  #inputs: Wires;
  #outputs: Wires;
  #hashed: HashedWords;
  #hash: TraceHashState = [...emptyTraceHash];
  readonly #traced: boolean;
  #signals = new SignalTable();
  #signalsVersion = 0;
  #tick = 0;
  #timeNs = 0n;
  #tickNs = 1n;
  /** False from a download that changed the tick until time stands at a multiple of the new one. */
  #aligned = true;
  #plantDue = 0n;
  #open: { scan: OpenScan; at: number } | null = null;
  readonly #covers = new Covers();
  #covering: Covering | null = null;
  /** `null` in a lab without faults. */
  #faults: FaultEngine | null = null;
  readonly #bench: Bench | null;
  /** What was drawn for this rig's seed where the lab leaves words open. */
  readonly #drawn: DrawnParts;
  /** What the gateway is to begin with; the lab's own file unless given. */
  #gatewayFiles: readonly SourceFile[] | undefined;
  /** `null` in a lab without one. */
  #network: RigNetwork | null = null;
  /** `null` in a lab that asks nothing. */
  #answers: Answers | null = null;

  private constructor(parts: Parts) {
    this.lab = parts.lab;
    this.seed = parts.options.seed;
    this.#drawn = drawnPartsOf(parts.lab, drawWords(parts.lab, parts.options.seed));
    this.#gatewayFiles = parts.options.programs?.gateway;
    const { answers } = parts.lab.definition;
    if (Object.keys(answers).length > 0)
      this.#answers = new Answers(answers, parts.options.programs?.answers ?? parts.lab.start.answers);
    this.#memory = parts.memory;
    this.#view = new DataView(parts.memory.buffer);
    this.#plant = parts.plant;
    this.#stations = parts.stations;
    this.#fixedInputs = parts.fixedInputs;
    this.#step = parts.lab.definition.rig.plant.step;
    this.#traced = parts.options.traced ?? true;
    this.#inputs = new Wires(parts.memory, []);
    this.#outputs = this.#inputs;
    this.#hashed = new HashedWords(parts.memory, []);
    const { troubleshooting } = parts.lab.definition;
    this.#bench = troubleshooting ? new Bench(troubleshooting) : null;
    this.#rewire();
    this.#faults?.reset(this.#drawnFaults(), 0n);
  }

  #drawnFaults(): string[] {
    const drawn = drawnFault(this.lab, this.seed);
    return drawn === null ? [] : [drawn];
  }

  /** Tests made, the one under way, and the diagnosis; `null` in a lab without troubleshooting. */
  get bench(): Readonly<BenchRecord> | null {
    return this.#bench?.record ?? null;
  }

  /** Every fault of the lab, hidden ones too, and whether it stands. */
  faults(): FaultState[] {
    return this.#faults?.list() ?? [];
  }

  /**
   * Builds a rig from a lab. It is `null` only when the plant does not compile or the wires are wrong: mistakes of the lab. A
   * trainee's program that does not compile leaves its controller stopped, with the diagnostics among the problems.
   */
  static build(lab: Lab, options: RigOptions): Built {
    const { parts, problems } = assemble(lab, options);
    if (!parts) return { rig: null, problems };
    const rig = new Rig(parts);
    const refusal = rig.#joinNetwork();
    if (refusal) return { rig: null, problems: [...problems, { part: 'lab', ...refusal, diagnostics: [] }] };
    const wrong = rig.#answers?.diagnostics ?? [];
    if (wrong.length > 0) {
      problems.push({ part: 'answers', ...refusals.doesNotCompile('answers', countErrors(wrong)), diagnostics: wrong });
    }
    return { rig, problems };
  }

  /** Network and devices as on the first tick. What keeps them from being built is a mistake of the lab. */
  #joinNetwork(): Refusal | null {
    const built = RigNetwork.build({
      lab: this.lab,
      drawn: this.#drawn,
      seed: this.seed,
      gatewayFiles: this.#gatewayFiles,
      hands: this.#deviceHands,
      mode: (name) => this.#stations.find((station) => station.name === name)?.controller.mode ?? null,
    });
    if (built && !built.ok) return built.refusal;
    this.#network = built?.network ?? null;
    // Faults that stand from the first tick came before there was a network.
    this.#network?.impair(this.#faults?.onNetwork ?? []);
    this.#actOnAnswers();
    return null;
  }

  /** What was decided holds from the next tick on. */
  #actOnAnswers(): void {
    for (const effect of this.#answers?.effects() ?? []) {
      if ('operate' in effect) operate(this.#signals, effect.operate, effect.value);
      else this.#network?.takeProfile(effect.link, effect.profile);
    }
  }

  /** What was answered, by question. */
  get answers(): Readonly<Record<string, boolean | number | string>> {
    return this.#answers?.values ?? {};
  }

  /** What devices on the network see and may write; looked up anew each time, because a download moves things. */
  readonly #deviceHands: DeviceHands = {
    read: (name) => {
      const signal = this.#signals.find(name);
      return signal && { type: signal.type, value: signal.owner.read(signal.cell) };
    },
    write: (name, value) => {
      const signal = this.#signals.find(name);
      if (!signal?.operable && !signal?.writable) return false;
      // What a trainee's own messages say must not look like physics that has diverged.
      if (typeof value === 'number' && !(Math.abs(value) < divergenceLimit)) return false;
      const literal = plainValue(value, signal.type);
      return (signal.operable ? operate : write)(this.#signals, name, literal).ok;
    },
  };

  /** The rig's network, for what looks at it or works on it; `null` in a lab without one. */
  get network(): RigNetwork | null {
    return this.#network;
  }

  /** Number of the next tick: how many were executed since the rig was built. A reset does not set it back, so that a journal stays in order. */
  get tick(): number {
    return this.#tick;
  }
  /** Logical time of the next tick, in nanoseconds since the start or the last reset. */
  get timeNs(): bigint {
    return this.#timeNs;
  }
  /** The length of a tick now; a download may change it. */
  get tickNs(): bigint {
    return this.#tickNs;
  }
  /** 16 hexadecimal digits: everything that plant and terminals showed since the start or the last reset. Empty when it is not kept. */
  get traceHash(): string {
    return this.#traced ? hashText(this.#hash) : '';
  }
  /** Why the plant stands still, if it does: a mistake of the lab, not of the trainee. */
  get plantFault(): Fault | null {
    return this.#plant.fault;
  }

  /** Executes `ticks` ticks; a scan that was open is closed first, and counts as none. */
  advance(ticks = 1): void {
    this.#closeScan();
    for (let count = 0; count < ticks; count++) this.#executeTick();
  }

  /**
   * Executes ticks until a task of any controller has run: a single scan. At most `limit`; answers how many. Where none will run, because
   * there is no controller or all stand still, it is one tick.
   */
  advanceToScan(limit = 1_000_000): number {
    this.#closeScan();
    if (!this.#stations.some(({ controller }) => controller.mode === 'run')) {
      this.#executeTick();
      return 1;
    }
    const scans = () => this.#stations.reduce((sum, station) => sum + station.controller.scans, 0);
    const before = scans();
    let ticks = 0;
    while (ticks < limit && scans() === before) {
      this.#executeTick();
      ticks++;
    }
    return ticks;
  }

  /** Ticks since the last scan of a controller began, the one under way counted as 1; `null` without a cyclic task. */
  ticksSinceScan(name: string): number | null {
    const intervals = this.#stations.find((station) => station.name === name)?.controller.intervals ?? [];
    const cyclic = intervals.filter((interval) => interval > 0n);
    if (cyclic.length === 0 || this.#timeNs === 0n) return null;
    const since = cyclic.map((interval) => this.#timeNs - ((this.#timeNs - 1n) / interval) * interval);
    const shortest = since.reduce((least, span) => (span < least ? span : least));
    return Number((shortest + this.#tickNs - 1n) / this.#tickNs);
  }

  /**
   * Runs the next scan of a controller so that the lines it carries out are known; at its end they are told, once. Another call takes the
   * place of one that waits. A scan that is covered leaves the same behind as any other, but takes longer.
   */
  coverNextScan(name: string, told: (scan: CoveredScan) => void): void {
    const station = this.#stations.find((candidate) => candidate.name === name);
    this.#covering = station ? this.#covers.next(station, told) : null;
  }

  /** The scan that the rig stands in, if it does. */
  get openScan(): OpenScan | null {
    return this.#open?.scan ?? null;
  }

  /**
   * Goes to the next scan of a controller, and stands before its first statement; an open one is closed first. `null` when there is
   * none within `limit` ticks, because it is stopped or has no program.
   */
  beginScan(name: string, limit = 1_000_000): OpenScan | null {
    this.#closeScan();
    const at = this.#stations.findIndex((station) => station.name === name);
    const station = this.#stations[at];
    if (!station?.programmed) return null;
    const { controller } = station;
    for (let ticks = 0; ticks < limit && controller.mode === 'run'; ticks++) {
      if (controller.nextDue(this.#timeNs) !== this.#timeNs) {
        this.#executeTick();
        continue;
      }
      const program = compileFor(station, station.files, { stepping: true }).program;
      if (!program || program.layout.hash !== controller.program.layout.hash) return null;
      const before = this.save();
      this.#readInputs();
      for (const earlier of this.#stations.slice(0, at)) earlier.controller.step(this.#timeNs, this.#tick);
      this.#open = { scan: new OpenScan(name, controller, program, { timeNs: this.#timeNs, tick: this.#tick }, before), at };
      return this.#open.scan;
    }
    return null;
  }

  /** Goes through the open scan at once, and through the rest of its tick. */
  #closeScan(): void {
    if (!this.#open) return;
    const { scan, at } = this.#open;
    this.#open = null;
    scan.rewind();
    this.#finishTick(at);
  }

  /** Law 4, exactly. */
  #executeTick(): void {
    this.#readInputs();
    this.#finishTick(0);
  }

  #readInputs(): void {
    this.#faults?.trigger(this.#timeNs);
    this.#inputs.copy();
    this.#faults?.act('input', this.#timeNs);
  }

  /** The tick from the station `first` on. */
  #finishTick(first: number): void {
    for (let at = first; at < this.#stations.length; at++) {
      const station = this.#stations[at]!;
      if (this.#covering?.station === station) this.#stepCovered(this.#covering);
      else station.controller.step(this.#timeNs, this.#tick);
    }
    this.#outputs.copy();
    this.#faults?.act('output', this.#timeNs);
    if (this.#timeNs === this.#plantDue) {
      this.#plant.step(this.#timeNs, this.#tick);
      this.#plantDue += this.#step;
    }
    if (this.#traced) this.#hashed.mix(this.#hash);
    this.#bench?.look(this.#timeNs, this.#hands);
    this.#tick++;
    if (!this.#aligned) {
      this.#timeNs -= this.#timeNs % this.#tickNs;
      this.#aligned = true;
    }
    this.#timeNs += this.#tickNs;
    this.#network?.advance(this.#timeNs);
    this.observer?.();
  }

  #stepCovered(covering: Covering): void {
    const lines = covering.step(this.#timeNs, this.#tick);
    if (!lines) return;
    this.#covering = null;
    covering.told({ tick: this.#tick, lines });
  }

  /** Takes one input from outside; an open scan is closed first. It acts from the next tick on; the caller journals it with `tick`. */
  apply(input: RigInput): Applied {
    this.#closeScan();
    if (isNetworkInput(input)) return applyToNetwork(this.#network, input);
    switch (input.kind) {
      case 'operate':
        return operate(this.#signals, input.signal, input.value);
      case 'write':
        return write(this.#signals, input.signal, input.value);
      case 'force':
        return force(this.#signals, this.#stations, input.signal, input.value);
      case 'unforce':
        return unforce(this.#signals, this.#stations, input.signal);
      case 'unforce-all':
        for (const { controller } of this.#stations) controller.forces.clear();
        return { ok: true };
      case 'download':
        if (input.controller === 'gateway') return this.#downloadGateway(input.files);
        if (input.controller === 'answers') return this.#downloadAnswers(input.files);
        return this.#atStation(input.controller, (station) => this.#download(station, input.files, input.mode));
      case 'run':
        return this.#atStation(input.controller, (station) =>
          refusedOr(station.programmed ? station.controller.run() : refusals.noProgram(station.name)),
        );
      case 'stop':
        return this.#atStation(input.controller, (station) => {
          station.controller.stop();
          return { ok: true };
        });
      case 'restart':
        return this.#atStation(input.controller, (station) => {
          if (!station.programmed) return refused(refusals.noProgram(station.name));
          station.controller.warmRestart();
          return { ok: true };
        });
      case 'fault':
        return refusedOr(this.#faultsOrNone().inject(input.fault, input.active, this.#timeNs));
      case 'test':
        return refusedOr(this.#bench ? this.#bench.begin(input.test, this.#timeNs, this.#hands) : noTroubleshooting);
      case 'diagnose':
        return refusedOr(this.#bench ? this.#bench.diagnose(input.fault) : noTroubleshooting);
      case 'reset':
        this.#reset(input.keepPrograms);
        return { ok: true };
    }
  }

  readonly #hands: BenchHands = {
    value: (name) => {
      const signal = this.#signals.find(name);
      return signal && plainValue(signal.owner.read(signal.cell), signal.type);
    },
    operate: (signal, value) => void operate(this.#signals, signal, value),
    force: (signal, value) => void force(this.#signals, this.#stations, signal, value),
    unforce: (signal) => void unforce(this.#signals, this.#stations, signal),
    endFault: (id) => void this.#faults?.inject(id, false, this.#timeNs),
  };

  /** Also where there are none: to say so. */
  #faultsOrNone(): FaultEngine {
    return this.#faults ?? new FaultEngine([], this.seed, this.#faultSurroundings());
  }

  #faultSurroundings() {
    const conditions = new Conditions(this.lab, (name) => this.value(name));
    return faultSurroundings(this.#plant, this.#stations, conditions, (effects) => this.#network?.impair(effects));
  }

  #downloadGateway(files: readonly SourceFile[]): Applied {
    const done = this.#network?.downloadGateway(files);
    if (!done) return refused(refusals.unknownController('gateway', Object.keys(this.lab.definition.rig.controllers)));
    if (done.ok) return { ok: true, download: done.report };
    return { ...refused(refusals.doesNotCompile('gateway', countErrors(done.report.diagnostics))), download: done.report };
  }

  #downloadAnswers(files: readonly SourceFile[]): Applied {
    if (!this.#answers) return refused(refusals.unknownController('answers', Object.keys(this.lab.definition.rig.controllers)));
    const diagnostics = this.#answers.take(files);
    const download: DownloadReport = { diagnostics, kept: [], initialised: [], programHash: null };
    if (diagnostics.length > 0) return { ...refused(refusals.doesNotCompile('answers', countErrors(diagnostics))), download };
    this.#actOnAnswers();
    return { ok: true, download };
  }

  #download(station: Station, files: SourceFile[], mode: 'online' | 'restart'): Applied {
    const { diagnostics, program } = compileFor(station, files);
    const none: DownloadReport = { diagnostics, kept: [], initialised: [], programHash: currentHash(station) };
    if (!program) return { ...refused(refusals.doesNotCompile(station.name, countErrors(diagnostics))), download: none };
    const tickNs = this.#commonStep(station, program);
    const refusal =
      refuseTooBig(program, station.controller.region) ??
      (tickNs < shortestTickNs ? refusals.tickTooShort(tickNs, shortestTickNs) : null);
    if (refusal) return { ...refused(refusal), download: none };

    const report = { ...none, programHash: program.hash };
    if (mode === 'online' && station.programmed) {
      const migration = station.controller.change(program);
      if ('code' in migration) return { ...refused(migration), download: none };
      report.kept = migration.kept;
      report.initialised = migration.initialised;
    } else {
      station.controller.load(program);
      for (const cell of cells(program.layout, programSignalLimit)) report.initialised.push(cell.path);
    }
    station.programmed = true;
    station.files = files;
    station.diagnostics = diagnostics;
    this.#rewire();
    return { ok: true, download: report };
  }

  #reset(keepPrograms: boolean): void {
    for (const station of this.#stations) {
      station.controller.forces.clear();
      if (keepPrograms) {
        station.controller.coldStart();
        if (!station.programmed) station.controller.stop();
        continue;
      }
      install(station, this.lab.start[station.name] ?? [], this.#step);
    }
    this.#plant.start();
    this.#timeNs = 0n;
    this.#hash = [...emptyTraceHash];
    this.#rewire();
    this.#faults?.reset(this.#drawnFaults(), 0n);
    this.#bench?.reset();
    this.#gatewayFiles = keepPrograms ? this.#network?.gateway?.files : undefined;
    if (!keepPrograms) this.#answers?.take(this.lab.start.answers ?? []);
    this.#joinNetwork();
  }

  #atStation(name: string, act: (station: Station) => Applied): Applied {
    const station = this.#stations.find((candidate) => candidate.name === name);
    if (station) return act(station);
    return refused(
      refusals.unknownController(
        name,
        this.#stations.map((candidate) => candidate.name),
      ),
    );
  }

  /** Every signal; ids stay while the programs do (`signalsVersion`), those of plant and terminals always. */
  signals(): SignalInfo[] {
    return this.#signals.list.map(({ id, name, type, kind, address, operable, forceable, writable }) => ({
      id,
      name,
      type,
      kind,
      address,
      operable,
      forceable,
      writable,
    }));
  }
  /** Changes when `signals()` does. */
  get signalsVersion(): number {
    return this.#signalsVersion;
  }
  /** The signal's id, or `null`; case does not matter. */
  find(name: string): number | null {
    return this.#signals.find(name)?.id ?? null;
  }

  /** The present value of a signal by its id. @throws RangeError when `signals()` lists no such id. */
  read(id: number): Value {
    const signal = this.#signals.list[id];
    if (!signal) throw new RangeError(`the rig has no signal with the id ${id}`);
    return signal.owner.read(signal.cell);
  }

  /** The type of a signal by its id; empty when there is no such id. */
  typeOf(id: number): string {
    return this.#signals.list[id]?.type ?? '';
  }

  /** The present value by name, in any case; `null` when there is no such signal. */
  value(name: string): Value | null {
    const signal = this.#signals.find(name);
    return signal ? signal.owner.read(signal.cell) : null;
  }

  /** A view on some signals that tells which of them changed. Valid until `signalsVersion` changes; unknown ids are left out. */
  watch(ids: readonly number[]): Watch {
    return new Watch(
      this.#view,
      ids.flatMap((id) => this.#signals.list[id] ?? []),
    );
  }

  /** Forced signals and their values, JSON-safe. */
  forces(): { signal: string; value: ValueLiteral }[] {
    return this.#stations.flatMap(({ name, controller }) =>
      controller.forces.list().map(({ path, value }) => ({ signal: `${name}.${path}`, value })),
    );
  }

  controllers(): Record<string, ControllerState> {
    return record(this.#stations, (station) => ({
      mode: station.controller.mode,
      fault: station.controller.fault,
      programHash: currentHash(station),
      scans: station.controller.scans,
    }));
  }

  /** Those that stand in a fault: asked at every tick of a recording. */
  faultedControllers(): string[] {
    const names: string[] = [];
    for (const { name, controller } of this.#stations) if (controller.mode === 'fault') names.push(name);
    return names;
  }

  /** What each controller runs; what it was given, when that does not compile. */
  programs(): Record<string, SourceFile[]> {
    const gateway = this.#network?.gateway;
    return {
      ...record(this.#stations, (station) => station.files),
      ...(gateway ? { gateway: gateway.files } : {}),
      ...(this.#answers ? { answers: this.#answers.files } : {}),
    };
  }

  /** The compiler's messages about what each controller was given last and accepted, or could not start with. */
  diagnostics(): Record<string, Diagnostic[]> {
    const gateway = this.#network?.gateway;
    return {
      ...record(this.#stations, (station) => station.diagnostics),
      ...(gateway ? { gateway: gateway.diagnostics } : {}),
      ...(this.#answers ? { answers: this.#answers.diagnostics } : {}),
    };
  }

  /** Statements, about, that the last task of a controller to run took: what a bound on the cost of a scan is held against. */
  scanCost(controller: string): number {
    return this.#stations.find(({ name }) => name === controller)?.controller.loaded.spent ?? 0;
  }

  /** The lab's parameters as drawn for this rig. */
  get parameters(): Record<string, ValueLiteral> {
    const drawn: Record<string, ValueLiteral> = {};
    for (const name of Object.keys(this.lab.definition.parameters)) {
      const cell = this.#plant.loaded.cell(`${plantInstance}.${name}`);
      if (!cell) continue;
      drawn[name] = plainValue(this.#plant.loaded.read(cell), cell.type);
    }
    return drawn;
  }

  /** The whole rig; in the middle of a scan, as it was before that tick. `state` is JSON-safe; `memory` holds the bytes in use, the plant's and then each controller's. */
  save(): Keyframe {
    if (this.#open) return this.#open.scan.before;
    const pieces = [this.#plant.loaded.bytes, ...this.#stations.map((station) => station.controller.loaded.bytes)];
    const memory = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
    let at = 0;
    for (const piece of pieces) {
      memory.set(piece, at);
      at += piece.length;
    }
    const state: RigRecord = {
      timeNs: String(this.#timeNs),
      hash: [...this.#hash],
      plant: this.#plant.save(),
      faults: this.#faults?.save() ?? [],
      bench: this.#bench?.save() ?? null,
      network: this.#network?.save() ?? null,
      answers: this.#answers?.files ?? null,
      controllers: record(this.#stations, (station) => ({
        files: station.files,
        programmed: station.programmed,
        controller: station.controller.save(),
      })),
    };
    return { engine, labHash: this.lab.hash, seed: this.seed, tick: this.#tick, memory, state };
  }

  /**
   * The rig that was saved, bit for bit. `null` with the reason when it was saved by another engine or from another state of the
   * lab, whose memory this one cannot read: then build the rig anew with the saved programs.
   */
  static restore(lab: Lab, keyframe: Keyframe): Built {
    const read = readKeyframe(lab, keyframe);
    if (!read.ok) return { rig: null, problems: [{ part: 'lab', code: read.code, message: read.message, diagnostics: [] }] };
    const saved = read.record;
    const running = Object.fromEntries(Object.entries(saved.controllers).map(([name, { files }]) => [name, files]));
    const programs = saved.answers ? { ...running, answers: saved.answers } : running;
    const built = Rig.build(lab, { seed: keyframe.seed, programs });
    if (!built.rig) return built;
    const refusal = built.rig.#adopt(keyframe, saved);
    if (refusal) return { rig: null, problems: [{ part: 'lab', ...refusal, diagnostics: [] }] };
    return built;
  }

  #adopt(keyframe: Keyframe, saved: RigRecord): Refusal | null {
    const hashes = [
      saved.plant.programHash,
      ...this.#stations.map(({ name }) => saved.controllers[name]?.controller.programHash),
    ];
    const programs = [this.#plant.loaded, ...this.#stations.map((station) => station.controller.loaded)];
    const size = programs.reduce((sum, loaded) => sum + loaded.bytes.length, 0);
    if (programs.some((loaded, index) => loaded.program.hash !== hashes[index]) || size !== keyframe.memory.length)
      return otherPrograms;
    let at = 0;
    for (const { bytes } of programs) {
      bytes.set(keyframe.memory.subarray(at, at + bytes.length));
      at += bytes.length;
    }
    this.#plant.restore(saved.plant);
    for (const station of this.#stations) {
      const own = saved.controllers[station.name];
      if (own) station.controller.restore(own.controller);
    }
    this.#hash = [...saved.hash];
    this.#tick = keyframe.tick;
    this.#timeNs = BigInt(saved.timeNs);
    this.#rewire();
    this.#faults?.restore(saved.faults);
    if (saved.bench) this.#bench?.restore(saved.bench);
    try {
      if (saved.network !== null) this.#network?.restore(saved.network);
    } catch {
      return otherPrograms;
    }
    return null;
  }

  /** The greatest common divisor of all task intervals and the plant's step; `program` in place of what `changed` runs. */
  #commonStep(changed?: Station, program?: CompiledProgram): bigint {
    let step = this.#step;
    for (const station of this.#stations) {
      const tasks = station === changed && program ? program.tasks : station.controller.program.tasks;
      for (const task of tasks) step = gcd(step, task.interval);
    }
    return step;
  }

  /** After a change of programs or of time: where everything is, and when what is due. */
  #rewire(): void {
    const plantBase = this.#plant.loaded.region.base;
    const inputs: { from: Spot; to: Spot }[] = [];
    const outputs: { from: Spot; to: Spot }[] = [];
    for (const { controller, wiring } of this.#stations) {
      const spot = (terminal: Terminal) => {
        const cell = terminalCell(terminal, controller.program);
        return cell && spotOf(controller.region.base, cell);
      };
      for (const { terminal, plant } of wiring.inputs) {
        const to = spot(terminal);
        if (to) inputs.push({ from: spotOf(plantBase, plant), to });
      }
      for (const { terminal, plant } of wiring.outputs) {
        const from = spot(terminal);
        if (from) outputs.push({ from, to: spotOf(plantBase, plant) });
      }
    }
    this.#inputs = new Wires(this.#memory, inputs);
    this.#outputs = new Wires(this.#memory, outputs);

    this.#signals = new SignalTable();
    this.#signals.addPlant(this.#plant, this.#fixedInputs);
    for (const { name, controller, wiring } of this.#stations) this.#signals.addTerminals(name, controller, wiring.terminals);
    const shown = this.#signals.list.filter((signal) => signal.kind !== 'plant-local');
    const parts = [null, ...this.#stations.map(({ name }) => name)];
    this.#hashed = new HashedWords(
      this.#memory,
      parts.map((part) => shown.filter((signal) => signal.controller === part).map((signal) => signal.spot)),
    );
    for (const { name, controller, programmed } of this.#stations) if (programmed) this.#signals.addProgram(name, controller);
    this.#signalsVersion++;

    const { faults } = this.lab.definition;
    if (this.#faults) this.#faults.rebind(this.#faultSurroundings());
    else if (faults.length > 0) this.#faults = new FaultEngine(faults, this.seed, this.#faultSurroundings());

    this.#tickNs = this.#commonStep();
    this.#aligned = this.#timeNs % this.#tickNs === 0n;
    this.#plantDue = ((this.#timeNs + this.#step - 1n) / this.#step) * this.#step;
  }
}

const record = <V>(stations: Station[], value: (station: Station) => V): Record<string, V> =>
  Object.fromEntries(stations.map((station) => [station.name, value(station)]));

const otherPrograms: Refusal = {
  code: 'keyframe-programs',
  message: {
    en: 'The saved state belongs to programs that compile differently now. Build the rig anew from the saved programs; values start afresh.',
    'zh-CN': '保存的状态属于编译结果已不同的程序。请用保存的程序重新建立实训台；各值从头开始。',
  },
};
