import 'server-only'
import { randomInt } from 'node:crypto'
import { recordPersonAudit } from '@/lib/audit/record-audit'
import { type PersonContext, requireSuperadmin } from '@/lib/auth/context'
import { hashPassword } from '@/lib/auth/passwords'
import { isUniqueViolation } from '@/lib/database/is-unique-violation'
import { AppError } from '@/lib/errors'
import { forgetIdentities } from './identity-cache'
import type { CreateUser } from './schema'
import { createUser as insertUser } from './store'

/** Makes a user of the instance. Answers the password once when it was made up here. */
export async function createUser(ctx: PersonContext, { email, name, password, superadmin }: CreateUser) {
  requireSuperadmin(ctx)
  const temporary = password === undefined ? makePassword() : null
  const given = password ?? temporary
  const passwordHash = given === null ? null : await hashPassword(given)
  const user = await insertUser({ email, name, superadmin, passwordHash }).catch((cause) => {
    if (isUniqueViolation(cause)) throw emailTaken(email, cause)
    throw cause
  })
  forgetIdentities()
  const parameters = { superadmin }
  await recordPersonAudit(ctx, { operation: 'users.add_global', action: 'create', resource: email, parameters })
  return { id: user.id, email: user.email, temporaryPassword: temporary }
}

const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789' // none that are mistaken for another
const PASSWORD_GROUPS = 4
const GROUP_CHARS = 4

/** A password to be read aloud and typed once: 79 bits. */
export function makePassword(): string {
  const group = () => Array.from({ length: GROUP_CHARS }, () => LETTERS[randomInt(LETTERS.length)]).join('')
  return Array.from({ length: PASSWORD_GROUPS }, group).join('-')
}

function emailTaken(email: string, cause: unknown): AppError {
  const message = `There is a user with the address ${email} already.`
  return new AppError('conflict', message, { cause, fields: { email: [message] } })
}
