// What editors make of the schema: the real yaml-language-server over stdio.
//
// Examples have no diagnostic, wrong files have one where the loader tells a problem, completion and hover say
// what a person needs, and the settings that `labwright schema --setup` prints work.

import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import http from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { check, finish, labwright, load, root } from '../node/checks.mjs'
import { start } from './server.mjs'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'labwright-editor-'))
const plain = { validate: true, hover: true, completion: true, kubernetesCRDStore: { enable: false } }
const offline = { ...plain, schemaStore: { enable: false } }

const yamlFiles = (below) =>
  fs
    .readdirSync(path.join(root, below), { recursive: true })
    .filter((it) => it.endsWith('.yaml') && path.basename(it) !== 'sandbox.yaml')
    .map((it) => path.join(below, it))
    .sort()

const read = (file) => fs.readFileSync(path.join(root, file), 'utf8')
const lines = (diagnostics) => diagnostics.map((it) => it.range.start.line + 1)
const shown = (diagnostics) => diagnostics.map((it) => `${it.range.start.line + 1}: ${it.message}`).join('\n')

// Examples: their own first line says which schema they have.
const byModeline = await start(pathToFileURL(root).href, { yaml: offline })
const examples = yamlFiles('examples')
await check(`all ${examples.length} examples are valid, and would not be with a wrong key`, async () => {
  assert.ok(examples.length >= 6)
  await Promise.all(
    examples.map(async (file) => {
      const uri = pathToFileURL(path.join(root, file)).href
      const found = await byModeline.diagnostics(uri, read(file))
      assert.deepEqual(found, [], `${file}\n${shown(found)}`)
      const wrong = await byModeline.diagnostics(uri.replace('.yaml', '-wrong.yaml'), `${read(file)}\nnope: 1\n`)
      assert.ok(wrong.some((it) => it.message.includes('nope')), `${file}: nothing is checked`)
    }),
  )
})
byModeline.stop()

// Everything else: the schema as this binary prints it, by a setting.
const schema = path.join(folder, 'labwright.schema.json')
fs.writeFileSync(schema, execFileSync(labwright, ['schema']))
const workspace = pathToFileURL(folder).href
const server = await start(workspace, { yaml: { ...offline, schemas: { [pathToFileURL(schema).href]: ['*.yaml'] } } })
await server.ready(`${workspace}/ready.yaml`, 'nope: 1\n')
let opened = 0
const fresh = () => `${workspace}/${(opened += 1)}.yaml`

let agreed = 0
const differ = []
for (const file of yamlFiles('tests/fixtures/invalid')) {
  const text = read(file)
  const loader = spawnSync(labwright, ['validate', '-o', 'json', '-c', path.join(root, file)])
  const told = JSON.parse(loader.stdout).problems.map((it) => it.line)
  const found = await server.diagnostics(fresh(), text)
  const name = path.basename(file)
  if (text.includes('\n# schema: accepts\n')) {
    await check(`${name}: no schema can tell`, () => assert.deepEqual(found, [], shown(found)))
    continue
  }
  await check(`${name}: found at a line that the loader tells (${told})`, () => {
    assert.ok(found.length > 0, 'accepted')
    assert.ok(lines(found).some((it) => told.includes(it)), shown(found))
  })
  if (lines(found).some((it) => told.includes(it))) agreed += 1
  else differ.push(name)
}
console.log(`      of the invalid files that a schema can tell, ${agreed} agree with the loader, ${differ.length} do not`)

// `|` is where the cursor is.
const at = (text) => {
  const before = text.slice(0, text.indexOf('|'))
  const character = before.length - before.lastIndexOf('\n') - 1
  return [text.replace('|', ''), { line: before.split('\n').length - 1, character }]
}
const complete = async (text) => {
  const items = await server.complete(fresh(), ...at(text))
  return items.map((it) => ({
    label: it.label,
    text: it.insertText ?? it.textEdit?.newText ?? '',
    about: it.documentation?.value ?? it.documentation ?? '',
  }))
}

const project = 'version: 1\nprojects:\n  acme/api:\n'
const branch = `${project}    protected_branches:\n      - name: main\n        `
const hook = 'version: 1\ninstance:\n  system_hooks:\n    - url: https://audit.example.com\n      '
const deployment = `${project}    deployments:\n      - environment: production\n        `

