/**
 * The address that opens a Miro board at one of its items.
 * `miroOrigin` is for example `https://miro.com`. The form is what Miro's own "Copy link" gives.
 */
export function itemUrl(miroOrigin: string, boardId: string, itemId: string): string {
  return `${miroOrigin}/app/board/${encodeURIComponent(boardId)}/?moveToWidget=${encodeURIComponent(itemId)}`
}
