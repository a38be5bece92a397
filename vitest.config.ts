import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config'
import { folders } from './scripts/test/database-tests.json' with { type: 'json' }

const root = fileURLToPath(new URL('.', import.meta.url))
const alias = { '@': root.replace(/\/$/, ''), 'server-only': `${root}lib/testing/empty.ts` }
const exclude = ['**/node_modules/**', '**/.next/**', '**/dist/**', '**/data/**', 'e2e/**']
/** What they start, the built product among it, inherits the environment: nothing of another test may be in it. */
const WHOLE_PROCESSES = ['lib/server/**/*.test.ts', 'lib/testing/**/*.test.ts']
// As with Playwright: a stalled machine is no failure, and what passes only the second time is named.
const retry = process.env.CI ? 1 : 0
const node = {
  environment: 'node' as const,
  globalSetup: ['./scripts/servers/vitest-setup.mjs', './scripts/test/bundle-processes.mjs'],
  exclude,
  retry,
  // Loading the product anew for each of some 300 files took a third of the time. Files must leave nothing behind: startTestInstance
  // begins each with a database, a folder and caches of its own.
  isolate: false,
  testTimeout: 30_000,
  hookTimeout: 60_000,
} satisfies TestProjectInlineConfiguration['test']

export default defineConfig({
  resolve: { alias },
  test: {
    // Most files wait for servers, processes and disks: on two cores the default of one leaves half of the time unused.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    reporters: ['default', './scripts/test/end-reporter.mjs'],
    projects: [
      {
        resolve: { alias },
        test: {
          ...node,
          name: 'node',
          include: ['lib/**/*.test.ts', 'scripts/**/*.test.ts'],
          exclude: [...exclude, ...WHOLE_PROCESSES],
        },
      },
      { resolve: { alias }, test: { ...node, name: 'node-alone', include: WHOLE_PROCESSES, isolate: true } },
      {
        resolve: { alias },
        test: {
          ...node,
          name: 'node-postgresql',
          env: { TEST_DATABASE: 'postgresql' },
          include: ['lib/db.test.ts', ...folders.map((folder) => `lib/${folder}/**/*.test.ts`)],
        },
      },
      {
        resolve: { alias },
        oxc: { jsx: { runtime: 'automatic' } },
        test: {
          name: 'dom',
          environment: 'happy-dom',
          include: ['components/**/*.test.tsx', 'components/**/*.test.ts'],
          exclude,
          retry,
        },
      },
    ],
  },
})
