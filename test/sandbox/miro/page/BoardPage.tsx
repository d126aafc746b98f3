import { type ReactNode, useEffect, useState } from "react"
import { type BoardAnswer, watch } from "./api.ts"
import { Board } from "./Board.tsx"
import { NoBoard } from "./Landing.tsx"

interface Props {
  readonly id: string
  /** The item that the address leads to. */
  readonly target: string | null
}

/** A board, kept up to date for as long as it is open. */
export function BoardPage({ id, target }: Props): ReactNode {
  const [answer, setAnswer] = useState<BoardAnswer | null>(null)
  useEffect(() => watch(id, setAnswer), [id])
  if (answer === null) return null
  if (!answer.found) return <NoBoard state={answer.landing} />
  return <Board state={answer.state} target={target} />
}
