import type { Layout, Line } from './layout'

const ELBOW = 14
const RADIUS = 8

/** The lines between the parts. Words and buttons on them are drawn by others. */
export function GraphLines({ layout }: { layout: Layout }) {
  return (
    <svg
      aria-hidden="true"
      className="pointer-events-none absolute inset-0 text-line-strong"
      width={layout.width}
      height={layout.height}
    >
      {layout.lines.map((line) => (
        <path key={pathOf(line)} d={pathOf(line)} fill="none" stroke="currentColor" strokeWidth={1.5} />
      ))}
    </svg>
  )
}

/** Straight down, or down, across and down with round corners; the way across lies just above where it leads. */
function pathOf({ from, to }: Line): string {
  const start = `M ${from.x} ${from.y}`
  const across = to.x - from.x
  if (Math.abs(across) < 1) return `${start} V ${to.y}`
  const turn = to.y - ELBOW
  const radius = Math.min(RADIUS, Math.abs(across) / 2, ELBOW)
  const side = Math.sign(across) * radius
  return [
    start,
    `V ${turn - radius}`,
    `Q ${from.x} ${turn} ${from.x + side} ${turn}`,
    `H ${to.x - side}`,
    `Q ${to.x} ${turn} ${to.x} ${turn + radius}`,
    `V ${to.y}`,
  ].join(' ')
}
