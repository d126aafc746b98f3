import { useEffect, useState } from "react"

/** The time in milliseconds, brought up to date every minute. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 60_000)
    return () => clearInterval(timer)
  }, [])
  return now
}

/** How a due date stands: its words and the class that colours it. */
export function describeDue(
  due: string,
  complete: boolean,
  now: number,
): { text: string; tone: string } {
  const date = new Date(due)
  const sameYear = date.getFullYear() === new Date(now).getFullYear()
  const text = date.toLocaleDateString("en", {
    month: "short",
    day: "numeric",
    ...(sameYear ? {} : { year: "numeric" }),
  })
  if (complete) return { text, tone: "due-complete" }
  const hours = (date.getTime() - now) / 3_600_000
  return { text, tone: hours < 0 ? "due-past" : hours < 24 ? "due-soon" : "due-later" }
}

/** Date and time for people, in the browser's time zone. */
export function formatMoment(iso: string): string {
  return new Date(iso).toLocaleString("en", { dateStyle: "medium", timeStyle: "short" })
}

/** The value of a `datetime-local` input for a moment, in the browser's time zone. */
export function toLocalInput(iso: string | null): string {
  if (iso === null) return ""
  const date = new Date(iso)
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}
