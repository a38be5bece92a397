import { cn } from './cn'

type ProgressBarProps = {
  label: string
  /** 0 to 1; `undefined` while the end is not known. */
  value?: number
  tone?: 'accent' | 'ok' | 'bad'
  className?: string
}

const tones = { accent: 'bg-accent', ok: 'bg-ok', bad: 'bg-bad' }

/** How far long work has come. Say the numbers beside it. */
export function ProgressBar({ label, value, tone = 'accent', className }: ProgressBarProps) {
  const percent = value === undefined ? undefined : Math.round(Math.min(1, Math.max(0, value)) * 100)
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      className={cn('h-1 overflow-hidden rounded-full bg-line', className)}
    >
      <div
        className={cn('h-full rounded-full', tones[tone], percent === undefined && 'w-1/3 animate-pulse')}
        style={percent === undefined ? undefined : { width: `${percent}%` }}
      />
    </div>
  )
}
