import { seedId } from "../store/ids.ts"
import type { Member, Store } from "../store/model.ts"

/** When the people and workspaces of the seed were made; their ids begin with it. */
export const SEED_EPOCH = Date.UTC(2024, 2, 4, 9)

function person(username: string, fullName: string, initials: string, hue: number): Member {
  const id = seedId(SEED_EPOCH, `member ${username}`)
  return { id, username, fullName, initials, hue }
}

export const AMARA = person("amaraokafor", "Amara Okafor", "AO", 12)
export const DIEGO = person("diegofernandez", "Diego Fernández", "DF", 205)
export const PRIYA = person("priyaraman", "Priya Raman", "PR", 285)
export const LEILA = person("leilahaddad", "ليلى حداد", "لح", 155)
export const YUKI = person("yukitanaka", "田中 由紀", "田", 335)
export const TOM = person("tomlindqvist", "Tom Lindqvist", "TL", 45)

export const PEOPLE: readonly Member[] = [AMARA, DIEGO, PRIYA, LEILA, YUKI, TOM]

/** Who looks at the stand-in when nobody was chosen: the plain member. */
export function defaultMember(store: Store): Member {
  return store.members.get(DIEGO.id) ?? DIEGO
}

/** In words, what each person of the seed is there for. */
export function rolesOf(idMember: string): readonly string[] {
  return ROLES.get(idMember) ?? []
}

const ROLES: ReadonlyMap<string, readonly string[]> = new Map([
  [AMARA.id, ["admin of the workspace Northwind Studio", "admin of the board Website relaunch"]],
  [
    DIEGO.id,
    [
      "member of the workspace Northwind Studio",
      "member of the workspace Lakeside Mobile",
      "member of the board Website relaunch",
      "admin of the board Home renovation, which is in no workspace",
      "default viewer",
    ],
  ],
  [
    PRIYA.id,
    ["admin of the workspace Lakeside Mobile", "member of the workspace Northwind Studio"],
  ],
  [
    LEILA.id,
    ["member of the workspace Northwind Studio", "observer on the board Website relaunch"],
  ],
  [YUKI.id, ["guest of the board Website relaunch", "in no workspace"]],
  [TOM.id, ["outsider: in no workspace and on no board"]],
])
