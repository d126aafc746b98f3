/** The address of a person's picture: REST names a folder of sizes, the page's own calls a file. */
export function avatarAddress(avatarUrl: string, size: 30 | 50 | 170): string {
  return avatarUrl.endsWith(".png") ? avatarUrl : `${avatarUrl}/${size}.png`
}
