import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: 'tests/cluster.ts',
    pool: 'forks',
    maxWorkers: 2,
    // Nothing here replaces a module or leaves one changed, so that each worker reads the server once.
    isolate: false,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // What is waited for comes at once on a quiet machine, and comes on a loaded one.
    expect: { poll: { timeout: 15_000 } },
  },
})
