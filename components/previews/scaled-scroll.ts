/** Browsers draw no element higher than about 16 million pixels. */
const MAX_CANVAS_PIXELS = 8_000_000

/**
 * Scrolls over more pixels than an element can have. Small movements move the content by exactly as much; a drag of the
 * scroll bar goes to the same share of the whole. Below the limit both are the same and the browser's own scroll counts.
 */
export class ScaledScroll {
  /** First pixel of the content that is on screen. */
  top = 0
  private content = 0
  private view = 0
  private lastScrollTop = 0

  setExtent(content: number, view: number): void {
    this.content = content
    this.view = view
    this.top = Math.min(this.top, this.maxTop)
  }

  get canvas(): number {
    return Math.min(this.content, MAX_CANVAS_PIXELS)
  }

  get maxTop(): number {
    return Math.max(0, this.content - this.view)
  }

  private get maxScrollTop(): number {
    return Math.max(0, this.canvas - this.view)
  }

  /** What dragging the scroll bar by one pixel scrolls at least: wheels and fingers stay far below it. */
  private get thumbStep(): number {
    return this.maxScrollTop / Math.max(1, this.view)
  }

  private get scaled(): boolean {
    return this.content > this.canvas
  }

  /** The browser scrolled to here. */
  scrolled(scrollTop: number): void {
    const moved = scrollTop - this.lastScrollTop
    this.lastScrollTop = scrollTop
    if (!this.scaled) this.top = scrollTop
    else if (scrollTop <= 0) this.top = 0
    else if (scrollTop >= this.maxScrollTop - 1) this.top = this.maxTop
    else if (Math.abs(moved) < this.thumbStep / 2) this.top = this.bounded(this.top + moved)
    else this.top = (scrollTop / this.maxScrollTop) * this.maxTop
  }

  /** Goes to a pixel of the content; the answer is where the browser's scroll bar belongs. */
  goTo(top: number): number {
    this.top = this.bounded(top)
    return this.settled()
  }

  /** Where the scroll bar belongs for what is on screen: small movements let it drift. */
  settled(): number {
    if (!this.scaled) return this.top
    if (this.top <= 0) return 0
    const place = (this.top / this.maxTop) * this.maxScrollTop
    // Not onto the very ends: there a scroll event means first or last row.
    return this.top >= this.maxTop ? this.maxScrollTop : Math.min(Math.max(place, 2), this.maxScrollTop - 3)
  }

  /** The scroll bar was put here by us, so the event that follows is no movement. */
  placed(scrollTop: number): void {
    this.lastScrollTop = scrollTop
  }

  private bounded(top: number): number {
    return Math.min(Math.max(0, top), this.maxTop)
  }
}
