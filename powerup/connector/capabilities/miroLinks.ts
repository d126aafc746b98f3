import type { Capabilities } from "../../trello.ts"

/** Fetched with the first attachment or link that Trello asks about; most boards have none. */
const load = () => import("../links/miroLinks.ts")

/** What attachments and bare links become that lead to Miro boards. */
export const miroLinks: Pick<
  Capabilities,
  "attachment-sections" | "attachment-thumbnail" | "format-url"
> = {
  "attachment-sections": async (t, { entries }) => (await load()).attachmentSections(t, entries),
  "attachment-thumbnail": async (t, link) => (await load()).attachmentThumbnail(t, link),
  "format-url": async (t, { url }) => (await load()).formatUrl(t, url),
}
