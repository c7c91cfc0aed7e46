/**
 * Tools outside that viewers have connected to their rig's devices (`millwright connect`). A viewer numbers its own streams, the rig its
 * own. Whatever moves time, and any speed but 1, closes them, and says so: a real tool lives in real time (law 6).
 */
import type { OutsideEvent } from '../rig/network/outside.ts';
import type { RigNetwork } from '../rig/network/rig-network.ts';
import type { ClientMessage } from '../wire/messages.ts';
import type { Inputs } from './inputs.ts';
import type { RigLife } from './rig-life.ts';
import { refusals, type Sentence } from './sentences.ts';
import type { Viewer } from './viewer.ts';

export type OutsideMessage = Extract<ClientMessage, { type: 'outside-open' | 'outside-bytes' | 'outside-close' }>;

/** Streams at once of one rig. */
const most = 64;

export class Outsides {
  readonly #life: RigLife;
  readonly #inputs: Inputs;
  /** By the rig's number. */
  readonly #streams = new Map<number, { viewer: Viewer; stream: number }>();
  #network: RigNetwork | null = null;

  constructor(life: RigLife, inputs: Inputs) {
    this.#life = life;
    this.#inputs = inputs;
  }

  receive(viewer: Viewer, message: OutsideMessage): void {
    const { id, stream } = message;
    const { rig } = this.#life;
    const network = this.#follow();
    if (!rig || !network) {
      viewer.refuse(id, 'noNetwork', refusals.noNetwork);
      return;
    }
    if (message.type === 'outside-open') {
      const refusal = this.#refusalOf();
      if (refusal !== null) {
        viewer.refuse(id, refusal, refusals[refusal]);
        return;
      }
      const own = network.outside.next;
      this.#streams.set(own, { viewer, stream });
      this.#inputs.give(viewer, id, rig, { kind: 'outside-open', stream: own, device: message.device });
      return;
    }
    const own = this.#ownOf(viewer, stream);
    if (own === null) {
      // It has ended meanwhile, and the viewer was told so.
      viewer.send({ type: 'ack', id, tick: rig.tick });
      return;
    }
    if (message.type === 'outside-bytes')
      this.#inputs.give(viewer, id, rig, { kind: 'outside-bytes', stream: own, bytes: message.bytes });
    else {
      this.#streams.delete(own);
      this.#inputs.give(viewer, id, rig, { kind: 'outside-close', stream: own });
    }
  }

  /** The viewer is gone, and its tools with it. */
  leave(viewer: Viewer): void {
    for (const [own, held] of [...this.#streams]) {
      if (held.viewer !== viewer) continue;
      this.#streams.delete(own);
      this.#inputs.giveOwn({ kind: 'outside-close', stream: own });
    }
  }

  /** Time was moved, or is to run at another speed, or ends: no tool outside can follow that. */
  endAll(why: Sentence): void {
    for (const { viewer, stream } of this.#streams.values()) viewer.send({ type: 'outside', stream, event: 'closed', why });
    this.#streams.clear();
    if ((this.#life.rig?.network?.outside.count ?? 0) > 0) this.#inputs.giveOwn({ kind: 'outside-end' });
  }

  /** Before time goes on: the network may be another one, after a reset or a fork. */
  turn(): void {
    if (this.#streams.size > 0) this.#follow();
  }

  #follow(): RigNetwork | null {
    const network = this.#life.rig?.network ?? null;
    if (network === this.#network) return network;
    if (this.#network) this.#network.outsideListener = null;
    this.#network = network;
    this.endAll(refusals.outsideEnded);
    if (network) network.outsideListener = { outside: (own, event) => this.#tell(own, event) };
    return network;
  }

  #refusalOf(): 'outsidePaused' | 'outsideSpeed' | 'outsideTooMany' | null {
    if (this.#life.phase !== 'running') return 'outsidePaused';
    if (this.#life.speed !== 1) return 'outsideSpeed';
    return this.#streams.size >= most ? 'outsideTooMany' : null;
  }

  #ownOf(viewer: Viewer, stream: number): number | null {
    for (const [own, held] of this.#streams) if (held.viewer === viewer && held.stream === stream) return own;
    return null;
  }

  #tell(own: number, event: OutsideEvent): void {
    const held = this.#streams.get(own);
    if (!held) return;
    const { viewer, stream } = held;
    if (event.event === 'bytes') {
      const bytes = Buffer.from(event.bytes).toString('base64');
      viewer.send({ type: 'outside', stream, event: 'bytes', bytes });
      return;
    }
    if (event.event !== 'open') this.#streams.delete(own);
    viewer.send({ type: 'outside', stream, event: event.event });
  }
}
