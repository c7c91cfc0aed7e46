/** The rig's network: what a question and its answer cost on it, and what it costs when nobody speaks. */
import { Network } from '#sandbox/network/network.ts';
import { connected, smallNetwork } from '../sandbox/network/small-network.ts';

const ask = new Uint8Array(12);
const answer = new Uint8Array(29);

/** Each answers how to do it once. */
export function networkWork(): { question: () => void; idle: () => void; save: () => unknown; bytes: number } {
  const network = new Network(smallNetwork(), 1);
  const { near, far } = connected(network);
  const question = () => {
    network.send(near, ask);
    network.advanceUntilTold(network.nowNs + 1_000_000_000n);
    network.send(far, answer);
    network.advanceUntilTold(network.nowNs + 1_000_000_000n);
  };
  const still = new Network(smallNetwork(), 1);
  connected(still);
  let nowNs = still.nowNs + 1_000_000_000n;
  still.advance(nowNs);
  const idle = () => {
    nowNs += 1_000_000n;
    still.advance(nowNs);
  };
  question();
  const save = () => network.save();
  return { question, idle, save, bytes: JSON.stringify(network.save()).length };
}
