import { benchAuthorize } from './authorize'
import { benchEndpoint } from './endpoint'
import { benchListing } from './listing'
import { machine } from './machine'
import { benchParquet } from './parquet'
import { benchRest } from './rest'
import { benchRuns } from './runs'
import { benchTables } from './tables'
import { benchTransfer } from './transfer'

const benches: Record<string, () => Promise<string>> = {
  parquet: benchParquet,
  rest: benchRest,
  authorize: benchAuthorize,
  listing: benchListing,
  tables: benchTables,
  runs: benchRuns,
  endpoint: benchEndpoint,
  transfer: () => benchTransfer(Number(process.env.BENCH_BYTES ?? 5e9)),
}

const asked = process.argv.slice(2)
console.log(`${machine()}, ${new Date().toISOString().slice(0, 10)}`)
for (const name of asked.length > 0 ? asked : Object.keys(benches)) {
  const bench = benches[name]
  if (!bench) throw new Error(`There is no benchmark ${name}: ${Object.keys(benches).join(', ')}`)
  await bench()
}
