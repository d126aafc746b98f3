import type { Plugin } from "vite"

/** The module that Vite wraps every `import()` in. */
const HELPER_ID = "\0vite/preload-helper.js"

/**
 * What the wrapper must do here: a lazy chunk's style sheets are there before it runs. Vite's own also preloads its
 * scripts and takes 900 bytes, a third of what the connector may weigh.
 */
const HELPER = `
const sheets = {}
const add = (href) => sheets[href] ??= new Promise((done, fail) => {
  if (document.querySelector('link[href="' + href + '"]')) return done()
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href })
  link.onload = done
  link.onerror = () => fail(new Error(href + " did not load"))
  document.head.append(link)
})
export const __vitePreload = (load, files = []) =>
  Promise.all(files.filter((file) => file.endsWith(".css")).map((file) => add("/" + file))).then(load)
`

/** Puts a small wrapper in the place of Vite's around every `import()`. */
export function lightLazyLoading(): Plugin {
  return {
    name: "light-lazy-loading",
    enforce: "pre",
    apply: "build",
    load: (id) => (id === HELPER_ID ? { code: HELPER, moduleSideEffects: false } : null),
  }
}
