import { S3Failure } from './s3-failure'

const MAX_PAGE = 1000

/** A number that a parameter asks for, such as how many entries a page holds: at most so many, and without it the fallback. */
export function readCount(
  query: ReadonlyMap<string, string>,
  name: string,
  { fallback = MAX_PAGE, most = MAX_PAGE } = {},
): number {
  const text = query.get(name)
  if (text === undefined || text === '') return fallback
  if (!/^\d{1,10}$/.test(text) || Number(text) > 2 ** 31 - 1)
    throw new S3Failure('InvalidArgument', `${name} must be a number from 0 to ${2 ** 31 - 1}.`)
  return Math.min(Number(text), most)
}
