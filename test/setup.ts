import fc from 'fast-check';
import { loadWords } from '../src/workbench/words.ts';

/**
 * Random tests draw the same sample in every run of `npm test`: a run that fails can be repeated, and one that passes here passes
 * on a clean checkout. `npm run fuzz` (MILLWRIGHT_FUZZ) and MILLWRIGHT_SEED draw others; see iec61131/fuzz/effort.ts.
 */
const asked = Number(process.env.MILLWRIGHT_FUZZ ?? '0');
fc.configureGlobal({ seed: Number(process.env.MILLWRIGHT_SEED ?? (asked > 0 ? Date.now() & 0x7fffffff : 20261122)) });

// The page loads its reader's words before anything is drawn; tests speak both languages.
await Promise.all([loadWords('en'), loadWords('zh-CN')]);
