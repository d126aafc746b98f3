/**
 * A token, code or key in memory. It cannot be logged, put into a message or serialised by accident: text and JSON of
 * it say `[secret]`, and a Durable Object call refuses to carry it. Whoever needs the value says so with `reveal()`.
 */
export class Secret {
  readonly #value: string

  constructor(value: string) {
    this.#value = value
  }

  /** The value itself, for the one line that sends, seals or hashes it. */
  reveal(): string {
    return this.#value
  }

  toString(): string {
    return "[secret]"
  }

  toJSON(): string {
    return "[secret]"
  }

  /** What Node's and workerd's inspection of values prints. */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return "[secret]"
  }
}
