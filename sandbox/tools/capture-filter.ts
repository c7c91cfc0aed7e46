/**
 * Filters as people write them for tcpdump (pcap-filter(7)), as far as they have a meaning on this network: `host`, `net`, `port`, `portrange`,
 * each with `src` or `dst`; `tcp`, `udp`, `icmp`, `ip`, also before a port; `less`, `greater`; `and`, `or`, `not` and brackets. `and` and `or` bind
 * alike, from left to right, and a bare name or number takes the words of the one before it, as there.
 */
import { addressOf, type Headers } from './ethernet.ts';
import { problem } from './meanings.ts';
import type { ToolRecord } from './tool.ts';

/** `null` stands for a frame without IPv4. */
type Test = (headers: Headers | null) => boolean;
export type Filter = { ok: true; passes: Test } | { ok: false; problem: ToolRecord };

const services: Readonly<Record<string, number>> = { http: 80, https: 443, 'iso-tsap': 102, modbus: 502, mqtt: 1883 };
const protocols = new Set(['tcp', 'udp', 'icmp', 'ip', 'arp']);
const kinds = new Set(['host', 'net', 'port', 'portrange']);

/** What stands before a name or a number. */
interface Words {
  protocol: string | null;
  side: 'src' | 'dst' | null;
  kind: string;
}

class Wrong extends Error {}

export function filterOf(text: string, resolve: (name: string) => string | null): Filter {
  try {
    const parser = new Parser(text, resolve);
    return { ok: true, passes: parser.whole() };
  } catch (error) {
    if (!(error instanceof Wrong)) throw error;
    const [en = '', chinese = ''] = error.message.split('\n');
    return {
      ok: false,
      problem: problem(
        `${en} Filters look like: tcp port 502 and host meter; icmp; not port 1883.`,
        `${chinese}过滤器的写法如：tcp port 502 and host meter；icmp；not port 1883。`,
      ),
    };
  }
}

class Parser {
  readonly #tokens: string[];
  readonly #resolve: (name: string) => string | null;
  #at = 0;
  #depth = 0;
  #last: Words | null = null;

  constructor(text: string, resolve: (name: string) => string | null) {
    this.#tokens = text.match(/\(|\)|&&|\|\||!|[^\s()!&|]+|[&|]/g) ?? [];
    this.#resolve = resolve;
  }

  get #next(): string | undefined {
    return this.#tokens[this.#at];
  }
  #accept(...words: string[]): string | null {
    const next = this.#next;
    if (next === undefined || !words.includes(next)) return null;
    this.#at += 1;
    return next;
  }

  whole(): Test {
    if (this.#tokens.length === 0) return () => true;
    const test = this.#expression();
    if (this.#next !== undefined) throw unexpected(this.#next);
    return test;
  }

  #expression(): Test {
    let left = this.#factor();
    for (;;) {
      const word = this.#accept('and', '&&', 'or', '||');
      if (word === null) return left;
      const one = left;
      const other = this.#factor();
      left = word === 'and' || word === '&&' ? (frame) => one(frame) && other(frame) : (frame) => one(frame) || other(frame);
    }
  }

  #factor(): Test {
    if (this.#accept('not', '!') !== null) {
      const test = this.#factor();
      return (frame) => !test(frame);
    }
    if (this.#accept('(') === null) return this.#primitive();
    this.#depth += 1;
    if (this.#depth > 50) throw new Wrong('The filter has too many brackets.\n过滤器的括号过多。');
    const test = this.#expression();
    if (this.#accept(')') === null) throw new Wrong('A bracket is not closed.\n有一个括号没有闭合。');
    this.#depth -= 1;
    return test;
  }

  #primitive(): Test {
    const limit = this.#accept('less', 'greater');
    if (limit !== null) {
      const size = this.#number(this.#take(), 65_535);
      return (frame) => frame !== null && (limit === 'less' ? frame.length <= size : frame.length >= size);
    }
    const protocol = this.#accept(...protocols);
    const side = this.#accept('src', 'dst') as Words['side'];
    // "src or dst port 502" is what a port means anyhow.
    if (side !== null && this.#next === 'or' && ['src', 'dst'].includes(this.#tokens[this.#at + 1] ?? '')) {
      this.#at += 2;
      return this.#qualified(protocol, null);
    }
    return this.#qualified(protocol, side);
  }

  #qualified(protocol: string | null, side: Words['side']): Test {
    const kind = this.#accept(...kinds);
    if (kind === null && side === null && protocol !== null) {
      this.#last = null;
      return ofProtocol(protocol);
    }
    const bare = kind === null && side === null;
    const words: Words = bare && this.#last ? this.#last : { protocol, side, kind: kind ?? 'host' };
    this.#last = words;
    const test = this.#ofKind(words, this.#take());
    return words.protocol === null ? test : both(ofProtocol(words.protocol), test);
  }

  #take(): string {
    const token = this.#next;
    if (token === undefined)
      throw new Wrong('The filter ends where a name or a number should stand.\n过滤器在应有名称或数字处结束了。');
    if (!/^[\w.:/-]+$/.test(token) || ['and', 'or', 'not'].includes(token)) throw unexpected(token);
    this.#at += 1;
    return token;
  }

  #ofKind({ kind, side }: Words, word: string): Test {
    if (kind === 'host') {
      const address = this.#address(word);
      return bySide(side, ({ from, to }) => [from === address, to === address]);
    }
    if (kind === 'net') {
      const [network = '', length = '32'] = word.split('/');
      const bits = this.#number(length, 32);
      const mask = bits === 0 ? 0 : (0xffff_ffff << (32 - bits)) >>> 0;
      const wanted = (this.#address(network) & mask) >>> 0;
      return bySide(side, ({ from, to }) => [(from & mask) >>> 0 === wanted, (to & mask) >>> 0 === wanted]);
    }
    const [first = '', last = first] = kind === 'portrange' ? word.split('-') : [word];
    const [least, most] = [this.#port(first), this.#port(last)];
    const within = (port: number): boolean => port >= least && port <= most;
    return bySide(side, (frame) => ('fromPort' in frame ? [within(frame.fromPort), within(frame.toPort)] : [false, false]));
  }

  #address(word: string): number {
    const address = addressOf(word) ?? addressOf(this.#resolve(word) ?? '');
    if (address === null) throw new Wrong(`Nobody is called "${word}".\n没有名为“${word}”的主机。`);
    return address;
  }

  #port(word: string): number {
    return services[word] ?? this.#number(word, 65_535);
  }

  #number(word: string, most: number): number {
    if (!/^\d{1,5}$/.test(word) || Number(word) > most)
      throw new Wrong(`"${word}" is no number from 0 to ${most}.\n“${word}”不是 0 到 ${most} 的数字。`);
    return Number(word);
  }
}

const unexpected = (token: string): Wrong => new Wrong(`"${token}" cannot stand there.\n“${token}”不能出现在此处。`);

const both =
  (one: Test, other: Test): Test =>
  (frame) =>
    one(frame) && other(frame);

const ofProtocol =
  (protocol: string): Test =>
  (frame) =>
    frame !== null && (protocol === 'ip' || frame.protocol === protocol);

/** `match` says it of the sender and of the receiver. */
const bySide =
  (side: Words['side'], match: (frame: Headers) => [boolean, boolean]): Test =>
  (frame) => {
    if (frame === null) return false;
    const [source, target] = match(frame);
    return side === 'src' ? source : side === 'dst' ? target : source || target;
  };
