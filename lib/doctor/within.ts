/** What took longer than it may. It may still be going on. */
export class TookTooLong extends Error {
  override name = 'TookTooLong'
}

/** The result of work that may take so many milliseconds. Throws `TookTooLong`; what is still going on then is nobody's any more. */
export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TookTooLong(`It took more than ${Math.round(ms / 1000)} seconds`)), ms)
  })
  // Of what fails after its time nobody hears.
  work.catch(() => undefined)
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
