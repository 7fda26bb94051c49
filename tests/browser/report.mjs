// Opens the HTML report in a browser: headless Chromium, Debian's package, driven by playwright-core.
//
//   node report.mjs LABWRIGHT FOLDER_OF_NODE_MODULES
//
// The reports are made by LABWRIGHT: of world/ beside this file with a sandbox, and of plan files that are written here,
// for what no sandbox would say. UPDATE=1 writes the picture of the README, docs/report.png.

import assert from 'node:assert/strict'
import { spawn, execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { check, finish, labwright, load, root } from '../node/checks.mjs'

const { chromium } = load('playwright-core')
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'labwright-browser-'))
const here = path.join(root, 'tests/browser')

/// Runs labwright as in a job of GitLab CI; exit 1 is that of a plan with problems.
function run(args, cwd, env = {}) {
  const variables = {
    GITLAB_CI: 'true',
    CI_PROJECT_DIR: cwd,
    CI_PROJECT_URL: 'https://gitlab.example.com/acme/config',
    CI_JOB_URL: 'https://gitlab.example.com/acme/config/-/jobs/7',
    CI_COMMIT_SHA: '141be9714669a4c1ccaa013c6a7f3e462ff2a40f',
  }
  try {
    execFileSync(labwright, args, { cwd, env: { ...variables, ...env }, stdio: ['ignore', 'ignore', 'pipe'] })
  } catch (error) {
    assert.equal(error.status, 1, String(error.stderr))
  }
}

/// A sandbox from world/, planned once: the plan as a document.
async function planned() {
  const world = path.join(folder, 'world')
  fs.cpSync(path.join(here, 'world'), world, { recursive: true })
  const server = spawn(labwright, ['sandbox', '--listen', '127.0.0.1:0', '--seed', 'sandbox.yaml'], { cwd: world })
  try {
    const said = await new Promise((resolve, reject) => {
      let text = ''
      server.stdout.on('data', (data) => {
        text += data
        if (text.includes('Ctrl-C')) resolve(text)
      })
      server.on('exit', () => reject(new Error(`no sandbox: ${text}`)))
    })
    const [, url, token] = said.match(/GITLAB_URL=(\S+) GITLAB_TOKEN=(\S+)/)
    run(['plan', '--out', 'plan.json'], world, { GITLAB_URL: url, GITLAB_TOKEN: token })
    const plan = fs.readFileSync(path.join(world, 'plan.json'), 'utf8')
    return JSON.parse(plan.replaceAll(url, 'https://gitlab.example.com'))
  } finally {
    server.kill()
  }
}

/// The report of a document, as a file.
function report(name, plan) {
  fs.writeFileSync(path.join(folder, `${name}.json`), JSON.stringify(plan))
  run(['plan-merge', `${name}.json`, '--report-html', `${name}.html`, '-o', 'json'], folder)
  return path.join(folder, `${name}.html`)
}

const empty = { create: 0, update: 0, replace: 0, delete: 0, act: 0, unchanged: 0 }

/// A document of these steps.
const document_ = (steps, more = {}) => ({
  format: 1, labwright: '0.1.0', server: 'https://gitlab.example.com', steps, summary: { ...empty, ...more.summary },
  notes: more.notes ?? [], problems: more.problems ?? [],
})

/// A step of a document.
function step(scope, kind, name, action, changes) {
  return {
    address: `${scope}/${kind}/${name}`, scope, kind, action, phase: 1,
    origin: { file: 'labwright.yaml', line: 3, pruned: false }, changes,
    request: { method: 'PATCH', path: '/x', body: {} },
  }
}

/// What a browser must not take for anything but text.
const HOSTILE = [
  '</script><script>pwned()</script>', '<img src=x onerror=pwned()>', '"><svg onload=pwned()>', "' onmouseover='pwned()",
  '</style><iframe src=//evil.example.com>', '--><b>', '<!--', ']]>', '&lt;b&gt;', '\u2028pwned()\u2029', '${pwned()}',
  'javascript:pwned()', '\u202eevil\u0007', 'x'.repeat(3000), '<a href="javascript:pwned()">x</a>', '{{pwned()}}', '\0',
]

