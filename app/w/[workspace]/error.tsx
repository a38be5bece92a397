'use client'

import { ErrorNote } from '@/components/ui/error-note'

export default function WorkspaceError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <div className="mx-auto grid w-full max-w-[560px] gap-3 px-6 py-16">
      <h1 className="font-semibold text-xl">This page could not be shown</h1>
      <ErrorNote error={error} onRetry={reset} />
    </div>
  )
}
