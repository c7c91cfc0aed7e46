/** What is published as one: a course, or a lab. Its name is that of its folder below `versions/`: `course-first-scan`, `lab-two-pumps`. */

export interface Unit {
  kind: 'course' | 'lab';
  slug: string;
}

export const unitName = ({ kind, slug }: Unit): string => `${kind}-${slug}`;

const named = /^(course|lab)-([a-z0-9]+(?:-[a-z0-9]+)*)$/;

/** `null` for anything that is no unit's name. */
export function unitOf(name: string): Unit | null {
  const [, kind, slug] = named.exec(name) ?? [];
  return slug !== undefined && (kind === 'course' || kind === 'lab') ? { kind, slug } : null;
}
