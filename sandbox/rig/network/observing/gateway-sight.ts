/** The trainee's gateway: a tag as it stands there, or a figure of its own. Everything is the gateway's to save. */
import type { Gateway } from '../../../gateway/gateway.ts';
import type { Observation } from '../../../lab/schema-answers.ts';
import { asBool, asNumber, asText } from './json-at.ts';
import { never, type Sight, type Told } from './sight.ts';

type OfTag = Extract<Observation, { tag: string }>;
type OfGateway = Extract<Observation, { gateway: string }>;

const nothing = { save: () => null, restore: () => {} };

/** `gateway` tells the one that runs now; a file that was refused at the beginning leaves none. */
export const tagSight = (of: OfTag, gateway: () => Gateway | null): Sight => ({
  ...nothing,
  told: (nowNs) => {
    const state = gateway()?.tags.get(of.tag);
    switch (of.what) {
      case 'number':
        return asNumber(state?.value);
      case 'text':
        return asText(state?.value);
      case 'bool':
        return asBool(state?.value);
      case 'good':
        return state?.quality === 'Good';
      case 'quality':
        return state?.quality ?? 'none';
      case 'age':
        return state ? Number(nowNs - state.atNs) / 1e9 : never;
    }
  },
});

export const gatewaySight = (of: OfGateway, gateway: () => Gateway | null): Sight => ({
  ...nothing,
  told: () => {
    const running = gateway();
    if (of.gateway === 'running') return running !== null;
    if (of.gateway === 'connected') return running?.north.uplink?.link === 'connected';
    return running ? figure(of.gateway, running) : 0;
  },
});

function figure(of: Exclude<OfGateway['gateway'], 'running' | 'connected'>, { tags, north, south, alarms }: Gateway): Told {
  switch (of) {
    case 'tags':
      return tags.states.size;
    case 'bad': {
      let bad = 0;
      for (const { quality } of tags.states.values()) if (quality.startsWith('Bad')) bad += 1;
      return bad;
    }
    case 'waiting':
    case 'dropped':
    case 'acknowledged':
      return north.store[of];
    case 'requests': {
      let requests = 0;
      for (const { counters } of south.drivers.values()) requests += counters.requests;
      return requests;
    }
    case 'alarms': {
      let active = 0;
      for (const { state } of alarms.entries.values()) if (state.active) active += 1;
      return active;
    }
  }
}
