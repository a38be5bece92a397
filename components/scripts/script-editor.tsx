'use client'

import { Save } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useRef, useState } from 'react'
import { toast } from 'sonner'
import type { Place } from '@/components/resources/path-fields'
import { PageHeader } from '@/components/shell/page-header'
import { Button } from '@/components/ui/button'
import { ErrorNote } from '@/components/ui/error-note'
import { LeaveGuard } from '@/components/ui/leave-guard'
import { AppError } from '@/lib/errors'
import { pathProblem } from '@/lib/resources/path'
import type { WireScript } from '@/lib/scripts/schema'
import { CodeEditor } from './code-editor'
import type { CodeEditorHandle } from './editor/code-mirror'
import type { HubText } from './find-in-hub'
import { ProblemList } from './problem-list'
import { RunningSection } from './running/running-section'
import { ScriptDetails } from './script-details'
import { scriptHref } from './script-href'
import type { ScriptSurroundings } from './script-surroundings'
import { StartFrom, startFrom } from './start-from'
import { TestRun } from './test-run'
import { useReading } from './use-reading'
import { type ScriptDraft, useSaveScript } from './use-save-script'
import { useShortcut } from './use-shortcut'

type ScriptEditorProps = ScriptSurroundings & {
  workspace: string
  /** null while it is new. */
  saved: WireScript | null
  start: ScriptDraft
  /** Another text to begin with, such as that of an earlier version. */
  restored?: string
  /** Where the editor begins, counted from 1. */
  line?: number | null
  places: Place[]
  /** Why the person may only look, or null. */
  lock: string | null
  /** Scripts that are ready to begin with, while it is new. */
  hub?: HubText[]
}

/** The text of a script with what it would ask for, to try out and to save as a new version. */
export function ScriptEditor({
  workspace,
  saved,
  start,
  restored,
  line = null,
  places,
  lock,
  hub,
  ...surroundings
}: ScriptEditorProps) {
  const router = useRouter()
  const [draft, setDraft] = useState({ ...start, content: restored ?? start.content })
  const [left, setLeft] = useState(false)
  const saving = useSaveScript(workspace, { saved, places })
  const { reading, error, current } = useReading(workspace, { ...draft, mayWrite: lock === null })
  const field = useRef<CodeEditorHandle>(null)
  const dirty = JSON.stringify(draft) !== JSON.stringify(start)
  const wrongPath = refusedPath(saving.error) ?? (left ? pathProblem(draft.path) : null)

  function save() {
    setLeft(true)
    if (saving.isPending || lock !== null || pathProblem(draft.path) !== null) return
    saving.mutate(draft, {
      onSuccess: (path) => {
        toast('Script saved', { description: path })
        router.push(scriptHref(workspace, path))
        router.refresh()
      },
    })
  }
  useShortcut('s', save)

  const problems = current ? (reading?.problems ?? []) : []
  return (
    <>
      <LeaveGuard active={dirty && !saving.isPending && !saving.isSuccess} />
      <PageHeader
        title={saved?.path ?? 'New script'}
        actions={
          !lock && (
            <Button variant="primary" pending={saving.isPending} disabled={saved !== null && !dirty} onClick={save}>
              <Save aria-hidden="true" />
              Save script
            </Button>
          )
        }
      />
      <div className="grid flex-1 content-start gap-6 px-6 py-5 max-md:px-gutter xl:grid-cols-[minmax(0,1fr)_minmax(0,440px)]">
        <div className="grid min-w-0 content-start gap-2">
          <CodeEditor
            ref={field}
            label="Code"
            value={draft.content}
            onChange={(content) => setDraft({ ...draft, content })}
            problems={problems}
            language={draft.language}
            readOnly={lock !== null}
            startLine={line}
          />
          <ProblemList problems={problems} onGo={(line, column) => field.current?.goTo(line, column)} />
        </div>
        <div className="grid min-w-0 content-start gap-6">
          {hub && <StartFrom hub={hub} onChosen={(script) => setDraft(startFrom(draft, script))} />}
          {lock && <p className="rounded-md border bg-sunken px-3 py-2 text-text-2">{lock}</p>}
          {saving.error && refusedPath(saving.error) === null && (
            <ErrorNote error={saving.error} title="The script was not saved" />
          )}
          <ScriptDetails
            draft={draft}
            places={places}
            isNew={saved === null}
            pathError={wrongPath ?? undefined}
            disabled={lock !== null}
            onChange={(change) => setDraft({ ...draft, ...change })}
            onLeft={() => setLeft(true)}
          />
          <RunningSection
            running={draft.running}
            disabled={lock !== null}
            onChange={(running) => setDraft({ ...draft, running })}
          />
          {error && <ErrorNote error={error} title="The form could not be told" />}
          {!lock && reading && <TestRun {...surroundings} workspace={workspace} draft={draft} reading={reading} />}
        </div>
      </div>
    </>
  )
}

function refusedPath(error: unknown): string | null {
  return error instanceof AppError ? (error.fields?.path?.[0] ?? null) : null
}
