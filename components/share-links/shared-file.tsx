import { Download } from 'lucide-react'
import type { ReactNode } from 'react'
import { Entrance } from '@/components/sign-in/entrance'
import { EntranceError } from '@/components/sign-in/entrance-error'
import { PasswordInput } from '@/components/sign-in/password-input'
import { Button } from '@/components/ui/button'
import { ByteSize } from '@/components/ui/byte-size'
import { Field } from '@/components/ui/field'
import { RelativeTime } from '@/components/ui/relative-time'
import { VisibleText } from '@/components/ui/visible-text'
import { shareProblems } from '@/lib/share-links/schema'
import type { SharedFileView } from '@/lib/share-links/view-share-link'

type SharedFileProps = { token: string; view: SharedFileView; problem?: string }

/** What whoever has a link sees: the file and a way to have it, or why there is none. Needs no scripts. */
export function SharedFile({ token, view, problem }: SharedFileProps) {
  if (view.problem !== null) return <Entrance title="No file here" intro={shareProblems[view.problem]} />
  return (
    <Entrance title={<FileName name={view.name} />} intro="was shared with you">
      <div className="grid gap-5">
        <Facts view={view} />
        <form method="post" action={`/api/share/${token}/download`} className="grid gap-4">
          {problem && <EntranceError>{problem}</EntranceError>}
          {view.needsPassword && (
            <Field label="Password" help="Whoever sent the link knows it.">
              <PasswordInput name="password" autoComplete="off" autoFocus />
            </Field>
          )}
          <Button type="submit" variant="primary" size="lg">
            <Download />
            Download
          </Button>
        </form>
      </div>
    </Entrance>
  )
}

function FileName({ name }: { name: string }) {
  return (
    <span className="[overflow-wrap:anywhere] [&_bdi]:whitespace-pre-wrap">
      <VisibleText name={name} />
    </span>
  )
}

function Facts({ view }: { view: Extract<SharedFileView, { problem: null }> }) {
  return (
    <dl className="grid grid-cols-[88px_minmax(0,1fr)] gap-y-1.5">
      <Fact name="Size">
        <ByteSize bytes={view.size} />
      </Fact>
      <Fact name="Type">{view.type ? <VisibleText name={view.type} /> : 'unknown'}</Fact>
      <Fact name="Shared by">
        <VisibleText name={view.sharedBy} />
      </Fact>
      {view.expiresAt && (
        <Fact name="Ends">
          <RelativeTime date={view.expiresAt} />
        </Fact>
      )}
    </dl>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-text-2">{name}</dt>
      <dd className="min-w-0 truncate">{children}</dd>
    </>
  )
}
