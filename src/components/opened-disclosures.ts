/** Hints and solutions that the reader had opened are open again after a reload; this browser remembers them, lesson by lesson. */

export function rememberOpened(article: HTMLElement): void {
  const key = `millwright:opened:${article.dataset.course}/${article.dataset.lesson}`;
  const all = [...article.querySelectorAll<HTMLDetailsElement>('details.disclosure')];
  const before = read(key);
  for (const [index, details] of all.entries()) {
    // Elements of solutions listen before this: an opened one asks the server for its text again.
    if (before.includes(index)) details.open = true;
    details.addEventListener('toggle', () => {
      const open = all.flatMap((one, place) => (one.open ? [place] : []));
      try {
        localStorage.setItem(key, JSON.stringify(open));
      } catch {
        // Storage may be forbidden: then they are closed after a reload, and nothing else is lost.
      }
    });
  }
}

function read(key: string): unknown[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
    return Array.isArray(kept) ? kept : [];
  } catch {
    // Damaged or forbidden: as on a first visit.
    return [];
  }
}
