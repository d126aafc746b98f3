import type { PowerUp } from "../../library/powerUp.ts"
import type { CallbackHandle } from "./callbacks.ts"
import { parseButtons } from "./capabilities.ts"
import { ids, sampleState } from "./samples.ts"
import { buildStage, type Stage } from "./stage.ts"

/** Presses the one card button of a Power-Up. */
export async function click(stage: Stage): Promise<unknown> {
  const answer = await stage.host.ask("card-buttons", { card: ids.card })
  const [button] = parseButtons(answer, stage.connector.toPage)
  const callback: CallbackHandle | null = button?.callback ?? null
  if (callback === null) throw new Error("The button has no callback.")
  return stage.host.run(callback, { card: ids.card, command: "card-buttons", el: "el-ref-1" })
}

/** A stage whose card button does this. */
export function stageWith(callback: (t: PowerUp) => unknown): Promise<Stage> {
  return buildStage(sampleState, { "card-buttons": () => [{ text: "Push", callback }] })
}

/** Presses the button and opens the page that its popup shows. */
export async function openPopup(stage: Stage) {
  await click(stage)
  const content = stage.seen.popups[0]?.content
  if (content?.type !== "iframe") throw new Error("No page was opened.")
  return { ...stage.openPage(content.url), url: content.url }
}

/** A button that opens a popup with a page. */
export const open = (t: PowerUp): unknown =>
  t.popup({ title: "P", url: "./popup.html", height: 100, args: { a: 1 } })
