'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Play } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useMemo, useState } from 'react'
import { jobQueries, type RunnableKind, startRun } from '@/components/runs/queries'
import { runHref } from '@/components/runs/run-href'
import { Button } from '@/components/ui/button'
import { ErrorNote } from '@/components/ui/error-note'
import { useStoredText } from '@/components/ui/use-stored-text'
import { ArgsForm } from './args-form'
import { EarlierInputs } from './earlier-inputs'
import type { Args, FormField } from './form-field'
import { FormPlaceContext, type ResourceChoice } from './form-place'
import { readRemembered, remember, rememberedKey } from './remembered-args'
import { completeArgs } from './start-args'
import { useArgs } from './use-args'

type RunFormProps = {
  workspace: string
  path: string
  /** What lies at the path: a script, unless it says a pipeline. */
  kind?: RunnableKind
  fields: FormField[]
  given: Args | null
  storages: string[]
  resources: ResourceChoice[]
}

/** The inputs of a script or a pipeline and the button that runs it. */
export function RunForm({ workspace, path, kind = 'script', fields, given, storages, resources }: RunFormProps) {
  const router = useRouter()
  const client = useQueryClient()
  const draft = useArgs(fields, given)
  const [uploading, setUploading] = useState(0)
  const [stored, store] = useStoredText(rememberedKey(workspace, path, kind))
  const [changes, setChanges] = useState(0)
  const running = useMutation({
    mutationFn: (args: Args) => startRun(workspace, { path, kind }, completeArgs(fields, args)),
    onSuccess: (id, args) => {
      store(remember(stored, fields, { at: Date.now(), args }))
      void client.invalidateQueries({ queryKey: jobQueries.all(workspace) })
      router.push(runHref(workspace, id))
    },
  })
  const place = useMemo(
    () => ({ workspace, storages, resources, onUploading: (step: number) => setUploading((known) => known + step) }),
    [workspace, storages, resources],
  )
  function startOver(args?: Args) {
    draft.reset(args)
    // What controls hold beside their values goes with the old ones.
    setChanges(changes + 1)
  }
  return (
    <FormPlaceContext value={place}>
      <form
        aria-label={`Inputs of ${path}`}
        className="grid min-w-0 gap-5"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (uploading === 0 && !running.isPending && draft.attempt()) running.mutate(draft.args)
        }}
      >
        <ArgsForm
          key={changes}
          draft={draft}
          empty={`This ${kind === 'flow' ? 'pipeline' : 'script'} takes no inputs.`}
        />
        {running.error && <ErrorNote error={running.error} title="The run could not be started" />}
        <div className="flex flex-wrap items-center gap-2">
          <Button type="submit" variant="primary" size="lg" pending={running.isPending} disabled={uploading > 0}>
            <Play aria-hidden="true" />
            Run
          </Button>
          <EarlierInputs earlier={readRemembered(stored)} onChoose={startOver} onDefaults={() => startOver()} />
          {uploading > 0 && (
            <span role="status" className="text-text-2">
              Waiting for the upload
            </span>
          )}
        </div>
      </form>
    </FormPlaceContext>
  )
}
