/** What people do on a rig's network: tools at the terminal, connections from outside, the gateway's panel. */
import type { Applied, RigInput } from '../types.ts';
import type { RigNetwork } from './rig-network.ts';

const kinds = [
  'tool',
  'tool-interrupt',
  'tools-end',
  'outside-open',
  'outside-bytes',
  'outside-close',
  'outside-end',
  'gateway-write',
  'gateway-acknowledge',
  'gateway-shelve',
] as const;

export type NetworkInput = Extract<RigInput, { kind: (typeof kinds)[number] }>;

export const isNetworkInput = (input: RigInput): input is NetworkInput => kinds.some((kind) => kind === input.kind);

const done: Applied = { ok: true };
/** Writes at the panel are answered in the gateway's log. */
const panelWrite = 0;

export function applyToNetwork(network: RigNetwork | null, input: NetworkInput): Applied {
  if (!network) return refusals.noNetwork;
  const { nowNs } = network.network;
  switch (input.kind) {
    case 'tool':
      return network.tools.start(input.call, input.order, nowNs) ? done : refusals.tooManyTools;
    case 'tool-interrupt':
      network.tools.interrupt(input.call, nowNs);
      return done;
    case 'tools-end':
      network.tools.end();
      return done;
    case 'outside-open':
      return network.openOutside(input.stream, input.device) ? done : refusals.noSuchDevice;
    case 'outside-bytes':
      network.outside.send(
        input.stream,
        Uint8Array.from(atob(input.bytes), (letter) => letter.charCodeAt(0)),
      );
      network.carrier.flush();
      return done;
    case 'outside-close':
      network.outside.close(input.stream);
      network.carrier.flush();
      return done;
    case 'outside-end':
      network.outside.closeAll();
      network.carrier.flush();
      return done;
    default:
      return atPanel(network, input, nowNs);
  }
}

function atPanel(network: RigNetwork, input: Extract<NetworkInput, { kind: `gateway-${string}` }>, nowNs: bigint): Applied {
  const gateway = network.gateway?.gateway;
  if (!gateway) return refusals.noGateway;
  let known = true;
  if (input.kind === 'gateway-write') {
    known = gateway.tags.get(input.tag) !== undefined;
    if (known) gateway.write(panelWrite, input.tag, input.value, nowNs);
  } else if (input.kind === 'gateway-acknowledge') known = gateway.acknowledge(input.alarm, 'panel', nowNs);
  else known = gateway.shelve(input.alarm, BigInt(Math.round(input.minutes * 60_000)) * 1_000_000n, 'panel', nowNs);
  // Answers to the panel's writes stand in the log: they are not kept here.
  gateway.writeResults();
  network.carrier.flush();
  return known ? done : refusals.unknownAtGateway;
}

const refuse = (code: string, en: string, chinese: string): Applied => ({ ok: false, code, message: { en, 'zh-CN': chinese } });

const refusals = {
  noNetwork: refuse(
    'no-network',
    'This lab has no network, so nothing was done. Choose a lab with a terminal or a gateway.',
    '本实验没有网络，未执行任何操作。请选择带终端或网关的实验。',
  ),
  tooManyTools: refuse(
    'too-many-tools',
    'Too many network tools run at once. End one of them (Ctrl-C) and try again.',
    '同时运行的网络工具过多。请先结束其中一个（Ctrl-C）再试。',
  ),
  noSuchDevice: refuse(
    'no-such-device',
    'The rig has no server of this device. The names are in the list of devices.',
    '实训台中没有该设备的服务器。请查看设备列表中的名称。',
  ),
  noGateway: refuse(
    'no-gateway',
    'No gateway runs here: this lab has none, or its file was refused. Look at the messages beside gateway.yaml.',
    '这里没有正在运行的网关：本实验没有网关，或其文件被拒绝。请查看 gateway.yaml 旁的提示。',
  ),
  unknownAtGateway: refuse(
    'unknown-at-gateway',
    'The gateway that runs has no tag or alarm of this name. Look at its lists, and whether your file was taken.',
    '正在运行的网关没有此名称的变量或报警。请查看其列表，并确认文件是否已生效。',
  ),
} as const;
