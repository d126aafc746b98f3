import { CONFIG } from "../../config.fixture.ts"
import { fail, ok } from "../../failure.ts"
import type { Ticket } from "../../../core/cards/ticket.ts"
import type { ErrorCode } from "../../../core/contract/errors.ts"
import { HandClock } from "../../grants/memory.fixture.ts"
import { BoardReader } from "../boardReader.ts"
import { MemoryBoard } from "../store/memory.fixture.ts"
import { CALLS_MAX, CallMeter } from "../callMeter.ts"
import { buildLink, cardId, itemId, MIRO_BOARD } from "../jobs/samples.fixture.ts"
import type { StoredLink } from "../link.ts"
import type { Standing } from "../store/standing.ts"
import { BOARD, FakeMiro, FakeTrello, WORKSPACE } from "./fakes.fixture.ts"
import { adopt } from "./handOver.ts"
import { buildLiveMemory } from "./memory.ts"
import { buildLiveRun, isWait, type LivePorts } from "./ports.ts"
import { runDue } from "./runDue.ts"
import { lookAtCards, type Sight } from "./views.ts"

export const ANN = "ann"
export const BEN = "ben"
export const MIRO_ANN = "miro:ann"
export const MIRO_BEN = "miro:ben"

/** A Trello board of some cards, of which some are on a Miro board, and nothing around it that is real. */
export function buildWorld(cards = 1, linked = cards) {
  const clock = new HandClock()
  const store = new MemoryBoard()
  const tables = store.open()
  const trello = new FakeTrello(cards)
  const miro = new FakeMiro()
  trello.plugins = [CONFIG.TRELLO_PLUGIN_ID]
  /** Connections that do not work, by name, and why. */
  const dead = new Map<string, ErrorCode>()
  const memory = buildLiveMemory(clock)
  const use = <T>(name: string, call: T) => {
    const code = dead.get(name)
    return code === undefined ? ok(call) : fail(code)
  }
  /** The tables of the board that cards are moved to, which was asked so often, and boards that do not answer. */
  const other = new MemoryBoard().open()
  const handedTo: string[] = []
  const deaf = new Set<string>()
  const ports: LivePorts = {
    tables,
    clock,
    random: () => 0.5,
    idBoard: BOARD,
    idPlugin: CONFIG.TRELLO_PLUGIN_ID,
    trelloOrigin: "https://trello.example",
    appOrigin: "https://app.example",
    format: { locale: "en", timeZone: "UTC" },
    reader: new BoardReader(() => clock.now()),
    board: (idBoard) => ({
      adopt: async (handed) => {
        handedTo.push(idBoard)
        return deaf.has(idBoard)
          ? Promise.reject(new Error("reset"))
          : adopt(other, handed, clock.now())
      },
    }),
    trello: async (member) => use(member, async (call) => trello.call(member, call)),
    miro: async (_member, connection) =>
      use(connection, async (call) => miro.call(connection, call)),
  }
  const link = (n: number, changes: Partial<StoredLink> = {}): void => {
    const own = { member: ANN, connection: MIRO_ANN }
    tables.links.write(buildLink(n, { ...own, ...changes }))
    if (!miro.items.has(itemId(n))) miro.items.set(itemId(n), { status: "connected", fields: [] })
  }
  const stand = (changes: Partial<Standing> = {}): void => {
    const fresh = { board: BOARD, workspace: WORKSPACE, owner: ANN, state: "on", since: 0 } as const
    const rest = { comparedAt: null, lostPushers: [], miroBoards: {} }
    tables.standing.write({ ...fresh, ...rest, ...tables.standing.read(), ...changes })
  }
  stand()
  for (let n = 1; n <= linked; n++) link(n)
  const run = (calls = CALLS_MAX) => buildLiveRun(ports, memory, new CallMeter(calls))
  return {
    clock,
    store,
    tables,
    trello,
    miro,
    dead,
    memory,
    ports,
    other,
    handedTo,
    deaf,
    link,
    stand,
    run,
    read: (n: number) => tables.links.read(cardId(n), MIRO_BOARD),
    sync: (n: number) => tables.links.read(cardId(n), MIRO_BOARD)?.sync,
    mark: (...what: string[]) => {
      for (const one of what) tables.dirty.mark(one, clock.now())
      // Whoever looks, looks later.
      clock.pass(1)
      tables.due.set("sync", clock.now())
    },
    /** One invocation. */
    due: (calls = CALLS_MAX) => runDue(ports, memory, calls),
    /** Invocations until nothing is due within so many seconds. */
    settle: async (seconds = 1): Promise<number> => {
      for (let count = 0; count < 200; count++) {
        const next = tables.due.next()
        if (next === null || next > clock.now() + seconds * 1000) return count
        clock.pass(Math.max(0, next - clock.now()))
        await runDue(ports, memory, CALLS_MAX)
      }
      throw new Error("It never ends")
    },
    /** So many seconds pass, with whatever is due in them. Gives how many invocations there were. */
    later: async (seconds: number): Promise<number> => {
      const until = clock.now() + seconds * 1000
      for (let count = 0; count < 1000; count++) {
        const next = tables.due.next()
        clock.pass(Math.max(0, Math.min(next ?? until, until) - clock.now()))
        if (next === null || next > until) return count
        await runDue(ports, memory, CALLS_MAX)
      }
      throw new Error("It never ends")
    },
    /** Ben's connections stand in. */
    letBenStandIn: () => tables.standing.standIn(BEN, WORKSPACE, MIRO_BEN, clock.now()),
    forget: () => {
      trello.asked.length = 0
      miro.asked.length = 0
      miro.patches.length = 0
      miro.credits = 0
    },
  }
}

export type LiveWorld = ReturnType<typeof buildWorld>

/** Looks at cards by their numbers, after what changed until `since`; by default until now. */
export function look(
  world: LiveWorld,
  numbers: readonly number[],
  since = world.clock.now() + 1,
): Promise<Sight> {
  return lookAtCards(world.run(), numbers.map(cardId), since)
}

/** What was seen of a card; null where it was not looked at. */
export function seen(sight: Sight, n: number) {
  if (isWait(sight) || sight.kind === "lost") return sight
  return sight.cards.get(cardId(n)) ?? null
}

/** Its ticket. @throws where it was not seen on the board. */
export function ticketOf(sight: Sight, n: number, names: readonly string[] = []): Ticket {
  const card = seen(sight, n)
  if (card === null || !("ticket" in card)) throw new Error(`Card ${n} is not seen`)
  return card.ticket(names)
}
