import { useMutation } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { type ActionResult, unwrap } from '@/lib/actions/result'

/** Runs a server action and shows the page's data anew; `onDone` comes after it. */
export function useChange<I, T>(run: (input: I) => Promise<ActionResult<T>>, onDone?: (data: T) => void) {
  const router = useRouter()
  return useMutation({
    mutationFn: async (input: I) => unwrap(await run(input)),
    onSuccess: (data) => {
      router.refresh()
      onDone?.(data)
    },
  })
}
