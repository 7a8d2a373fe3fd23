// The page works without this: it lets all samples change their language together, copies, and marks the place.

const STORE = 'masa-docs-language'
const radios = () => document.querySelectorAll('.samples input[type="radio"]')

const choose = (language) => {
  for (const radio of radios()) radio.checked = radio.value === language
}

const remembered = () => {
  try {
    return localStorage.getItem(STORE)
  } catch {
    return null
  }
}

const remember = (language) => {
  try {
    localStorage.setItem(STORE, language)
  } catch {
    // Storage is off: the choice holds until the page is left.
  }
}

const known = new Set([...radios()].map((radio) => radio.value))
const language = remembered()
if (known.has(language)) choose(language)

document.addEventListener('change', ({ target }) => {
  if (!target.matches('.samples input[type="radio"]')) return
  const before = target.getBoundingClientRect().top
  choose(target.value)
  remember(target.value)
  // Samples above may have grown or shrunk: what was clicked stays where it was.
  scrollBy({ top: target.getBoundingClientRect().top - before, behavior: 'instant' })
})

/** For pages that came over plain HTTP, to which the browser gives no clipboard. */
const copySelection = (pre) => {
  getSelection().selectAllChildren(pre)
  const isDone = document.execCommand('copy')
  getSelection().removeAllRanges()
  return isDone
}

const copy = async (pre) => {
  try {
    await navigator.clipboard.writeText(pre.textContent)
    return true
  } catch {
    return copySelection(pre)
  }
}

for (const code of document.querySelectorAll('.code')) {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'copy'
  button.textContent = 'Copy'
  button.addEventListener('click', async () => {
    const shown = [...code.querySelectorAll('pre')].find((pre) => pre.offsetParent !== null)
    button.textContent = (await copy(shown)) ? 'Copied' : 'Not copied'
    setTimeout(() => {
      button.textContent = 'Copy'
    }, 1500)
  })
  code.append(button)
}

const nav = document.getElementById('contents')
nav.addEventListener('click', ({ target }) => {
  if (target.closest('a') && nav.matches(':popover-open')) nav.hidePopover()
})

const links = new Map([...nav.querySelectorAll('a')].map((link) => [link.hash.slice(1), link]))
const sections = [...document.querySelectorAll('main section[id]')].filter(({ id }) => links.has(id))
let current

const markPlace = () => {
  const section = sections.findLast((one) => one.getBoundingClientRect().top < innerHeight * 0.3)
  const link = section && links.get(section.id)
  if (link === current) return
  current?.removeAttribute('aria-current')
  link?.setAttribute('aria-current', 'location')
  current = link
  if (!link || nav.matches(':popover-open')) return
  const { top, bottom } = link.getBoundingClientRect()
  const box = nav.getBoundingClientRect()
  if (top < box.top + 40 || bottom > box.bottom - 40) nav.scrollTop += top - box.top - box.height / 2
}

let isWaiting = false
addEventListener(
  'scroll',
  () => {
    if (isWaiting) return
    isWaiting = true
    requestAnimationFrame(() => {
      isWaiting = false
      markPlace()
    })
  },
  { passive: true },
)
markPlace()
