import { AppError, type ErrorCode } from '@/lib/errors'
import { type ShareProblem, shareProblems } from './schema'

const codes: Record<ShareProblem, ErrorCode> = {
  ...{ unknown: 'not_found', revoked: 'not_found', expired: 'forbidden', used_up: 'forbidden' },
  ...{ ended: 'forbidden', missing: 'not_found', unavailable: 'unavailable' },
}

/** A link that gives no file, and why. It tells nothing of the workspace. */
export class ShareLinkRefused extends AppError {
  override name = 'ShareLinkRefused'

  constructor(readonly problem: ShareProblem) {
    super(codes[problem], shareProblems[problem])
  }
}
