'use client'

import { CircleAlert, RotateCw } from 'lucide-react'
import type { ReactNode } from 'react'
import { AppError } from '@/lib/errors'
import { Button } from './button'
import { cn } from './cn'
import { CopyButton } from './copy-button'
import { describeError } from './describe-error'

type ErrorNoteProps = {
  error: unknown
  /** What failed, when the message alone would not say it: "The folder could not be listed". */
  title?: ReactNode
  onRetry?: () => void
  retrying?: boolean
  /** Further ways out. */
  children?: ReactNode
  className?: string
}

/** A failure: what failed, what to do, Retry where that makes sense, and a detail to copy into a report. */
export function ErrorNote({ error, title, onRetry, retrying, children, className }: ErrorNoteProps) {
  const { message, detail } = describeError(error)
  return (
    <div
      role="alert"
      className={cn(
        'flex max-w-[760px] items-start gap-2.5 rounded-md border border-bad/30 bg-bad-soft px-3 py-2.5',
        className,
      )}
    >
      <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-bad" />
      <div className="grid min-w-0 flex-1 gap-2">
        <div className="break-words [overflow-wrap:anywhere]">
          {title && <p className="font-semibold">{title}</p>}
          <p>{message}</p>
        </div>
        <div className="flex flex-wrap items-center gap-2">
          {isSignedOut(error) ? (
            <Button size="sm" onClick={signInAgain}>
              Sign in
            </Button>
          ) : (
            <>
              {onRetry && (
                <Button size="sm" onClick={onRetry} pending={retrying}>
                  <RotateCw />
                  Retry
                </Button>
              )}
              {children}
            </>
          )}
          <CopyButton labelled value={detail} what="detail" />
        </div>
      </div>
    </div>
  )
}

/** Neither trying again nor another page helps then. */
function isSignedOut(error: unknown): boolean {
  return error instanceof AppError && error.code === 'unauthenticated'
}

/** By a new page: what this one holds belongs to a session that is over. */
function signInAgain() {
  location.assign(`/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`)
}
