/** Who answers which request of a viewer, and what is refused before anybody looks at it. */
import type { ClientMessage } from '../wire/messages.ts';
import type { Audience } from './audience.ts';
import { inputOf, type Look } from './input-of-message.ts';
import type { Inputs } from './inputs.ts';
import type { Observers } from './observers.ts';
import type { Outsides } from './outsides.ts';
import type { Recalls } from './recalls.ts';
import type { RigLife } from './rig-life.ts';
import type { RigTerminal } from './rig-terminal.ts';
import { refusals } from './sentences.ts';
import type { TimeRequests } from './time-requests.ts';
import type { Viewer } from './viewer.ts';
import { maySend } from './who-may.ts';

/** What concerns the rig's being there at all. */
export interface Phases {
  wake(viewer: Viewer, id: number): void;
  /** Of a rig that failed. */
  startOver(viewer: Viewer, id: number, keepPrograms: boolean): void;
  /** Somebody is at work: the rig is not idle. */
  used(): void;
}

/** Those who answer. */
export interface RigParts {
  life: RigLife;
  audience: Audience;
  inputs: Inputs;
  time: TimeRequests;
  recalls: Recalls;
  outsides: Outsides;
  terminal: RigTerminal;
  observers: Observers;
}

export class Requests {
  readonly #life: RigLife;
  readonly #audience: Audience;
  readonly #inputs: Inputs;
  readonly #time: TimeRequests;
  readonly #recalls: Recalls;
  readonly #outsides: Outsides;
  readonly #terminal: RigTerminal;
  readonly #observers: Observers;
  readonly #phases: Phases;

  constructor(parts: RigParts, phases: Phases) {
    this.#life = parts.life;
    this.#audience = parts.audience;
    this.#inputs = parts.inputs;
    this.#time = parts.time;
    this.#recalls = parts.recalls;
    this.#outsides = parts.outsides;
    this.#terminal = parts.terminal;
    this.#observers = parts.observers;
    this.#phases = phases;
  }

  /** May throw what the rig's own code throws. */
  receive(viewer: Viewer, message: ClientMessage): void {
    const { id } = message;
    const { tick } = this.#life;
    const standing = this.#observers.standing(viewer);
    if (!maySend(message.type, standing)) {
      const code = standing === 'tool' ? 'devicesOnly' : 'watching';
      viewer.refuse(id, code, refusals[code]);
      return;
    }
    if (standing === 'observer' && message.type === 'terminal-open') {
      this.#terminal.show(viewer, id);
      return;
    }
    switch (message.type) {
      case 'ping':
        viewer.send({ type: 'pong', id, tick });
        return;
      case 'watch':
        this.#audience.watch(viewer, message.signals);
        viewer.send({ type: 'ack', id, tick });
        this.#audience.frame(viewer);
        return;
      case 'record':
        this.#audience.recordings.record(viewer, message.signals);
        viewer.send({ type: 'ack', id, tick });
        return;
      case 'recall':
        this.#recalls.begin(viewer, message);
        return;
      case 'cover':
        this.#audience.coverages.cover(viewer, message.controller);
        viewer.send({ type: 'ack', id, tick });
        return;
      case 'look':
      case 'capture':
      case 'capture-file':
      case 'gateway-check':
        this.#audience.networkView.receive(viewer, message, tick);
        return;
      case 'outside-open':
      case 'outside-bytes':
      case 'outside-close':
        this.#phases.used();
        this.#outsides.receive(viewer, message);
        return;
      case 'terminal-open':
      case 'terminal-input':
      case 'terminal-resize':
        this.#phases.used();
        if (message.type === 'terminal-input') this.#observers.did(viewer, message);
        this.#terminal.receive(viewer, message);
        return;
      default:
        this.#phases.used();
        this.#act(viewer, message);
    }
  }

  /** What changes the rig or its time. */
  #act(viewer: Viewer, message: Exclude<ClientMessage, { type: Look }>): void {
    const { id } = message;
    const { rig, travel, phase } = this.#life;
    if (message.type === 'time' && message.do === 'wake') this.#phases.wake(viewer, id);
    else if (message.type === 'time' || message.type === 'run-to') {
      if (travel === null) this.#refuseNow(viewer, id);
      else {
        this.#observers.did(viewer, message);
        if (message.type === 'time') this.#time.move(viewer, travel, message);
        else this.#time.runTo(viewer, travel, message);
      }
    } else if (travel?.past) viewer.refuse(id, 'inThePast', refusals.inThePast);
    else if (message.type === 'fault' && !this.#inputs.mayTouch(message.fault)) {
      viewer.refuse(id, 'hiddenFault', refusals.hiddenFault);
    } else if ('signal' in message && rig !== null && !this.#audience.maySee(message.signal)) {
      viewer.refuse(id, 'hiddenSignal', refusals.hiddenSignal);
    } else if (rig !== null) {
      if (message.type === 'reset') this.#recalls.stop();
      if (this.#inputs.give(viewer, id, rig, inputOf(message))) this.#observers.did(viewer, message);
    } else if (message.type === 'reset' && phase === 'failed') this.#phases.startOver(viewer, id, message.keepPrograms);
    else this.#refuseNow(viewer, id);
  }

  #refuseNow(viewer: Viewer, id: number): void {
    const { phase } = this.#life;
    const code = phase === 'failed' ? 'failed' : phase === 'starting' ? 'starting' : 'asleep';
    viewer.refuse(id, code, refusals[code]);
  }
}
