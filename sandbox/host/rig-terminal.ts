/**
 * The one terminal of a rig, shown alike in every tab: its shell runs in the terminal host, its tools in the rig, as journalled inputs. The
 * shell is not part of the rig: it is not rewound. A network that is replaced, left or put to sleep ends the tools, with a sentence.
 */

import { rigEpochNs } from '../rig/network/epoch.ts';
import { reportGateway } from '../rig/network/report.ts';
import type { RigNetwork } from '../rig/network/rig-network.ts';
import type { ToolNews } from '../rig/network/tool-bench.ts';
import type { GatewayAnswer, GatewayQuestion, ShellSettings } from '../shell/messages.ts';
import type { ClientMessage } from '../wire/messages.ts';
import { toolOrder } from '../wire/tools.ts';
import type { Inputs } from './inputs.ts';
import type { Keeping } from './keeping.ts';
import type { RigLife } from './rig-life.ts';
import { Scrollback } from './scrollback.ts';
import { refusals, type Sentence, terminalSentences } from './sentences.ts';
import type { FromTerminal, ToTerminal } from './terminal-channel.ts';
import type { Viewer } from './viewer.ts';

export type TerminalMessage = Extract<ClientMessage, { type: `terminal-${string}` }>;

export class RigTerminal {
  readonly #life: RigLife;
  readonly #inputs: Inputs;
  readonly #keeping: Keeping;
  readonly #send: (message: ToTerminal) => void;
  readonly #viewers = new Set<Viewer>();
  /** Slow lines that missed something: they get the whole screen again. */
  readonly #behind = new Set<Viewer>();
  #scrollback = new Scrollback();
  #size = { columns: 80, rows: 24 };
  /** Of the page that opened it last. */
  #locale: ShellSettings['locale'];
  #open = false;
  /** Calls of the shell by the rig's. */
  readonly #calls = new Map<number, number>();
  #network: RigNetwork | null = null;

  constructor(life: RigLife, inputs: Inputs, keeping: Keeping, send: (message: ToTerminal) => void) {
    this.#life = life;
    this.#locale = life.ticket.locale;
    this.#inputs = inputs;
    this.#keeping = keeping;
    this.#send = send;
  }

  // Viewers

