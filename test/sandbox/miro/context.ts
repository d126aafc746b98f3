import type { Control } from "../control/control.ts"
import type { Credits } from "./credits.ts"
import type { Client, Grants } from "./oauth/grants.ts"
import type { Store } from "./store.ts"

/** What every group of routes works with. */
export interface Miro {
  readonly store: Store
  readonly grants: Grants
  readonly credits: Credits
  readonly client: Client
  readonly control: Control
}

/** The name under which the app is registered. */
export const APP_NAME = "Cards for Miro"
