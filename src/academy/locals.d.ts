/** What the middleware lays out for every page: who asks, in which academy, and what they have set. */
declare namespace App {
  interface Locals {
    /** What may be learned here, as this member has it; `null` where the academy is not open. */
    library: import('./library/library.ts').Library | null;
    /** `null` without a session. */
    member: import('./members/members.ts').Member | null;
    /** As `member`, with how they signed in. */
    attendance: import('./members/members.ts').Attendance | null;
    /** The academy that the request is for; `null` in a page that is rendered ahead of time. */
    academy: import('./academies/academies.ts').Academy | null;
    /** What the member has set; empty without a session. */
    preferences: import('./members/preferences.ts').PreferencesPart;
  }
}