// Where, what must be offered, and what it must say. `=` before a name: what is put in.
for (const [where, text, offered] of [
  ['an empty file', '|', { version: 'Version', projects: 'Projects by their full path', instance: 'administrator' }],
  ['a project', 'version: 1\nprojects:\n  |', { 'group/project': 'full path' }],
  [
    'the kinds of a project',
    `${project}    |`,
    {
      protected_branches: 'A plan requires the Reporter role, an apply the Maintainer role',
      external_status_checks: 'Requires GitLab Ultimate 14.1 or newer and the Maintainer role',
      merge_trains: 'Requires GitLab Premium 15.6 or newer',
      deployments: 'the Developer role',
    },
  ],
  ['the fields of a branch', branch + '|', { allowed_to_push: 'Who can push', allow_force_push: "GitLab's default: `false`" }],
  ['the roles', branch + 'allowed_to_push:\n          - |', { maintainer: 'Maintainers and owners', user: 'Username' }],
  ['the roles in a flow', branch + 'allowed_to_push: [|]', { 'no one': 'No one' }],
  ['a switch', branch + 'allow_force_push: |', { true: '', false: '', null: '' }],
  ['a listed value', deployment + 'status: |', { success: 'the environment runs it now', failed: 'deployment failed' }],
  ['null of a listed value', hook + 'branch_filter_strategy: |', { null: "GitLab's default: `wildcard`" }],
  ['a secret', hook + 'token:\n        |', { env: 'environment variable', file: 'Path of the file' }],
  ['an approval', deployment + 'approval:\n          |', { status: 'The decision', comment: 'Comment' }],
  ['a collection that is pruned', `${project}    protected_branches:\n      |`, { items: 'The objects', prune: 'Delete objects' }],
]) {
  await check(`completion of ${where}`, async () => {
    const items = await complete(text)
    for (const [label, about] of Object.entries(offered)) {
      const item = items.find((it) => it.label === label)
      assert.ok(item, `no ${label} among ${items.map((it) => it.label)}`)
      assert.ok(item.about.includes(about), `${label}: ${item.about}`)
    }
  })
}

