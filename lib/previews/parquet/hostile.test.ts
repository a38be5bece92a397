import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import * as parquet from 'parquet-wasm/esm'
import { beforeAll, expect, it } from 'vitest'
import { AppError } from '@/lib/errors'
import { memorySource } from '@/lib/previews/byte-source'
import { wasmDecoder } from './arrow-decoder'
import { summarise, summariseGroup } from './describe-parquet'
import { openParquet } from './parquet-reader'

beforeAll(() => {
  const wasm = createRequire(import.meta.url).resolve('parquet-wasm/esm/parquet_wasm_bg.wasm')
  parquet.initSync({ module: readFileSync(wasm) })
})

/** The same numbers every time, so that a failure can be looked at again. */
function dice(seed: number) {
  let state = seed
  return (sides: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * sides)
  }
}

async function look(bytes: Uint8Array) {
  const reader = await openParquet(memorySource(bytes), wasmDecoder(parquet))
  summarise(reader.footer)
  for (let group = 0; group < Math.min(3, reader.footer.groupCount); group++) summariseGroup(reader, group)
  await reader.read({ start: 0, end: 5, columns: reader.footer.schema.children.map((_, index) => index) })
}

it.each(['types.parquet', 'nested.parquet', 'codec-zstd.parquet'])(
  'survives %s with any bytes overwritten: rows, or a failure with a sentence',
  async (name) => {
    const original = readFileSync(fileURLToPath(new URL(`../files/${name}`, import.meta.url)))
    const roll = dice(name.length)
    const strange: unknown[] = []
    for (let round = 0; round < 400; round++) {
      const bytes = Uint8Array.from(original)
      // The last eight bytes are the frame: damage there has tests of its own.
      for (let i = 0; i <= roll(4); i++) bytes[4 + roll(bytes.length - 12)] = roll(256)
      await look(bytes).catch((error: unknown) => error instanceof AppError || strange.push(error))
    }
    expect(strange).toEqual([])
  },
  120_000,
)
