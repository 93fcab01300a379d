/** The whole suite: sources through esbuild, Z3 and replay parts built fresh by the global set-up, and nothing left behind. */
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/support/build-parts.ts", "test/support/temporary-folder.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
