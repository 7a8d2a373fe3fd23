import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{src,sandbox,test,bench,inbox}/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 180_000,
    pool: 'forks',
    // Files are imported by Node itself, types stripped, as the product's are: half of the time to begin with each.
    experimental: { viteModuleRunner: false, nodeLoader: false },
    // One process for many files: half of the time again, since nothing is loaded twice. No file leaves anything behind.
    isolate: false,
    // Each test starts processes of its own: more files at once than processors make the slow ones late.
    maxWorkers: availableParallelism(),
  },
})
