import { Wheat } from 'lucide-react'
import type { ReactNode } from 'react'

/** The page before a session: the product's name, one thing to do. */
export function Entrance({ title, intro, children }: { title: string; intro?: ReactNode; children: ReactNode }) {
  return (
    <main className="grid min-h-dvh grid-rows-[minmax(48px,1fr)_auto_minmax(48px,2fr)] px-6">
      <div />
      <div className="mx-auto w-full max-w-[340px]">
        <div className="mb-6 flex items-center gap-2.5">
          <GranaryMark />
          <span className="font-semibold text-md">Granary</span>
        </div>
        <h1 className="font-semibold text-xl">{title}</h1>
        {intro && <p className="mt-1 text-text-2">{intro}</p>}
        <div className="mt-5">{children}</div>
      </div>
    </main>
  )
}

/** The product's mark. */
export function GranaryMark() {
  return (
    <span
      aria-hidden="true"
      className="grid size-6 place-items-center rounded-md bg-accent text-on-accent [&_svg]:size-4"
    >
      <Wheat />
    </span>
  )
}
