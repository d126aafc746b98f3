/** Everything that Trello's Markdown can hold, in one description. */
export const STYLE_GUIDE = `# How we write

## Tone

Be **plain**, be *kind*, and ~~never~~ rarely shout. Use \`inline code\` for names.

1. Say what it is
2. Say what to do
   - one step per line
   - no jargon
3. Stop

> Short words are best and the old words when short are best of all.

| Part | Owner | Done |
| --- | --- | --- |
| Home page | @amaraokafor | yes |
| Prices | @diegofernandez | no |

\`\`\`ts
const greeting = (name: string) => \`Hello, \${name} & friends <3\`
\`\`\`

![Sketch of the home page](https://images.example.com/sketch.png)

---

More in [the brand book](https://brand.example.com/book?section=tone&v=2 "Brand book") or at https://example.com/words.

- [x] agreed with marketing
- [ ] translated`

/** What somebody who means harm, or only pastes from a web page, leaves in a description. */
export const HOSTILE = `<script>alert("script in a description")</script>

<img src=x onerror="alert('image')"> and <b>bold by tag</b>, <a href="javascript:alert(1)">a link by tag</a>.

[A link that runs](javascript:alert(1)), [data](data:text/html;base64,PHNjcmlwdD4=), <https://example.com/auto>.

Plain signs: 5 < 6 && 7 > 2, "quotes", 'single', &amp; &lt;b&gt;, {{braces}}, \${dollar}, %00, \\ backslash.`

export const ARABIC = `مرحبًا! هذه بطاقة **باللغة العربية** مع [رابط](https://example.com/ar).

- الصفحة الرئيسية
- صفحة الأسعار

Mixed: النص العربي and English, 2026.`

export const EMOJI = `Launch party 🎉🚀 for the whole crew 👩🏽‍💻👨‍👩‍👧‍👦🏳️‍🌈

Snacks: 🥨 🍕 🧋 :tada:

Zalgo is allowed too: Z̸̡̛a̴͇͝l̶͖̈g̵̣̾o̷͙̊`

export const MEETING = `## Decisions of the kick-off

- **Launch** on a Tuesday, never on a Friday
- *Old addresses* keep working, see [the list](https://example.com/redirects)
- @priyaraman asks legal about cookies

### Open

1. Who signs off the texts?
2. Do we keep the blog?

See also https://trello.com/c/AAAABBBB and \`docs/launch.md\`.`

/** 1,500 characters and more, for titles that end up clamped. */
export const LONG_TITLE = `Collect everything that customers told us about the old website: ${Array.from(
  { length: 40 },
  (_, index) => `request ${index + 1} wants the page about topic ${index + 1} back`,
).join("; ")}.`

/** 9,000 characters and more, with structure, for descriptions that end up clamped. */
export const LONG_DESCRIPTION = Array.from(
  { length: 30 },
  (_, index) => `## Interview ${index + 1}

Customer ${index + 1} uses the website **every week**, mostly to look up prices and opening hours. What they said, shortened:

- finding the contact page took ${index + 2} tries
- the search gives [old results](https://example.com/search?q=old&page=${index + 1})
- "I would rather call", which is what we wanted to avoid`,
).join("\n\n")
