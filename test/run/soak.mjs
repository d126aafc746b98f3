import { install, run } from "./bootstrap.mjs"

// The long tests with their full counts. Arguments name parts: sequences, kills, sync, callers, crowd, crashes,
// jobCrashes.
await install()
process.exitCode = await run("npx", ["tsx", "test/soak/main.ts", ...process.argv.slice(2)], {
  check: false,
})
