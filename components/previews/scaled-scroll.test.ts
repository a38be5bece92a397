import { expect, it } from 'vitest'
import { ScaledScroll } from './scaled-scroll'

const ROW = 28
const VIEW = 560

function over(rows: number) {
  const scroll = new ScaledScroll()
  scroll.setExtent(rows * ROW, VIEW)
  return scroll
}

it('is the browser’s own scroll while the content fits', () => {
  const scroll = over(1000)
  scroll.scrolled(12_345)
  expect(scroll.top).toBe(12_345)
  expect(scroll.canvas).toBe(28_000)
})

it('moves by exact pixels within twenty million rows', () => {
  const scroll = over(20_000_000)
  scroll.placed(scroll.goTo(10_000_000 * ROW))
  scroll.scrolled(scroll.settled() + 28)
  expect(scroll.top).toBe(10_000_001 * ROW)
})

it('takes a fling of several screens for what it is', () => {
  const scroll = over(20_000_000)
  scroll.scrolled(5 * VIEW)
  expect(scroll.top).toBe(5 * VIEW)
})

it('goes to the same share of the whole when the scroll bar is dragged', () => {
  const scroll = over(20_000_000)
  scroll.scrolled((scroll.canvas - VIEW) / 2)
  expect(Math.round(scroll.top / ROW)).toBe(Math.round((20_000_000 * ROW - VIEW) / 2 / ROW))
})

it('reaches the first and the last row exactly', () => {
  const scroll = over(20_000_000)
  scroll.scrolled(scroll.canvas - VIEW)
  expect(scroll.top + VIEW).toBe(20_000_000 * ROW)
  scroll.scrolled(0)
  expect(scroll.top).toBe(0)
})

it('stays inside when the content gets shorter', () => {
  const scroll = over(1000)
  scroll.goTo(900 * ROW)
  scroll.setExtent(100 * ROW, VIEW)
  expect(scroll.top).toBe(100 * ROW - VIEW)
})
