import { CircleDashed } from 'lucide-react'

/** Checks that could not be made, and why. */
export function UnreachedRow({ labels, reason }: { labels: string[]; reason: string }) {
  return (
    <li className="flex items-start gap-2.5 px-3 py-2 text-text-2">
      <CircleDashed role="img" aria-label="Not reached" className="mt-[3px] size-3.5 shrink-0 text-text-3" />
      <div className="min-w-0 [overflow-wrap:anywhere]">
        <p className="font-medium">{labels.join(', ')}</p>
        <p className="text-sm">Not reached. {reason}</p>
      </div>
    </li>
  )
}
