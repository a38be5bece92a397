import { AppError } from '@/lib/errors'

/** Wire types of Thrift's compact protocol. */
export const THRIFT = {
  true: 1,
  false: 2,
  i8: 3,
  i16: 4,
  i32: 5,
  i64: 6,
  double: 7,
  binary: 8,
  list: 9,
  set: 10,
  map: 11,
  struct: 12,
} as const

const MAX_DEPTH = 64

/** Walks Thrift compact protocol in place: what is not asked for is skipped without being built. */
export class ThriftCursor {
  constructor(
    readonly bytes: Uint8Array,
    public position = 0,
  ) {}

  byte(): number {
    const value = this.bytes[this.position++]
    if (value === undefined) throw damaged()
    return value
  }

  /** Exact up to 2^53, which bounds every offset and size that a file can have. */
  varint(): number {
    let value = 0
    let factor = 1
    for (let i = 0; i < 10; i++) {
      const byte = this.byte()
      value += (byte & 0x7f) * factor
      if (byte < 0x80) return value
      factor *= 128
    }
    throw damaged()
  }

  int(): number {
    const value = this.varint()
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2
  }

  binary(): Uint8Array {
    const length = this.varint()
    if (length > this.bytes.length - this.position) throw damaged()
    this.position += length
    return this.bytes.subarray(this.position - length, this.position)
  }

  text(): string {
    return new TextDecoder().decode(this.binary())
  }

  list(): { size: number; type: number } {
    const head = this.byte()
    const size = head >> 4 === 15 ? this.varint() : head >> 4
    if (size > this.bytes.length - this.position) throw damaged()
    return { size, type: head & 15 }
  }

  /** Calls `read` at every element; it must consume the element. */
  each(read: (index: number) => void): void {
    const { size } = this.list()
    for (let index = 0; index < size; index++) read(index)
  }

  /** Calls `read` at every field; it answers false for a field that it left alone, which is then skipped. */
  struct(read: (field: number, type: number) => boolean): void {
    let field = 0
    for (;;) {
      const head = this.byte()
      const type = head & 15
      if (type === 0) return
      field = head >> 4 === 0 ? this.int() : field + (head >> 4)
      if (!read(field, type)) this.skip(type)
    }
  }

  skip(type: number, depth = 0): void {
    if (depth > MAX_DEPTH) throw damaged()
    if (type === THRIFT.i8) this.position++
    else if (type === THRIFT.double) this.position += 8
    else if (type >= THRIFT.i16 && type <= THRIFT.i64) this.varint()
    else if (type === THRIFT.binary) this.binary()
    else if (type === THRIFT.list || type === THRIFT.set) this.skipList(depth)
    else if (type === THRIFT.map) this.skipMap(depth)
    else if (type === THRIFT.struct) this.skipStruct(depth)
    else if (type !== THRIFT.true && type !== THRIFT.false) throw damaged()
  }

  private skipStruct(depth: number): void {
    this.struct((_field, type) => {
      this.skip(type, depth + 1)
      return true
    })
  }

  private skipList(depth: number): void {
    const { size, type } = this.list()
    for (let i = 0; i < size; i++) this.skipElement(type, depth + 1)
  }

  private skipMap(depth: number): void {
    const size = this.varint()
    if (size === 0) return
    const types = this.byte()
    for (let i = 0; i < size; i++) {
      this.skipElement(types >> 4, depth + 1)
      this.skipElement(types & 15, depth + 1)
    }
  }

  private skipElement(type: number, depth: number): void {
    // Unlike in a struct, a boolean in a collection takes a byte of its own.
    if (type === THRIFT.true || type === THRIFT.false) this.position++
    else this.skip(type, depth)
  }
}

const damaged = () => new AppError('invalid', 'The parquet metadata in this file is damaged and cannot be read.')
