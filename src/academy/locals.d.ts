/** What the middleware lays out for every page: the member, `null` without a session, and what they have set. */
declare namespace App {
  interface Locals {
    member: import('./members/members.ts').Member | null;
    /** What the member has set; empty without a session. */
    preferences: import('./members/preferences.ts').PreferencesPart;
  }
}
