#!/usr/bin/env node
// The door to Millwright. Plain JavaScript that old Nodes can read: it finds a Node new enough, then hands over to main.ts.
// This file's path never moves: `npx` and people's shells remember it.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const needed = 24;
const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** The Node that `npm install` put beside us (an optional dependency of the platform), or null. */
function pinnedNode() {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const path = join(
    root,
    'node_modules',
    `node-${platform}-${process.arch}`,
    'bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  );
  return existsSync(path) ? path : null;
}

if (Number(process.versions.node.split('.')[0]) >= needed) {
  // Our TypeScript is read, stripped of its types and compiled once, not at every start of every process; those that we start look there,
  // too. Where nothing can be written it is done each time, as without.
  const { enableCompileCache } = await import('node:module');
  process.env.NODE_COMPILE_CACHE ??= join(root, 'node_modules', '.cache', 'millwright');
  enableCompileCache();
  await import('./main.ts');
} else {
  const node = pinnedNode();
  if (node === null) {
    console.error(
      `Millwright needs Node ${needed} or newer; this is Node ${process.versions.node}, and no Node for ${process.platform}-${process.arch} came with \`npm install\`. Install Node ${needed} and try again.\n` +
        `Millwright 需要 Node ${needed} 或更高版本；当前是 Node ${process.versions.node}，而 \`npm install\` 没有带来适用于 ${process.platform}-${process.arch} 的 Node。请安装 Node ${needed} 后重试。`,
    );
    process.exit(2);
  }
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' });
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    console.error(`Millwright could not start its own Node (${node}): ${error.message}`);
    process.exit(2);
  });
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    // End as it ended. Our own handlers would swallow the signal, and we would exit with 0.
    for (const handled of signals) process.removeAllListeners(handled);
    process.kill(process.pid, signal);
  });
}