function hostile() {
  const steps = HOSTILE.flatMap((it, at) => ['update', 'delete', 'create'].map((action) => ({
    ...step(`projects/${it}`, `kind ${it}`, `name ${it}`, action, action === 'delete' ? [] : [
      { field: it, before: it, after: `${it} too`, loosens: at % 2 === 0 },
      { field: 'lines', before: `${it}\none`, after: `${it}\ntwo` },
      { field: 'list', before: null, after: [it, { [it]: it }] },
    ]),
    origin: { file: it, line: 7, pruned: action === 'delete' }, why: it,
  })))
  const problem = (it) => ({ file: it, line: 1, column: 1, message: it, hint: it, more: 0 })
  return document_(steps, {
    notes: HOSTILE.map((it) => ({ address: it, message: it, waiting: true })),
    problems: HOSTILE.map(problem),
  })
}

/// Ten thousand objects of a thousand projects.
function large() {
  const actions = ['update', 'create', 'delete', 'update', 'update']
  const steps = Array.from({ length: 10000 }, (_, at) => {
    const action = actions[at % actions.length]
    const before = (value) => (action === 'create' ? null : value)
    return step(
      `projects/acme/service-${Math.floor(at / 10)}`, ['protected_branches', 'external_status_checks'][at % 2], `name-${at}`,
      action, action === 'delete' ? [] : [
        { field: 'allowed_to_push', before: before(['maintainer']), after: ['no one'] },
        { field: 'allow_force_push', before: before(true), after: false },
        { field: 'description', before: null, after: 'Something that is said of it' },
      ])
  })
  return document_(steps, { summary: { update: 6000, create: 2000, delete: 2000 } })
}

const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: [
    '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync',
  ],
})
/// What pages did that they must not: requests, errors, what the policy of the page refused.
const misdeeds = []

/// Opens a file in a browser of its own.
async function open(file, options = {}, answered = () => {}) {
  const context = await browser.newContext({ viewport: { width: 1100, height: 900 }, ...options })
  const page = await context.newPage()
  const url = pathToFileURL(file).href
  page.on('request', (it) => it.url() === url || it.url() === 'data:,' || misdeeds.push(`request ${it.url()}`))
  page.on('requestfinished', answered)
  page.on('pageerror', (it) => misdeeds.push(`error ${it}`))
  page.on('console', (it) => misdeeds.push(`console ${it.text()}`))
  page.on('dialog', (it) => misdeeds.push(`dialog ${it.message()}`))
  await page.addInitScript(() => { window.pwned = () => console.log('hostile text ran') })
  await page.goto(url)
  return page
}

/// The addresses in sight, in order.
const addresses = (page) => page.$$eval('details.object', (all) =>
  all.filter((it) => it.checkVisibility()).map((it) => it.querySelector('.address').innerText.replaceAll('\n', '')))
/// The line that counts, after the filter ran.
const settled = (page) => page.evaluate(() => new Promise((resolve) => {
  requestAnimationFrame(() => requestAnimationFrame(() => resolve(document.querySelector('output').value)))
}))
const opened = (page) => page.$$eval('details', (all) => all.filter((it) => it.open).length)
const overflow = (page) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)

/// The lowest contrast of text to what is behind it, and where.
const contrast = (page) => page.evaluate(() => {
  const numbers = (color) => color.match(/[\d.]+/g).map(Number)
  const light = (color) => {
    const [r, g, b] = numbers(color).map((it) => it / 255).map((it) => (it <= 0.04045 ? it / 12.92 : ((it + 0.055) / 1.055) ** 2.4))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const behind = (element) => {
    for (let it = element; it; it = it.parentElement) {
      const color = getComputedStyle(it).backgroundColor
      if ((numbers(color)[3] ?? 1) > 0) return color
    }
    return 'rgb(255, 255, 255)'
  }
  let lowest = [Infinity, '']
  for (const it of document.querySelectorAll('body *')) {
    if (![...it.childNodes].some((child) => child.nodeType === 3 && child.data.trim()) || !it.checkVisibility()) continue
    const [one, other] = [light(getComputedStyle(it).color), light(behind(it))]
    const found = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05)
    if (found < lowest[0]) lowest = [found, it.outerHTML.slice(0, 80)]
  }
  return lowest
})

