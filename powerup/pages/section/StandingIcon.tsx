import type { Standing } from "./place.ts"

/** One drawing per state, told apart by shape and not by colour alone. The words stand beside it. */
const PATHS = {
  in_step: "M4.8 8.3 7 10.5l4.2-4.7",
  waiting: "M8 4.5V8l2.4 1.6",
  paused: "M6.2 5.5v5M9.8 5.5v5",
  gone: "m5.6 5.6 4.8 4.8m0-4.8-4.8 4.8",
  ended: "M4.8 8h6.4",
  unknown: "M8 7.2v3.6M8 5v.1",
} as const satisfies Record<Standing["look"], string>

/** The sign in front of a state's words. */
export function StandingIcon({ look }: Pick<Standing, "look">) {
  return (
    <svg className="standing__icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <circle cx="8" cy="8" r="6.6" />
      <path d={PATHS[look]} />
    </svg>
  )
}
