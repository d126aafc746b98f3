import * as v from "valibot"
import type { Miro } from "./context.ts"

/** How many people one call may add. */
const PEOPLE_MAX = 100

const PeopleSchema = v.strictObject({
  people: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(PEOPLE_MAX)),
})

/** `POST /_sandbox/seed` `{people}`: so many more people in the first team. */
export function addSeedRoute({ control, store }: Miro): void {
  control.routes.post("/seed", async (c) => {
    const body = v.safeParse(PeopleSchema, await c.req.json().catch(() => null))
    if (!body.success) return c.json({ error: `Expected {people: 1 to ${PEOPLE_MAX}}.` }, 400)
    return c.json({ people: store.addPeople(body.output.people) })
  })
}
