const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
  "/": "&#x2F;",
  "`": "&#x60;",
}

/** Text that can stand in HTML. */
export function escapeHtml(text: unknown): string {
  return String(text).replace(/[&<>"'/`]/g, (character) => entities[character] ?? character)
}
