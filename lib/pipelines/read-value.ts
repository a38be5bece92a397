import { AppError } from '@/lib/errors'
import { parse } from '@/lib/parse'
import { checkFlow } from './check-flow'
import { type FlowValue, flowValueSchema } from './schema'
import { nameSteps } from './step-name'

/** Of the steps of a pipeline as JSON, their texts included. */
const MAX_VALUE_BYTES = 2 * 1024 ** 2

/** The steps that were sent, once they are found right. Throws `invalid` with all that is wrong. */
export function readFlowValue(sent: unknown): FlowValue {
  requireSize(sent)
  const value = parse(flowValueSchema, sent)
  const nameOf = nameSteps(value.modules)
  const told = checkFlow(value).map(({ id, message }) => (id === null ? message : `Step ${nameOf(id)}: ${message}`))
  const [first, ...more] = told
  if (first !== undefined)
    throw new AppError('invalid', [first, ...more].join(' '), { fields: { value: [first, ...more] } })
  return value
}

function requireSize(sent: unknown): void {
  if (Buffer.byteLength(JSON.stringify(sent) ?? '') > MAX_VALUE_BYTES)
    throw new AppError('invalid', 'A pipeline has at most 2 MiB. Save long texts as scripts, and name those.')
}
