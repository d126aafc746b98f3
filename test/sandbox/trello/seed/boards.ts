import { AMARA, DIEGO, PRIYA } from "./people.ts"
import type { Seeder } from "./seeder.ts"

/** A board of the first workspace that only two people may see. The Power-Up is not on it. */
export function seedHiring(seeder: Seeder, idOrganization: string): void {
  const board = seeder.board({
    name: "Hiring",
    desc: "Confidential.",
    idOrganization,
    permissionLevel: "private",
    backgroundColor: "#4bbf6b",
    plugins: [],
    members: [
      [AMARA, "admin"],
      [PRIYA, "normal"],
    ],
  })
  const applied = seeder.list(board, "Applied")
  seeder.list(board, "Interview")
  seeder.card(applied, AMARA, { name: "Front-end developer", members: [PRIYA] })
  seeder.card(applied, PRIYA, { name: "Writer, half time" })
}

/** A board of the first workspace that the whole world may read. */
export function seedRoadmap(seeder: Seeder, idOrganization: string, idPlugin: string): void {
  const board = seeder.board({
    name: "Public roadmap",
    desc: "What comes next, for everybody to see.",
    idOrganization,
    permissionLevel: "public",
    backgroundColor: "#89609e",
    plugins: [idPlugin],
    members: [
      [AMARA, "admin"],
      [DIEGO, "normal"],
    ],
  })
  const soon = seeder.list(board, "Soon")
  const later = seeder.list(board, "Later")
  seeder.card(soon, AMARA, { name: "Dark mode", desc: "On **every** page." })
  seeder.card(later, DIEGO, { name: "An app for phones" })
}

/** The board of the second workspace. */
export function seedMobile(seeder: Seeder, idOrganization: string, idPlugin: string): void {
  const board = seeder.board({
    name: "Mobile app",
    desc: "Lakeside's app for iOS and Android.",
    idOrganization,
    permissionLevel: "org",
    backgroundColor: "#b04632",
    plugins: [idPlugin],
    members: [
      [PRIYA, "admin"],
      [DIEGO, "normal"],
    ],
  })
  const backlog = seeder.list(board, "Backlog")
  const building = seeder.list(board, "Building")
  const bug = seeder.label(board, "Bug", "red_dark")
  seeder.card(backlog, PRIYA, {
    name: "Sign in with a passkey",
    desc: "Password stays for a year.",
  })
  seeder.card(building, DIEGO, {
    name: "Crash when the map opens offline",
    labels: [bug],
    members: [DIEGO],
    dueInHours: 30,
    checklists: [
      {
        name: "Devices",
        items: [
          ["Old phone", true],
          ["Tablet", false],
        ],
      },
    ],
  })
}

/** A board that somebody keeps for themselves, outside any workspace. */
export function seedHome(seeder: Seeder, idPlugin: string): void {
  const board = seeder.board({
    name: "Home renovation",
    desc: "",
    idOrganization: null,
    permissionLevel: "private",
    backgroundColor: "#519839",
    plugins: [idPlugin],
    members: [[DIEGO, "admin"]],
  })
  const todo = seeder.list(board, "To do")
  seeder.list(board, "Done")
  seeder.card(todo, DIEGO, { name: "Paint the kitchen", dueInHours: 72 })
}
