import initialise, * as parquet from 'parquet-wasm/esm'
import { httpByteSource } from '@/lib/previews/http-byte-source'
import { serveCalls } from '@/lib/previews/worker-calls'
import { wasmDecoder } from './arrow-decoder'
import { parquetHandlers } from './parquet-handlers'

// The decoder is on its way while the footer is: neither waits for the other.
const ready = initialise()

serveCalls(
  self,
  parquetHandlers(httpByteSource, async () => {
    await ready
    return wasmDecoder(parquet)
  }),
)
