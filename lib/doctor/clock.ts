import type { Finding } from './examine'
import { remedies } from './remedies'
import { requestUnsigned } from './unsigned-request'

/** S3, Azure and Google refuse signatures and tokens that are older or younger. */
const REFUSED_MS = 15 * 60_000
const WORTH_TELLING_MS = 5 * 60_000

type Asked = Omit<Parameters<typeof requestUnsigned>[0], 'method'> & {
  /** How far this machine's clock is made to be ahead. */ clockOffsetMs?: number
}

/** Compares this machine's clock with the one of a server, by the date of its answer to a request without keys. */
export async function compareClocks({ clockOffsetMs = 0, ...asked }: Asked): Promise<Finding> {
  const { headers } = await requestUnsigned({ ...asked, method: 'GET' })
  const told = Date.parse(headers.date ?? '')
  if (Number.isNaN(told)) return { state: 'absent', cause: 'not_told', evidence: 'The server does not tell its time.' }
  return judge(Date.now() + clockOffsetMs - told)
}

function judge(ahead: number): Finding {
  const difference = Math.abs(ahead)
  // Dates have whole seconds.
  if (difference < 2000) return { state: 'passed', evidence: 'Both clocks show the same time.' }
  const evidence = `This machine's clock is ${duration(difference)} ${ahead > 0 ? 'ahead of' : 'behind'} the one of the server.`
  if (difference < WORTH_TELLING_MS) return { state: 'passed', evidence }
  const finding = { evidence, cause: 'clock_skew', remedy: remedies.clock_skew }
  if (difference < REFUSED_MS)
    return { ...finding, state: 'warning', problem: 'Beyond 15 minutes the server will refuse every request.' }
  const problem = 'The server refuses requests that are signed more than 15 minutes before or after its own time.'
  return { ...finding, state: 'failed', problem, stops: 'With this clock the server refuses every signature.' }
}

function duration(ms: number): string {
  const minutes = Math.round(ms / 60_000)
  return minutes < 1 ? `${Math.round(ms / 1000)} seconds` : `${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`
}
