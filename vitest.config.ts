import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('.', import.meta.url))
const alias = { '@': root.replace(/\/$/, ''), 'server-only': `${root}lib/testing/empty.ts` }
const exclude = ['**/node_modules/**', '**/.next/**', '**/dist/**', '**/data/**', 'e2e/**']

export default defineConfig({
  resolve: { alias },
  test: {
    reporters: ['default', './scripts/servers/left-out-reporter.mjs'],
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'node',
          environment: 'node',
          globalSetup: ['./scripts/servers/vitest-setup.mjs'],
          include: ['lib/**/*.test.ts', 'server/**/*.test.ts', 'scripts/**/*.test.ts'],
          exclude,
          testTimeout: 30_000,
          hookTimeout: 60_000,
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
        },
      },
    ],
  },
})
