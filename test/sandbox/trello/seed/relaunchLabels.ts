import type { Board } from "../store/model.ts"
import type { Seeder } from "./seeder.ts"

/** Labels in plain, light and dark colours, one without colour, two without name, two that no card has. */
export function seedLabels(seeder: Seeder, board: Board) {
  const design = seeder.label(board, "Design", "purple")
  const copy = seeder.label(board, "Copy", "yellow_light")
  const backend = seeder.label(board, "Backend", "blue_dark")
  const urgent = seeder.label(board, "Urgent", "red")
  const research = seeder.label(board, "Research", "green_light")
  const launch = seeder.label(board, "Launch", "orange_dark")
  const unnamed = seeder.label(board, "", "sky")
  const colourless = seeder.label(board, "Someday", null)
  const rtl = seeder.label(board, "الترجمة", "lime")
  const pink = seeder.label(board, "Accessibility & inclusion", "pink_dark")
  seeder.label(board, "", "black_light")
  return { design, copy, backend, urgent, research, launch, unnamed, colourless, rtl, pink }
}
