import { type Data, tableFromIPC } from 'apache-arrow'
import { AppError } from '@/lib/errors'

/** Turns rows `[start, end)` of a parquet file of one column into Arrow. */
export type Decode = (file: Uint8Array, rows: { start: number; end: number }) => Data[]

/** The part of parquet-wasm that is used, once its module is initialised. */
interface ParquetModule {
  readParquet(
    file: Uint8Array,
    options: { offset: number; limit: number; batchSize: number },
  ): {
    intoIPCStream(): Uint8Array
  }
}

/** The memory of the decoder is spoilt: it must be started anew before it is used again. */
export class DecoderCrashed extends AppError {
  override name = 'DecoderCrashed'
  constructor(cause: unknown) {
    super('invalid', 'The parquet decoder gave up on this column: its pages are damaged or too large to unpack here.', {
      cause,
    })
  }
}

/** A decoder over an initialised parquet-wasm. */
export function wasmDecoder(parquet: ParquetModule): Decode {
  return (file, { start, end }) => {
    const limit = end - start
    try {
      const table = parquet.readParquet(file, { offset: start, limit, batchSize: limit })
      return checked(tableFromIPC(table.intoIPCStream()).getChildAt(0)?.data.slice() ?? [])
    } catch (error) {
      if (error instanceof AppError) throw error
      if (error instanceof WebAssembly.RuntimeError || error instanceof RangeError) throw new DecoderCrashed(error)
      const reason = error instanceof Error ? error.message : String(error)
      throw new AppError('invalid', `The parquet decoder cannot read this column: ${reason.split('\n')[0]}`, {
        cause: error,
      })
    }
  }
}

/** A damaged schema can leave a group without the columns that its type promises. */
function checked(chunks: Data[]): Data[] {
  const isWhole = ({ children }: Data): boolean =>
    children.every((child?: Data) => child !== undefined && isWhole(child))
  if (!chunks.every(isWhole)) throw new AppError('invalid', 'This column is damaged: a part of it is missing.')
  return chunks
}
