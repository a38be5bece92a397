/** What a SAS token says of itself; what is left out, a stored policy of the container says. */
export interface SasTerms {
  /** Letters: `r` read, `l` list, `c` create, `w` write, `d` delete, and others. */
  permissions: string | null
  startsAt: Date | null
  endsAt: Date | null
  /** HTTPS alone. */
  secureOnly: boolean
  /** The policy of the container that it follows. */
  policy: string | null
}

/** The terms of a SAS token. They are signed, not secret. */
export function readSasTerms(token: string): SasTerms {
  const fields = new URLSearchParams(token.trim().replace(/^\?/, ''))
  return {
    permissions: fields.get('sp'),
    startsAt: dateIn(fields.get('st')),
    endsAt: dateIn(fields.get('se')),
    secureOnly: fields.get('spr') === 'https',
    policy: fields.get('si'),
  }
}

/** Whether it has ended by the clock of this machine. */
export function hasEnded(token: string | undefined, now = new Date()): boolean {
  const endsAt = token ? readSasTerms(token).endsAt : null
  return endsAt !== null && endsAt <= now
}

function dateIn(text: string | null): Date | null {
  const date = new Date(text ?? '')
  return Number.isNaN(date.getTime()) ? null : date
}
