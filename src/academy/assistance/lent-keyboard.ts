/** What somebody did with a keyboard that was lent to them, asked of the rig's host when the lending ends, for the audit log. */
import type { Handling } from '#sandbox/host/api.ts';
import { rigOf } from '../rigs/rigs.ts';
import type { Services } from '../services.ts';
import type { WorkOwner } from '../work/owner.ts';
import { assistanceUnderWay } from './assistance.ts';

/**
 * The keyboard is taken at the host first, so that nothing is done after what is written down. `by`: only if it is this instructor's.
 * `null`: nobody has it, or no host could say what was done (it has ended meanwhile, or does not answer). Should the deed that ends the
 * lending then fail, the next round of those who watch hands the keyboard back.
 */
export async function takeLentKeyboard(services: Services, owner: WorkOwner, by: string | null): Promise<Handling[] | null> {
  const lent = await assistanceUnderWay(services.database, owner);
  if (lent?.keyboard !== 'granted' || lent.instructor === null || (by !== null && by !== lent.instructor)) return null;
  try {
    return await services.host.takeKeyboard((await rigOf(services.database, owner, services.now())).id, lent.instructor);
  } catch (error) {
    services.log.error({ err: error }, 'the host of a rig could not be asked what was done with its keyboard');
    return null;
  }
}
