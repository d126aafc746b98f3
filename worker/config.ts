import * as v from "valibot"
import { Secret } from "./secret.ts"

/** Says so in words of its own: valibot's would quote the value. */
const TextSchema = v.string("must be a text")
const OriginSchema = v.pipe(
  TextSchema,
  v.regex(/^https?:\/\/[^/?#]+$/, "must be an origin, without a path or a final slash"),
)
const FilledSchema = v.pipe(TextSchema, v.nonEmpty("must not be empty"))

const SecretSchema = v.pipe(
  FilledSchema,
  v.transform((value) => new Secret(value)),
)

/** One client secret, or two joined by a comma while they are exchanged: the newer one first. */
const ClientSecretsSchema = v.pipe(
  FilledSchema,
  v.transform((text) => text.split(",").map((part) => part.trim())),
  v.everyItem((part) => part !== "", "must not hold an empty secret"),
  v.maxLength(2, "must hold two secrets at most"),
  v.mapItems((part) => new Secret(part)),
)

const ConfigSchema = v.object({
  APP_ORIGIN: OriginSchema,
  TRELLO_ORIGIN: OriginSchema,
  TRELLO_AUTH_ORIGIN: OriginSchema,
  TRELLO_API_ORIGIN: OriginSchema,
  MIRO_ORIGIN: OriginSchema,
  MIRO_API_ORIGIN: OriginSchema,
  TRELLO_PLUGIN_ID: v.pipe(TextSchema, v.regex(/^[0-9a-f]{24}$/, "must be the Power-Up's id")),
  TRELLO_CLIENT_ID: FilledSchema,
  TRELLO_CLIENT_SECRET: ClientSecretsSchema,
  MIRO_CLIENT_ID: FilledSchema,
  MIRO_CLIENT_SECRET: ClientSecretsSchema,
  SEALING_KEYS: SecretSchema,
  /** Opens `/ops` to an operator; without it those calls do not exist. */
  OPERATOR_KEY: v.optional(
    v.pipe(
      v.string(),
      v.minLength(32),
      v.transform((key) => new Secret(key)),
    ),
  ),
  UPSTREAM_TIMEOUT_MS: v.optional(
    v.pipe(TextSchema, v.regex(/^[0-9]{2,6}$/, "must be milliseconds, 10 to 999999")),
    "15000",
  ),
})

/** The Worker's configuration: wrangler.toml's variables and the secrets, parsed. */
export type Config = v.InferOutput<typeof ConfigSchema>

/** The configuration cannot work. The message names variables, never a value, so it may be logged. */
export class ConfigurationError extends Error {}

const parsed = new WeakMap<object, Config>()

/**
 * Parses the environment once per isolate.
 * @throws ConfigurationError that names every missing or malformed variable, never a value.
 */
export function readConfig(env: Env): Config {
  const known = parsed.get(env)
  if (known !== undefined) return known
  const result = v.safeParse(ConfigSchema, env)
  if (!result.success) {
    const faults = result.issues.map((issue) => {
      const name = v.getDotPath(issue) ?? "?"
      return `${name} ${issue.received === "undefined" ? "is missing" : issue.message}`
    })
    throw new ConfigurationError(`The configuration is incomplete: ${faults.join("; ")}`)
  }
  parsed.set(env, result.output)
  return result.output
}
