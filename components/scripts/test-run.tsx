'use client'

import { useMutation, useQuery } from '@tanstack/react-query'
import { FlaskConical } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import { jobQueries, startPreview } from '@/components/runs/queries'
import { RunView } from '@/components/runs/run-view'
import { Button } from '@/components/ui/button'
import { ErrorNote } from '@/components/ui/error-note'
import type { ScriptReading } from '@/lib/scripts/schema'
import { ArgsForm } from './args-form'
import type { Args, FormField } from './form-field'
import { FormPlaceContext } from './form-place'
import { readFields } from './read-fields'
import type { ScriptSurroundings } from './script-surroundings'
import { completeArgs } from './start-args'
import { useArgs } from './use-args'
import type { ScriptDraft } from './use-save-script'
import { useShortcut } from './use-shortcut'

type TestRunProps = ScriptSurroundings & { workspace: string; draft: ScriptDraft; reading: ScriptReading }

/** The form that the text would have, and a run of the text as it stands, without saving it. */
export function TestRun({ reading, resourceTypes, ...props }: TestRunProps) {
  const { schema, hasMain } = reading
  const key = JSON.stringify(schema)
  const fields = useMemo(
    () => readFields(JSON.parse(key), (name) => resourceTypes.includes(name)),
    [key, resourceTypes],
  )
  if (!schema) return <p className="text-text-2">The form shows again once the text parses.</p>
  if (!hasMain)
    return <p className="text-text-2">There is no main function that is exported: other scripts can import this one.</p>
  // Another signature is another form.
  return <TestForm key={key} fields={fields} {...props} />
}

type TestFormProps = Omit<TestRunProps, 'reading' | 'resourceTypes'> & { fields: FormField[] }

function TestForm({ fields, workspace, draft, storages, resources }: TestFormProps) {
  const inputs = useArgs(fields)
  const [uploading, setUploading] = useState(0)
  const { path, content, language } = draft
  const testing = useMutation({
    mutationFn: (args: Args) => startPreview(workspace, { path, content, language }, completeArgs(fields, args)),
  })
  const form = useRef<HTMLFormElement>(null)
  useShortcut('Enter', () => form.current?.requestSubmit())
  const place = useMemo(
    () => ({ workspace, storages, resources, onUploading: (step: number) => setUploading((known) => known + step) }),
    [workspace, storages, resources],
  )
  return (
    <FormPlaceContext value={place}>
      <form
        ref={form}
        aria-label="Try it out"
        className="grid min-w-0 gap-5 border-t pt-5"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (uploading === 0 && !testing.isPending && inputs.attempt()) testing.mutate(inputs.args)
        }}
      >
        <ArgsForm draft={inputs} empty="It takes no inputs." />
        {testing.error && <ErrorNote error={testing.error} title="The run could not be started" />}
        <div>
          <Button type="submit" pending={testing.isPending} disabled={uploading > 0}>
            <FlaskConical aria-hidden="true" />
            Run without saving
          </Button>
        </div>
      </form>
      {testing.data && <TestOutcome workspace={workspace} id={testing.data} />}
    </FormPlaceContext>
  )
}

function TestOutcome({ workspace, id }: { workspace: string; id: string }) {
  const { data: job, error, refetch } = useQuery(jobQueries.get(workspace, id))
  if (error) return <ErrorNote error={error} title="The run could not be loaded" onRetry={() => void refetch()} />
  return job ? <RunView workspace={workspace} job={job} /> : null
}
