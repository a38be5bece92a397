import { THRIFT } from './thrift-cursor'

/** Writes the little of Thrift's compact protocol that a footer of one column needs. Fields go in rising order. */
export class ThriftWriter {
  private readonly out: number[] = []
  private last = 0

  i32(field: number, value: number): this {
    return this.header(field, THRIFT.i32).varint(zigzag(value))
  }

  i64(field: number, value: number): this {
    return this.header(field, THRIFT.i64).varint(zigzag(value))
  }

  text(field: number, value: string): this {
    return this.header(field, THRIFT.binary).bytes(new TextEncoder().encode(value))
  }

  texts(field: number, values: string[]): this {
    this.listHeader(field, THRIFT.binary, values.length)
    for (const value of values) this.bytes(new TextEncoder().encode(value))
    return this
  }

  i32s(field: number, values: number[]): this {
    this.listHeader(field, THRIFT.i32, values.length)
    for (const value of values) this.varint(zigzag(value))
    return this
  }

  struct(field: number, encoded: Uint8Array): this {
    return this.header(field, THRIFT.struct).raw(encoded)
  }

  structs(field: number, encoded: Uint8Array[]): this {
    this.listHeader(field, THRIFT.struct, encoded.length)
    for (const one of encoded) this.raw(one)
    return this
  }

  /** Ends the struct. */
  end(): Uint8Array {
    this.out.push(0)
    return Uint8Array.from(this.out)
  }

  private listHeader(field: number, type: number, size: number): void {
    this.header(field, THRIFT.list)
    if (size < 15) this.out.push((size << 4) | type)
    else this.pushed(0xf0 | type).varint(size)
  }

  private header(field: number, type: number): this {
    const delta = field - this.last
    this.last = field
    return delta > 0 && delta < 16 ? this.pushed((delta << 4) | type) : this.pushed(type).varint(zigzag(field))
  }

  private pushed(byte: number): this {
    this.out.push(byte)
    return this
  }

  private bytes(value: Uint8Array): this {
    return this.varint(value.length).raw(value)
  }

  private raw(value: Uint8Array): this {
    for (const byte of value) this.out.push(byte)
    return this
  }

  private varint(value: number): this {
    let rest = value
    while (rest >= 128) {
      this.out.push((rest % 128) | 128)
      rest = Math.floor(rest / 128)
    }
    return this.pushed(rest)
  }
}

const zigzag = (value: number) => (value < 0 ? -value * 2 - 1 : value * 2)
