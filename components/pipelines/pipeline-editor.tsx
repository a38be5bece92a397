'use client'

import { Save } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useMemo, useState } from 'react'
import { toast } from 'sonner'
import type { Place } from '@/components/resources/path-fields'
import { FormPlaceContext } from '@/components/scripts/form-place'
import type { ScriptSurroundings } from '@/components/scripts/script-surroundings'
import { useShortcut } from '@/components/scripts/use-shortcut'
import { PageHeader } from '@/components/shell/page-header'
import { Button } from '@/components/ui/button'
import { countOf } from '@/components/ui/count-of'
import { ErrorNote } from '@/components/ui/error-note'
import { LeaveGuard } from '@/components/ui/leave-guard'
import { SplitPane } from '@/components/ui/split-pane'
import { AppError } from '@/lib/errors'
import type { WireFlow } from '@/lib/pipelines/schema'
import { pathProblem } from '@/lib/resources/path'
import type { ScriptProblem } from '@/lib/scripts/signature/reading'
import { EditGraph } from './edit-graph'
import { EditPanel } from './edit-panel'
import { INPUT_ID } from './layout'
import type { PipelineDraft } from './pipeline-draft'
import { pipelineHref } from './pipeline-href'
import { inputProblem } from './pipeline-inputs'
import { PipelineTextEditor } from './pipeline-text-editor'
import type { PickedScript } from './script-picker'
import { ShownAs } from './shown-as'
import { useStepForms } from './step-forms'
import { checkStep } from './step-problems'
import { allSteps, findStep } from './tree'
import { unwritablePlace } from './unwritable-place'
import { usePipelineEdits } from './use-pipeline-edits'
import { useSavePipeline } from './use-save-pipeline'

type PipelineEditorProps = ScriptSurroundings & {
  workspace: string
  /** null while it is new. */
  saved: WireFlow | null
  start: PipelineDraft
  places: Place[]
  /** Those that the person may run. */
  scripts: PickedScript[]
  /** Why the person may only look, or null. */
  lock: string | null
  /** A step that is open at first. */
  opened?: string | null
}

/** The steps of a pipeline as a drawing, with a panel for the one that is chosen. */
export function PipelineEditor({
  workspace,
  saved,
  start,
  places,
  scripts,
  lock,
  opened = null,
  ...surroundings
}: PipelineEditorProps) {
  const { storages, resources, resourceTypes } = surroundings
  const router = useRouter()
  const edits = usePipelineEdits(start, saved === null ? INPUT_ID : opened)
  const { draft, dirty, selected, select } = edits
  const [attempted, setAttempted] = useState(false)
  const [uploading, setUploading] = useState(0)
  const [asText, setAsText] = useState(false)
  const [textProblems, setTextProblems] = useState<ScriptProblem[]>([])
  const saving = useSavePipeline(workspace, { saved, places })
  const fieldsOf = useStepForms(workspace, draft.modules, resourceTypes)
  const inputs = useMemo(() => draft.inputs.map(({ name }) => name), [draft.inputs])
  const problems = useMemo(
    () =>
      new Map(
        allSteps(draft.modules).map((step) => [step.id, checkStep(step, { modules: draft.modules, inputs, fieldsOf })]),
      ),
    [draft.modules, inputs, fieldsOf],
  )
  const problemsOf = (id: string) => problems.get(id) ?? {}
  const wrongStep = [...problems].find(([, found]) => Object.keys(found).length > 0)?.[0]
  const wrongInput = draft.inputs.findIndex((_, index) => inputProblem(draft.inputs, index) !== null)
  const wrongPath = refusedPath(saving.error) ?? (attempted ? pathProblem(draft.path) : null)
  const wrongPlace = pathProblem(draft.path) !== null || wrongInput >= 0 ? INPUT_ID : (wrongStep ?? null)
  const unwritable = useMemo(() => unwritablePlace(draft), [draft])
  // The text may have taken the one that is open, and an address may name one that is gone.
  const isOpen = selected === INPUT_ID || (selected !== null && findStep(draft.modules, selected) !== undefined)

  function show(text: boolean) {
    setTextProblems([])
    setAsText(text)
    if (text) edits.settle()
  }
  function save() {
    setAttempted(true)
    if (saving.isPending || uploading > 0 || lock !== null || textProblems.length > 0) return
    if (wrongPlace !== null) {
      show(false)
      return select(wrongPlace)
    }
    saving.mutate(draft, {
      onSuccess: (path) => {
        toast('Pipeline saved', { description: path })
        router.push(pipelineHref(workspace, path))
        router.refresh()
      },
      onError: (error) => {
        if (refusedPath(error) === null) return
        show(false)
        select(INPUT_ID)
      },
    })
  }
  useShortcut('s', save)
  const place = useMemo(
    () => ({ workspace, storages, resources, onUploading: (step: number) => setUploading((known) => known + step) }),
    [workspace, storages, resources],
  )
  const count = [...problems.values()].filter((found) => Object.keys(found).length > 0).length
  return (
    <FormPlaceContext value={place}>
      <LeaveGuard active={(dirty || textProblems.length > 0) && !saving.isPending && !saving.isSuccess} />
      <PageHeader
        title={saved?.path ?? 'New pipeline'}
        actions={
          <>
            <ShownAs
              asText={asText}
              isTextWrong={textProblems.length > 0}
              unwritable={unwritable}
              onChange={show}
              onUnwritable={select}
            />
            {!lock && (
              <>
                {count > 0 && <span className="text-bad text-sm">{`${countOf(count, 'step')} to put right`}</span>}
                <Button
                  variant="primary"
                  pending={saving.isPending}
                  disabled={(saved !== null && !dirty) || uploading > 0 || textProblems.length > 0}
                  onClick={save}
                >
                  <Save aria-hidden="true" />
                  Save pipeline
                </Button>
              </>
            )}
          </>
        }
      />
      {lock && <p className="border-b bg-sunken px-gutter py-2 text-text-2">{lock}</p>}
      {saving.error && refusedPath(saving.error) === null && (
        <ErrorNote className="m-gutter" error={saving.error} title="The pipeline was not saved" />
      )}
      {asText ? (
        <PipelineTextEditor
          edits={edits}
          readOnly={lock !== null}
          problems={textProblems}
          onProblems={setTextProblems}
        />
      ) : (
        <SplitPane
          storageKey="pipeline-editor"
          defaultShare={0.4}
          minEnd={360}
          start={<EditGraph edits={edits} problemsOf={problemsOf} disabled={lock !== null} />}
          endLabel="Details"
          onClose={() => select(null)}
          end={
            isOpen && (
              <EditPanel
                {...{ workspace, edits, places, scripts, resourceTypes, fieldsOf, problemsOf }}
                isNew={saved === null}
                pathError={wrongPath ?? undefined}
                disabled={lock !== null}
              />
            )
          }
        />
      )}
    </FormPlaceContext>
  )
}

function refusedPath(error: unknown): string | null {
  return error instanceof AppError ? (error.fields?.path?.[0] ?? null) : null
}
