/** A switch that this browser remembers. */
import { useState } from 'react';

export function useRemembered(name: string, first: boolean): [boolean, (on: boolean) => void] {
  const key = `millwright:${name}`;
  const [on, setOn] = useState(() => read(key) ?? first);
  const set = (now: boolean) => {
    setOn(now);
    try {
      localStorage.setItem(key, String(now));
    } catch {
      // Storage is full or forbidden: it holds for this visit.
    }
  };
  return [on, set];
}

function read(key: string): boolean | null {
  try {
    const kept = localStorage.getItem(key);
    return kept === null ? null : kept === 'true';
  } catch {
    // Forbidden: as on the first visit.
    return null;
  }
}
