// Large parquet files, our reader against hyparquet: `node bench/parquet.mjs [--url=http://…]`
import { parseArgs } from 'node:util'
import { register } from 'tsx/esm/api'

register()
const { values } = parseArgs({ options: { url: { type: 'string' } } })
const { benchParquet } = await import('./parquet.ts')
await benchParquet(values)
