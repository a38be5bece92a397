const MAX_USERNAME_CHARS = 50

/** A username made from an e-mail address: what is before the @, in the letters that usernames have. */
export function usernameFrom(email: string): string {
  const local = email.slice(0, email.lastIndexOf('@')).normalize('NFKD').toLowerCase()
  const plain = local.replaceAll(/\p{M}/gu, '').replaceAll(/[^a-z0-9_-]+/g, '_')
  return plain.replaceAll(/^_+|_+$/g, '').slice(0, MAX_USERNAME_CHARS) || 'user'
}

/** The n-th variant of a username: `ada`, `ada_2`, `ada_3`. */
export function usernameVariant(username: string, n: number): string {
  if (n === 1) return username
  const suffix = `_${n}`
  return username.slice(0, MAX_USERNAME_CHARS - suffix.length) + suffix
}
