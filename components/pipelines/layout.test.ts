import { expect, it } from 'vitest'
import { type Box, INPUT_ID, layOut, RESULT_ID } from './layout'
import { neighbourOf } from './neighbour'
import { sampleFlow as flow } from './sample-flow'

const layout = layOut(flow)
const box = (id: string) => layout.boxes.find((each) => each.id === id) as Box
const foot = ({ y, height }: Box) => y + height
const middle = ({ x, width }: Box) => x + width / 2

it('draws the parts in reading order, a head for each branch and a place in the empty one', () =>
  expect(layout.boxes.map(({ id }) => id)).toEqual([
    ...[INPUT_ID, 'a', 'b', 'c', 'd', 'e', ' branch e 0', 'f', ' branch e 1', ' empty e 1', 'g', RESULT_ID],
  ]))

it('goes down in one middle line', () => {
  const spine = [INPUT_ID, 'a', 'b', 'e', 'g', RESULT_ID].map(box)
  expect(new Set(spine.map(middle)).size).toBe(1)
  for (const [index, next] of spine.slice(1).entries()) expect(next.y).toBeGreaterThan(spine[index]?.y ?? 0)
  expect(box('g').y).toBeGreaterThan(foot(box('f')))
})

it('frames the steps of a loop', () => {
  const frame = box('b')
  for (const step of [box('c'), box('d')]) {
    expect(step.x).toBeGreaterThan(frame.x)
    expect(step.x + step.width).toBeLessThan(frame.x + frame.width)
    expect(foot(step)).toBeLessThan(foot(frame))
  }
})

it('sets branches side by side, and everything inside of the drawing', () => {
  expect(box(' branch e 1').y).toBe(box(' branch e 0').y)
  expect(box(' branch e 1').x).toBeGreaterThanOrEqual(box('f').x + box('f').width)
  for (const each of layout.boxes) {
    expect(each.x).toBeGreaterThanOrEqual(0)
    expect(each.x + each.width).toBeLessThanOrEqual(layout.width)
    expect(foot(each)).toBeLessThanOrEqual(layout.height)
  }
})

it('has a place for a new step on each line between steps, and leaves room where a line carries words', () => {
  const slots = layout.lines.flatMap(({ slot }) => (slot ? [`${slot.parent ?? ''}${slot.branch}.${slot.index}`] : []))
  expect(slots.toSorted()).toEqual(['0.0', '0.1', '0.2', '0.3', '0.4', 'b0.0', 'b0.1', 'b0.2', 'e0.0', 'e0.1'])
  const roomy = layOut(flow, (into) => (into === 'g' ? 90 : 40))
  expect(roomy.height - layout.height).toBe(50)
})

it('draws a pipeline without steps as its two ends', () => expect(layOut([]).lines).toHaveLength(1))

it.each([
  [INPUT_ID, 'ArrowDown', 'a'],
  ['a', 'ArrowDown', 'b'],
  ['b', 'ArrowDown', 'c'],
  ['d', 'ArrowDown', 'e'],
  ['e', 'ArrowDown', 'f'],
  ['f', 'ArrowRight', ' empty e 1'],
  [' empty e 1', 'ArrowLeft', 'f'],
  ['f', 'ArrowDown', 'g'],
  ['g', 'ArrowUp', 'f'],
  ['a', 'ArrowLeft', null],
] as const)('from %s %s leads to %s', (id, arrow, expected) => {
  const walkable = layout.boxes.filter(({ kind }) => kind !== 'branch')
  expect(neighbourOf(walkable, id, arrow)?.id ?? null).toBe(expected)
})
