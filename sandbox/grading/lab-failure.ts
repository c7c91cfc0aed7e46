/** The lab itself is broken: nothing that a trainee did, so it costs them nothing. The message is for the lab's author. */
export class LabFailure extends Error {}
