import * as fc from "fast-check"
import { at, CARD_COMMANDS, card, type Command, pick } from "./commands.ts"

const label: fc.Arbitrary<Command> = fc
  .tuple(at, at, fc.boolean())
  .map(([index, which, on]) => (world) => {
    const id = pick(world.labels, which) ?? ""
    const path = `/cards/${card(world, index)}/idLabels`
    return on
      ? { method: "POST", path, body: { value: id } }
      : { method: "DELETE", path: `${path}/${id}` }
  })

const member: fc.Arbitrary<Command> = fc
  .tuple(at, at, fc.boolean())
  .map(([index, which, on]) => (world) => {
    const id = pick(world.members, which) ?? ""
    const path = `/cards/${card(world, index)}/idMembers`
    return on
      ? { method: "POST", path, body: { value: id } }
      : { method: "DELETE", path: `${path}/${id}` }
  })

const newLabel: fc.Arbitrary<Command> = fc
  .tuple(at, fc.constantFrom("sky", "sky_dark", null, "beige"))
  .map(([index, color]) => (world) => ({
    method: "POST",
    path: `/boards/${pick(world.boards, index)}/labels`,
    body: { name: "New", color },
    made: (after, id) => after.labels.push(id),
  }))

const oldLabel: fc.Arbitrary<Command> = fc
  .tuple(at, fc.boolean())
  .map(([index, keep]) => (world) => {
    const path = `/labels/${pick(world.labels, index)}`
    return keep
      ? { method: "PUT", path, body: { name: "Other", color: "pink_light" } }
      : { method: "DELETE", path }
  })

const comment: fc.Arbitrary<Command> = at.map((index) => (world) => {
  const id = card(world, index)
  return {
    method: "POST",
    path: `/cards/${id}/actions/comments`,
    body: { text: "Said" },
    made: (after, made) => after.comments.push({ card: id, id: made }),
  }
})

const said: fc.Arbitrary<Command> = fc.tuple(at, fc.boolean()).map(([index, keep]) => (world) => {
  const path = `/actions/${pick(world.comments, index)?.id ?? "0".repeat(24)}`
  return keep ? { method: "PUT", path, body: { text: "Said better" } } : { method: "DELETE", path }
})

const checklist: fc.Arbitrary<Command> = at.map((index) => (world) => ({
  method: "POST",
  path: `/cards/${card(world, index)}/checklists`,
  body: { name: "Steps" },
  made: (after, id) => after.checklists.push(id),
}))

const item: fc.Arbitrary<Command> = fc.tuple(at, at).map(([index, which]) => (world) => ({
  method: "POST",
  path: `/checklists/${pick(world.checklists, which) ?? "0".repeat(24)}/checkItems`,
  body: { name: "Step" },
  made: (after, id) => after.items.push({ card: card(world, index), id }),
}))

const tick: fc.Arbitrary<Command> = fc.tuple(at, fc.boolean()).map(([index, done]) => (world) => {
  const found = pick(world.items, index)
  const path = `/cards/${found?.card}/checkItem/${found?.id ?? "0".repeat(24)}`
  return { method: "PUT", path, body: { state: done ? "complete" : "incomplete", pos: "top" } }
})

const link: fc.Arbitrary<Command> = fc
  .tuple(at, fc.boolean())
  .map(([index, setCover]) => (world) => {
    const id = card(world, index)
    return {
      method: "POST",
      path: `/cards/${id}/attachments`,
      body: { url: "https://miro.com/app/board/x/", setCover },
      made: (after, made) => after.links.push({ card: id, id: made }),
    }
  })

const unlink: fc.Arbitrary<Command> = at.map((index) => (world) => {
  const found = pick(world.links, index)
  return { method: "DELETE", path: `/cards/${found?.card}/attachments/${found?.id}` }
})

const field: fc.Arbitrary<Command> = fc
  .tuple(at, fc.constantFrom({ number: "5" }, { number: "six" }, ""))
  .map(([index, value]) => (world) => ({
    method: "PUT",
    path: `/cards/${card(world, index)}/customField/${world.numberField}/item`,
    body: { value },
  }))

/** Any edit that a person or a program makes; some are refused. */
export const anyCommand: fc.Arbitrary<Command> = fc.oneof(
  ...CARD_COMMANDS,
  label,
  member,
  newLabel,
  oldLabel,
  comment,
  said,
  checklist,
  item,
  tick,
  link,
  unlink,
  field,
)
