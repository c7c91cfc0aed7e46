/** From the wire's words to the rig's. */
import type { RigInput } from '../rig/types.ts';
import type { ClientMessage } from '../wire/messages.ts';

/** Requests that do not go to the rig as they are. */
export type Look =
  | 'ping'
  | 'watch'
  | 'record'
  | 'recall'
  | 'cover'
  | 'look'
  | 'capture'
  | 'capture-file'
  | 'gateway-check'
  | 'terminal-open'
  | 'terminal-input'
  | 'terminal-resize'
  /** Under another number in the rig. */
  | 'outside-open'
  | 'outside-bytes'
  | 'outside-close';

/** Requests that change a rig; the others look or move time. */
type InputMessage = Exclude<ClientMessage, { type: Look | 'time' | 'run-to' }>;

/** What a viewer's request does to its rig, as it is journalled. */
export function inputOf(message: InputMessage): RigInput {
  switch (message.type) {
    case 'operate':
    case 'write':
    case 'force':
      return { kind: message.type, signal: message.signal, value: message.value };
    case 'unforce':
      return { kind: 'unforce', signal: message.signal };
    case 'unforce-all':
      return { kind: 'unforce-all' };
    case 'download':
      return { kind: 'download', controller: message.controller, files: message.files, mode: message.mode };
    case 'controller':
      return { kind: message.do, controller: message.controller };
    case 'test':
      return { kind: 'test', test: message.test };
    case 'diagnose':
      return { kind: 'diagnose', fault: message.fault };
    case 'fault':
      return { kind: 'fault', fault: message.fault, active: message.active };
    case 'gateway-write':
      return { kind: message.type, tag: message.tag, value: message.value };
    case 'gateway-acknowledge':
      return { kind: message.type, alarm: message.alarm };
    case 'gateway-shelve':
      return { kind: message.type, alarm: message.alarm, minutes: message.minutes };
    case 'reset':
      return { kind: 'reset', keepPrograms: message.keepPrograms };
  }
}
