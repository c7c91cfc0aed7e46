/** Enough of a User-Agent for a person to know their own browser again: its name and the system it runs on. */
const browsers: [RegExp, string][] = [
  [/MicroMessenger\//, 'WeChat'],
  [/EdgA?\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrom(e|ium)\/|CriOS\//, 'Chrome'],
  [/Version\/.*Safari\//, 'Safari'],
];
const systems: [RegExp, string][] = [
  [/iPhone|iPad/, 'iOS'],
  [/Android/, 'Android'],
  [/HarmonyOS/, 'HarmonyOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'macOS'],
  [/CrOS/, 'ChromeOS'],
  [/Linux/, 'Linux'],
];

/** In this order: later names stand in the agents of earlier ones as well. */
export function browserOf(agent: string): { browser: string | null; system: string | null } {
  const first = (table: [RegExp, string][]): string | null => table.find(([pattern]) => pattern.test(agent))?.[1] ?? null;
  return { browser: first(browsers), system: first(systems) };
}
