import { readFileSync } from 'node:fs'

const { version } = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8'))

/** @type {import('next').NextConfig} */
export default {
  poweredByHeader: false,
  // One process serves everything (server.ts): keys with `//` or a trailing slash must not meet a redirect.
  skipTrailingSlashRedirect: true,
  serverExternalPackages: [
    'better-sqlite3',
    'pg',
    '@prisma/client',
    '@prisma/adapter-pg',
    '@prisma/adapter-better-sqlite3',
    '@azure/identity',
    '@azure/storage-blob',
    'google-auth-library',
  ],
  // A start must not fail on the types of a test file: `npm run typecheck` and .ci/run check them.
  typescript: { ignoreBuildErrors: true },
  env: { GRANARY_VERSION: version },
}
