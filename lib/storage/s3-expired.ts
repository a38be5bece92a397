import type { S3Client } from '@aws-sdk/client-s3'
import type { RenewedCredentials } from './renewed-credentials'
import { describeFailure } from './s3-errors'

// A role may be given up, and a server's clock may be ahead, before the credentials end by what they say themselves.
const EXPIRED = ['ExpiredToken', 'ExpiredTokenException', 'TokenRefreshRequired', 'InvalidToken']

/** Sends a request whose credentials a server takes for ended a second time, with new ones; one whose body is gone is told as it failed. */
export function renewExpired(client: S3Client, role: RenewedCredentials): void {
  client.middlewareStack.add(
    (next) => async (args) => {
      const used = await role()
      try {
        return await next(args)
      } catch (error) {
        if (!isExpired(error)) throw error
        role.drop(used)
        if (!isRepeatable(args.input)) throw error
        return next(args)
      }
    },
    { step: 'initialize', priority: 'low', name: 'renewExpired' },
  )
}

// The answer to a HEAD has no body that could name the reason: whoever sends one asks again by GET.
function isExpired(error: unknown): boolean {
  const failure = describeFailure(error)
  return failure !== null && EXPIRED.includes(failure.code)
}

function isRepeatable(input: object): boolean {
  const body = 'Body' in input ? input.Body : undefined
  return body === undefined || typeof body === 'string' || body instanceof Uint8Array
}
