import { useMutation } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import type { ActionResult } from '@/lib/actions/result'
import { runAction } from '@/lib/actions/run-action'

/** Runs a server action and shows the page's data anew; `onDone` comes after it. */
export function useChange<I, T>(run: (input: I) => Promise<ActionResult<T>>, onDone?: (data: T) => void) {
  const router = useRouter()
  return useMutation({
    mutationFn: (input: I) => runAction(run(input)),
    onSuccess: (data) => {
      router.refresh()
      onDone?.(data)
    },
  })
}
