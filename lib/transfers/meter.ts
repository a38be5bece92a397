import { addSample, type RateSample, transferRate } from './transfer-rate'

export type Flight = { bytes: number; keys: string[]; rate: number | null }

const SHOWN_KEYS = 5

/** How far the objects under way have come, and how fast bytes move. */
export class Meter {
  private readonly underWay = new Map<string, number>()
  private moved = 0
  private samples: RateSample[] = []

  begin(key: string): void {
    this.underWay.set(key, 0)
  }

  add(key: string, bytes: number): void {
    this.moved += bytes
    this.underWay.set(key, (this.underWay.get(key) ?? 0) + bytes)
  }

  /** The object starts over: what it had moved was for nothing. */
  restart(key: string): void {
    this.underWay.set(key, 0)
  }

  end(key: string): void {
    this.underWay.delete(key)
  }

  read(now = Date.now()): Flight {
    this.samples = addSample(this.samples, { at: now, bytes: this.moved })
    const bytes = [...this.underWay.values()].reduce((sum, each) => sum + each, 0)
    return { bytes, keys: [...this.underWay.keys()].slice(0, SHOWN_KEYS), rate: transferRate(this.samples) }
  }
}
