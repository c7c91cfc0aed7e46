import { keyCaps, onMac } from './key-text.ts';

/** A combination of keys as caps. Nothing when there is none. */
export function Keys({ keys }: { keys: string }) {
  const caps = keyCaps(keys, onMac());
  if (caps.length === 0) return null;
  return (
    <span className="wb-caps">
      {caps.map((cap) => (
        <kbd key={cap}>{cap}</kbd>
      ))}
    </span>
  );
}
