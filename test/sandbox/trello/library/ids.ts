const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

/** `length` characters of base 62 from a source of numbers in [0, 1). */
export function randomBase62(length: number, random: () => number): string {
  let text = ""
  for (let i = 0; i < length; i += 1) text += digits.charAt(Math.floor(random() * digits.length))
  return text
}

/** Ids as Trello's library makes them: a seed of 16 characters and a counter from 1. */
export function buildIdSource(random: () => number): () => string {
  const seed = randomBase62(16, random)
  let count = 0
  return () => {
    count += 1
    return `${seed}${count}`
  }
}
