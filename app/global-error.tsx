'use client'

import { GeistMono } from 'geist/font/mono'
import { GeistSans } from 'geist/font/sans'
import { Tooltip } from 'radix-ui'
import { ErrorNote } from '@/components/ui/error-note'
import './globals.css'

export default function GlobalError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <html lang="en" className={`${GeistSans.variable} ${GeistMono.variable}`}>
      <body>
        <title>Granary could not be shown</title>
        <Tooltip.Provider>
          <main className="mx-auto grid max-w-[560px] gap-3 px-6 py-16">
            <h1 className="font-semibold text-xl">Granary could not be shown</h1>
            <ErrorNote error={error} onRetry={reset} />
          </main>
        </Tooltip.Provider>
      </body>
    </html>
  )
}
