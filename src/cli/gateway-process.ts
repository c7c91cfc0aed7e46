/** A gateway as a process: the party of the rigs with the machine's clock, sockets, disk and signals around it. */
import { randomInt } from 'node:crypto';
import { join, resolve } from 'node:path';
import type { GatewayConfig } from '#sandbox/gateway/config.ts';
import { driverKit } from '#sandbox/gateway/drivers/kit.ts';
import { Gateway } from '#sandbox/gateway/gateway.ts';
import type { LogLevel } from '#sandbox/gateway/logs.ts';
import { isoTime, milliseconds } from '#sandbox/gateway/payload.ts';
import type { Problem, Text } from '#sandbox/gateway/text.ts';
import { type DiskTrouble, type Durability, FileDisk } from '#sandbox/host/file-disk.ts';
import { lockFolder } from '#sandbox/host/folder-lock.ts';
import { TcpAdapter } from '#sandbox/host/tcp-adapter.ts';
import { exitCodes } from './command.ts';
import { GatewayLog } from './gateway-log.ts';

interface GatewayProcessOptions {
  /** The file's text as it is now. */
  read: () => string;
  /** A mistake in it, in one line. */
  explain: (problem: Problem) => string;
  listen: string;
  stateFolder: string;
  durability: Durability;
  logForm: 'json' | 'text';
  locale: 'en' | 'zh-CN';
}

/** How often the log is written out and the surroundings are looked at. */
const lookMs = 100;
/** The machine's clock was set when it is this far from where we think it is. */
const clockJumpNs = 500_000_000n;
/** For farewells to leave. */
const graceMs = 2_000;

const nowNs = (): bigint => BigInt(Date.now()) * 1_000_000n;

/** Runs until it is told to stop; an exit code. */
export async function runGateway(config: GatewayConfig, options: GatewayProcessOptions): Promise<number> {
  const { locale, listen } = options;
  const start = process.hrtime.bigint();
  const clock = (): bigint => process.hrtime.bigint() - start;
  const fail = (message: Text): number => {
    console.error(message[locale]);
    return exitCodes.findings;
  };

  const stateFolder = resolve(options.stateFolder);
  const troubles: DiskTrouble[] = [];
  let disk: FileDisk;
  let release: () => void;
  try {
    const lock = lockFolder(stateFolder);
    if ('heldBy' in lock) return fail(stateInUse(stateFolder, lock));
    release = lock.release;
    disk = new FileDisk(join(stateFolder, 'store.log'), { durability: options.durability, tell: (one) => troubles.push(one) });
  } catch (error) {
    return fail(noState(stateFolder, error));
  }

  const gateway = new Gateway(config, { kit: driverKit, epochNs: nowNs() - clock(), seed: randomInt(2 ** 31), disk }, clock());
  const adapter = new TcpAdapter(gateway, { clock, maxConnections: Number.POSITIVE_INFINITY });
  const note = (level: LogLevel, about: string, message: Text): void => gateway.log.write(level, about, message, clock());
  const log = new GatewayLog(gateway.log, options.logForm, locale, (atNs) => isoTime(milliseconds(gateway.epochNs, atNs)));
  const close = async (): Promise<void> => {
    await adapter.close(graceMs);
    disk.close();
    release();
    log.flush();
  };

  let port = gateway.config.status.port;
  try {
    await adapter.listen(port, listen);
  } catch (error) {
    await close();
    return fail(noListening(listen, port, error));
  }
  note('info', 'gateway', started(listen, port, stateFolder, gateway.north.store.onDisk.records));

  /** A port that could not be had is not tried again until the file says another. */
  let triedPort = port;
  const followPort = async (): Promise<void> => {
    const wanted = gateway.config.status.port;
    if (wanted === triedPort) return;
    triedPort = wanted;
    try {
      await adapter.listen(wanted, listen);
      adapter.unlisten(port);
      port = wanted;
      note('info', 'gateway', movedTo(listen, port));
    } catch (error) {
      note('error', 'gateway', noListening(listen, wanted, error));
    }
  };

  const reload = (): void => {
    let text: string;
    try {
      text = options.read();
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      note('error', 'reload', { en: `${why} The running configuration stays.`, 'zh-CN': `${why} 继续使用原配置。` });
      return;
    }
    const { problems } = gateway.reload(text, adapter.nowNs);
    adapter.attend();
    for (const problem of problems) console.error(options.explain(problem));
  };

  const look = (): void => {
    for (const trouble of troubles.splice(0))
      note(trouble.kind === 'refused' ? 'error' : 'warning', 'store', troubleText(trouble));
    const epochNs = nowNs() - clock();
    const jumpNs = epochNs - gateway.epochNs;
    if (jumpNs > clockJumpNs || jumpNs < -clockJumpNs) {
      gateway.epochNs = epochNs;
      note('warning', 'gateway', clockWasSet(Number(jumpNs) / 1e9));
    }
    void followPort();
    log.flush();
  };
  const looking = setInterval(look, lookMs);
  // A reader of the log that goes away is no reason to stop.
  process.stdout.on('error', () => {});
  process.on('SIGHUP', reload);

  const signal = await new Promise<NodeJS.Signals>((stop) => {
    for (const each of ['SIGTERM', 'SIGINT'] as const) process.once(each, stop);
  });
  clearInterval(looking);
  process.off('SIGHUP', reload);
  look();
  gateway.stop(adapter.nowNs);
  adapter.attend();
  note('info', 'gateway', stopped(signal, gateway.north.store.waiting));
  await close();
  return exitCodes.fine;
}

