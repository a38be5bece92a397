/** Collects text up to a number of characters; what is past it is dropped and the end marked. */
export class TextBudget {
  private text = ''
  private full = false

  constructor(private readonly limit: number) {}

  get left(): number {
    return this.full ? 0 : this.limit - this.text.length
  }

  add(part: string): void {
    if (this.full) return
    if (part.length <= this.limit - this.text.length) this.text += part
    else {
      this.text += part.slice(0, this.limit - this.text.length)
      this.full = true
    }
  }

  toString(): string {
    return this.full ? `${this.text}…` : this.text
  }
}