const plan = await planned()
const usual = report('usual', plan)

await check('deletions come first, then what loosens protection, and words say so', async () => {
  const page = await open(usual)
  const first = await page.$$eval('main > section:first-child > details', (all) => all.map((it) => it.innerText))
  assert.equal(first.length, 4)
  for (const it of first.slice(0, 2)) assert.match(it, /delete/)
  for (const it of first.slice(2)) assert.match(it, /loosens protection/)
  assert.match(await page.innerText('.counts'), /2 to delete\s+2 loosening protection\s+4 to create\s+4 to update/)
})

await check('the page says for what it is, and where each step was asked for', async () => {
  const page = await open(usual)
  assert.match(await page.innerText('header'), /https:\/\/gitlab\.example\.com · address from GITLAB_URL · commit 141be9714669 · job/)
  const link = page.locator('details.object', { hasText: 'Legacy' }).getByRole('link')
  assert.equal(await link.innerText(), 'projects/api.yaml:11')
  assert.equal(await link.getAttribute('href'),
    'https://gitlab.example.com/acme/config/-/blob/141be9714669a4c1ccaa013c6a7f3e462ff2a40f/projects/api.yaml#L11')
})

await check('the filter goes by scope, kind, action and text', async () => {
  const page = await open(usual)
  const shows = async (count) => {
    assert.equal(await settled(page), `${count} of 10 objects`)
    const shown = await addresses(page)
    assert.equal(shown.length, count)
    return shown
  }
  await shows(10)
  await page.getByLabel('Scope').fill('acme/API')
  await shows(4)
  await page.getByLabel('Kind').selectOption('protected_branches')
  await shows(2)
  await page.getByLabel('Action').selectOption('loosens')
  assert.deepEqual(await shows(1), ['projects/acme/api/protected_branches/release/*'])
  await page.getByRole('button', { name: 'Clear' }).click()
  await shows(10)
  await page.getByLabel('Action').selectOption('delete')
  assert.deepEqual(await shows(2), [
    'projects/acme/api/external_status_checks/Legacy', 'projects/acme/web/external_status_checks/Old scanner',
  ])
  await page.getByRole('button', { name: 'Clear' }).click()
  // All words have to be there, in whatever order, in what the object says of itself.
  await page.getByLabel('Text').fill('SECRET compliance.example.com')
  await shows(1)
  await page.getByLabel('Text').fill('nothing like this')
  await shows(0)
  assert.ok(await page.getByText('No object matches the filter.').isVisible())
  assert.equal(await page.locator('main h2:visible').allInnerTexts().then((it) => it.join()), 'Notes')
})

await check('everything unfolds and folds, and only what is in sight', async () => {
  const page = await open(usual)
  const all = await page.locator('details').count()
  assert.equal(await opened(page), all)
  await page.getByRole('button', { name: 'Collapse all' }).click()
  assert.equal(await opened(page), 0)
  await page.getByLabel('Action').selectOption('delete')
  await settled(page)
  await page.getByRole('button', { name: 'Expand all' }).click()
  assert.equal(await opened(page), 2)
})

await check('the keyboard is enough', async () => {
  const page = await open(usual)
  await page.keyboard.press('Tab')
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Skip to the plan')
  await page.keyboard.press('/')
  await page.keyboard.type('legacy')
  assert.equal(await settled(page), '1 of 10 objects')
  await page.keyboard.type('/')
  assert.equal(await page.getByLabel('Text').inputValue(), 'legacy/')
  await page.keyboard.press('Backspace')
  await settled(page)
  const object = page.locator('details.object:visible')
  for (let at = 0; at < 12; at++) {
    await page.keyboard.press('Tab')
    if (await page.evaluate(() => document.activeElement.matches('summary'))) break
  }
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle)
  assert.equal(outline, 'solid')
  assert.equal(await object.evaluate((it) => it.open), true)
  await page.keyboard.press('Enter')
  assert.equal(await object.evaluate((it) => it.open), false)
  await page.keyboard.press('Space')
  assert.equal(await object.evaluate((it) => it.open), true)
})

