import { CircleAlert, CircleCheck, CircleX } from 'lucide-react'
import { RelativeTime } from '@/components/ui/relative-time'
import type { Check, Report, Verdict } from '@/lib/doctor/report'

type VerdictNoteProps = { report: Report; isOutdated: boolean }

/** What a look came to, when it was made, and what is not as it was before. */
export function VerdictNote({ report, isOutdated }: VerdictNoteProps) {
  const { verdict, checks, finishedAt, by, changes, comparedWith } = report
  return (
    <section aria-label="Verdict" className={`grid gap-2 rounded-md border px-3 py-2.5 ${tones[verdict]}`}>
      <div className="flex items-start gap-2.5">
        {icons[verdict]}
        <div className="grid min-w-0 gap-0.5">
          <p className="font-semibold">{sentenceOf(verdict, checks)}</p>
          <p className="text-sm text-text-2">
            Looked <RelativeTime date={finishedAt} /> by {by ?? 'schedule'}, in {duration(report)}.
            {isOutdated && ' The resource was changed after that: look again.'}
          </p>
        </div>
      </div>
      {comparedWith && (
        <div className="border-t pt-2 text-sm">
          {changes.length === 0 ? (
            <p className="text-text-2">
              Nothing changed since the look before, <RelativeTime date={comparedWith} />.
            </p>
          ) : (
            <>
              <p className="font-medium">
                Changed since the look before, <RelativeTime date={comparedWith} />:
              </p>
              <ul className="grid gap-0.5 pt-1">
                {changes.map(({ name, label, from, to }) => (
                  <li key={name}>
                    {label}: {from} → {to}
                  </li>
                ))}
              </ul>
            </>
          )}
        </div>
      )}
    </section>
  )
}

const tones: Record<Verdict, string> = {
  works: 'border-ok/30 bg-ok-soft',
  limited: 'border-warn/40 bg-panel',
  broken: 'border-bad/30 bg-bad-soft',
}

const classes = 'mt-0.5 size-4 shrink-0'
const icons: Record<Verdict, React.ReactNode> = {
  works: <CircleCheck aria-hidden="true" className={`${classes} text-ok`} />,
  limited: <CircleAlert aria-hidden="true" className={`${classes} text-warn`} />,
  broken: <CircleX aria-hidden="true" className={`${classes} text-bad`} />,
}

function duration({ startedAt, finishedAt }: Report): string {
  const ms = finishedAt.getTime() - startedAt.getTime()
  return ms < 1000 ? `${ms} ms` : `${(ms / 1000).toFixed(1)} s`
}

function sentenceOf(verdict: Verdict, checks: Check[]): string {
  if (verdict === 'works') return 'Everything that Granary needs works'
  const failed = checks.filter(({ state }) => state === 'failed').map(({ label }) => label.toLowerCase())
  if (verdict === 'limited') return `It works in part. What does not: ${failed.join(', ')}`
  const mended =
    checks.some(({ suggestion }) => suggestion) &&
    checks.some(({ name, state }) => name === 'get' && state === 'passed')
  if (mended) return 'It does not work as it is saved. With the suggestion below it does'
  return 'It does not work'
}
