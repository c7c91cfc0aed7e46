// `npm run check`: every script of package.json whose name begins with `check:`, what can be said of the code without running it. Two at a
// time, in their order there (the longest first), because none of them keeps two cores busy; what each has to say is printed in one
// piece when it ends, and all are asked even when one has found something.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

const { scripts } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const tools = Object.entries(scripts).flatMap(([name, command]) => (name.startsWith('check:') ? [command] : []));
if (tools.length === 0)
  throw new Error('package.json has no script whose name begins with "check:", so nothing would be checked.');

/** Its exit code; npm has put the tools on the path. */
function ask(tool) {
  return new Promise((resolve) => {
    const child = spawn(tool, { shell: true, stdio: ['ignore', 'pipe', 'pipe'] });
    const said = [];
    child.stdout.on('data', (chunk) => said.push(chunk));
    child.stderr.on('data', (chunk) => said.push(chunk));
    child.on('close', (code, signal) => {
      process.stdout.write(
        `\n> ${tool}\n${Buffer.concat(said)}${code === 0 ? '' : `${tool}: ${signal ?? `exit code ${code}`}\n`}`,
      );
      resolve(code ?? 1);
    });
  });
}

const waiting = [...tools];
const codes = [];
async function work() {
  for (let tool = waiting.shift(); tool !== undefined; tool = waiting.shift()) codes.push(await ask(tool));
}
await Promise.all([work(), work()]);
process.exitCode = codes.every((code) => code === 0) ? 0 : 1;
