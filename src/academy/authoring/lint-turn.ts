/** One lint at a time for an academy: each is a process of its own, and several authors who save at once must not fill the machine. */
const last = new Map<string, Promise<unknown>>();

export async function lintTurn<Found>(academyId: string, lint: () => Promise<Found>): Promise<Found> {
  const before = last.get(academyId) ?? Promise.resolve();
  const mine = before.then(lint, lint);
  last.set(academyId, mine);
  try {
    return await mine;
  } finally {
    if (last.get(academyId) === mine) last.delete(academyId);
  }
}
