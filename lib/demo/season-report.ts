import { GRAINS, harvests } from './harvests'
import { type PdfPage, writePdf } from './pdf'

const CHART = { left: 60, bottom: 140, width: 470, height: 360 }
const BAR_COLOUR = '0.77 0.56 0.18 rg'

/** A report of three pages: a cover, a chart and a table. */
export function seasonReport(): Buffer {
  const totals = GRAINS.map((grain) => ({
    grain,
    tonnes: harvests()
      .filter((harvest) => harvest.grain === grain)
      .reduce((sum, harvest) => sum + harvest.tonnes, 0),
  }))
  return writePdf('Season report 2025', [cover(totals.length), chart(totals), table(totals)])
}

type Total = { grain: string; tonnes: number }

function cover(grains: number): PdfPage {
  return {
    title: 'Season report 2025',
    lines: [
      `What ${grains} kinds of grain brought in, field by field and month by month.`,
      '',
      'The figures are invented, as are the farms. They are the sums of the table',
      'harvest-2025.csv, which lies beside this report.',
    ],
  }
}

function chart(totals: Total[]): PdfPage {
  const highest = Math.max(...totals.map(({ tonnes }) => tonnes))
  const step = CHART.width / totals.length
  const bars = totals.map(({ grain, tonnes }, i) => {
    const [x, height] = [CHART.left + i * step, (tonnes / highest) * CHART.height]
    const bar = `${BAR_COLOUR} ${x.toFixed(1)} ${CHART.bottom} ${(step * 0.7).toFixed(1)} ${height.toFixed(1)} re f`
    return `${bar}\nBT 0.2 g /F1 10 Tf ${x.toFixed(1)} ${CHART.bottom - 16} Td (${grain}) Tj ET`
  })
  const axis = `0.6 G ${CHART.left} ${CHART.bottom} m ${CHART.left + CHART.width} ${CHART.bottom} l S`
  return { title: 'Tonnes by grain', lines: ['All farms, January to December.'], drawing: [axis, ...bars].join('\n') }
}

function table(totals: Total[]): PdfPage {
  const lines = totals.map(({ grain, tonnes }) => `${grain}: ${tonnes.toFixed(1)} t`)
  const all = totals.reduce((sum, { tonnes }) => sum + tonnes, 0)
  return { title: 'Totals', lines: [...lines, '', `All grains: ${all.toFixed(1)} t`] }
}