await check('a phone shows it without scrolling sideways', async () => {
  for (const file of [usual, report('hostile', hostile())]) {
    const page = await open(file, { viewport: { width: 320, height: 700 }, isMobile: true, hasTouch: true })
    await page.getByRole('button', { name: 'Expand all' }).click()
    assert.equal(await overflow(page), 0)
  }
})

await check('it can be read in light and in the dark', async () => {
  const papers = new Set()
  for (const colorScheme of ['light', 'dark']) {
    const page = await open(usual, { colorScheme })
    papers.add(await page.evaluate(() => getComputedStyle(document.body).backgroundColor))
    const [lowest, where] = await contrast(page)
    assert.ok(lowest >= 4.5, `${colorScheme}: ${lowest} at ${where}`)
  }
  assert.equal(papers.size, 2)
})

await check('it is whole without its script', async () => {
  const page = await open(usual, { javaScriptEnabled: false })
  assert.equal(await page.getByRole('search').count(), 0)
  assert.equal(await page.locator('details.object:visible').count(), 10)
  const object = page.locator('details.object', { hasText: 'Compliance Tool' }).first()
  assert.ok(await object.getByText('(secret COMPLIANCE_SECRET)').isVisible())
  await object.locator('summary').click()
  assert.ok(!(await object.getByText('(secret COMPLIANCE_SECRET)').isVisible()))
})

await check('on paper everything is unfolded and there is nothing to press', async () => {
  const page = await open(usual)
  await page.getByRole('button', { name: 'Collapse all' }).click()
  await page.emulateMedia({ media: 'print' })
  assert.equal(await page.getByRole('search').count(), 0)
  const heights = await page.$$eval('details.object .inside', (all) => all.map((it) => it.getBoundingClientRect().height))
  assert.equal(heights.length, 10)
  assert.ok(heights.every((it) => it > 0), String(heights))
  await page.emulateMedia({ media: null })
  assert.ok((await page.pdf()).length > 10000)
})

await check('hostile text is text', async () => {
  const page = await open(report('hostile', hostile()))
  const count = (selector) => page.locator(selector).count()
  for (const tag of ['img', 'svg', 'iframe', 'object', 'embed', 'base', '[onerror]', '[onload]', '[onmouseover]', 'a[href^=javascript]']) {
    assert.equal(await count(tag), 0, tag)
  }
  assert.deepEqual([await count('script'), await count('style'), await count('meta')], [1, 1, 5])
  const text = await page.locator('main').innerText()
  for (const it of HOSTILE.filter((it) => /^[\x20-\x7e]+$/.test(it))) assert.ok(text.includes(it), it)
  assert.ok(!/[\0\u0007\u2028\u202e]/.test(await page.content()))
  await page.getByLabel('Text').fill('<img src=x')
  assert.equal(await settled(page), `1 of ${HOSTILE.length} objects`)
  await page.getByRole('button', { name: 'Clear' }).click()
  await page.getByLabel('Scope').fill('</script>')
  assert.equal(await settled(page), `1 of ${HOSTILE.length} objects`)
})

