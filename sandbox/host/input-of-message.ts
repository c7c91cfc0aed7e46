/** From the wire's words to the rig's. */
import type { RigInput } from '../rig/types.ts';
import type { ClientMessage } from '../wire/messages.ts';

/** Requests that change a rig; the others ask or move time. */
type InputMessage = Exclude<ClientMessage, { type: 'watch' | 'record' | 'recall' | 'cover' | 'time' | 'run-to' | 'ping' }>;

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
    case 'reset':
      return { kind: 'reset', keepPrograms: message.keepPrograms };
  }
}
