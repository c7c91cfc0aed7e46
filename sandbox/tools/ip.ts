/** `ip address|link|route|neigh`: what this host is called and connected to. Answers at once. */
import { z } from 'zod';
import { RunningTool } from './running-tool.ts';
import type { ToolHost, ToolOrder } from './tool.ts';

export class Ip extends RunningTool<null> {
  protected readonly dueWhileRunning = null;
  readonly #order: Extract<ToolOrder, { tool: 'ip' }>;
  readonly #host: ToolHost;

  constructor(order: Extract<ToolOrder, { tool: 'ip' }>, host: ToolHost) {
    super(z.null(), null);
    this.#order = order;
    this.#host = host;
  }

  begin(): void {
    const { show } = this.#order;
    if (show === 'route') this.say({ kind: 'routes', routes: this.#host.routes() });
    else if (show === 'neighbour') this.say({ kind: 'neighbours', neighbours: this.#host.neighbours() });
    else this.say({ kind: 'interfaces', interfaces: this.#host.interfaces() });
    this.end(0);
  }
}
