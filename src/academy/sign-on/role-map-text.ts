/** A role map as people write it: a line a group, `group = role, role`. */
import { Refusal } from '../http/problems.ts';
import { type MappedRole, mappedRoles, type RoleMap } from './providers.ts';

export const textOfRoleMap = (map: RoleMap): string =>
  Object.entries(map)
    .map(([group, roles]) => `${group} = ${roles.join(', ')}`)
    .join('\n');

/** Refused: `bad-role-map` with the line's number. A group's name may hold anything but a line's end; the last `=` divides. */
export function roleMapOfText(text: string): RoleMap {
  const map = new Map<string, MappedRole[]>();
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue;
    const at = line.lastIndexOf('=');
    const group = line.slice(0, at).trim();
    const names = line
      .slice(at + 1)
      .split(/[,，、]/)
      .map((name) => name.trim().toLowerCase());
    const roles = mappedRoles.filter((role) => names.includes(role));
    const known = names.every((name) => mappedRoles.some((role) => role === name));
    if (at < 1 || group === '' || group.length > 200 || !known)
      throw new Refusal('bad-role-map', '', { line: String(index + 1), roles: mappedRoles.join(', ') });
    map.set(group, roles);
  }
  return Object.fromEntries(map);
}
