/**
 * A value as both engines can keep it. PostgreSQL refuses the character NUL in a text, and SQLite stops counting there: it becomes
 * U+FFFD, as half of a surrogate pair does in both on its way into UTF-8. So what somebody pastes is kept and shows where it was odd.
 */
export const storable = (value: unknown): unknown => (typeof value === 'string' ? value.replaceAll('\0', '\uFFFD') : value);