await check('what is put in is what was asked for: no default, and nothing that is no YAML', async () => {
  const texts = [
    '|', 'version: 1\n|', 'version: 1\ninstance:\n  |', 'version: 1\nprojects:\n  |', `${project}    |`, `${branch}|`, `${hook}|`,
    `${hook}token: |`, `${deployment}|`, `${project}    protected_branches:\n      |`, 'version: 1\ninstance:\n  system_hooks:\n    |',
    `${project}    merge_requests:\n      - iid: 4\n        |`, 'version: 1\ngitlab: |', 'version: 1\nprojects: |',
  ]
  let seen = 0
  for (const text of texts) {
    for (const { label, text: put } of await complete(text)) {
      seen += 1
      assert.ok(!`${label} ${put}`.includes('[object Object]'), `${label}: ${put}`)
      // A field that nobody asked for would be managed from then on.
      assert.ok(!/\w+: (\$\{\d+:)?(true|false|\[\])/.test(put), `${label} puts in ${put}`)
      if (/^\w+$/.test(label) && put.startsWith(label)) assert.ok(put.startsWith(`${label}:`) || put === label, put)
    }
  }
  assert.ok(seen > 45, `only ${seen} were looked at`)
})

await check('a collection that is begun is begun as a list, with what its items need', async () => {
  const items = Object.fromEntries((await complete(`${project}    |`)).map((it) => [it.label, it.text]))
  for (const kind of ['protected_branches', 'external_status_checks']) assert.equal(items[kind], `${kind}:\n  - `)
  assert.equal(items.deployments, 'deployments:\n  - environment: ')
  assert.equal(items.merge_trains, 'merge_trains:\n  - merge_request: ')
})

for (const [where, text, says, not] of [
  ['a kind', `${project}    protected|_branches:\n      - name: main\n`, ['who can do what', 'A plan requires the Reporter role']],
  ['a kind of Ultimate', `${project}    external_status|_checks:\n      prune: true\n      items: []\n`, ['Requires GitLab Ultimate 14.1 or newer and the Maintainer role']],
  ['a kind of Premium', `${project}    merge|_trains:\n      - merge_request: 5\n`, ['Requires GitLab Premium 15.6 or newer', 'the right to merge']],
  ['a hook', `version: 1\ninstance:\n  system|_hooks:\n    - url: https://a.example.com\n`, ["Requires an administrator's token", 'admin_mode']],
  ['a field', `${branch}allow_force|_push: true\n`, ['Allow force pushes', "GitLab's default: `false`"]],
  ['a field of Premium', `${branch}code_owner_approval|_required: true\n`, ['Requires GitLab Premium']],
  ['a field with listed values', `${deployment}sta|tus: success\n`, ['Status of the deployment', '`failed`: The deployment failed.']],
  ['a listed value', `${deployment}status: suc|cess\n`, ['`success`: The deployment succeeded']],
  // The words of the field, not those of what it refers to.
  ['a secret', `${hook}tok|en: { env: A }\n`, ['X-Gitlab-Token', 'GitLab 19.0'], 'Reference to a secret'],
  ['an approval', `${deployment}appr|oval: { status: approved }\n`, ['Requires GitLab Premium'], "decision of the token"],
  ['a field of an older GitLab', `${hook}custom_|headers: { X-Team: { env: A } }\n`, ['GitLab 17.0 or newer', 'Example:', 'AUDIT_TEAM']],
  ['the projects', 'version: 1\nproj|ects:\n  acme/api: {}\n', ['acme/api:', '- name: main']],
]) {
  await check(`hover on ${where}`, async () => {
    const text_ = await server.hover(fresh(), ...at(text))
    for (const it of says) assert.ok(text_.includes(it), `no ${it} in\n${text_}`)
    assert.ok(!not || !text_.includes(not), `${not} in\n${text_}`)
  })
}

// What is wrong, and all that must be said: `line:column message`.
for (const [what, text, said] of [
  ['an unknown field', `${branch}allow_force_psuh: true\n`, ['6:9 Property allow_force_psuh is not allowed.']],
  ['an unknown kind', `${project}    protected_branchs: []\n`, ['4:5 Property protected_branchs is not allowed.']],
  ['an unknown field of a pruned collection', `${project}    protected_branches:\n      items: []\n      purne: true\n`, ['6:7 Property purne is not allowed.']],
  ['a wrong type', `${branch}allow_force_push: sometimes\n`, ['6:27 Incorrect type. Expected one of boolean, null.']],
  ['a value that is not listed', `${deployment}status: done\n`, ['6:17 Value is not accepted. Valid values: "running", "success", "failed", "canceled".']],
  ['a missing field', `${project}    protected_branches:\n      - allow_force_push: true\n`, ['5:9 Missing property "name".']],
  ['a missing field of two', 'version: 1\ninstance:\n  system_hooks:\n    - state: absent\n', ['4:7 `name` or `url` is missing']],
  ['no list', `${project}    protected_branches: main\n`, ['4:25 A list, or `{ items: [...], prune: true }`.']],
  ['a literal secret', `${hook}token: hunter2\n`, ['5:14 A reference to a secret, not the secret itself: `{ env: NAME }` or `{ file: PATH }`.']],
  ['a literal secret in a mapping', `${hook}url_variables: { tenant: hunter2 }\n`, ['5:32 A reference to a secret, not the secret itself: `{ env: NAME }` or `{ file: PATH }`.']],
  ['an unknown role', `${branch}allowed_to_push: [maintaner]\n`, ['6:27 Who has access: `no one`, `developer`, `maintainer`, `admin`, `{ user: USERNAME }`, or `{ group: PATH }`.']],
  ['a role of the wrong form', `${branch}allowed_to_push: [{ usr: alice }]\n`, ['6:27 Who has access: `no one`, `developer`, `maintainer`, `admin`, `{ user: USERNAME }`, or `{ group: PATH }`.']],
  ['a short commit', `${deployment}sha: a91957a\n`, ['6:14 the full commit ID: 40 characters 0-9 and a-f']],
  ['no project', 'version: 1\nprojects:\n  api: {}\n', ['3:3 the full path of a project: group/project']],
  ['a root file without its version', 'gitlab: { url: "https://gitlab.example.com" }\n', ['1:1 Object is missing property version required by property gitlab.']],
  ['several mistakes', `${branch}nmae: x\n        allow_force_push: 3\n`, ['6:9 Property nmae is not allowed.', '7:27 Incorrect type. Expected one of boolean, null.']],
]) {
  await check(`message for ${what}`, async () => {
    const found = await server.diagnostics(fresh(), text)
    const told = found.map((it) => `${it.range.start.line + 1}:${it.range.start.character + 1} ${it.message}`)
    assert.deepEqual(told.sort(), said.sort())
  })
}
server.stop()

// The wiring that is printed: in a folder whose files say nothing of a schema.
const bare = path.join(folder, 'bare')
fs.mkdirSync(path.join(bare, 'projects'), { recursive: true })
fs.writeFileSync(path.join(bare, 'labwright.yaml'), 'version: 1\ninclude: [projects/*.yaml]\n')
fs.writeFileSync(path.join(bare, 'projects', 'api.yaml'), 'projects: { acme/api: {} }\n')
const setup = (editor) =>
  execFileSync(labwright, ['schema', '--write', 'schema', '--setup', editor], { cwd: bare, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })

const works = async (yaml, files = ['labwright.yaml', 'projects/api.yaml']) => {
  const home = pathToFileURL(bare).href
  const editor = await start(home, { yaml })
  try {
    await editor.ready(`${home}/${files[0]}`, 'nope: 1\n')
    for (const file of files) {
      const wrong = await editor.diagnostics(`${home}/${file}`, 'nope: 1\n')
      assert.ok(wrong.some((it) => it.message.includes('nope')), `${file} is not checked`)
    }
    const other = await editor.diagnostics(`${home}/docker-compose.yaml`, 'nope: 1\n')
    assert.deepEqual(other, [], 'a file that is not ours is checked')
  } finally {
    editor.stop()
  }
}

await check('the settings for VS Code make the server check the root file and what it includes', async () => {
  const settings = JSON.parse(setup('vscode'))
  assert.deepEqual(Object.keys(settings), ['yaml.schemas', 'yaml.validate'])
  await works({ ...offline, schemas: settings['yaml.schemas'], validate: settings['yaml.validate'] })
})

await check('the settings for Neovim are Lua and make the server do the same', async () => {
  const { body } = load('luaparse').parse(setup('neovim'))
  const text = (it) => it.value ?? JSON.parse(it.raw)
  const table = (it) =>
    it.type !== 'TableConstructorExpression'
      ? text(it)
      : it.fields.every((field) => field.type === 'TableValue')
        ? it.fields.map((field) => table(field.value))
        : Object.fromEntries(it.fields.map((field) => [field.key.name ?? text(field.key), table(field.value)]))
  const [name, config] = body[0].expression.arguments
  assert.equal(text(name), 'yamlls')
  const { settings, cmd } = table(config)
  assert.deepEqual(cmd, ['yaml-language-server', '--stdio'])
  await works({ ...offline, ...settings.yaml })
})

await check('the settings for JetBrains are XML, and name the schema that was written and the files', async () => {
  const { XMLParser, XMLValidator } = load('fast-xml-parser')
  const xml = setup('jetbrains')
  assert.equal(XMLValidator.validate(xml), true)
  const parsed = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '', isArray: (name) => name === 'Item' }).parse(xml)
  const { component } = parsed.project
  assert.equal(component.name, 'JsonSchemaMappingsProjectConfiguration')
  const options = component.state.map.entry.value.SchemaInfo.option
  const option = (name) => options.find((it) => it.name === name)
  assert.equal(option('schemaVersion').value, 'JSON Schema version 7')
  assert.ok(fs.existsSync(path.join(bare, option('relativePathToSchema').value)))
  const paths = option('patterns').list.Item.map((it) => it.option.find((each) => each.name === 'path').value)
  assert.deepEqual(paths, ['labwright.yaml', 'projects/*.yaml'])
})

