import { describe, expect, it } from "vitest"
import { ids, sampleState } from "../page/host/samples.ts"
import { buildStage, stageSecret } from "../page/host/stage.ts"
import { buildLocalize, buildLocalizer, chooseLocale, type LocalNode } from "./localizer.ts"
import { startIframe } from "./start.ts"

const localization = {
  defaultLocale: "en",
  supportedLocales: ["en", "de", "pt-BR"],
  resourceUrl: "./texts/{locale}.json",
}

function buildNode(
  attributes: Record<string, string>,
  below: LocalNode[] = [],
): LocalNode & { readonly attributes: Record<string, string> } {
  return {
    attributes,
    textContent: "",
    getAttribute: (name) => attributes[name] ?? null,
    setAttribute: (name, value) => {
      attributes[name] = value
    },
    querySelectorAll: () => below,
  }
}

describe("localisation", () => {
  it.each([
    ["de", "de"],
    ["de-AT", "de"],
    ["pt_BR", "pt-BR"],
    ["fr", "en"],
  ])("takes for %s the texts in %s", (wanted, chosen) => {
    expect(chooseLocale(wanted, localization)).toBe(chosen)
  })

  it("fills in arguments by number and by name, and refuses a key without text", () => {
    const texts = buildLocalizer({ a: "{0} of {1}", b: "Hello {name}, {other}" })
    expect(texts.localize("a", [1, 2])).toBe("1 of 2")
    expect(texts.localize("b", { name: "Mia" })).toBe("Hello Mia, {other}")
    expect(() => texts.localize("c")).toThrow("c")
  })

  it("fills in a node and what is below it: text, arguments and attributes", () => {
    const field = buildNode({ "data-i18n-attrs": '{"placeholder":"find"}' })
    const title = buildNode({ "data-i18n-id": "count", "data-i18n-args": "[3]" }, [field])
    const texts = buildLocalizer({ count: "{0} cards", find: "Find" })
    buildLocalize(() => texts).localizeNode(title)
    expect(title.textContent).toBe("3 cards")
    expect(field.attributes["placeholder"]).toBe("Find")
  })

  it("brings the texts of the page's locale from resourceUrl, before the first render", async () => {
    const stage = await buildStage(sampleState, {})
    const fragment = { secret: stageSecret, context: { board: ids.board }, locale: "de-AT" }
    const href = `https://pu.example/page#${encodeURIComponent(JSON.stringify(fragment))}`
    const { page } = stage.openPage(href)
    page.texts["./texts/de.json"] = { hello: "Hallo" }
    const t = startIframe(page.environment, {
      targetOrigin: "https://trello.example",
      localization,
    })
    expect(() => t.localizeKey("hello")).toThrow("No localizer")
    const seen: unknown[] = []
    t.render(() => void seen.push(t.localizeKeys(["hello", ["hello", {}]])))
    stage.host.renderFrame(page.toPage)
    await expect.poll(() => seen).toEqual([["Hallo", "Hallo"]])
  })
})

describe("clients of Trello's API in the library", () => {
  it("are not there: no getRestApi, and an OAuth 2 client only where it was set up", async () => {
    const stage = await buildStage(sampleState, {})
    const { t } = stage.openPage("https://pu.example/page")
    expect(t).not.toHaveProperty("getRestApi")
    expect(() => t.getOAuth2ApiClient()).toThrow(/^OAuth 2 Trello API client not initialized\./)
  })
})
