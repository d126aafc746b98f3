import type { Trello } from "../trello.ts"

/** What Trello puts into an identity token (client library, `t.jwt`). */
export interface IdentityRequest {
  readonly idMember: string
  readonly idBoard: string
  readonly idCard?: string | undefined
  /** Echoed, at most 2,048 characters. */
  readonly state?: string | undefined
}

const LIFETIME_SECONDS = 900

/** Signs who looks at which board through the Power-Up; valid for 15 minutes. */
export function signIdentity(trello: Trello, request: IdentityRequest): Promise<string> {
  const iat = Math.floor(trello.now() / 1000)
  return trello.keys.sign({
    idPlugin: trello.plugin.id,
    idBoard: request.idBoard,
    idMember: request.idMember,
    ...(request.idCard === undefined ? {} : { idCard: request.idCard }),
    ...(request.state === undefined ? {} : { state: request.state }),
    iat,
    exp: iat + LIFETIME_SECONDS,
    iss: "trello",
  })
}
