/** Frames taken apart as the Network pane does it: what a browser, or a terminal's tcpdump, spends on each. */
import { CaptureAnalysis, compileFilter, detailsOf, type Packet } from '#sandbox/protocols/internet/dissector.ts';
import { captured } from '../sandbox/protocols/internet/conversations.ts';

/** A capture of conversations in all protocols, and what is done with all of its frames. */
export function dissectorWork(): { frames: number; analyse: () => void; filter: () => void; details: () => void } {
  const frames = captured({}, 1, 20).since(0);
  let packets: Packet[] = [];
  const analyse = () => {
    const analysis = new CaptureAnalysis();
    packets = frames.map((frame) => analysis.add(frame));
  };
  const filter = () => {
    const compiled = compileFilter('modbus.func_code == 3 || mqtt.topic contains "temp" || s7comm.param.item.db == 1');
    if (!compiled.ok || packets.filter(compiled.matches).length === 0) throw new Error('nothing found');
  };
  const details = () => {
    for (const packet of packets) detailsOf(packet, { interfaceName: 'bench', firstNs: 0n });
  };
  return { frames: frames.length, analyse, filter, details };
}
