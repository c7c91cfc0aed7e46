/** Whose work, and on which lab: the key that every query on work, rigs and steps carries. Nothing is read without all three. */
export interface WorkOwner {
  academyId: string;
  memberId: string;
  /** The lab's `id`, which survives a renamed folder. */
  labId: string;
}
