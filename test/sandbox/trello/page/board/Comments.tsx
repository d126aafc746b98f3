import { type FormEvent, useCallback, useEffect, useState } from "react"
import type { Card } from "../host/state.ts"
import { callApi } from "./api.ts"
import { Avatar } from "./Avatar.tsx"
import { type Action, Comment } from "./Comment.tsx"
import { usePage, useView } from "./context.ts"
import { formatMoment } from "./due.ts"
import { Icon } from "./icons.tsx"

function describe({ type, data }: Action): string {
  if (data.listBefore !== undefined && data.listAfter !== undefined) {
    return `moved this card from ${data.listBefore.name} to ${data.listAfter.name}`
  }
  return type === "createCard" ? "added this card" : "changed this card"
}

function useActions(card: Card): readonly [readonly Action[], () => void] {
  const [actions, setActions] = useState<readonly Action[]>([])
  const [turn, setTurn] = useState(0)
  useEffect(() => {
    let isGone = false
    const load = async (): Promise<void> => {
      const path = `/1/cards/${card.id}/actions?filter=commentCard,updateCard:idList,createCard&limit=50`
      const answer = await callApi("GET", path).catch(() => null)
      if (!isGone && Array.isArray(answer)) setActions(answer as Action[])
    }
    void load()
    return () => {
      isGone = true
    }
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- new activity is the reason to ask again
  }, [card.id, card.dateLastActivity, card.badges?.comments, turn])
  const reload = useCallback(() => setTurn((before) => before + 1), [])
  return [actions, reload]
}

/** What was said and done on a card, newest first, with a field for the next comment. */
export function Comments({ card }: { card: Card }) {
  const page = usePage()
  const { state } = useView()
  const [actions, reload] = useActions(card)
  const [text, setText] = useState("")
  const { viewer } = state
  const mayComment = viewer !== null && viewer.roleOnBoard !== null
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (text.trim() === "") return
    setText("")
    void page.change("POST", `/1/cards/${card.id}/actions/comments`, { text: text.trim() })
  }
  return (
    <section className="card-comments" aria-label="Comments and activity">
      <h3>
        <Icon name="comment" size={20} /> Comments and activity
      </h3>
      {mayComment && (
        <form className="stack" onSubmit={submit}>
          <textarea
            aria-label="Write a comment"
            placeholder="Write a comment…"
            rows={text === "" ? 1 : 3}
            value={text}
            dir="auto"
            onChange={(event) => setText(event.target.value)}
          />
          {text.trim() !== "" && (
            <button type="submit" className="button primary">
              Save
            </button>
          )}
        </form>
      )}
      <ul className="actions">
        {actions.map((action) => (
          <li key={action.id}>
            {action.memberCreator !== null && <Avatar person={action.memberCreator} size={32} />}
            <div>
              <strong dir="auto">{action.memberCreator?.fullName ?? "Somebody"}</strong>{" "}
              {action.data.text === undefined && describe(action)}
              {action.data.text !== undefined && (
                <Comment
                  action={action}
                  text={action.data.text}
                  idCard={card.id}
                  isOwn={mayComment && action.memberCreator?.id === viewer.id}
                  onChange={reload}
                />
              )}
              <small>{formatMoment(action.date)}</small>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}
