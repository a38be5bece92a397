import type { ReactNode } from 'react'

/** One titled part of the account page; its form is as wide as forms are. */
export function Section({ title, intro, children }: { title: string; intro: ReactNode; children?: ReactNode }) {
  return (
    <section className="border-t pt-4">
      <h2 className="font-semibold text-md">{title}</h2>
      <p className="mb-3 text-text-2">{intro}</p>
      <div className="max-w-[480px]">{children}</div>
    </section>
  )
}