  receive(viewer: Viewer, message: TerminalMessage): void {
    const { id } = message;
    if (message.type === 'terminal-open') this.#speak(message.locale);
    if (message.type === 'terminal-open' && !this.#open) {
      const refusal = this.#begin(message);
      if (refusal !== null) {
        viewer.refuse(id, refusal, refusals[refusal]);
        return;
      }
    }
    if (!this.#open) {
      viewer.refuse(id, 'noTerminal', refusals.noTerminal);
      return;
    }
    if (message.type === 'terminal-input') this.#send({ type: 'input', text: message.text });
    else {
      const { columns, rows } = message;
      if (columns !== this.#size.columns || rows !== this.#size.rows) this.#send({ type: 'resize', columns, rows });
      this.#size = { columns, rows };
    }
    if (message.type === 'terminal-open') this.show(viewer, id);
    else viewer.send({ type: 'ack', id, tick: this.#life.tick });
  }

  /** What stands on the screen, and from now on what comes: nothing of the terminal changes for it. */
  show(viewer: Viewer, id: number): void {
    this.#viewers.add(viewer);
    viewer.send({ type: 'terminal', text: this.#scrollback.text, fresh: true });
    viewer.send({ type: 'ack', id, tick: this.#life.tick });
  }

  #speak(locale: ShellSettings['locale']): void {
    if (this.#open && locale !== this.#locale) this.#send({ type: 'language', locale });
    this.#locale = locale;
  }

  leave(viewer: Viewer): void {
    this.#viewers.delete(viewer);
    this.#behind.delete(viewer);
  }

  #begin({ columns, rows }: { columns: number; rows: number }): 'noTerminal' | 'asleep' | null {
    const { rig } = this.#life;
    if (rig === null) return 'asleep';
    if (!rig.lab.definition.rig.terminal || !rig.network) return 'noTerminal';
    this.#size = { columns, rows };
    this.#openShell(null);
    return null;
  }

  #openShell(why: Sentence | null): void {
    const settings = this.#settings();
    if (settings === null) {
      this.#open = false;
      return;
    }
    this.#open = true;
    this.#send({ type: 'open', settings, why });
  }

  #settings(): ShellSettings | null {
    const { rig } = this.#life;
    const host = rig?.lab.definition.rig.terminal?.host;
    if (!rig?.network || host === undefined) return null;
    const hosts = rig.network.network.hosts().map(({ id, address }) => ({ name: id, address }));
    return { locale: this.#locale, ...this.#size, host, hosts, epochMs: Number(rigEpochNs / 1_000_000n) };
  }

  /** The rig goes from this host. */
  close(): void {
    if (this.#open) this.#send({ type: 'close' });
    this.#open = false;
  }

  // The shell

  hear(message: FromTerminal): void {
    switch (message.type) {
      case 'print':
        this.#print(message.text);
        return;
      case 'order':
        this.#order(message.call, message.order);
        return;
      case 'interrupt':
        for (const [call, shellCall] of this.#calls)
          if (shellCall === message.call) this.#inputs.giveOwn({ kind: 'tool-interrupt', call });
        return;
      case 'gateway':
        this.#send({ type: 'gateway', request: message.request, answer: this.#answer(message.question) });
        return;
      case 'lost':
        this.#lost(message.forGood);
    }
  }

  #print(text: string): void {
    this.#scrollback.add(text);
    for (const viewer of this.#viewers) {
      if (viewer.slow || this.#behind.has(viewer)) this.#behind.add(viewer);
      else viewer.send({ type: 'terminal', text, fresh: false });
    }
  }

  /** Often: lines that were slow and are free again. */
  catchUp(): void {
    for (const viewer of this.#behind) {
      if (viewer.slow) continue;
      this.#behind.delete(viewer);
      viewer.send({ type: 'terminal', text: this.#scrollback.text, fresh: true });
    }
  }

  /** Its process died: what was under way is gone, the files are not. */
  #lost(forGood: boolean): void {
    if (!this.#open) return;
    this.#calls.clear();
    this.#endInRig();
    this.#print('\r\n');
    if (!forGood) this.#openShell(terminalSentences.begunAnew);
    else {
      this.#open = false;
      this.#print(`${terminalSentences.noMore[this.#locale]}\r\n`);
    }
  }

  // Tools

  #order(shellCall: number, order: unknown): void {
    const read = toolOrder.safeParse(order);
    const refuse = (message: Sentence): void => this.#send({ type: 'refused', call: shellCall, message });
    const network = this.#follow();
    if (!read.success) refuse(terminalSentences.noOrder);
    else if (!network) refuse(refusals.asleep);
    else if (this.#life.travel?.past) refuse(refusals.inThePast);
    else {
      // The number of this input in the journal: never used twice, whatever host the rig is on.
      const call = this.#keeping.nextSequence;
      this.#calls.set(call, shellCall);
      const applied = this.#inputs.apply({ kind: 'tool', call, order: read.data });
      if (!applied.ok) {
        this.#calls.delete(call);
        refuse(applied.message);
      } else if (this.#life.phase === 'paused')
        this.#send({ type: 'notice', text: terminalSentences.timeStands, toolsEnd: false });
    }
  }

  #news({ call, records, exit }: ToolNews): void {
    const shellCall = this.#calls.get(call);
    if (shellCall === undefined) return;
    if (exit !== null) this.#calls.delete(call);
    this.#send({ type: 'news', call: shellCall, records, exit });
  }

  /** Before time goes on: the network may be another one, after a reset or a fork. */
  turn(): void {
    if (this.#open) this.#follow();
  }

  #follow(): RigNetwork | null {
    const network = this.#life.rig?.network ?? null;
    if (network === this.#network) return network;
    if (this.#network) this.#network.listener = null;
    this.#network = network;
    this.endTools(terminalSentences.otherNetwork);
    if (network) network.listener = { tool: (news) => this.#news(news) };
    return network;
  }

  /** Those under way end with this sentence. */
  endTools(why: Sentence): void {
    this.#endInRig();
    if (this.#calls.size === 0) return;
    this.#calls.clear();
    this.#send({ type: 'notice', text: why, toolsEnd: true });
  }

  #endInRig(): void {
    if ((this.#life.rig?.network?.tools.running ?? 0) > 0) this.#inputs.giveOwn({ kind: 'tools-end' });
  }

  // The gateway

  #answer(question: GatewayQuestion): GatewayAnswer {
    const network = this.#follow();
    if (!network) return { kind: 'none', message: refusals.asleep };
    if (!network.gateway) return { kind: 'none', message: terminalSentences.noGateway };
    if (question.do === 'validate') return problemsOf(network.gateway.check(question.text));
    if (question.do === 'show') return { kind: 'text', text: network.gateway.text };
    if (question.do === 'reload') return this.#reload(network, question.text);
    const report = reportGateway(network, 0);
    return report
      ? { kind: 'report', report: { ...report, fresh: true } }
      : { kind: 'none', message: terminalSentences.noGateway };
  }

  #reload({ gateway }: RigNetwork, text: string): GatewayAnswer {
    if (this.#life.travel?.past) return { kind: 'none', message: refusals.inThePast };
    const files = [{ name: 'gateway.yaml', text }];
    const applied = this.#inputs.apply({ kind: 'download', controller: 'gateway', files, mode: 'online' });
    if (!applied.ok && !applied.download) return { kind: 'none', message: applied.message };
    return problemsOf(gateway?.problems ?? []);
  }
}

const problemsOf = (problems: Extract<GatewayAnswer, { kind: 'problems' }>['problems']): GatewayAnswer => ({
  kind: 'problems',
  problems,
  taken: problems.every(({ severity }) => severity !== 'error'),
});
