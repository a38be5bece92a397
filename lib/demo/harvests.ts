import { chance } from './chance'

export const GRAINS = ['wheat', 'rye', 'barley', 'oats', 'spelt', 'maize']
const FARMS = [
  'Hof Ahrens',
  'Ferme Lenoir',
  'Moulin du Pré',
  'Green Acres',
  'Østergård',
  'Złote Pole',
  'Finca "La Espiga"',
]
const MONTHS = 12

type Harvest = {
  month: string
  farm: string
  grain: string
  hectares: number
  tonnes: number
  moisture: number | null
}

/** Invented harvests of one year: every farm and grain in every month. */
export function harvests(): Harvest[] {
  const next = chance(2025)
  return Array.from({ length: MONTHS }, (_, i) => `2025-${String(i + 1).padStart(2, '0')}`).flatMap((month) =>
    FARMS.flatMap((farm) => GRAINS.map((grain) => harvest(next, { month, farm, grain }))),
  )
}

function harvest(next: () => number, where: Pick<Harvest, 'month' | 'farm' | 'grain'>): Harvest {
  const hectares = round(4 + next() * 60)
  return {
    ...where,
    hectares,
    tonnes: round(hectares * (2.5 + next() * 6)),
    moisture: next() < 0.08 ? null : round(11 + next() * 6),
  }
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
