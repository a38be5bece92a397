import type { ReactNode } from 'react'

/** A tray of what goes on while one works on. */
export const trayClasses =
  'animate-slide-in-bottom overflow-hidden rounded-lg border bg-panel shadow-float max-md:rounded-b-none'

/** Where trays stand, one above the other: the lower right corner, on phones the foot of the screen. */
export function TrayStack({ children }: { children: ReactNode }) {
  return (
    <div className="fixed right-3.5 bottom-3.5 z-30 grid w-[360px] gap-2 max-md:inset-x-0 max-md:bottom-0 max-md:w-full max-md:gap-0">
      {children}
    </div>
  )
}
