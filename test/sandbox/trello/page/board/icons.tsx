const paths = {
  archive: "M3 4h18v4H3zM5 8v12h14V8M10 12h4",
  back: "M15 5l-7 7 7 7",
  check: "M5 12.5l4.5 4.5L19 7.5",
  checklist: "M4 6l2 2 3-3M4 14l2 2 3-3M12 7h8M12 15h8",
  clip: "M18 8l-8.5 8.5a2.5 2.5 0 003.5 3.5L21 12a5 5 0 00-7-7l-8.500 8.500",
  clock: "M12 3a9 9 0 100 18 9 9 0 000-18zM12 7v5l3.500 2",
  close: "M6 6l12 12M18 6L6 18",
  comment: "M4 5h16v11H10l-4 4v-4H4z",
  description: "M4 6h16M4 11h16M4 16h10",
  edit: "M4 20l1-4L16 5l3 3L8 19zM13 8l3 3",
  label: "M4 5h9l7 7-7 7H4z",
  member: "M12 12a4 4 0 100-8 4 4 0 000 8zM4 20c1-4 4-6 8-6s7 2 8 6",
  menu: "M5 12h.01M12 12h.01M19 12h.01",
  moon: "M20 14a8 8 0 01-10-10 8 8 0 1010 10z",
  plus: "M12 5v14M5 12h14",
  plug: "M9 3v5M15 3v5M6 8h12v3a6 6 0 01-12 0zM12 17v4",
  restore: "M3 4h18v4H3zM5 8v12h14V8M12 17v-6M9 13l3-3 3 3",
  sort: "M7 4v16M4 17l3 3 3-3M13 6h8M13 11h6M13 16h4",
  sun: "M12 8a4 4 0 100 8 4 4 0 000-8zM12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.500 1.500M17.500 17.500L19 19M19 5l-1.500 1.500M6.500 17.500L5 19",
  trash: "M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5",
} as const

export type IconName = keyof typeof paths

/** A line drawing, invisible to screen readers: what it means stands beside it or in a label. */
export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg
      className="icon"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={name === "menu" ? 3.5 : 2}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={paths[name]} />
    </svg>
  )
}
