import { describe, expect, it } from 'vitest';
import type { CapturedFrames, NetworkReport } from '#sandbox/wire/network.ts';
import { NetworkDesk, type NetworkLine } from '../../../../src/workbench/network/network-desk.ts';
import type { Answer, RigRequest, RigSnapshot } from '../../../../src/workbench/rig/rig-connection.ts';
import { captured } from '../../../sandbox/protocols/internet/conversations.ts';

const all = captured().since(0);
const framesOf = (from: number, to: number, fresh = false): CapturedFrames => ({
  link: 'plc-cable',
  at: 'plc',
  fresh,
  total: to,
  frames: all.slice(from, to).map(({ number, atNs, direction, bytes }) => ({
    number,
    at: String(atNs),
    direction,
    bytes: Buffer.from(bytes).toString('base64'),
  })),
});
const gone: CapturedFrames = { link: '', at: '', fresh: true, total: 0, frames: [] };
const nothing: NetworkReport = { at: '0', zones: [], hosts: [], switches: [], routers: [], links: [], conduits: [], dropped: [] };

/** A rig that answers at once, and what was asked of it. */
function rig() {
  const asked: RigRequest[] = [];
  const looked: boolean[] = [];
  let tellNetwork = (_: NetworkReport): void => {};
  let tellFrames = (_: CapturedFrames): void => {};
  let changed = (): void => {};
  let snapshot = { link: 'online' } as RigSnapshot;
  const line: NetworkLine = {
    look: ({ network }) => void looked.push(network ?? false),
    request: async (request): Promise<Answer> => {
      asked.push(request);
      const told = { type: 'capture-file', id: 1, name: 'lab.pcapng', bytes: 'Cg==' } as const;
      return { ok: true, tick: 1, downloaded: null, ...(request.type === 'capture-file' ? { told } : {}) };
    },
    onNetwork: (listener) => {
      tellNetwork = listener;
      return () => {};
    },
    onFrames: (listener) => {
      tellFrames = listener;
      return () => {};
    },
    getSnapshot: () => snapshot,
    subscribe: (listener) => {
      changed = listener;
      return () => {};
    },
  };
  return {
    asked,
    looked,
    desk: new NetworkDesk(line),
    network: (report: NetworkReport) => tellNetwork(report),
    frames: (frames: CapturedFrames) => tellFrames(frames),
    line: (link: RigSnapshot['link']) => {
      snapshot = { ...snapshot, link };
      changed();
    },
  };
}

describe('the desk of the Network pane', () => {
  it('looks at the network while a pane is open, and while a capture runs behind another pane', async () => {
    const { desk, looked, frames } = rig();
    const close = desk.open();
    await desk.begin('plc-cable', 'plc');
    frames(framesOf(0, 3, true));
    close();
    expect(looked.at(-1)).toBe(true);
    await desk.stop();
    expect(looked.at(-1)).toBe(false);
  });

  it('lists what passes the filter, also of what comes later, and tells where a filter is wrong', () => {
    const { desk, frames } = rig();
    frames(framesOf(0, 30, true));
    desk.setFilter('modbus');
    const before = desk.shown().length;
    frames(framesOf(30, 60));
    expect(desk.shown().length).toBeGreaterThan(before);
    expect(desk.shown().every(({ protocol }) => protocol === 'Modbus/TCP')).toBe(true);
    desk.setFilter('modbsu');
    expect(desk.getSnapshot().filterError?.column).toBe(1);
    expect(desk.shown().length, 'the last good filter holds').toBeGreaterThan(before);
    desk.setFilter('');
    expect(desk.shown()).toHaveLength(60);
  });

  it('holds the list still while the capture goes on', () => {
    const { desk, frames } = rig();
    frames(framesOf(0, 10, true));
    desk.pause(true);
    frames(framesOf(10, 20));
    expect(desk.shown()).toHaveLength(10);
    desk.pause(false);
    expect(desk.shown()).toHaveLength(20);
  });

  it('keeps packets and file of a capture that was stopped, and forgets both with the next', async () => {
    const { desk, frames, asked } = rig();
    await desk.begin('plc-cable', 'plc');
    frames(framesOf(0, 10, true));
    await desk.stop();
    frames(gone);
    expect(desk.getSnapshot().running).toBe(false);
    expect(desk.list.packets).toHaveLength(10);
    const many = asked.length;
    expect(await desk.file()).toMatchObject({ name: 'lab.pcapng' });
    expect(asked, 'nothing is asked of the rig').toHaveLength(many);
    frames(framesOf(0, 2, true));
    expect(desk.list.packets).toHaveLength(2);
    await desk.file();
    expect(asked.at(-1)).toEqual({ type: 'capture-file' });
  });

  it('clears a running capture by beginning it anew, so that the file has what the list shows', async () => {
    const { desk, frames, asked } = rig();
    frames(framesOf(0, 10, true));
    await desk.clear();
    expect(asked).toEqual([{ type: 'capture', link: 'plc-cable', at: 'plc' }]);
  });

  it('asks for its capture again when the line was lost and the rig has none', () => {
    const { desk, frames, asked, network, line } = rig();
    line('online');
    frames(framesOf(0, 10, true));
    line('offline');
    line('online');
    network(nothing);
    expect(asked).toEqual([{ type: 'capture', link: 'plc-cable', at: 'plc' }]);
    line('offline');
    line('online');
    // It has one: frames come before the report.
    frames(framesOf(0, 12, true));
    network(nothing);
    expect(asked).toHaveLength(1);
    expect(desk.list.packets).toHaveLength(12);
  });
});
