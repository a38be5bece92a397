import { ArrowDownToLine, CircleAlert, CornerDownRight, FileCode, Flag, Repeat, Split } from 'lucide-react'
import type { FlowModule } from '@/lib/pipelines/schema'
import type { StepLook } from './graph-look'
import { type Box, INPUT_ID } from './layout'
import type { PipelineInput } from './pipeline-inputs'
import type { StepProblems } from './step-problems'
import { stepName } from './tree'

const icons = {
  script: <FileCode />,
  rawscript: <FileCode />,
  identity: <CornerDownRight />,
  forloopflow: <Repeat />,
  branchall: <Split />,
}

/** What a step is, without anything of a run. */
export function plainLook(step: FlowModule): StepLook {
  const title = stepName(step)
  const detail = detailOf(step)
  return { title, detail, icon: icons[step.value.type], label: `${title}, step ${step.id}` }
}

/** A step in the editor, marked when something is wrong with it. */
export function editLook(step: FlowModule, problems: StepProblems): StepLook {
  const look = plainLook(step)
  const [first] = Object.values(problems)
  if (first === undefined) return look
  return {
    ...look,
    detail: <span className="text-bad">{first}</span>,
    mark: <CircleAlert aria-hidden="true" className="size-4 text-bad" />,
    tone: 'bad',
    label: `${look.label}: ${first}`,
  }
}

/** The ends of a pipeline: what it takes, what it answers. */
export function endLook(box: Box, inputs: readonly PipelineInput[]): StepLook {
  if (box.id !== INPUT_ID) return { title: 'Result', detail: null, icon: <Flag />, label: 'Result' }
  const names = inputs.map(({ name }) => name).join(', ')
  const title = names === '' ? 'No inputs' : names
  return { title, detail: null, icon: <ArrowDownToLine />, label: `Inputs: ${names === '' ? 'none' : names}` }
}

function detailOf({ value, id, summary }: FlowModule): string {
  switch (value.type) {
    case 'script':
      return value.path || 'No script yet'
    case 'rawscript':
      return value.language === 'python3' ? 'Python in the pipeline' : 'TypeScript in the pipeline'
    case 'forloopflow':
      return value.iterator.type === 'static' ? 'over a fixed list' : `over ${value.iterator.expr || 'a list'}`
    case 'branchall':
      return value.parallel ? 'at the same time' : 'one after another'
    default:
      return summary ? `Step ${id}` : 'the result before it'
  }
}
