/** The way north over MQTT: the client keeps what is not acknowledged and sends it again by itself. */
import { reasonName } from '../../protocols/mqtt/reason.ts';
import type { Publication, Uplink, UplinkEvent, UplinkOptions } from '../driver.ts';
import type { NorthboundSettings } from '../schema.ts';
import { clientOptions, MqttParty } from './mqtt-party.ts';

const qosOf = (qos: number): 0 | 1 | 2 => (qos >= 2 ? 2 : qos === 1 ? 1 : 0);
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

export class MqttUplink extends MqttParty implements Uplink {
  constructor(settings: NorthboundSettings, { will, subscribe }: UplinkOptions, nowNs: bigint, chance: number, saved?: unknown) {
    const { host, port, client, window } = settings;
    super(
      {
        host,
        port,
        clientId: client,
        ...clientOptions(settings),
        will: { topic: will.topic, payload: bytesOf(will.payload), qos: qosOf(will.qos), retain: will.retain },
        maxInFlight: window,
      },
      nowNs,
      chance,
      saved,
    );
    if (saved === undefined && subscribe.length > 0) {
      this.client.subscribe(
        subscribe.map((filter) => ({ filter, qos: 1 as const })),
        nowNs,
      );
    }
  }

  publish(ticket: number, { topic, payload, qos, retain }: Publication, nowNs: bigint): boolean {
    return this.send(ticket, { topic, payload: bytesOf(payload), qos: qosOf(qos), retain }, nowNs);
  }

  /** The will says that the gateway is gone, as it would if it had died: a client of the broker need not know the difference. */
  override stop(nowNs: bigint): void {
    this.client.stop(nowNs, true);
  }

  events(): UplinkEvent[] {
    const events: UplinkEvent[] = [];
    const { messages, notices } = this.take();
    for (const notice of notices) {
      if (notice.kind === 'connected') events.push({ kind: 'connected', resumed: true });
      else if (notice.kind === 'refused') events.push({ kind: 'lost', why: reasonName(notice.code) });
      else if (notice.kind === 'disconnected') events.push({ kind: 'lost', why: notice.why });
      else if (notice.kind === 'published') {
        const { ticket, code } = notice;
        events.push(code < 0x80 ? { kind: 'acknowledged', ticket } : { kind: 'refused', ticket, why: reasonName(code) });
      }
    }
    for (const { topic, payload, retain } of messages) {
      // A command that the broker kept is an old one: it was not meant for now.
      if (!retain) events.push({ kind: 'message', topic, payload: new TextDecoder().decode(payload) });
    }
    return events;
  }
}
