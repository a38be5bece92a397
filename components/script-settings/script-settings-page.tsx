'use client'

import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { PageHeader } from '@/components/shell/page-header'
import { Field } from '@/components/ui/field'
import { SaveBar } from '@/components/ui/save-bar'
import { Textarea } from '@/components/ui/textarea'
import { runAction } from '@/lib/actions/run-action'
import { saveScriptSettingsAction } from '@/lib/script-settings/actions'
import type { ScriptSettings } from '@/lib/script-settings/schema'

const toText = (entries: string[]) => entries.join('\n')
const toEntries = (text: string) => text.split(/[\s,]+/).filter((entry) => entry !== '')

/** Which packages and hosts the scripts of a workspace may ask for. */
export function ScriptSettingsPage({ workspace, saved }: { workspace: string; saved: ScriptSettings }) {
  const [kept, setKept] = useState(saved)
  const [packages, setPackages] = useState(toText(saved.packages))
  const [hosts, setHosts] = useState(toText(saved.hosts))
  const show = (settings: ScriptSettings) => {
    setPackages(toText(settings.packages))
    setHosts(toText(settings.hosts))
  }
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: () =>
      runAction(saveScriptSettingsAction(workspace, { packages: toEntries(packages), hosts: toEntries(hosts) })),
    onSuccess: (settings) => {
      setKept(settings)
      show(settings)
    },
  })
  const isDirty = packages !== toText(kept.packages) || hosts !== toText(kept.hosts)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    mutate()
  }
  const discard = () => {
    reset()
    show(kept)
  }
  return (
    <>
      <PageHeader title="Script settings" />
      <form onSubmit={submit} className="flex flex-1 flex-col">
        <div className="grid max-w-2xl flex-1 content-start gap-4 px-gutter py-4">
          <p className="text-text-2">
            Scripts have the packages of this server and reach its API alone. They ask for more in the comments at their
            head, and get what is allowed here.
          </p>
          <Field
            label="Python packages"
            help="One name a line, without versions; * for any. They are installed as wheels."
          >
            <Textarea
              mono
              value={packages}
              placeholder="humanize"
              spellCheck={false}
              onChange={(event) => setPackages(event.target.value)}
            />
          </Field>
          <Field
            label="Hosts"
            help="One a line: api.example.com, or *.example.com for all below it. Ports 443 and 80 are meant, unless one is written behind it (:8443, or :* for any)."
          >
            <Textarea
              mono
              value={hosts}
              placeholder="api.example.com"
              spellCheck={false}
              onChange={(event) => setHosts(event.target.value)}
            />
          </Field>
        </div>
        <SaveBar dirty={isDirty} pending={isPending} error={error} onDiscard={discard} />
      </form>
    </>
  )
}
