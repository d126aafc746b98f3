import { env } from "cloudflare:workers"
import { exportSPKI, generateKeyPair, SignJWT, UnsecuredJWT } from "jose"
import { readConfig } from "../../../worker/config.ts"
import { devClock } from "../../../worker/dev.ts"
import type { World } from "../world.ts"
import type { Refusal } from "./row.ts"

/** Where Trello publishes its keys. */
export const KEYS_PATH = "/1/resource/jwt-public-keys"

const PAIR = await generateKeyPair("RS256", { extractable: true })
const FOREIGN = await generateKeyPair("RS256", { extractable: true })

export async function trelloKeys(): Promise<string[]> {
  const response = await fetch(readConfig(env).TRELLO_API_ORIGIN + KEYS_PATH)
  const { keys } = await response.json<{ keys: string[] }>()
  return keys
}

/** A key that these tests hold, published beside Trello's own: what nobody but Trello can sign is signed with it. */
export async function publishOwnKey(world: World): Promise<void> {
  const keys = [...(await trelloKeys()), await exportSPKI(PAIR.publicKey)]
  await world.standIns.faults("trello", {
    path: KEYS_PATH,
    kind: "status",
    status: 200,
    body: { keys },
  })
}

type Claims = Readonly<Record<string, unknown>>

function claimsOf(world: World, changes: Claims): Claims {
  const now = Math.floor(devClock.now() / 1000)
  return {
    idPlugin: readConfig(env).TRELLO_PLUGIN_ID,
    idBoard: world.board.id,
    idMember: world.people.member.options.member,
    iss: "trello",
    iat: now,
    exp: now + 900,
    ...changes,
  }
}

export function signOwn(
  world: World,
  changes: Claims = {},
  key = PAIR.privateKey,
): Promise<string> {
  return new SignJWT(claimsOf(world, changes)).setProtectedHeader({ alg: "RS256" }).sign(key)
}

export function askAs(world: World, authorization: string | null): Promise<Response> {
  const { app, workspace } = world.people.member.options
  const headers = authorization === null ? {} : { authorization }
  return app(`/api/connections?workspace=${workspace}`, { headers })
}

/** The header of a JWT as Trello signs it for the plain member. */
export async function trelloSigned({ standIns, people, board }: World): Promise<string> {
  return `Bearer ${await standIns.jwt(people.member.options.member, board.id)}`
}

const bearer = async (world: World, jwt: Promise<string> | string) =>
  askAs(world, `Bearer ${await jwt}`)
const nowIn = (seconds: number) => Math.floor(devClock.now() / 1000) + seconds

function refusesJwt(
  name: string,
  code: Refusal["code"],
  jwt: (world: World) => Promise<string> | string,
): Refusal {
  return { name, status: 401, code, run: (world) => bearer(world, jwt(world)) }
}

/** Every identity that does not count. Own JWTs carry a published key unless they say otherwise. */
export const IDENTITY_ROWS: readonly Refusal[] = [
  {
    name: "no JWT: a viewer who is signed out",
    status: 401,
    code: "identity_missing",
    run: (world) => askAs(world, null),
  },
  {
    name: "an empty JWT",
    status: 401,
    code: "identity_missing",
    run: (world) => askAs(world, "Bearer "),
  },
  {
    name: "another scheme than Bearer",
    status: 401,
    code: "identity_missing",
    run: async (world) => askAs(world, `Basic ${await signOwn(world)}`),
  },
  {
    name: "two JWTs",
    status: 401,
    code: "identity_missing",
    run: async (world) => askAs(world, `Bearer ${await signOwn(world)} ${await signOwn(world)}`),
  },
  refusesJwt("one word", "identity_malformed", () => "abc"),
  refusesJwt("three words that are no JWT", "identity_malformed", () => "abc.def.ghi"),
  refusesJwt("five parts, as of an encrypted JWT", "identity_malformed", () => "a.b.c.d.e"),
  refusesJwt("a JWT without member", "identity_malformed", (world) =>
    signOwn(world, { idMember: undefined }),
  ),
  refusesJwt("a member's name instead of an id", "identity_malformed", (world) =>
    signOwn(world, { idMember: "diegofernandez" }),
  ),
  refusesJwt("a board id with a path in it", "identity_malformed", (world) =>
    signOwn(world, { idBoard: "../../cards/000000000000" }),
  ),
  refusesJwt("a card id that is none", "identity_malformed", (world) =>
    signOwn(world, { idCard: 7 }),
  ),
  refusesJwt("an expired JWT", "identity_expired", (world) =>
    signOwn(world, { iat: nowIn(-1000), exp: nowIn(-100) }),
  ),
  refusesJwt("another Power-Up's JWT", "identity_other_power_up", (world) =>
    signOwn(world, { idPlugin: "0".repeat(24) }),
  ),
  refusesJwt("alg=none", "identity_untrusted", (world) =>
    new UnsecuredJWT(claimsOf(world, {})).encode(),
  ),
  refusesJwt("HS256 with the public key as its secret", "identity_untrusted", async (world) => {
    const [pem = ""] = await trelloKeys()
    return new SignJWT(claimsOf(world, {}))
      .setProtectedHeader({ alg: "HS256" })
      .sign(new TextEncoder().encode(pem))
  }),
  refusesJwt("a foreign key", "identity_untrusted", (world) =>
    signOwn(world, {}, FOREIGN.privateKey),
  ),
  refusesJwt("claims changed after signing", "identity_untrusted", async (world) => {
    const { standIns, people } = world
    const jwt = await standIns.jwt(people.member.options.member, world.board.id)
    const [header, , signature] = jwt.split(".")
    const claims = claimsOf(world, { idMember: people.admin.options.member })
    return [header, btoa(JSON.stringify(claims)).replace(/=+$/, ""), signature].join(".")
  }),
  refusesJwt("another issuer", "identity_untrusted", (world) =>
    signOwn(world, { iss: "https://trello.com" }),
  ),
  refusesJwt("no issuer", "identity_untrusted", (world) => signOwn(world, { iss: undefined })),
  refusesJwt("a JWT that never expires", "identity_untrusted", (world) =>
    signOwn(world, { exp: undefined }),
  ),
  refusesJwt("a JWT that does not say when it was made", "identity_untrusted", (world) =>
    signOwn(world, { iat: undefined }),
  ),
  refusesJwt("a JWT that is not valid yet", "identity_untrusted", (world) =>
    signOwn(world, { nbf: nowIn(600) }),
  ),
]
