'use client'

import { useRef, useState } from 'react'
import { CodeEditor } from '@/components/scripts/code-editor'
import type { CodeEditorHandle } from '@/components/scripts/editor/code-mirror'
import { ProblemList } from '@/components/scripts/problem-list'
import type { ScriptProblem } from '@/lib/scripts/signature/reading'
import { readPipelineText, writePipelineText } from './pipeline-text'
import type { PipelineEdits } from './use-pipeline-edits'

type PipelineTextEditorProps = {
  edits: PipelineEdits
  readOnly: boolean
  problems: ScriptProblem[]
  onProblems: (problems: ScriptProblem[]) => void
}

/** A pipeline as JSON. What is right becomes the drawing at once; what is wrong is told at its place, and stays here. */
export function PipelineTextEditor({ edits, readOnly, problems, onProblems }: PipelineTextEditorProps) {
  const [text, setText] = useState(() => writePipelineText(edits.draft))
  const field = useRef<CodeEditorHandle>(null)
  function edit(next: string) {
    setText(next)
    // What was drawn so far may be no pipeline yet: its own text, come back to, is nobody's mistake.
    if (next === writePipelineText(edits.draft)) return onProblems([])
    const read = readPipelineText(next)
    onProblems(read.problems)
    if (read.told) edits.change(read.told)
  }
  return (
    <div className="grid min-h-0 min-w-0 flex-1 content-start gap-3 overflow-y-auto px-gutter py-4">
      <p className="text-text-2">Paste an export here, or its steps. Its path stays as it is.</p>
      <CodeEditor
        ref={field}
        label="Pipeline as JSON"
        language="json"
        value={text}
        onChange={edit}
        problems={problems}
        readOnly={readOnly}
      />
      <ProblemList problems={problems} onGo={(line, column) => field.current?.goTo(line, column)} />
    </div>
  )
}
