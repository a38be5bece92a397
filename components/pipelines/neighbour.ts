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
    // Up and down what stands over or under it, sideways what stands beside it and not far below.
    const near = dx === 0 ? aside < STEP.width : aside <= ahead
    return box.id !== id && ahead > 0 && near ? [{ box, ahead, aside }] : []
  })
  return found.toSorted((one, other) => one.ahead - other.ahead || one.aside - other.aside)[0]?.box ?? null
}

/** Of a frame its head, where its button is. */
function headOf({ x, y, width }: Box) {
  return { x: x + width / 2, y }
}
