/** What a rig needs of its host. */
import type { FromLabHost } from './channel.ts';
import type { JournalOutbox } from './journal-outbox.ts';
import type { Log } from './kept-process.ts';
import type { LabPlaces } from './lab-places.ts';

export interface RigSurroundings extends LabPlaces {
  /** A rig that nobody looks at goes to sleep after this, in milliseconds. */
  unwatchedSleep: number;
  /** A rig whose lab was saved is built anew at once, with the programs it has: for authors. */
  followLabs?: boolean;
  outbox: JournalOutbox;
  send(message: FromLabHost): void;
  /** The rig has something to do sooner than its host knew. */
  poke(): void;
  log: Log;
}
