import { Lexer, type MarkedOptions, type Token, type TokensList } from "marked"

/** Quotes and lists within each other, and emphasis and links within each other, beyond which text is left as it is. */
const DEPTH_MAX = 12

/**
 * How much work inline parsing gets per description, as the sum over all runs of text of length times markup
 * characters. Marked takes time in that order on hostile text: this allows for tens of milliseconds, and is several
 * times what 16,384 characters of dense but ordinary Markdown ask for.
 */
const WORK_MAX = 8_000_000

const MARKUP = /[!&*:<[\\\]_`~]/g

/** Marked's lexer, but nesting and cost are bounded: what exceeds them stays literal text. */
class BoundedLexer extends Lexer {
  private depth = 0
  private work = 0

  override blockTokens(src: string, tokens?: Token[], clipped?: boolean): Token[]
  override blockTokens(src: string, tokens?: TokensList, clipped?: boolean): TokensList
  override blockTokens(src: string, tokens: Token[] = [], clipped = false): Token[] {
    if (this.depth >= DEPTH_MAX) return literal(src, tokens)
    this.depth += 1
    const result = super.blockTokens(src, tokens, clipped)
    this.depth -= 1
    return result
  }

  override inlineTokens(src: string, tokens: Token[] = []): Token[] {
    const work = src.length * (src.match(MARKUP)?.length ?? 0)
    if (this.depth >= DEPTH_MAX || this.work + work > WORK_MAX) return literal(src, tokens)
    this.work += work
    this.depth += 1
    const result = super.inlineTokens(src, tokens)
    this.depth -= 1
    return result
  }
}

function literal(src: string, tokens: Token[]): Token[] {
  tokens.push({ type: "text", raw: src, text: src, escaped: false })
  return tokens
}

/** Markdown as tokens. A line break is a line break, as in Trello. */
export function lexMarkdown(markdown: string): readonly Token[] {
  // The lexer writes into its options.
  const options: MarkedOptions = { gfm: true, breaks: true }
  return new BoundedLexer(options).lex(markdown)
}
