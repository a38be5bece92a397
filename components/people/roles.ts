import type { Role } from '@/lib/people/schema'

/** What the roles are, the most powerful first. */
export const roleOptions: { value: Role; label: string; hint: string }[] = [
  { value: 'admin', label: 'Admin', hint: 'Manages people and storages, and may read and change everything' },
  { value: 'developer', label: 'Developer', hint: 'Works with files, resources and variables that they may use' },
  { value: 'operator', label: 'Operator', hint: 'Runs and browses, and changes nothing' },
]

/** A role in words. */
export function roleLabel(role: Role): string {
  return roleOptions.find(({ value }) => value === role)?.label ?? role
}
