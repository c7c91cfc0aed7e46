/**
 * The terminal's files: in memory, bounded, never the machine's. `/dev/tty` is the screen: what is appended there is printed at once. Work
 * with files is where a busy shell lets others have their turn.
 */
import { type FileContent, InMemoryFs } from 'just-bash';
import { fileSystemBytes, turn } from './limits.ts';
import type { HomeFile } from './messages.ts';

export const homePath = '/home/trainee';
export const screenPath = '/dev/tty';

type WriteOptions = Parameters<InMemoryFs['writeFile']>[2];
type ReadOptions = Parameters<InMemoryFs['readFile']>[1];

/** Taken before just-bash blocks them for whatever runs inside it. */
const nextTurn = setImmediate;
const now = performance.now.bind(performance);

export class Home extends InMemoryFs {
  readonly #print: (text: string) => void;
  /** Files may have changed since `files` was last called. */
  changed = false;
  #busySince = now();

  constructor(files: readonly HomeFile[], hosts: string, print: (text: string) => void) {
    super(
      { [screenPath]: '', '/tmp/.keep': '', '/etc/hosts': hosts, [`${homePath}/.keep`]: '' },
      { maxTotalBytes: fileSystemBytes },
    );
    this.#print = print;
    for (const { path, bytes } of files) this.writeFileSync(`${homePath}/${path}`, bytes);
  }

  /** Somebody else's turn has just ended. */
  begin(): void {
    this.#busySince = now();
  }

  async #breathe(): Promise<void> {
    if (now() - this.#busySince < turn) return;
    await new Promise<void>((resolve) => {
      nextTurn(resolve);
    });
    this.#busySince = now();
  }

  override async readFile(path: string, options?: ReadOptions): Promise<string> {
    await this.#breathe();
    return super.readFile(path, options);
  }

  override async writeFile(path: string, content: FileContent, options?: WriteOptions): Promise<void> {
    await this.#breathe();
    if (path === screenPath) return this.#show(content, options);
    this.changed = true;
    return super.writeFile(path, content, options);
  }

  override async appendFile(path: string, content: FileContent, options?: WriteOptions): Promise<void> {
    await this.#breathe();
    if (path === screenPath) return this.#show(content, options);
    this.changed = true;
    return super.appendFile(path, content, options);
  }

  #show(content: FileContent, options: WriteOptions): void {
    if (content.length === 0) return;
    const encoding = typeof options === 'string' ? options : options?.encoding;
    if (typeof content !== 'string') this.#print(new TextDecoder().decode(content));
    else if (encoding === 'binary' || encoding === 'latin1') this.#print(Buffer.from(content, 'latin1').toString());
    else this.#print(content);
  }

  override async rm(...given: Parameters<InMemoryFs['rm']>): Promise<void> {
    this.changed = true;
    return super.rm(...given);
  }

  override async mv(...given: Parameters<InMemoryFs['mv']>): Promise<void> {
    this.changed = true;
    return super.mv(...given);
  }

  override async cp(...given: Parameters<InMemoryFs['cp']>): Promise<void> {
    this.changed = true;
    return super.cp(...given);
  }

  /** Everything below the home directory, folders by their files. */
  async files(): Promise<HomeFile[]> {
    this.changed = false;
    const files: HomeFile[] = [];
    for (const path of this.getAllPaths()) {
      if (!path.startsWith(`${homePath}/`) || path === `${homePath}/.keep`) continue;
      const stat = await this.lstat(path);
      if (stat.isFile) files.push({ path: path.slice(homePath.length + 1), bytes: await this.readFileBuffer(path) });
    }
    return files;
  }
}
