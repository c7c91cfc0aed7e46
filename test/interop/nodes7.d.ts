/** What we use of nodes7, which brings no types. */
declare module 'nodes7' {
  export default class NodeS7 {
    constructor(options?: { silent?: boolean; debug?: boolean });
    initiateConnection(
      where: { host: string; port: number; rack: number; slot: number; timeout?: number },
      done: (error?: unknown) => void,
    ): void;
    addItems(addresses: string | string[]): void;
    removeItems(): void;
    /** `bad`: at least one item has no value; it is then told as a string that begins with BAD. */
    readAllItems(done: (bad: boolean, values: Record<string, unknown>) => void): void;
    /** Answers 1 when another write is under way. */
    writeItems(addresses: string[], values: unknown[], done: (bad: boolean) => void): number | undefined;
    dropConnection(done?: () => void): void;
  }
}
