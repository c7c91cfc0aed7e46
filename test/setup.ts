import fc from 'fast-check';

/**
 * Random tests draw the same sample in every run of `npm test`: a run that fails can be repeated, and one that passes here passes
 * on a clean checkout. `npm run fuzz` (MILLWRIGHT_FUZZ) and MILLWRIGHT_SEED draw others; see iec61131/fuzz/effort.ts.
 */
const asked = Number(process.env.MILLWRIGHT_FUZZ ?? '0');
fc.configureGlobal({ seed: Number(process.env.MILLWRIGHT_SEED ?? (asked > 0 ? Date.now() & 0x7fffffff : 20261122)) });
