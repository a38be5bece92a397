'use client'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { ThemeProvider } from 'next-themes'
import { Tooltip } from 'radix-ui'
import { type ReactNode, useState } from 'react'
import { Toaster } from '@/components/ui/toaster'
import { AppError } from '@/lib/errors'

const STALE_TIME_MS = 30_000
const MAX_RETRIES = 2

/** What every screen stands on: the browser's copy of server data, the theme, tooltips and toasts. */
export function Providers({ children }: { children: ReactNode }) {
  const [queryClient] = useState(makeQueryClient)
  return (
    <QueryClientProvider client={queryClient}>
      <ThemeProvider attribute="class" defaultTheme="system" enableSystem disableTransitionOnChange>
        <Tooltip.Provider delayDuration={400} skipDelayDuration={150}>
          {children}
        </Tooltip.Provider>
        <Toaster />
      </ThemeProvider>
    </QueryClientProvider>
  )
}

function makeQueryClient() {
  // The browser's idea of being online is about the internet: this server may stand in the next room. And what cannot be
  // reached is to be told, not to wait for ever.
  const networkMode = 'always'
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: STALE_TIME_MS, retry: isWorthRetrying, networkMode },
      mutations: { networkMode },
    },
  })
}

/** A refusal stays a refusal however often it is asked; only outages pass. */
function isWorthRetrying(failures: number, error: Error) {
  return failures < MAX_RETRIES && (!(error instanceof AppError) || error.code === 'unavailable')
}
