import type { Plugin } from "vite"

/** What ends marked's file: the instance behind its functions, those functions, and the list of exports. */
const INSTANCE = /var \w+=new \w+;function \w+\([^)]*\)\{return /g
const LEXER = /[{,](\w+) as Lexer[,}]/

/**
 * Leaves of marked's one file (`lib/marked.esm.js`) what its lexer needs. The file makes an instance of everything when
 * it is loaded, so that no bundler may drop the parser, the renderers and the hooks, which nobody here uses.
 * @throws where the file is no longer as this expects, so that nothing is cut by accident.
 */
export function cutToLexer(code: string): string {
  const instance = [...code.matchAll(INSTANCE)].at(-1)
  const exported = code.lastIndexOf("export{")
  const lexer = LEXER.exec(code.slice(exported))?.[1]
  if (instance === undefined || lexer === undefined) {
    throw new Error("marked's file has changed: see powerup/lexerOnly.ts")
  }
  return `${code.slice(0, instance.index)}export{${lexer} as Lexer};`
}

/** Takes marked's lexer into the pages without the rest of marked. */
export function lexerOnly(): Plugin {
  return {
    name: "lexer-only",
    enforce: "pre",
    apply: "build",
    transform: (code, id) =>
      id.endsWith("/marked/lib/marked.esm.js") ? { code: cutToLexer(code), map: null } : null,
  }
}
