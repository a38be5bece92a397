import { EVERYBODY } from '@/lib/grants/subject'

/** Somebody, or a group, that can be granted something. */
export type SubjectOption = {
  /** `u/<username>` or `g/<group>`. */
  subject: string
  label: string
  hint: string
}

type Member = { username: string; name: string; email: string }
type Group = { name: string; members: readonly unknown[] }

/** Everybody, the other groups and the members of a workspace. */
export function subjectOptions(members: Member[], groups: Group[]): SubjectOption[] {
  return [
    optionOf(EVERYBODY),
    ...groups
      .map(({ name, members: { length } }) => ({
        subject: `g/${name}`,
        label: name,
        hint: `Group of ${length === 1 ? '1 member' : `${length} members`}`,
      }))
      .filter(({ subject }) => subject !== EVERYBODY),
    ...members.map(({ username, name, email }) => ({
      subject: `u/${username}`,
      label: username,
      hint: name && name !== username ? `${name} · ${email}` : email,
    })),
  ]
}

/** A subject as far as its text tells who it is. */
export function optionOf(subject: string): SubjectOption {
  if (subject === EVERYBODY) return { subject, label: 'Everybody in the workspace', hint: 'Also those who come later' }
  return { subject, label: subject.slice(2), hint: subject.startsWith('g/') ? 'Group' : 'Member' }
}
