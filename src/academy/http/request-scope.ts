/**
 * What is known of the request that is being answered, wherever its answer is made: no function in between has to hand it on. The web
 * server opens the scope; outside of one (a build, a test of a single function) there is none.
 */
import { AsyncLocalStorage } from 'node:async_hooks';

export interface RequestScope {
  /** Stands in every line of the log that the request causes, and in the answer's X-Request-Id. */
  readonly id: string;
  /** The client's address, behind proxies that are trusted (MILLWRIGHT_TRUST_PROXY). */
  readonly client: string;
  /** The pattern of the route that answers (`/courses/[course]/`); `null` until the middleware has named it. */
  route: string | null;
}

/** In development Vite loads modules a second time beside Node's copy, so the one storage hangs on the process. */
const key = Symbol.for('millwright.academy.request-scope');
type Holder = { [key]?: AsyncLocalStorage<RequestScope> };

function storage(): AsyncLocalStorage<RequestScope> {
  const holder = globalThis as Holder;
  holder[key] ??= new AsyncLocalStorage<RequestScope>();
  return holder[key];
}

export const inRequestScope = <Result>(scope: RequestScope, work: () => Result): Result => storage().run(scope, work);

/** `null` outside of a request. */
export const requestScope = (): RequestScope | null => storage().getStore() ?? null;
