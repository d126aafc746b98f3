import { type ReactNode, useEffect, useState } from "react"
import { type BoardAnswer, watch } from "./api.ts"
import { Board } from "./Board.tsx"
import type { EmbedOptions } from "./embed.ts"
import { NoBoard } from "./Landing.tsx"
import { LiveEmbed } from "./LiveEmbed.tsx"
import { HINTS } from "./words.ts"

interface Props {
  readonly id: string
  /** The item that the address leads to. */
  readonly target: string | null
  /** How it is shown in somebody else's page; null in a page of its own. */
  readonly embed: EmbedOptions | null
}

/** A board, kept up to date for as long as it is open. */
export function BoardPage({ id, target, embed }: Props): ReactNode {
  const [answer, setAnswer] = useState<BoardAnswer | null>(null)
  useEffect(() => watch(id, setAnswer), [id])
  if (answer === null) return null
  if (!answer.found) {
    if (embed !== null) return <p className="embed-none">{HINTS.noAccess}</p>
    return <NoBoard state={answer.landing} />
  }
  if (embed !== null) return <LiveEmbed state={answer.state} options={embed} />
  return <Board state={answer.state} target={target} />
}
