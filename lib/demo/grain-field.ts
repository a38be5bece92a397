import { chance } from './chance'
import { drawPng } from './png'

type Colour = [number, number, number]

const SIZE = { width: 1200, height: 750 }
const HORIZON = 330
const SUN = { x: 860, y: 250, radius: 62 }
const SKY: [Colour, Colour] = [
  [86, 132, 178],
  [250, 220, 170],
]
const FIELD: [Colour, Colour] = [
  [222, 178, 84],
  [150, 98, 28],
]
const HILLS: Colour = [122, 138, 96]

/** A wheat field in the evening. */
export function grainField(): Buffer {
  const grain = noise()
  return drawPng(SIZE, (x, y) => {
    if (y >= HORIZON) return fieldAt(x, y, grain)
    return y > hillTop(x) ? HILLS : skyAt(x, y)
  })
}

function skyAt(x: number, y: number): Colour {
  const distance = Math.hypot(x - SUN.x, y - SUN.y)
  if (distance < SUN.radius) return [255, 246, 214]
  const glow = Math.max(0, 1 - (distance - SUN.radius) / 320) ** 2
  return mix(mix(SKY[0], SKY[1], y / HORIZON), [255, 238, 190], glow)
}

function fieldAt(x: number, y: number, grain: (x: number, y: number) => number): Colour {
  const depth = (y - HORIZON) / (SIZE.height - HORIZON)
  // Rows run to a vanishing point below the sun; ears are taller the nearer they are.
  const row = Math.sin(((x - SUN.x) / (depth + 0.08)) * 0.055)
  const ears = grain(x, Math.floor(y / (1 + depth * 9)))
  const light = 0.86 + 0.14 * row + (ears - 0.5) * (0.1 + depth * 0.34)
  const [red, green, blue] = mix(FIELD[0], FIELD[1], depth)
  return [red * light, green * light, blue * light]
}

function hillTop(x: number): number {
  return HORIZON - 26 - 16 * Math.sin(x / 170) - 9 * Math.sin(x / 61 + 2)
}

function mix(from: Colour, to: Colour, share: number): Colour {
  const at = (i: 0 | 1 | 2) => from[i] + (to[i] - from[i]) * share
  return [at(0), at(1), at(2)]
}

function noise(): (x: number, y: number) => number {
  const next = chance(7)
  const values = Float32Array.from({ length: 1 << 16 }, next)
  return (x, y) => values[(x * 7919 + y * 104_729) & 0xffff] ?? 0
}
