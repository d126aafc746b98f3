export { createClient } from "./client.ts"
export { CALLS, type CallAnswer, type CallName, type CallParams } from "./calls.ts"
export * from "./errors.ts"
export type * from "./types.ts"
