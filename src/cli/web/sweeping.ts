/** When an academy's retention is looked after: a while after the start, then once a day. */
import { sweep } from '#academy/personal-data/retention.ts';
import type { Services } from '#academy/services.ts';

/** Milliseconds: whoever opened the browser is served first. */
const firstAfter = 60_000;
const interval = 24 * 60 * 60 * 1_000;

export function keepSweeping(services: Services): void {
  setTimeout(() => {
    void once(services);
    setInterval(() => void once(services), interval).unref();
  }, firstAfter).unref();
}

async function once(services: Services): Promise<void> {
  try {
    const swept = await sweep(services);
    if (swept.guests + swept.entries > 0) services.log.info(swept, 'forgotten, as the academies have set');
  } catch (error) {
    services.log.warn({ err: error }, 'what is due could not be forgotten now; it is tried again tomorrow');
  }
}
