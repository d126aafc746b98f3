export type PluginDataScope = "board" | "card" | "member" | "organization"

/** One string of a Power-Up: what it keeps for everybody (`shared`) or for one member (`private`). */
export interface PluginDatum {
  readonly id: string
  readonly scope: PluginDataScope
  readonly idModel: string
  readonly visibility: "shared" | "private"
  /** Whose it is; null for shared data. */
  readonly idMember: string | null
  value: string
  dateLastUpdated: string
}

export interface Webhook {
  readonly id: string
  readonly idGrant: string
  readonly idMember: string
  readonly idModel: string
  callbackURL: string
  description: string
  active: boolean
  consecutiveFailures: number
  firstConsecutiveFailDate: string | null
}
