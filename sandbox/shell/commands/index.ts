/** All commands that reach the rig's network, by name. */
import type { NetworkCommand } from './command.ts';
import { curl } from './curl.ts';
import { ip } from './ip.ts';
import { mbpoll } from './mbpoll.ts';
import { mosquittoPub } from './mosquitto-pub.ts';
import { mosquittoSub } from './mosquitto-sub.ts';
import { nc } from './nc.ts';
import { ping } from './ping.ts';
import { s7 } from './s7.ts';
import { tcpdump } from './tcpdump.ts';
import { traceroute } from './traceroute.ts';

export const networkCommands: readonly NetworkCommand[] = [
  ip,
  ping,
  traceroute,
  nc,
  curl,
  mbpoll,
  s7,
  mosquittoPub,
  mosquittoSub,
  tcpdump,
];
