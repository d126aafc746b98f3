import type { Failure } from "../../worker/failure.ts"
import { PEOPLE, type Who } from "../jobs/miro.ts"
import type { Member, Trello } from "./trello.ts"

/** Through whose Miro account each member pushes. Diego and Yuki share one. */
export const MIRO_OF: Readonly<Record<Member, Who>> = { amara: "ann", diego: "ben", yuki: "ben" }

/** `cut`: its member or an admin ended it. `ended`: the provider wants the person to consent again. */
type State = "usable" | "cut" | "ended"

/** Which connections everybody has. */
export class Connections {
  readonly #trello: Trello
  readonly #now: () => number
  readonly #states = new Map<string, State>()
  readonly #cutAt = new Map<string, number>()

  constructor(trello: Trello, now: () => number) {
    this.#trello = trello
    this.#now = now
  }

  /** The name of a member's own grant. */
  nameOf(member: Member, provider: "trello" | "miro"): string {
    if (provider === "trello")
      return `trello:${this.#trello.idOf(member)}:${this.#trello.workspace}`
    const { id, team } = PEOPLE[MIRO_OF[member]]
    return `miro:${id}:${team}`
  }

  state(member: Member, provider: "trello" | "miro"): State {
    return this.#states.get(`${member} ${provider}`) ?? "cut"
  }

  set(member: Member, provider: "trello" | "miro", state: State): void {
    const before = this.state(member, provider)
    this.#states.set(`${member} ${provider}`, state)
    if (state === "cut") this.#cutAt.set(`${member} ${provider}`, this.#now())
    if (provider === "miro" || before === state) return
    if (state === "usable") this.#trello.connect(member)
    else if (before === "usable") this.#trello.disconnect(member)
  }

  /** What `Workspace.mayUse` says. */
  mayUse(idMember: string, connection: string): boolean {
    const member = this.#trello.memberOf(idMember)
    return (["trello", "miro"] as const).some(
      (provider) =>
        this.nameOf(member, provider) === connection && this.state(member, provider) !== "cut",
    )
  }

  /** Whose grant it is, and why it cannot be used; a shared one serves as long as one of its members has it. */
  resolve(grant: string): { readonly who: Who | Member; readonly failure: Failure | null } {
    const provider = grant.startsWith("miro:") ? "miro" : "trello"
    const sharers = this.#sharersOf(grant)
    const [first] = sharers
    if (first === undefined) throw new Error(`Nobody has ${grant}`)
    const states = sharers.map((member) => this.state(member, provider))
    const who = provider === "miro" ? MIRO_OF[first] : first
    if (states.includes("usable")) return { who, failure: null }
    const code = states.includes("ended") ? "reauth_required" : "not_connected"
    return { who, failure: { code, provider } }
  }
  /** Since when nobody may use a grant; null while somebody may. */
  cutAt(grant: string): number | null {
    const provider = grant.startsWith("miro:") ? "miro" : "trello"
    const sharers = this.#sharersOf(grant)
    if (sharers.some((member) => this.state(member, provider) !== "cut")) return null
    return Math.max(...sharers.map((member) => this.#cutAt.get(`${member} ${provider}`) ?? 0))
  }

  #sharersOf(grant: string): Member[] {
    const provider = grant.startsWith("miro:") ? "miro" : "trello"
    const members = ["amara", "diego", "yuki"] as const
    return members.filter((member) => this.nameOf(member, provider) === grant)
  }
}
