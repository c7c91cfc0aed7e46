/** What the middleware lays out for every page: `Astro.locals.member`, `null` without a session. */
declare namespace App {
  interface Locals {
    member: import('./members/members.ts').Member | null;
  }
}