// The entry for the catalog: as SchemaStore wants it, and as the server reads it.
await check('the catalog entry keeps to the conventions of SchemaStore, and the server finds the files by it', async () => {
  const entry = JSON.parse(read('schema/schemastore.json'))
  assert.deepEqual(Object.keys(entry).sort(), ['description', 'fileMatch', 'name', 'url', 'versions'])
  const [words, link] = entry.description.split('\n')
  assert.ok(words.length > 10 && !words.endsWith('.') && !/schema/i.test(words) && URL.canParse(link), entry.description)
  assert.match(entry.url, /^https:\/\/.*-1\.json$/)
  assert.equal(Object.values(entry.versions).at(-1), entry.url)
  for (const it of entry.fileMatch) {
    assert.match(it, /labwright/, `${it} is a name that others use`)
    assert.match(it, /\.ya?ml$/, `${it} has no extension`)
    assert.doesNotMatch(it, /[{}]/, `${it} has braces`)
    assert.ok(entry.fileMatch.includes(it.endsWith('.yml') ? it.replace(/yml$/, 'yaml') : it.replace(/yaml$/, 'yml')))
  }
  const store = http.createServer((request, response) => {
    const here = `http://127.0.0.1:${store.address().port}`
    const catalog = { version: 1, schemas: [{ ...entry, url: `${here}/schema.json`, versions: undefined }] }
    response.setHeader('content-type', 'application/json')
    response.end(request.url === '/catalog.json' ? JSON.stringify(catalog) : fs.readFileSync(schema))
  })
  await new Promise((ready) => store.listen(0, '127.0.0.1', ready))
  try {
    const url = `http://127.0.0.1:${store.address().port}/catalog.json`
    await works({ ...plain, schemaStore: { enable: true, url } }, ['labwright.yaml', 'acme.labwright.yaml'])
  } finally {
    store.close()
  }
})

fs.rmSync(folder, { recursive: true })
finish()
