/** News of a scene for a live region: at most one sentence a second, the latest of each display, so that speech keeps up with the plant. */
export interface NewsReader {
  /** "Motor M-101: running". */
  tell: (news: string) => void;
  stop: () => void;
}

const apart = 1_000;
/** More than these at once is a plant that starts up: nobody listens to a list. */
const mostAtOnce = 3;

export function newsReader(
  say: (text: string) => void,
  after: (milliseconds: number, run: () => void) => () => void,
): NewsReader {
  const waiting = new Map<string, string>();
  let cancel: (() => void) | null = null;
  const speak = () => {
    cancel = null;
    if (waiting.size === 0) return;
    say([...waiting.values()].slice(-mostAtOnce).join('; '));
    waiting.clear();
    cancel = after(apart, speak);
  };
  return {
    tell(news) {
      const [display = news] = news.split(': ');
      waiting.delete(display);
      waiting.set(display, news);
      cancel ??= after(0, speak);
    },
    stop() {
      cancel?.();
    },
  };
}
