/** What viewers ask of time: pause, go on, speed, and moving what is shown, into the past and back. */
import type { ClientMessage } from '../wire/messages.ts';
import type { Audience } from './audience.ts';
import type { Inputs } from './inputs.ts';
import type { Keeping } from './keeping.ts';
import type { Outsides } from './outsides.ts';
import type { Recalls } from './recalls.ts';
import type { RigParts } from './requests.ts';
import type { RigLife } from './rig-life.ts';
import type { RigTerminal } from './rig-terminal.ts';
import { refusals, terminalSentences } from './sentences.ts';
import type { TimeTravel } from './time-travel.ts';
import type { Viewer } from './viewer.ts';

type TimeMessage = Extract<ClientMessage, { type: 'time' }>;

export class TimeRequests {
  readonly #life: RigLife;
  readonly #audience: Audience;
  readonly #keeping: Keeping;
  readonly #inputs: Inputs;
  readonly #recalls: Recalls;
  readonly #outsides: Outsides;
  readonly #terminal: RigTerminal;
  readonly #poke: () => void;

  /** `poke`: the rig has something to do sooner than its host knew. */
  constructor(
    { life, audience, keeping, inputs, recalls, outsides, terminal }: Omit<RigParts, 'time'> & { keeping: Keeping },
    poke: () => void,
  ) {
    this.#life = life;
    this.#audience = audience;
    this.#keeping = keeping;
    this.#inputs = inputs;
    this.#recalls = recalls;
    this.#outsides = outsides;
    this.#terminal = terminal;
    this.#poke = poke;
  }

  /** All but `wake`, of a rig that is in memory. */
  move(viewer: Viewer, travel: TimeTravel, message: TimeMessage): void {
    const { id, do: what } = message;
    const ack = (): void => viewer.send({ type: 'ack', id, tick: this.#life.shownTick });
    const isRealTime = what === 'resume' || (what === 'speed' && (message.value ?? 1) === 1);
    if (!isRealTime) this.#outsides.endAll(refusals.outsideEnded);
    if (what === 'speed') this.#life.speed = message.value ?? 1;
    else if (what === 'pause' || what === 'resume') {
      if (what === 'resume' && travel.past) {
        viewer.refuse(id, 'inThePast', refusals.inThePast);
        return;
      }
      this.#life.phase = what === 'pause' ? 'paused' : 'running';
    } else if (this.#life.phase !== 'paused' && (what !== 'rewind' || message.tick === undefined)) {
      viewer.refuse(id, 'notPaused', refusals.notPaused);
      return;
    } else {
      this.#life.phase = 'paused';
      this.#move(travel, message, ack);
      return;
    }
    this.#life.dueAt = performance.now();
    this.#poke();
    this.#moved(ack);
  }

  /** Moves what is shown; bytes that are in the store are fetched first. */
  #move(travel: TimeTravel, message: TimeMessage, ack: () => void): void {
    const before = travel.shown;
    this.#audience.recordings.send(true);
    const missing = tryMove(travel, message);
    if (missing !== null) {
      this.#keeping.fetch(this, missing, (packed) => {
        if (packed) travel.history.fetched(missing, packed);
        this.#move(travel, message, ack);
      });
      return;
    }
    if (travel.head !== this.#life.rig) {
      this.#recalls.stop();
      this.#life.adoptHead();
      this.#audience.part(travel.partedAt, travel.head);
      this.#inputs.letGoAll(travel.head);
      this.#keeping.keep(travel.head);
    }
    if (travel.shown !== before) this.#audience.showOther(before, travel.shown);
    this.#endInPast(travel);
    this.#moved(ack);
  }

  /** A terminal cannot go back with its rig. */
  #endInPast(travel: TimeTravel): void {
    if (travel.past) this.#terminal.endTools(terminalSentences.wentBack);
  }

  #moved(ack: () => void): void {
    this.#audience.frames();
    this.#inputs.settle();
    this.#audience.tellState();
    this.#keeping.mark(this.#life.rig!, ack);
  }

  runTo(viewer: Viewer, travel: TimeTravel, { id, controller, lines }: Extract<ClientMessage, { type: 'run-to' }>): void {
    this.#outsides.endAll(refusals.outsideEnded);
    this.#life.phase = 'paused';
    const before = travel.shown;
    this.#audience.recordings.send(true);
    travel.toBreakpoint(controller, lines);
    if (travel.shown !== before) this.#audience.showOther(before, travel.shown);
    this.#endInPast(travel);
    this.#moved(() => viewer.send({ type: 'ack', id, tick: travel.shown.tick }));
  }
}

/** The segment that must be fetched first, or `null` when it is done. */
function tryMove(travel: TimeTravel, { do: what, tick, branch, controller }: TimeMessage): number | null {
  const named = controller ?? Object.keys(travel.shown.controllers())[0] ?? '';
  switch (what) {
    case 'rewind': {
      const missing = travel.missing(tick ?? 0);
      if (missing === null) travel.rewind(tick ?? 0);
      return missing;
    }
    case 'scan':
    case 'scan-back':
      return travel.scan(named, what === 'scan-back');
    case 'into':
    case 'over':
    case 'out':
    case 'back':
      return travel.statement(named, what);
    case 'live':
      travel.live();
      break;
    case 'fork':
      travel.fork();
      break;
    case 'restore':
      travel.restore(branch ?? 0);
      break;
    default:
      travel.tick();
  }
  return null;
}