const stateInUse = (folder: string, { heldBy, file }: { heldBy: number; file: string }): Text => ({
  en: `Another gateway (process ${heldBy}) uses ${folder}. Give this one a folder of its own with --state; if no such gateway runs, delete ${file}.`,
  'zh-CN': `另一个网关（进程 ${heldBy}）正在使用 ${folder}。请用 --state 另指定文件夹；若该网关并未运行，请删除 ${file}。`,
});

function noState(folder: string, error: unknown): Text {
  const why = error instanceof Error ? error.message : String(error);
  return {
    en: `The folder for what must outlive a restart cannot be used (${why}). Make ${folder} writable, or name another with --state.`,
    'zh-CN': `无法使用保存状态的文件夹（${why}）。请使 ${folder} 可写，或用 --state 指定另一个。`,
  };
}

function noListening(host: string, port: number, error: unknown): Text {
  const code = (error as NodeJS.ErrnoException).code ?? String(error);
  return {
    en: `The status page cannot be served at ${host}:${port} (${code}). Write another port under status in the file, or end what uses this one.`,
    'zh-CN': `状态页无法在 ${host}:${port} 提供（${code}）。请在文件的 status 中改写端口，或停止占用该端口的程序。`,
  };
}

const started = (host: string, port: number, folder: string, waiting: number): Text => ({
  en: `Started. Status: http://${host}:${port}/status. State: ${folder}, with ${waiting} messages from before.`,
  'zh-CN': `已启动。状态页：http://${host}:${port}/status。状态文件夹：${folder}，其中有 ${waiting} 条先前的消息。`,
});

const movedTo = (host: string, port: number): Text => ({
  en: `Status is at http://${host}:${port}/status from now on.`,
  'zh-CN': `状态页改为 http://${host}:${port}/status。`,
});

const stopped = (signal: string, waiting: number): Text => ({
  en: `Stopped by ${signal}. ${waiting} messages wait for the next start.`,
  'zh-CN': `收到 ${signal}，已停止。${waiting} 条消息留待下次启动。`,
});

const clockWasSet = (seconds: number): Text => ({
  en: `The clock of this machine was set by ${seconds.toFixed(1)} s. Timestamps follow it from now on; earlier ones stay.`,
  'zh-CN': `本机时钟被调整了 ${seconds.toFixed(1)} 秒。此后的时间戳随之调整，先前的不变。`,
});

function troubleText(trouble: DiskTrouble): Text {
  switch (trouble.kind) {
    case 'torn':
      return {
        en: `The end of the store was torn off in the middle of a line: ${trouble.bytes} bytes were cut. It was never acknowledged to anybody.`,
        'zh-CN': `存储文件末尾有半行残缺：已截去 ${trouble.bytes} 字节。该内容从未被确认。`,
      };
    case 'damaged':
      return {
        en: `${trouble.lines} lines of the store are not as they were written and were passed over. Check the medium.`,
        'zh-CN': `存储文件中有 ${trouble.lines} 行与写入时不符，已跳过。请检查存储介质。`,
      };
    case 'refused':
      return {
        en: `The medium of the store takes nothing (${trouble.why}). Messages wait in memory and do not outlive a restart. Make room on it.`,
        'zh-CN': `存储介质无法写入（${trouble.why}）。消息暂存内存，重启后会丢失。请腾出空间。`,
      };
  }
}
