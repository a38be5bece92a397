import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

type Colour = [lightness: number, chroma: number, hue: number]

const css = readFileSync('app/globals.css', 'utf8')
const themes = { light: readRoles(':root'), dark: readRoles('.dark') }
const surfaces = ['bg', 'panel', 'sunken', 'hover', 'accent-soft', 'bad-soft', 'ok-soft']
const texts = ['text', 'text-2', 'text-3', 'accent', 'ok', 'warn', 'bad', 'num', 'null']
const pairs = [
  ...texts.flatMap((text) => surfaces.map((surface) => [text, surface] as const)),
  ['on-accent', 'accent'] as const,
  ['on-primary', 'primary'] as const,
  ['on-bad', 'bad'] as const,
]

describe.each(Object.entries(themes))('%s theme', (_name, roles) => {
  it.each(pairs)('shows %s on %s with at least 4.5:1', (text, surface) => {
    expect(contrast(role(roles, text), role(roles, surface))).toBeGreaterThanOrEqual(4.5)
  })
})

function readRoles(selector: string): Map<string, Colour> {
  const block = css.slice(css.indexOf(`\n${selector} {`), css.indexOf('\n}', css.indexOf(`\n${selector} {`)))
  const found = block.matchAll(/--([\w-]+): oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)/g)
  return new Map(Array.from(found, ([, name, l, c, h]) => [`${name}`, [Number(l), Number(c), Number(h)]]))
}

function role(roles: Map<string, Colour>, name: string): Colour {
  const colour = roles.get(name)
  if (!colour) throw new Error(`globals.css has no role "${name}"`)
  return colour
}

function contrast(one: Colour, other: Colour): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

/** OKLCH to relative luminance, clipped to sRGB as browsers do. */
function luminance([lightness, chroma, hue]: Colour): number {
  const angle = (hue * Math.PI) / 180
  const a = chroma * Math.cos(angle)
  const b = chroma * Math.sin(angle)
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  const red = 4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s
  const green = -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s
  const blue = -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s
  return 0.2126 * clip(red) + 0.7152 * clip(green) + 0.0722 * clip(blue)
}

function clip(value: number): number {
  return Math.min(1, Math.max(0, value))
}
