/**
 * The trainee's gateway in its place: its file, the gateway that runs by it, and what was wrong with the file that was refused last. With
 * a file that cannot be taken from the beginning nothing runs, as on a real box; a mistake later leaves the running one in place.
 */
import { z } from 'zod';
import { type Box, loadConfig } from '../../gateway/config.ts';
import { driverKit } from '../../gateway/drivers/kit.ts';
import { Gateway } from '../../gateway/gateway.ts';
import type { Problem } from '../../gateway/text.ts';
import type { Diagnostic, SourceFile } from '../../iec61131/diagnostics.ts';
import type { Party } from '../../protocols/party.ts';
import type { DownloadReport } from '../types.ts';
import { rigEpochNs } from './epoch.ts';
import { changesOf } from './gateway-changes.ts';
import { Idle } from './idle.ts';
import { Replaceable } from './replaceable.ts';

const fileName = 'gateway.yaml';

const saved = z.object({ text: z.string(), running: z.unknown() });

export class GatewayStation {
  readonly host: string;
  /** The file as it was given last and taken, or found. */
  text: string;
  problems: Problem[] = [];
  readonly party: Replaceable<Party>;
  readonly #seed: number;
  readonly #box: Box;
  #gateway: Gateway | null = null;

  constructor(host: string, text: string, seed: number, box: Box = {}) {
    this.host = host;
    this.#box = box;
    this.text = text;
    this.#seed = seed;
    this.party = new Replaceable<Party>(new Idle(), () => null);
    this.#begin(text, 0n);
  }

  /** `null` while there is none. */
  get gateway(): Gateway | null {
    return this.#gateway;
  }

  /** Where its status page is. */
  get ports(): readonly number[] {
    return this.#gateway ? [this.#gateway.config.status.port] : [];
  }

  get diagnostics(): Diagnostic[] {
    return this.problems.map((problem) => diagnosticOf(problem, this.text));
  }

  get files(): SourceFile[] {
    return [{ name: fileName, text: this.text }];
  }

  get #options() {
    return { kit: driverKit, box: this.#box };
  }

  /** What would be wrong with another file. */
  check(text: string): Problem[] {
    return check(text, this.#box).problems;
  }

  #begin(text: string, nowNs: bigint): Problem[] {
    const { config, problems } = check(text, this.#box);
    this.problems = problems;
    if (!config) return problems;
    this.#gateway = new Gateway(config, { ...this.#options, epochNs: rigEpochNs, seed: this.#seed }, nowNs);
    this.party.inner = this.#gateway;
    this.text = text;
    return problems;
  }

  /** Takes another file; what did not change goes on. */
  download(files: readonly SourceFile[], nowNs: bigint): { ok: boolean; report: DownloadReport } {
    const text = files.find(({ name }) => name === fileName)?.text ?? files[0]?.text ?? '';
    const before = this.#gateway?.config ?? null;
    const problems = this.#gateway ? this.#reload(this.#gateway, text, nowNs) : this.#begin(text, nowNs);
    const refused = problems.some(({ severity }) => severity === 'error');
    const diagnostics = problems.map((problem) => diagnosticOf(problem, text));
    const after = this.#gateway?.config;
    const changes = refused || !after ? {} : { changes: changesOf(before, after) };
    return { ok: !refused, report: { diagnostics, kept: [], initialised: [], programHash: null, ...changes } };
  }

  #reload(gateway: Gateway, text: string, nowNs: bigint): Problem[] {
    const { problems, difference } = gateway.reload(text, nowNs);
    this.problems = problems;
    if (difference) this.text = text;
    return problems;
  }

  save(): unknown {
    return { text: this.text, running: this.#gateway?.save() ?? null };
  }

  /** @throws Error when it was saved by another engine. */
  restore(record: unknown): void {
    const { text, running } = saved.parse(record);
    this.text = text;
    this.#gateway = running === null ? null : Gateway.restore(running, this.#options, this.#gateway?.config);
    this.party.inner = this.#gateway ?? new Idle();
    this.problems = this.#gateway ? [] : check(text, this.#box).problems;
  }
}

function check(text: string, box: Box): ReturnType<typeof loadConfig> {
  return loadConfig(text, (connection, tag) => driverKit.explainAddress(connection, tag), box);
}

/** As the compiler tells of its own. */
function diagnosticOf({ line, column, severity, message }: Problem, text: string): Diagnostic {
  const lines = text.split('\n');
  const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0) + column - 1;
  const rest = (lines[line - 1] ?? '').slice(column - 1);
  const length = Math.max(1, /^[^\s#]*/.exec(rest)?.[0].length ?? 1);
  const range = { file: fileName, start, end: start + length, line, column, endLine: line, endColumn: column + length };
  return { code: 'GW', severity, range, message };
}