await check('whatever markup stands in a plan, it is shown as it is written', async () => {
  const parts = [
    '<', '>', '&', '"', "'", '`', '=', '/', '</script>', '<script>', '<!--', '-->', '</dd>', '</details>', '</style>', '</textarea>',
    '<svg onload=pwned()>', '&amp', '&lt;', '&#x3c;', '{{', '}}', '<plaintext>', '<template>', '<title>', '<math>', 'x',
  ]
  // A generator with a seed: a failure can be seen again.
  let seed = 7
  const next = (below) => {
    seed = (seed * 1103515245 + 12345) % 2147483648
    return Math.floor((seed / 2147483648) * below)
  }
  const text = () => Array.from({ length: 1 + next(6) }, () => parts[next(parts.length)]).join('')
  const steps = Array.from({ length: 300 }, (_, at) => ({
    ...step(`projects/${text()}`, text(), `${at}${text()}`, 'update', [{ field: text(), before: text(), after: text() }]), why: text(),
  }))
  const page = await open(report('markup', document_(steps)))
  const shown = await page.$$eval('details.object', (all) => all.map((it) => ({
    address: it.querySelector('.address').textContent, field: it.querySelector('dt').textContent,
    before: it.querySelector('del').textContent, after: it.querySelector('ins').textContent,
    why: it.querySelector('.why').textContent, scope: it.dataset.scope, kind: it.dataset.kind,
  })))
  const wanted = steps.map((it) => ({
    // The scope stands above its objects.
    address: it.address.slice(it.scope.length + 1), ...it.changes[0], why: it.why, scope: it.scope, kind: it.kind,
  }))
  const sorted = (all) => all.map((it) => JSON.stringify(Object.entries(it).sort())).sort()
  assert.deepEqual(sorted(shown), sorted(wanted))
  assert.equal(await page.locator('script').count(), 1)
})

await check('a plan of problems alone says them', async () => {
  const problems = [{ file: 'a.yaml', line: 3, column: 1, message: 'unknown key `x`', hint: 'remove it', more: 0 }]
  const page = await open(report('problems', document_([], { problems })))
  assert.match(await page.innerText('main'), /unknown key `x`\s+remove it\s+a\.yaml:3/)
  assert.equal(await page.getByRole('search').count(), 0)
  assert.equal(await page.getByText('Nothing to do').count(), 0)
})

await check('a plan of nothing says so', async () => {
  const page = await open(report('nothing', document_([], { summary: { unchanged: 12 } })))
  assert.match(await page.innerText('body'), /12 unchanged[^]*Nothing to do/)
})

await check('ten thousand objects can be used', async () => {
  const file = report('large', large())
  const page = await open(file)
  const { interactive, paint } = await page.evaluate(() => ({
    interactive: performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd,
    paint: performance.getEntriesByName('first-contentful-paint')[0].startTime,
  }))
  const began = performance.now()
  await page.getByLabel('Text').fill('service-777')
  assert.equal(await settled(page), '10 of 10000 objects')
  const filtered = performance.now() - began
  assert.equal((await addresses(page)).length, 10)
  await page.getByRole('button', { name: 'Clear' }).click()
  assert.equal(await settled(page), '10000 of 10000 objects')
  await page.getByRole('button', { name: 'Expand all' }).click()
  assert.equal(await opened(page), await page.locator('details').count())
  const megabytes = (fs.statSync(file).size / 1e6).toFixed(1)
  console.log(`      10,000 objects: ${megabytes} MB, first paint after ${Math.round(paint)} ms, ready after ${Math.round(interactive)} ms, first search ${Math.round(filtered)} ms`)
})

await check('no page loaded, said or ran anything', async () => assert.deepEqual(misdeeds, []))

await check('the policy of the page holds where escaping would fail', async () => {
  const page = fs.readFileSync(usual, 'utf8')
  const evil = '<script>pwned()</script><img src="https://evil.example.com/x" onerror="pwned()"><style>body{display:none}</style>'
  const file = path.join(folder, 'broken.html')
  fs.writeFileSync(file, page.replace('<footer>', `${evil}<footer>`))
  const loaded = []
  const opened = await open(file, {}, (it) => loaded.push(it.url()))
  assert.ok(await opened.getByRole('heading', { name: 'labwright plan' }).isVisible())
  const refused = misdeeds.splice(0)
  assert.ok(refused.some((it) => it.includes('script-src')), refused.join('\n'))
  assert.deepEqual(refused.filter((it) => it.includes('hostile text ran')), [])
  assert.deepEqual(loaded, [pathToFileURL(file).href])
})

if (process.env.UPDATE) {
  const page = await open(usual, { viewport: { width: 900, height: 640 } })
  await page.screenshot({ path: path.join(root, 'docs/report.png') })
}

await browser.close()
fs.rmSync(folder, { recursive: true, force: true })
finish()
