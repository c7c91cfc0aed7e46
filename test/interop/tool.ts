/** Independent programs that the interoperability tests ask for their opinion. What is absent is said, once, with its package. */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';

const packages = {
  'wasm-validate': 'wabt',
  sqlite3: 'sqlite3',
  xmllint: 'libxml2-utils',
  mbpoll: 'mbpoll',
  tshark: 'tshark',
  text2pcap: 'tshark',
  mosquitto: 'mosquitto',
  mosquitto_pub: 'mosquitto-clients',
  mosquitto_sub: 'mosquitto-clients',
  pdftotext: 'poppler-utils',
  pdftoppm: 'poppler-utils',
  zbarimg: 'zbar-tools',
} as const;
type Tool = keyof typeof packages;

/** Debian's modules are for Debian's own interpreter. */
const python = '/usr/bin/python3';
const modules = {
  pymodbus: { imports: 'pymodbus.client', packages: 'python3-pymodbus python3-serial-asyncio' },
  jwt: { imports: 'jwt, cryptography, jsonschema', packages: 'python3-jwt python3-cryptography python3-jsonschema' },
} as const;

/** Servers stand where only administrators look. */
const withServers = `${process.env.PATH}:/usr/sbin`;

/** Whether the tool is on this machine; says what to install when it is not. */
export function present(tool: Tool): boolean {
  const found = spawnSync('which', [tool], { env: { ...process.env, PATH: withServers } }).status === 0;
  if (!found) console.warn(`ABSENT: ${tool} (Debian package ${packages[tool]}). The tests that need it are skipped.`);
  return found;
}

/** Whether Debian's Python has the module. */
export function presentModule(module: keyof typeof modules): boolean {
  const found = spawnSync(python, ['-c', `import ${modules[module].imports}`]).status === 0;
  if (!found)
    console.warn(`ABSENT: ${module} (Debian packages ${modules[module].packages}). The tests that need it are skipped.`);
  return found;
}

/** Runs the tool; its complaint is the error. */
export function ask(tool: Tool, words: string[], input?: string): string {
  // The list of all fields that tshark knows is 19 MB long.
  return execFileSync(tool, words, { encoding: 'utf8', input, maxBuffer: 1 << 28, stdio: ['pipe', 'pipe', 'pipe'] });
}

/** Runs a tool that talks with this process; everything it prints, and how it ended. */
export function converse(tool: Tool | 'python', words: string[], input = ''): Promise<{ status: number | null; text: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(tool === 'python' ? python : tool, words, { stdio: 'pipe', timeout: 50_000 });
    let text = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (bytes: Buffer) => {
        text += bytes.toString();
      });
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, text }));
    // A tool may end before it has read its input (EPIPE): its status and its words say why, and are the answer.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}

/** Starts a tool that is to run until it is ended. */
export function launch(tool: Tool, words: string[]): ChildProcess {
  return spawn(tool, words, { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, PATH: withServers } });
}

/** Starts a tool that is to run until it is ended, and hears what it prints, line by line. */
export function follow(tool: Tool, words: string[], hear: (line: string) => void): ChildProcess {
  const child = spawn(tool, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  createInterface(child.stdout).on('line', hear);
  return child;
}
