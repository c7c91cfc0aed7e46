/** `npm run build`: the site, ready for `npm start`. */
import { ensureSiteBuilt, SiteError } from './site.ts';

try {
  console.log(ensureSiteBuilt((line) => console.log(line), true));
} catch (error) {
  if (!(error instanceof SiteError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
