import { listDurableObjectIds, runInDurableObject } from "cloudflare:test"
import { env } from "cloudflare:workers"
import type { Emitted } from "./scanner.ts"

const NAMESPACES = ["GRANTS", "ATTEMPTS", "WORKSPACES", "BOARDS", "TRELLO_BUDGET"] as const

/** Everything at rest: all values of KV with their metadata, all rows and values of all Durable Objects. */
export async function dumpStored(stage: string): Promise<Emitted[]> {
  const dumps = await Promise.all([dumpKv(), ...NAMESPACES.map(dumpNamespace)])
  return dumps.flat().map(({ where, text }) => ({ where: `${where} ${stage}`, text }))
}

async function dumpKv(): Promise<Emitted[]> {
  const { keys } = await env.TOKENS.list()
  return Promise.all(
    keys.map(async (key) => ({
      where: `KV ${key.name.split("/")[0] ?? ""}`,
      text: JSON.stringify(key) + ((await env.TOKENS.get(key.name)) ?? ""),
    })),
  )
}

async function dumpNamespace(name: (typeof NAMESPACES)[number]): Promise<Emitted[]> {
  const namespace: DurableObjectNamespace = env[name]
  const emitted: Emitted[] = []
  for (const id of await listDurableObjectIds(namespace)) {
    const texts = await runInDurableObject(namespace.get(id), async (_, { storage }) => {
      const tables = storage.sql
        .exec<{ name: string }>(
          "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_cf%' ESCAPE '\\'",
        )
        .toArray()
      const rows = tables.map((table) =>
        JSON.stringify([table.name, ...storage.sql.exec(`SELECT * FROM ${table.name}`).toArray()]),
      )
      return [...rows, JSON.stringify([...(await storage.list())])]
    })
    emitted.push(...texts.map((text) => ({ where: `${name} objects`, text })))
  }
  return emitted
}
