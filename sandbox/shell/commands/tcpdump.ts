/** `tcpdump`: frames that pass this computer's own interface; -w writes them as pcap, for Wireshark. */
import { Teach } from '../teach.ts';
import { type Errand, err, type NetworkCommand, nothing, type Said, worded } from './command.ts';
import { hexDump, pcapFrame, pcapHead } from './packet-bytes.ts';

/** Of a file that is written. */
const mostBytes = 500_000;

export const tcpdump: NetworkCommand = {
  name: 'tcpdump',
  synopsis: ['tcpdump [-i eth0] [-c COUNT] [-n] [-X] [-s BYTES] [-w FILE] [FILTER]'],
  about: {
    en: 'Shows the frames that pass this computer, until Ctrl-C. For other links use the Network pane.',
    'zh-CN': '显示经过本机的帧，按 Ctrl-C 结束。其他链路请用网络面板。',
  },
  options: [
    { names: ['-i', '--interface'], value: 'NAME', help: { en: 'interface: eth0 (or any)', 'zh-CN': '网卡：eth0（或 any）' } },
    { names: ['-c'], value: 'COUNT', help: { en: 'end after so many frames', 'zh-CN': '捕获若干帧后结束' } },
    { names: ['-n'], help: { en: 'addresses, no names (as always here)', 'zh-CN': '只显示地址（此处总是如此）' } },
    { names: ['-X'], help: { en: 'the bytes, too', 'zh-CN': '同时显示字节' } },
    {
      names: ['-s'],
      value: 'BYTES',
      help: { en: 'of a frame keep so many bytes (65535)', 'zh-CN': '每帧保留的字节数（65535）' },
    },
    { names: ['-w'], value: 'FILE', help: { en: 'write them as pcap', 'zh-CN': '写成 pcap 文件' } },
  ],
  examples: ['tcpdump -n -c 10 port 502', 'tcpdump -w meter.pcap host meter'],
  begin(given, desk): Errand {
    const card = given.one('-i') ?? 'eth0';
    if (card !== 'eth0' && card !== 'any')
      throw new Teach(`There is no interface ${card}: eth0 (\`ip link\`).`, `没有网卡 ${card}：可用 eth0（\`ip link\`）。`);
    const path = given.one('-w');
    const snapLength = given.number('-s', 65_535, { least: 14, most: 65_535 });
    const pieces: Uint8Array[] = [pcapHead(snapLength)];
    let written = 0;
    const show = (frame: { at: number; length: number; bytes: string; summary: string }): Said => {
      const bytes = Uint8Array.from(atob(frame.bytes), (letter) => letter.charCodeAt(0));
      if (path !== undefined) {
        if (written + bytes.length > mostBytes)
          return { stop: true, err: `tcpdump: ${path}: file size limit (${mostBytes} bytes)\n` };
        written += bytes.length;
        pieces.push(pcapFrame(bytes, desk.epochMs + frame.at, frame.length));
        return nothing;
      }
      const dump = given.has('-X') ? hexDump(bytes) : '';
      return { out: `${clock(desk.epochMs + frame.at)} ${frame.summary}\n${dump}` };
    };
    return {
      order: {
        tool: 'capture',
        filter: given.operands.join(' '),
        count: given.has('-c') ? given.number('-c', 1, { least: 1, most: 1_000_000 }) : null,
        snapLength,
      },
      head: err(
        `${path === undefined ? 'tcpdump: verbose output suppressed\n' : 'tcpdump: '}listening on ${card}, link-type EN10MB (Ethernet), snapshot length ${snapLength} bytes\n`,
      ),
      record(record) {
        if (record.kind === 'frame') return show(record);
        if (record.kind === 'problem') return err(`tcpdump: ${worded(record.message, desk)}\n`);
        if (record.kind !== 'captured') return nothing;
        const { count, received, dropped } = record;
        return err(`${count} packets captured\n${received} packets received by filter\n${dropped} packets dropped by kernel\n`);
      },
      end: () => (path === undefined ? nothing : { file: { path, bytes: joined(pieces) } }),
    };
  },
};

/** Hours to microseconds. */
function clock(at: number): string {
  const microseconds = String(Math.floor((at % 1_000) * 1_000)).padStart(6, '0');
  return `${new Date(Math.floor(at)).toISOString().slice(11, 19)}.${microseconds}`;
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
