import { install, run } from "./bootstrap.mjs"

await install()
const watch = process.argv.includes("--watch") ? ["--watch"] : []
process.exitCode = await run(process.execPath, ["--import", "tsx", "test/run/start.ts", ...watch], {
  check: false,
})
