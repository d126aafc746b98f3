import { cloudflareTest } from "@cloudflare/vitest-pool-workers"
import { defineConfig } from "vitest/config"

export default defineConfig({
  test: {
    // The Worker logs an event for everything that happens.
    silent: "passed-only",
    projects: [
      {
        test: {
          name: "unit",
          environment: "node",
          include: ["{core,worker,powerup}/**/*.test.ts", "test/{run,jobs,live}/**/*.test.ts"],
          // Pure code: nothing is left behind, and loading it for each file takes longer than its tests.
          isolate: false,
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: "sandbox",
          environment: "node",
          include: ["test/sandbox/**/*.test.ts"],
          exclude: ["test/sandbox/**/browser/**"],
          // Every file starts its own stand-in; what they import is the larger part of their time.
          isolate: false,
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: "sandbox-browser",
          environment: "node",
          include: ["test/sandbox/**/browser/**/*.test.ts"],
          // Each file opens a Chromium of its own.
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: "dom",
          environment: "happy-dom",
          // They start faster than processes.
          pool: "threads",
          include: ["powerup/**/*.test.tsx"],
          setupFiles: "./powerup/pages/testing/patience.ts",
          testTimeout: 20_000,
        },
      },
      {
        plugins: [
          cloudflareTest(({ inject }) => ({
            main: "./worker/dev.ts",
            wrangler: { configPath: "./wrangler.toml" },
            miniflare: { bindings: inject("workerVars") },
          })),
        ],
        test: {
          name: "worker",
          include: ["test/worker/**/*.test.ts"],
          globalSetup: "./test/run/standIns.ts",
          // All files share the two stand-ins, which every test resets.
          fileParallelism: false,
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: "e2e",
          environment: "node",
          include: ["test/e2e/**/*.test.ts"],
          globalSetup: "./test/e2e/setup.ts",
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
