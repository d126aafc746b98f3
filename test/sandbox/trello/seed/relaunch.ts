import { buildCustomFields } from "./customFields.ts"
import { AMARA, DIEGO, LEILA, PRIYA, YUKI } from "./people.ts"
import { seedLabels } from "./relaunchLabels.ts"
import type { Seeder } from "./seeder.ts"
import {
  ARABIC,
  EMOJI,
  HOSTILE,
  LONG_DESCRIPTION,
  LONG_TITLE,
  MEETING,
  STYLE_GUIDE,
} from "./texts.ts"

const DAY = 24

/** The main board: lively, with one card for everything that a card can be. */
export function seedRelaunch(seeder: Seeder, idOrganization: string, idPlugin: string): void {
  const board = seeder.board({
    name: "Website relaunch",
    desc: "The new website, from first idea to launch.",
    idOrganization,
    permissionLevel: "org",
    backgroundColor: "#0079bf",
    plugins: [idPlugin],
    members: [
      [AMARA, "admin"],
      [DIEGO, "normal"],
      [PRIYA, "normal"],
      [LEILA, "observer"],
      [YUKI, "normal"],
    ],
  })
  const fields = buildCustomFields(board)
  const ideas = seeder.list(board, "Ideas")
  const next = seeder.list(board, "Next up")
  const doing = seeder.list(board, "In progress")
  const review = seeder.list(board, "Review")
  const done = seeder.list(board, "Done 🎉")

  const { design, copy, backend, urgent, research, launch, unnamed, colourless, rtl, pink } =
    seedLabels(seeder, board)

  seeder.card(ideas, AMARA, {
    name: "Chat bubble for questions about prices",
    labels: [colourless],
  })
  seeder.card(ideas, DIEGO, {
    name: LONG_TITLE,
    desc: LONG_DESCRIPTION,
    labels: [research],
    members: [PRIYA],
  })
  seeder.card(ideas, PRIYA, {
    name: "صفحة البداية بالعربية",
    desc: ARABIC,
    labels: [rtl, copy],
    members: [LEILA],
  })
  seeder.card(ideas, YUKI, { name: "404 page with a small game 🕹️", labels: [unnamed, design] })

  seeder.card(next, AMARA, {
    name: "Write the style guide",
    desc: STYLE_GUIDE,
    labels: [copy, design],
    members: [AMARA, DIEGO],
    dueInHours: 3 * DAY,
    checklists: [
      {
        name: "Chapters",
        items: [
          ["Tone", true],
          ["Names", true],
          ["Numbers and dates", false],
        ],
      },
    ],
  })
  seeder.card(next, DIEGO, {
    name: `<img src=x onerror=alert(1)> & "quotes" in a title`,
    desc: HOSTILE,
    labels: [backend],
  })
  seeder.card(next, PRIYA, {
    name: "Ask legal about the cookie banner",
    labels: [urgent],
    members: [PRIYA],
    dueInHours: 20,
    comments: [[AMARA, "They answer within two days, so please today 🙏"]],
  })
  seeder.card(next, AMARA, { name: "Pick photographs for the team page" })

  seeder.card(doing, DIEGO, {
    name: "Redesign the navigation",
    desc: "Five entries at most. **Search** stays visible on phones.\n\nSketches are in the [shared folder](https://files.example.com/nav).",
    labels: [design, urgent],
    members: [DIEGO, YUKI],
    startInHours: -4 * DAY,
    dueInHours: 2 * DAY,
    cover: { color: "purple" },
    links: [
      ["Sketches", "https://files.example.com/nav"],
      ["Competitors", "https://example.com/competitors"],
    ],
    checklists: [
      {
        name: "Steps",
        items: [
          ["Count what people click", true],
          ["Sort cards with five customers", true],
          ["Draw two variants", true],
          ["Try them on phones", false],
          ["Decide", false],
        ],
      },
      {
        name: "Accessibility",
        items: [
          ["Keyboard", false],
          ["Screen reader", false],
        ],
      },
    ],
    comments: [
      [YUKI, "Variant B reads better in Japanese."],
      [AMARA, "Agreed, **B** it is."],
    ],
    fields: [
      [fields.effort, { number: "8" }],
      [fields.priority, null, fields.high],
    ],
  })
  seeder.card(doing, AMARA, {
    name: "Move the blog to the new server",
    desc: MEETING,
    labels: [backend],
    members: [AMARA, DIEGO, PRIYA, YUKI],
    dueInHours: -2 * DAY,
    fields: [[fields.effort, { number: "13" }]],
  })
  seeder.card(doing, PRIYA, {
    name: "Launch party 🎉🚀",
    desc: EMOJI,
    labels: [launch],
    members: [LEILA],
    dueInHours: 12 * DAY,
    cover: { color: "orange", size: "full" },
  })
  seeder.card(doing, YUKI, {
    name: "日本語のページを確認する",
    desc: "トップページと料金ページ。",
    labels: [copy],
    members: [YUKI],
  })

  seeder.card(review, DIEGO, {
    name: "Contact form",
    desc: "Sends to `hello@example.com` and answers within a minute.",
    labels: [backend, pink],
    members: [DIEGO, AMARA],
    dueInHours: 1,
    checklists: [
      {
        name: "Before merging",
        items: [
          ["Spam check", true],
          ["Error texts", true],
        ],
      },
    ],
    fields: [[fields.signedOff, { checked: "true" }]],
  })
  seeder.card(review, AMARA, {
    name: "Prices page",
    desc: "See https://trello.com/b/abcdefgh and the table in *Write the style guide*.",
    labels: [design, copy, backend, urgent, research, launch, unnamed, colourless, rtl, pink],
    members: [PRIYA],
    cover: { color: "green", size: "full", brightness: "light" },
  })
  seeder.card(review, PRIYA, { name: "Alternative texts for all images", labels: [pink] })

  seeder.card(done, AMARA, {
    name: "Kick-off",
    desc: MEETING,
    members: [AMARA, DIEGO, PRIYA],
    dueInHours: -20 * DAY,
    dueComplete: true,
    labels: [launch],
  })
  seeder.card(done, DIEGO, {
    name: "Buy the domain",
    dueInHours: -15 * DAY,
    dueComplete: true,
    checklists: [
      {
        name: "Registrars",
        items: [
          ["Compare prices", true],
          ["Buy", true],
        ],
      },
    ],
  })
  seeder.card(done, PRIYA, {
    name: "Interview five customers",
    desc: "Notes are in *Collect everything that customers told us*.",
    labels: [research],
    members: [PRIYA, YUKI],
    cover: { color: "sky" },
  })
  seeder.card(done, AMARA, {
    name: "Old idea: pop-up with a newsletter",
    desc: "Nobody wanted it.",
    labels: [colourless],
    archived: true,
  })
  seeder.card(next, DIEGO, { name: "x" })
}
