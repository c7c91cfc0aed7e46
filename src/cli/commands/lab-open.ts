import type { DeviceDoors, OutsideLine } from '#sandbox/host/device-doors.ts';
import { Wheel } from '#sandbox/host/wheel.ts';
import type { Lab, SourceFile } from '#sandbox/lab/lab.ts';
import { loadLabs } from '#sandbox/lab/load.ts';
import { Rig } from '#sandbox/rig/rig.ts';
import type { RigInput } from '#sandbox/rig/types.ts';
import { type Command, exitCodes, readArguments, UsageError } from '../command.ts';
import { listenAddress, openDoors, portBase, untilStopped } from '../door-options.ts';
import { locale } from '../language.ts';
import { alsoLookIn, labRoots } from '../roots.ts';

/** Milliseconds that are made up for after a late turn; what is later is let go. */
const longestCatchUp = 500;

export const labOpen: Command = {
  help: `millwright lab open SLUG [--solution NAME] [--seed N] [--listen 127.0.0.1] [--port-base N]

Runs a rig of the lab on this machine, in real time, with its devices on real TCP ports, so that a SCADA, Node-RED or Wireshark of your
own can talk to them. Prints one JSON line for each device: {"device":…,"protocol":"modbus-tcp"|"s7"|"mqtt","host":…,"port":…}.
Ctrl-C ends it; nothing is kept.

  --solution NAME   with this solution's programs and gateway; what a trainee finds unless given
  --seed N          whose rig: what is drawn for each trainee comes from it (1 unless given)
  --listen ADDRESS  127.0.0.1 unless given; another address needs --anywhere, for devices have no protection
  --port-base N     the first device at port N, the next at N+1 …; free ports unless given
  --in DIR          look in DIR/labs too
`,
  async run(words) {
    const { positionals, values } = readArguments(words, {
      solution: { type: 'string' },
      seed: { type: 'string', default: '1' },
      listen: { type: 'string', default: '127.0.0.1' },
      anywhere: { type: 'boolean', default: false },
      'port-base': { type: 'string' },
      in: { type: 'string' },
    });
    alsoLookIn(values.in);
    const [slug, ...more] = positionals;
    if (slug === undefined || more.length > 0) throw new UsageError('Name one lab: millwright lab open SLUG');
    const seed = Number(values.seed);
    if (!Number.isSafeInteger(seed) || seed < 0) throw new UsageError(`--seed needs a whole number, not "${values.seed}".`);
    const place = { listen: listenAddress(values.listen, values.anywhere), base: portBase(values['port-base']) };
    const lab = labOf(slug);
    const programs = values.solution === undefined ? undefined : solutionOf(lab, values.solution, seed);
    const { rig, problems } = Rig.build(lab, { seed, ...(programs ? { programs } : {}) });
    for (const { part, message } of problems) console.error(`${part}: ${message[locale]}`);
    if (!rig) return exitCodes.findings;
    const servers = rig.network?.servers() ?? [];
    if (servers.length === 0) {
      console.error(
        locale === 'en'
          ? `${slug} has no device that could be connected to. See: millwright lab list`
          : `${slug} 没有可连接的设备。请查看：millwright lab list`,
      );
      return exitCodes.findings;
    }
    const near = new NearRig(rig);
    // Whoever reads the first line may stop us at once: listen for it before anything is printed.
    const stopped = untilStopped();
    const doors = await openDoors(near, servers, place);
    near.run(doors);
    await stopped;
    near.stop();
    await doors.close();
    return exitCodes.fine;
  },
};

function labOf(slug: string): Lab {
  const { labs, problems } = loadLabs(labRoots());
  const lab = labs.get(slug);
  if (lab) return lab;
  for (const { file, line, column, message } of problems)
    if (file.includes(`/${slug}/`)) console.error(`${file}:${line}:${column}: ${message[locale]}`);
  throw new UsageError(`There is no lab called ${slug}. See: millwright lab list`);
}

function solutionOf(lab: Lab, name: string, _seed: number): Record<string, SourceFile[]> {
  const solution = lab.solutions[name];
  if (solution) return solution;
  throw new UsageError(`${lab.slug} has no solution "${name}". There are: ${Object.keys(lab.solutions).join(', ')}.`);
}

/** A rig in this very process, in real time. */
class NearRig implements OutsideLine {
  readonly #rig: Rig;
  readonly #wheel: Wheel;
  #dueAt = performance.now();
  /** Whoever waits for the bytes it gave to be taken. */
  #taken: (() => void)[] = [];

  constructor(rig: Rig) {
    this.#rig = rig;
    this.#wheel = new Wheel((now) => this.#turn(now));
  }

  run(doors: DeviceDoors): void {
    this.#rig.network!.outsideListener = { outside: (stream, event) => doors.tell(stream, event) };
    this.#wheel.poke();
  }

  stop(): void {
    this.#wheel.stop();
  }

  #turn(now: number): number {
    const tickMs = Number(this.#rig.tickNs) / 1e6;
    if (now - this.#dueAt > longestCatchUp) this.#dueAt = now;
    const ticks = Math.floor((now - this.#dueAt) / tickMs) + 1;
    if (ticks > 0) {
      this.#dueAt += ticks * tickMs;
      this.#rig.advance(ticks);
      for (const taken of this.#taken.splice(0)) taken();
    }
    return this.#dueAt;
  }

  open(stream: number, device: string): void {
    this.#give({ kind: 'outside-open', stream, device });
  }

  send(stream: number, bytes: Uint8Array): Promise<void> {
    this.#give({ kind: 'outside-bytes', stream, bytes: Buffer.from(bytes).toString('base64') });
    return new Promise((resolve) => this.#taken.push(resolve));
  }

  close(stream: number): void {
    this.#give({ kind: 'outside-close', stream });
  }

  #give(input: RigInput): void {
    const applied = this.#rig.apply(input);
    if (!applied.ok) console.error(applied.message[locale]);
  }
}
