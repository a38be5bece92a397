import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { Tooltip } from 'radix-ui'
import { useState } from 'react'
import { afterEach, beforeAll, expect, it } from 'vitest'
import { Unparsed } from '@/components/scripts/unparsed'
import type { ScriptProblem } from '@/lib/scripts/signature/reading'
import { insertStep, newStep } from './edit-tree'
import { INPUT_ID } from './layout'
import type { PipelineDraft } from './pipeline-draft'
import { newInput } from './pipeline-inputs'
import { PipelineTextEditor } from './pipeline-text-editor'
import { scriptStep } from './sample-flow'
import { ShownAs } from './shown-as'
import { unwritablePlace } from './unwritable-place'
import { usePipelineEdits } from './use-pipeline-edits'

// A phone: the editor there is a plain field.
beforeAll(() => {
  window.matchMedia = (media) => Object.assign(new EventTarget(), phone, { media })
})
afterEach(cleanup)
const phone = { matches: true, onchange: null, addListener() {}, removeListener() {} }

const draft: PipelineDraft = { path: 'u/ada/x', summary: 'Keep me', description: '', modules: [], inputs: [] }
const unfinished = { ...draft, modules: [newStep([], 'forloopflow')] }

function Editor({ start }: { start: PipelineDraft }) {
  const edits = usePipelineEdits(start, null)
  const [asText, setAsText] = useState(false)
  const [problems, setProblems] = useState<ScriptProblem[]>([])
  return (
    <Tooltip.Provider>
      <ShownAs
        {...{ asText, isTextWrong: problems.length > 0, unwritable: unwritablePlace(edits.draft) }}
        onChange={setAsText}
        onUnwritable={edits.select}
      />
      <output>{edits.selected}</output>
      {asText && <PipelineTextEditor {...{ edits, problems }} readOnly={false} onProblems={setProblems} />}
    </Tooltip.Provider>
  )
}

async function showText(start: PipelineDraft) {
  render(<Editor start={start} />)
  await userEvent.click(screen.getByRole('radio', { name: 'JSON' }))
}

it('does not hold who typed and took it back, though the drawing is not finished', async () => {
  await showText(unfinished)
  const field = screen.getByRole('textbox', { name: 'Pipeline as JSON' })
  await userEvent.type(field, 'x')
  expect(screen.getByRole('list', { name: 'Problems' })).toBeTruthy()
  await userEvent.type(field, '{Backspace}')
  expect(screen.queryByRole('list', { name: 'Problems' })).toBeNull()
  await userEvent.click(screen.getByRole('radio', { name: 'Drawing' }))
  expect(screen.queryByRole('textbox')).toBeNull()
})

it('asks before it drops a text that the drawing cannot show', async () => {
  await showText(unfinished)
  await userEvent.type(screen.getByRole('textbox'), 'x')
  for (const [answer, left] of [
    ['Go on writing', 1],
    ['Discard text', 0],
  ] as const) {
    await userEvent.click(screen.getByRole('radio', { name: 'Drawing' }))
    await userEvent.click(screen.getByRole('button', { name: answer }))
    expect(screen.queryAllByRole('textbox')).toHaveLength(left)
  }
})

const half = new Unparsed('[1,', 'This is not JSON')
/** A draft with a loop, and a step in it that holds a value. */
const holding = (value: unknown): PipelineDraft => {
  const step = scriptStep('in')
  step.value = { type: 'script', path: 'u/ada/in', input_transforms: { x: { type: 'static', value } } }
  return { ...draft, modules: insertStep(unfinished.modules, { parent: 'a', branch: 0, index: 0 }, step) }
}
const file = newInput([])

it.each([
  ['in', 'a value that is none yet', holding({ deep: [half] })],
  [INPUT_ID, 'a default that is none', { ...draft, inputs: [{ ...file, type: 'number' as const, preset: 'x' }] }],
  [INPUT_ID, 'two inputs of one name', { ...draft, inputs: [file, file] }],
])('goes to %s instead, where JSON would lose %s', async (place, _what, start) => {
  await showText(start)
  expect(screen.queryByRole('textbox')).toBeNull()
  expect(screen.getByRole('status').textContent).toBe(place)
})

it('shows what it can hold', async () => {
  await showText({ ...holding([1]), inputs: [{ ...file, name: 'no-name', preset: '{}' }] })
  expect(screen.getByRole('textbox')).toHaveProperty('value', expect.stringContaining('no-name'))
})
