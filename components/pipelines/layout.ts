import type { FlowModule } from '@/lib/pipelines/schema'
import { listsOf, ROOT, type Sequence, type Slot } from './tree'

export type Box = {
  /** Of the step; `input` and `result` begin with a blank, which no step's id has. */
  id: string
  kind: 'input' | 'step' | 'loop' | 'branches' | 'branch' | 'result' | 'empty'
  x: number
  y: number
  width: number
  height: number
  /** Of an empty list: where a step would go. */
  slot?: Slot
  /** Of a branch: whose, and which. */
  branch?: { of: string; index: number }
}
/** A line from the foot of something down to the head of something. `slot`: where a step that is added on it goes. */
export type Line = {
  from: { x: number; y: number }
  to: { x: number; y: number }
  /** The box that it leads to; files that went over it are asked for by it. */
  into: string
  slot: Slot | null
}
export type Layout = { width: number; height: number; boxes: Box[]; lines: Line[] }

export const INPUT_ID = ' input'
export const RESULT_ID = ' result'

export const STEP = { width: 224, height: 52 }
const END = { width: 224, height: 36 }
const HEAD = 54
const PAD = 16
const COLUMN_GAP = 28
const JOIN = 28
const JOIN_BELOW = 42
export const MARGIN = 16

/** How high the gap above a box is, so that what is written on the line has room. */
export type GapAbove = (into: string) => number

type Placed = { width: number; height: number; place: (x: number, y: number) => Parts }
type Parts = { boxes: Box[]; lines: Line[] }

/** The line below the last step of a loop, on which another one is added. */
export const TAIL = ' tail'

/**
 * Where the parts of a pipeline are drawn: steps going down, branches side by side, loops as frames, all centred. A gap of
 * nothing above `TAIL` closes a loop right below its last step.
 */
export function layOut(modules: FlowModule[], gapAbove: GapAbove = () => 40): Layout {
  const body = sequence(modules, ROOT, gapAbove, RESULT_ID)
  const width = Math.max(body.width, END.width)
  const middle = MARGIN + width / 2
  const top = MARGIN + END.height
  const { boxes, lines } = body.place(MARGIN + (width - body.width) / 2, top)
  const foot = top + body.height
  const end = { x: middle - END.width / 2, width: END.width, height: END.height }
  return {
    width: width + 2 * MARGIN,
    height: foot + END.height + MARGIN,
    boxes: [
      { id: INPUT_ID, kind: 'input', y: MARGIN, ...end },
      ...boxes,
      { id: RESULT_ID, kind: 'result', y: foot, ...end },
    ],
    lines,
  }
}

/** Steps below one another, from the foot of what is above to the head of `after`, with the gaps between all of them. */
function sequence(modules: FlowModule[], where: Sequence, gapAbove: GapAbove, after: string | null): Placed {
  const parts = modules.map((module) => step(module, gapAbove))
  const gaps = modules.map(({ id }) => gapAbove(id))
  const last = after === null ? 0 : gapAbove(after)
  const width = Math.max(STEP.width, ...parts.map((part) => part.width))
  const height = sum(gaps) + sum(parts.map((part) => part.height)) + last
  return {
    width,
    height,
    place(x, y) {
      const middle = x + width / 2
      const found: Parts = { boxes: [], lines: [] }
      let top = y
      for (const [index, part] of parts.entries()) {
        const from = top
        top += gaps[index] ?? 0
        const into = modules[index]?.id ?? ''
        found.lines.push(line(middle, from, top, into, { ...where, index }))
        add(found, part.place(middle - part.width / 2, top))
        top += part.height
      }
      if (after !== null) found.lines.push(line(middle, top, top + last, after, { ...where, index: modules.length }))
      return found
    },
  }
}

function step(module: FlowModule, gapAbove: GapAbove): Placed {
  if (module.value.type === 'forloopflow') return loop(module, gapAbove)
  if (module.value.type === 'branchall') return branches(module, gapAbove)
  const box = { id: module.id, kind: 'step' as const, ...STEP }
  return { ...STEP, place: (x, y) => ({ boxes: [{ ...box, x, y }], lines: [] }) }
}

/** A list that holds nothing yet is a place to put a step. */
function inner(modules: FlowModule[], where: Sequence, gapAbove: GapAbove, after: string | null): Placed {
  if (modules.length > 0) return sequence(modules, where, gapAbove, after)
  const id = ` empty ${where.parent} ${where.branch}`
  const gap = gapAbove(id)
  return {
    width: STEP.width,
    height: gap + END.height,
    place: (x, y) => ({
      boxes: [{ id, kind: 'empty', x, y: y + gap, ...END, slot: { ...where, index: 0 } }],
      lines: [line(x + STEP.width / 2, y, y + gap, id, null)],
    }),
  }
}

function loop(module: FlowModule, gapAbove: GapAbove): Placed {
  const body = inner(listsOf(module)[0] ?? [], { parent: module.id, branch: 0 }, gapAbove, TAIL)
  const width = body.width + 2 * PAD
  const height = HEAD + body.height + PAD
  return {
    width,
    height,
    place(x, y) {
      const found: Parts = { boxes: [{ id: module.id, kind: 'loop', x, y, width, height }], lines: [] }
      add(found, body.place(x + PAD, y + HEAD))
      return found
    },
  }
}

const BRANCH_HEAD = 32

function branches(module: FlowModule, gapAbove: GapAbove): Placed {
  const columns = listsOf(module).map((list, branch) => inner(list, { parent: module.id, branch }, gapAbove, null))
  const width = Math.max(STEP.width, sum(columns.map((each) => each.width)) + COLUMN_GAP * (columns.length - 1))
  const tallest = Math.max(0, ...columns.map((each) => each.height))
  const height = STEP.height + JOIN + BRANCH_HEAD + tallest + JOIN_BELOW
  return {
    width,
    height,
    place(x, y) {
      const middle = x + width / 2
      const head: Box = { id: module.id, kind: 'branches', x: middle - STEP.width / 2, y, ...STEP }
      const found: Parts = { boxes: [head], lines: [] }
      const top = y + STEP.height + JOIN
      let left = x
      for (const [index, column] of columns.entries()) {
        const centre = left + column.width / 2
        const id = ` branch ${module.id} ${index}`
        const label = { x: centre - STEP.width / 2, y: top, width: STEP.width, height: BRANCH_HEAD }
        found.boxes.push({ id, kind: 'branch', ...label, branch: { of: module.id, index } })
        found.lines.push({ from: { x: middle, y: y + STEP.height }, to: { x: centre, y: top }, into: id, slot: null })
        add(found, column.place(left, top + BRANCH_HEAD))
        const from = { x: centre, y: top + BRANCH_HEAD + column.height }
        const steps = listsOf(module)[index]?.length ?? 0
        const slot = steps > 0 ? { parent: module.id, branch: index, index: steps } : null
        found.lines.push({ from, to: { x: middle, y: y + height }, into: '', slot })
        left += column.width + COLUMN_GAP
      }
      return found
    },
  }
}

function line(x: number, from: number, to: number, into: string, slot: Slot | null): Line {
  return { from: { x, y: from }, to: { x, y: to }, into, slot }
}

function add(found: Parts, { boxes, lines }: Parts) {
  found.boxes.push(...boxes)
  found.lines.push(...lines)
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, each) => total + each, 0)
}
