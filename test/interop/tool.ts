/** Independent programs that the interoperability tests ask for their opinion. What is absent is said, once, with its package. */
import { execFileSync, spawnSync } from 'node:child_process';

const packages = { 'wasm-validate': 'wabt', sqlite3: 'sqlite3', xmllint: 'libxml2-utils', tshark: 'tshark' } as const;
type Tool = keyof typeof packages;

/** Whether the tool is on this machine; says what to install when it is not. */
export function present(tool: Tool): boolean {
  const found = spawnSync('which', [tool]).status === 0;
  if (!found) console.warn(`ABSENT: ${tool} (Debian package ${packages[tool]}). The tests that need it are skipped.`);
  return found;
}

/** Runs the tool; its complaint is the error. */
export function ask(tool: Tool, words: string[], input?: string): string {
  return execFileSync(tool, words, { encoding: 'utf8', input, stdio: ['pipe', 'pipe', 'pipe'] });
}
