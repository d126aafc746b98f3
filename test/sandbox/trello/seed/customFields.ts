import { seedId } from "../store/ids.ts"
import type { Board, CustomField } from "../store/model.ts"
import { SEED_EPOCH } from "./people.ts"

/** Gives the board a field of each kind that its cards use. */
export function buildCustomFields(board: Board): {
  readonly effort: CustomField
  readonly priority: CustomField
  /** The id of the priority's value `High`. */
  readonly high: string
  readonly signedOff: CustomField
} {
  const id = (key: string): string => seedId(SEED_EPOCH, `customField ${board.name} ${key}`)
  const effort: CustomField = {
    id: id("Effort"),
    name: "Effort",
    type: "number",
    pos: 1,
    options: [],
  }
  const options = ["High", "Medium", "Low"].map((text, index) => ({
    id: id(text),
    value: { text },
    color: ["red", "yellow", "green"][index] ?? "none",
    pos: index + 1,
  }))
  const priority: CustomField = {
    id: id("Priority"),
    name: "Priority",
    type: "list",
    pos: 2,
    options,
  }
  const signedOff: CustomField = {
    id: id("Signed off"),
    name: "Signed off",
    type: "checkbox",
    pos: 3,
    options: [],
  }
  board.customFields.push(effort, priority, signedOff)
  return { effort, priority, high: id("High"), signedOff }
}
