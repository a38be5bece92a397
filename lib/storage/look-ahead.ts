/**
 * Answers for the folders among `names` one after the other, and begins with the next ones meanwhile. `depth` is how many
 * are under way together: 1 for none ahead.
 */
export function lookAhead<T>(names: readonly string[], work: (name: string) => Promise<T>) {
  const begun = new Map<number, Promise<T>>()

  function begin(index: number): Promise<T> {
    const answer = begun.get(index) ?? work(names[index] ?? '')
    // A failure matters only once somebody asks for this answer.
    answer.catch(() => {})
    begun.set(index, answer)
    return answer
  }

  return async (index: number, depth: number): Promise<T> => {
    const answer = begin(index)
    for (let i = index + 1; i < index + depth && i < names.length; i++) if (names[i]?.endsWith('/')) void begin(i)
    try {
      return await answer
    } finally {
      begun.delete(index)
    }
  }
}
