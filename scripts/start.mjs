// What `npm start` runs: sets up what is missing, then serves.
import { followServer } from './setup/follow-server.mjs'
import { setUp } from './setup.mjs'

await setUp()
followServer(['--enable-source-maps', 'dist/server.mjs'], {
  NODE_ENV: 'production',
  NEXT_TELEMETRY_DISABLED: '1',
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true', // about Node 20, which Granary supports
})
