/**
 * Where each field of one whole packet lies, and the first rule it breaks. The one description of the packets' shape: the dissector
 * shows it, and the codec lets nothing past it, because mqtt-packet checks neither UTF-8 nor which packet a property may stand in, and
 * forgets the order of user properties. Pure, and fit for a browser.
 */
import { Cursor, type Item } from './cursor.ts';
import type { Level, Packet } from './packet.ts';
import { type Rule, rules } from './rules.ts';

export interface Layout {
  cmd: Packet['cmd'] | null;
  /** Of the connection, after this packet: CONNECT sets it. */
  level: Level;
  items: Item[];
  fault: Rule | null;
}

export const commands = [
  null,
  'connect',
  'connack',
  'publish',
  'puback',
  'pubrec',
  'pubrel',
  'pubcomp',
  'subscribe',
  'suback',
  'unsubscribe',
  'unsuback',
  'pingreq',
  'pingresp',
  'disconnect',
  'auth',
] as const;

function connect(on: Cursor): Level {
  const name = on.counted('Protocol Name', 'string');
  if (name && String.fromCharCode(...on.bytes.subarray(name.at + 2, name.at + Math.min(name.length, 12))) !== 'MQTT')
    on.wrong(rules.protocolName, name);
  const level = on.number('Protocol Level', 'byte', 1);
  if (level !== 4 && level !== 5) on.wrong(rules.level);
  const flags = on.number('Connect Flags', 'connect-flags', 1);
  const will = (flags & 0x04) !== 0;
  const qos = (flags >> 3) & 3;
  const named = (flags & 0x80) !== 0;
  const password = (flags & 0x40) !== 0;
  // 3.1.1 has no password without a user name ([MQTT-3.1.2-22] there).
  if (flags & 1 || qos === 3 || (!will && (qos > 0 || flags & 0x20)) || (level === 4 && password && !named))
    on.wrong(rules.connectFlags);
  on.number('Keep Alive', 'two', 2);
  if (level === 5) on.properties('connect');
  on.counted('Client Identifier', 'string');
  if (will) {
    if (level === 5) on.properties('will', 'Will Properties');
    on.topicName('Will Topic');
    on.counted('Will Payload', 'binary');
  }
  if (named) on.counted('User Name', 'string');
  if (password) on.counted('Password', 'binary');
  return level === 5 ? 5 : 4;
}

function publish(on: Cursor, flags: number, level: Level): void {
  const qos = (flags >> 1) & 3;
  on.topicName('Topic Name');
  if (qos > 0) on.id();
  if (level === 5) on.properties('publish');
  if (!on.fault) on.put('Payload', 'payload', on.end - on.at);
}

/** Codes behind a packet identifier and properties, or filters with their options. */
function list(on: Cursor, cmd: 'subscribe' | 'suback' | 'unsubscribe' | 'unsuback', level: Level): void {
  on.id();
  if (level === 5) on.properties(cmd);
  if (cmd === 'unsuback' && level === 4) return;
  if (!on.fault && !on.more) on.wrong(rules.nothing);
  while (on.more) {
    if (cmd === 'suback' || cmd === 'unsuback') on.number('Reason Code', 'code', 1);
    else if (cmd === 'unsubscribe') on.counted('Topic Filter', 'string');
    else {
      on.counted('Topic Filter', 'string');
      const options = on.number('Subscription Options', 'options', 1);
      const reserved = level === 5 ? 0xc0 : 0xfc;
      if (options & reserved || (options & 3) === 3 || (options & 0x30) === 0x30) on.wrong(rules.options);
    }
  }
}

function body(on: Cursor, cmd: Packet['cmd'], flags: number, level: Level): Level {
  switch (cmd) {
    case 'connect':
      return connect(on);
    case 'connack':
      if (on.number('Connect Acknowledge Flags', 'connack-flags', 1) > 1) on.wrong(rules.acknowledgeFlags);
      on.number(level === 5 ? 'Reason Code' : 'Return Code', 'code', 1);
      if (level === 5) on.properties(cmd);
      return level;
    case 'publish':
      publish(on, flags, level);
      return level;
    case 'puback':
    case 'pubrec':
    case 'pubrel':
    case 'pubcomp':
      on.id();
      break;
    case 'subscribe':
    case 'suback':
    case 'unsubscribe':
    case 'unsuback':
      list(on, cmd, level);
      return level;
    case 'pingreq':
    case 'pingresp':
      return level;
    case 'auth':
      if (level === 4) on.wrong(rules.authBeforeFive, on.items[0]);
  }
  // A reason code may be left out when it is 0, and the properties when there are none (3.4.2.1, 3.14.2.1, 3.15.2.1).
  if (level === 5 && on.more) {
    on.number('Reason Code', 'code', 1);
    if (on.more) on.properties(cmd);
  }
  return level;
}

/** One whole packet, or as much as there is of one that does not hold what its header says. `level` is the connection's. */
export function layOut(bytes: Uint8Array, level: Level): Layout {
  const on = new Cursor(bytes);
  const first = on.number('Packet Type and Flags', 'header', 1);
  const cmd = commands[first >> 4] ?? null;
  const flags = first & 15;
  if (cmd === null) on.wrong(rules.type);
  else if (cmd === 'publish') {
    if ((flags & 6) === 6) on.wrong(rules.qos);
    else if (flags === 8 || flags === 9) on.wrong(rules.dup);
  } else if (flags !== (cmd === 'pubrel' || cmd === 'subscribe' || cmd === 'unsubscribe' ? 2 : 0)) on.wrong(rules.flags);
  const remaining = on.variable('Remaining Length');
  if (!on.fault && on.at + remaining !== bytes.length) on.wrong(on.at + remaining > bytes.length ? rules.short : rules.long);
  const after = cmd === null || on.fault ? level : body(on, cmd, flags, level);
  if (on.more) {
    const rest = on.put('Rest', 'payload', on.end - on.at);
    on.wrong(rules.long, rest);
  }
  return { cmd, level: after, items: on.items, fault: on.fault };
}
