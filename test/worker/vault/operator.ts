import { runInDurableObject } from "cloudflare:test"
import { env, exports } from "cloudflare:workers"
import { readConfig } from "../../../worker/config.ts"
import { openTokens, sealTokens } from "../../../worker/grants/custody.ts"
import { GrantRecordSchema, type GrantRecord } from "../../../worker/grants/record.ts"
import { type KeyRing, parseKeyRing } from "../../../worker/grants/sealing.ts"
import type { Answer } from "../../journey/person.ts"
import { type GrantAt, restart } from "../grantAt.ts"
import * as v from "valibot"

/** What an operator sends; `key` null sends none. */
export async function operate(
  call: "restore" | "reseal",
  body: object = {},
  key: string | null = readConfig(env).OPERATOR_KEY?.reveal() ?? null,
): Promise<Answer> {
  const { APP_ORIGIN } = readConfig(env)
  const response = await exports.default.fetch(`${APP_ORIGIN}/ops/${call}`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(key === null ? {} : { authorization: `Bearer ${key}` }),
    },
    body: JSON.stringify(body),
  })
  return { status: response.status, body: await response.json() }
}

/** The grant's own record, as its object stores it. */
export async function recordOf(grant: GrantAt): Promise<GrantRecord> {
  const row = (await grant.rows("record")).find(({ kind }) => kind === "grant")
  return v.parse(GrantRecordSchema, JSON.parse(String(row?.["json"])))
}

export async function writeRecord(grant: GrantAt, record: GrantRecord): Promise<void> {
  await runInDurableObject(grant.stub(), async (_, { storage }) => {
    storage.sql.exec("UPDATE record SET json = ? WHERE kind = 'grant'", JSON.stringify(record))
    await storage.sync()
  })
}

/** Seals a grant's record as it was before the current key came into the ring. */
export async function sealWithOlderKey(grant: GrantAt): Promise<void> {
  const ring = await parseKeyRing(readConfig(env).SEALING_KEYS)
  const older: KeyRing = { ...ring, current: "older" }
  const record = await recordOf(grant)
  const tokens = await openTokens(ring, "grant", record.name, record.sealed)
  if (tokens === null) throw new Error("The record does not open")
  const { sealed } = await sealTokens(older, "grant", record.name, tokens)
  await writeRecord(grant, { ...record, sealed })
}

/** The object forgets everything, as after a loss that Cloudflare could not undo. */
export async function loseEverything(grant: GrantAt): Promise<void> {
  await runInDurableObject(grant.stub(), async (_, { storage }) => {
    await storage.deleteAlarm()
    await storage.deleteAll()
  })
  await restart()
}
