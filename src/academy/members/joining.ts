/** Who may become a member by themselves: whoever reaches an academy that is open to anyone. Others need an invitation. */
import type { Academy } from '../academies/academies.ts';
import { visitedAcademy } from '../academies/visited.ts';
import type { Services } from '../services.ts';

/** The academy that the request is for, when an account may join it without an invitation; else `null`. */
export async function joinable(services: Services, headers: Headers): Promise<Academy | null> {
  const academy = await visitedAcademy(services.database, services.academy, headers, null);
  return academy.settings.joining === 'anyone' ? academy : null;
}
