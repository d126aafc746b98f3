import { buildStore, type Store } from "../store/model.ts"
import { seedHiring, seedHome, seedMobile, seedRoadmap } from "./boards.ts"
import { AMARA, DIEGO, LEILA, PEOPLE, PRIYA } from "./people.ts"
import { seedRelaunch } from "./relaunch.ts"
import { buildSeeder } from "./seeder.ts"

/** What exists after a reset. All ids are the same at every start; dates count from `now` (milliseconds). */
export function buildSeed(now: number, idPlugin: string): Store {
  const store = buildStore()
  for (const member of PEOPLE) store.members.set(member.id, { ...member })
  const seeder = buildSeeder(store, now)
  const northwind = seeder.organization("northwindstudio", "Northwind Studio", [
    [AMARA, "admin"],
    [DIEGO, "normal"],
    [PRIYA, "normal"],
    [LEILA, "normal"],
  ])
  const lakeside = seeder.organization("lakesidemobile", "Lakeside Mobile", [
    [PRIYA, "admin"],
    [DIEGO, "normal"],
  ])
  seedRelaunch(seeder, northwind.id, idPlugin)
  seedHiring(seeder, northwind.id)
  seedRoadmap(seeder, northwind.id, idPlugin)
  seedMobile(seeder, lakeside.id, idPlugin)
  seedHome(seeder, idPlugin)
  return store
}
