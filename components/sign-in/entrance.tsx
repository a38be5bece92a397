import type { ReactNode } from 'react'

/** The page before a session: the product's name, one thing to do. */
export function Entrance({ title, intro, children }: { title: ReactNode; intro?: ReactNode; children?: ReactNode }) {
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

/** The product's mark, as in app/icon.svg, in the colours of the theme. */
export function GranaryMark() {
  return (
    <svg aria-hidden="true" viewBox="0 0 32 32" className="size-6 shrink-0">
      <rect width="32" height="32" rx="8" className="fill-accent" />
      <g fill="none" strokeWidth="2.4" strokeLinecap="round" strokeLinejoin="round" className="stroke-on-accent">
        <path d="M6.5 13.5 16 7l9.5 6.5" />
        <path d="M9 13v11.5h14V13" />
        <path d="M13 18h6M13 21.5h6" />
      </g>
    </svg>
  )
}
