// What `npm run worker` runs: sets up what is missing, then works on runs of scripts.
import { followServer } from './setup/follow-server.mjs'
import { setUp } from './setup.mjs'

await setUp()
followServer(['--enable-source-maps', 'dist/worker.mjs'], { NODE_ENV: 'production' })
