/** What Tab offers: commands at the place of one, options behind a dash, else files and the names of hosts. */
import type { Option } from './options.ts';

export interface Completable {
  commands: readonly string[];
  /** Of those whose options are known. */
  options: Readonly<Record<string, readonly Option[]>>;
  subcommands: Readonly<Record<string, readonly string[]>>;
  hosts: readonly string[];
  /** Entries of a folder, relative to where the shell is; folders end with a slash. */
  entries(folder: string): readonly string[];
}

/** As readline asks: the offers, and the part of the line that they are for. */
export function complete(line: string, { commands, options, subcommands, hosts, entries }: Completable): [string[], string] {
  const command = line.slice(Math.max(...['|', ';', '&', '(', '`'].map((mark) => line.lastIndexOf(mark))) + 1).trimStart();
  const words = command.split(/\s+/);
  const last = words.at(-1) ?? '';
  const begins = (offers: readonly string[]): string[] => [...new Set(offers)].filter((offer) => offer.startsWith(last)).sort();
  const whole = (offers: readonly string[]): string[] => begins(offers).map((offer) => `${offer} `);
  if (words.length <= 1) return [whole(commands), last];
  const name = words[0] ?? '';
  if (last.startsWith('-'))
    return [whole((options[name] ?? []).flatMap(({ names }) => names).concat(options[name] ? ['--help'] : [])), last];
  const slash = last.lastIndexOf('/') + 1;
  const files = begins(entries(last.slice(0, slash)).map((entry) => `${last.slice(0, slash)}${entry}`));
  const named = options[name]
    ? whole([...(words.length === 2 ? (subcommands[name] ?? []) : []), ...(name === 'gateway' ? [] : hosts)])
    : [];
  return [[...named, ...files.map((file) => (file.endsWith('/') ? file : `${file} `))], last];
}
