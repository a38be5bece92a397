import type { ReactNode } from 'react'

/** How a step is drawn. */
export type StepLook = {
  title: string
  detail: ReactNode
  icon: ReactNode
  /** At its right: its state, its problem. */
  mark?: ReactNode
  tone?: 'plain' | 'bad' | 'accent' | 'faint'
  /** What it is called for those who do not see the drawing. */
  label: string
}
