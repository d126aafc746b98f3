import { install, run } from "./bootstrap.mjs"

// What the product costs: one line of JSON per metric. Fails when one misses its target.
await install()
process.exitCode = await run("npx", ["tsx", "test/bench/main.ts"], { check: false })
