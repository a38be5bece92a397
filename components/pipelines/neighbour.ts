import { type Box, STEP } from './layout'

const directions = {
  ArrowUp: { dx: 0, dy: -1 },
  ArrowDown: { dx: 0, dy: 1 },
  ArrowLeft: { dx: -1, dy: 0 },
  ArrowRight: { dx: 1, dy: 0 },
} as const

export type Arrow = keyof typeof directions

/** Whether a key is one that walks. */
export function isArrow(key: string): key is Arrow {
  return Object.hasOwn(directions, key)
}

/** The box that is next to one in a direction; null at the edge. */
export function neighbourOf(boxes: Box[], id: string, arrow: Arrow): Box | null {
  const from = boxes.find((box) => box.id === id)
  if (!from) return null
  const { dx, dy } = directions[arrow]
  const start = headOf(from)
  const found = boxes.flatMap((box) => {
    const to = headOf(box)
    const ahead = (to.x - start.x) * dx + (to.y - start.y) * dy
    const aside = Math.abs(dx === 0 ? to.x - start.x : to.y - start.y)
    // Up and down to the nearest that stands over or under it, sideways to the nearest row of another column.
    if (box.id === id || ahead <= 0) return []
    if (dx === 0) return aside < STEP.width ? [{ box, rank: [ahead, aside] }] : []
    return ahead >= STEP.width && aside <= ahead ? [{ box, rank: [aside, ahead] }] : []
  })
  return found.toSorted((one, other) => compare(one.rank, other.rank))[0]?.box ?? null
}

/** Of a frame its head, where its button is. */
function headOf({ x, y, width }: Box) {
  return { x: x + width / 2, y }
}

function compare([first = 0, second = 0]: number[], [otherFirst = 0, otherSecond = 0]: number[]): number {
  return first - otherFirst || second - otherSecond
}
