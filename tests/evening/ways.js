// What a page must keep for people who see it larger, from right to left, or without a pointer. Read by ways.py.
(() => {
  const WAYS = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']"

  const shown = (it) => {
    const box = it.getBoundingClientRect()
    return it.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) && box.width > 2 && box.height > 2
  }
  const says = (it) => it.outerHTML.replace(/\s+/g, " ").slice(0, 110)

  /** Everything that may be acted on; of radio buttons that belong together the one that Tab leads to. */
  function* ways() {
    const sets = new Set()
    for (const it of document.querySelectorAll(WAYS)) {
      if (it.disabled || it.closest("[inert]") || it.tabIndex < 0) continue
      // A box that is drawn by its label may itself be out of sight.
      const drawn = it.matches("input[type=radio], input[type=checkbox]") ? it.closest("label, .choice") ?? it : it
      if (!shown(drawn)) continue
      if (it.type === "radio") {
        const set = `${it.form?.id ?? ""}/${it.name}`
        if (sets.has(set)) continue
        sets.add(set)
      }
      yield it
    }
  }
  const same = (a, b) => a === b || (a?.type === "radio" && b?.type === "radio" && a.name === b.name && a.form === b.form)

  /** Does anything about what has the focus differ from how it looks without: its outline, shadow, border, ground? */
  const look = (it) =>
    [it, it.closest("label, .choice"), it.nextElementSibling]
      .filter(Boolean)
      .map((one) => {
        const style = getComputedStyle(one)
        const line = style.outlineStyle === "none" || style.outlineWidth === "0px" ? "" : style.outline
        return [line, style.boxShadow, style.borderColor, style.backgroundColor, style.textDecoration].join()
      })
      .join()

  const scrolls = (it) => {
    for (let up = it; up && up !== document.body; up = up.parentElement)
      if (["auto", "scroll"].includes(getComputedStyle(up).overflowX) && up.scrollWidth > up.clientWidth) return true
    return false
  }

  /** The pieces of text that can be read now, each with the element that holds it. */
  const texts = () => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const found = []
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const it = node.parentElement
      if (!node.data.trim() || it.closest("script, style, svg, noscript, option") || !shown(it)) continue
      const range = document.createRange()
      range.selectNodeContents(node)
      const boxes = [...range.getClientRects()].filter((box) => box.width > 1 && box.height > 1)
      if (boxes.length) found.push({ it, words: node.data.trim().slice(0, 60), boxes })
    }
    return found
  }

  window.ways = {
    all: () => [...ways()].map(says),
    /** Remember how each looks before it has the focus. */
    before: () => {
      document.activeElement?.blur?.()
      for (const it of ways()) it.plainLook = look(it)
    },
    /** What has the focus: its number among the ways, itself in words, and whether one sees that it has it. */
    now: () => {
      const it = document.activeElement
      if (!it || it === document.body) return null
      return {
        number: [...ways()].findIndex((one) => same(one, it)),
        words: says(it),
        seen: it.plainLook === undefined || look(it) !== it.plainLook,
        last: it.matches("iframe"),
      }
    },
    words: () => (window.ways.held = texts().map(({ it, words }) => ({ it, words }))).length,
    /** Words that could be read before and can't any more. */
    lost: () =>
      (window.ways.held ?? [])
        .filter(({ it }) => it.isConnected && !shown(it))
        .map(({ it, words }) => `no more to be seen: “${words}” in ${says(it)}`),
    /** Text that is cut off, or lies outside the page. */
    cut: () => {
      const faults = []
      const wide = document.documentElement.scrollWidth - innerWidth
      if (wide > 0) {
        const widest = [...document.body.querySelectorAll("*")]
          .filter((it) => !scrolls(it) && it.getBoundingClientRect().width > 0)
          .filter((it) => {
            const box = it.getBoundingClientRect()
            return box.right > innerWidth + 1 || box.left < -1
          })
        faults.push(`${wide} px wider than the screen: ${widest.length ? says(widest.at(-1)) : "?"}`)
      }
      for (const { it, words, boxes } of texts()) {
        for (let up = it; up && up !== document.body; up = up.parentElement) {
          const style = getComputedStyle(up)
          const hidden = (way) => ["hidden", "clip"].includes(way)
          if (!hidden(style.overflowX) && !hidden(style.overflowY)) continue
          const frame = up.getBoundingClientRect()
          if (frame.width <= 2 || frame.height <= 2) break // words for screen readers alone
          const out = boxes.some(
            (box) =>
              (hidden(style.overflowX) && (box.right > frame.right + 2 || box.left < frame.left - 2)) ||
              (hidden(style.overflowY) && (box.bottom > frame.bottom + 4 || box.top < frame.top - 4)),
          )
          if (out) faults.push(`cut off: “${words}” by ${says(up)}`)
          break
        }
      }
      for (const it of ways()) {
        const box = it.getBoundingClientRect()
        if (!scrolls(it) && !it.matches(".skip, .skip *") && (box.right > innerWidth + 2 || box.left < -2) && shown(it))
          faults.push(`outside the screen: ${says(it)}`)
      }
      return faults
    },
    /** Pieces of text that lie over one another. */
    over: () => {
      const still = texts().filter(({ it }) => {
        for (let up = it; up; up = up.parentElement)
          if (["fixed", "sticky", "absolute"].includes(getComputedStyle(up).position)) return false
        return true
      })
      const faults = []
      for (let a = 0; a < still.length; a++)
        for (let b = a + 1; b < still.length; b++) {
          if (still[a].it.contains(still[b].it) || still[b].it.contains(still[a].it)) continue
          const meets = still[a].boxes.some((one) =>
            still[b].boxes.some((two) => {
              const width = Math.min(one.right, two.right) - Math.max(one.left, two.left)
              const height = Math.min(one.bottom, two.bottom) - Math.max(one.top, two.top)
              return width > 4 && height > Math.min(one.height, two.height) * 0.5
            }),
          )
          if (meets) faults.push(`“${still[a].words}” lies over “${still[b].words}”`)
        }
      return faults
    },
  }
})()
