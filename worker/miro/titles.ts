/** Whether Miro shows this title, whatever it makes of special characters. */
export function showsTitle(shown: string, sent: string): boolean {
  return wordsOf(shown) === wordsOf(sent)
}

function wordsOf(title: string): string {
  return title.replaceAll(/<[^>]*>|&#?\w+;|[^\p{L}\p{N}]/gu, "")
}
