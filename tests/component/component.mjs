// The CI/CD component: held to GitLab's own schema, expanded by gitlab-ci-local, and its scripts run against the sandbox
// with the variables that GitLab sets.
//
// No parser here is GitLab itself. What they cannot see: whether the expressions of `rules` are GitLab's, what a
// protected environment or a resource group does, and who gets to see an artifact.

import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { check, finish, labwright, load, program, root } from '../node/checks.mjs'
import { expand, jobsOf, project, repository, run } from './pipeline.mjs'

const yaml = load('yaml')
const Ajv = load('ajv').default
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'labwright-component-'))
const at = (...names) => path.join(folder, ...names)

// GitLab's schema uses words of editors that no validator knows.
const ajv = new Ajv({ strict: false, allErrors: true })
load('ajv-formats').default(ajv)
const schema = ajv.compile(JSON.parse(fs.readFileSync(path.join(root, 'tests/component/gitlab-ci.schema.json'), 'utf8')))
const valid = (document) => assert.ok(schema(document), schema.errors?.slice(0, 3).map((it) => `${it.instancePath} ${it.message}`).join('\n'))

const names = ['validate', 'plan', 'apply', 'drift', 'full-pipeline']
const text = (name) => fs.readFileSync(path.join(root, 'templates', name, 'template.yml'), 'utf8')
const image = 'registry.example.com/labwright:0.1.0'

await check('the templates are those that are published', () => {
  assert.deepEqual(fs.readdirSync(path.join(root, 'templates')).sort(), [...names].sort())
})

for (const name of names) {
  const [header, body] = yaml.parseAllDocuments(text(name)).map((it) => it.toJS())
  await check(`${name}: the header is one, every input says what it is for, and none is a secret`, () => {
    valid(header)
    for (const [input, about] of Object.entries(header.spec.inputs)) {
      assert.ok(about.description?.length > 10, input)
      assert.doesNotMatch(input, /token|secret|password/)
      assert.ok(text(name).includes(`inputs.${input} ]]`), `${input} is not used`)
    }
  })
  await check(`${name}: nothing but jobs, so that nobody else's jobs change`, () => {
    const keys = Object.keys(body)
    if (name === 'full-pipeline') assert.deepEqual(keys, ['include'])
    else for (const key of keys) assert.match(key, /^\$\[\[ inputs\.job-prefix \]\]:[a-z]+$/)
  })
  await check(`${name}: expanded with its defaults it is what GitLab's schema allows`, () => {
    const expanded = expand(project(at('defaults', name), name === 'apply' ? ['plan', name] : [name], { image }))
    valid(expanded)
    const { stages, ...jobs } = expanded
    assert.ok(Object.keys(jobs).length >= 1)
    for (const [job, it] of Object.entries(jobs)) {
      assert.deepEqual(it.image, { name: image, entrypoint: [''] }, job)
      assert.deepEqual(it.retry, { max: 1, when: ['runner_system_failure'] }, job)
      assert.equal(it.interruptible, !job.endsWith(':apply'), job)
      if (it.artifacts) assert.equal(it.artifacts.access, 'developer', job)
      for (const line of it.script) assert.doesNotMatch(line, /\$\[\[/, job)
    }
  })
  await check(`${name}: without an image it is refused`, () => {
    assert.throws(() => expand(project(at('refused', name), [name], {})), /image/)
  })
}

const inputs = { 'job-prefix': 'gitops', image, config: 'config/gitlab', parallel: 3 }
await check('every input gets where it belongs', () => {
  const all = { ...inputs, 'stage-test': 'check', 'stage-deploy': 'ship', comment: 'thread', environment: 'gitlab/prod', 'max-deletes': 3, guards: '--allow-token-commands --allow-destroy projects/acme/old' }
  const folder = project(at('all'), ['full-pipeline'], all)
  fs.appendFileSync(path.join(folder, '.gitlab-ci.yml'), 'stages: [check, ship]\n')
  const jobs = expand(folder)
  valid(jobs)
  const { stages, ...rest } = jobs
  assert.deepEqual(Object.keys(rest).sort(), ['gitops:apply', 'gitops:drift', 'gitops:plan', 'gitops:review', 'gitops:validate'])
  assert.equal(jobs['gitops:plan'].parallel, 3)
  assert.equal(jobs['gitops:drift'].parallel, 3)
  assert.equal(jobs['gitops:plan'].stage, 'check')
  assert.equal(jobs['gitops:apply'].stage, 'ship')
  assert.deepEqual(jobs['gitops:apply'].environment, { name: 'gitlab/prod', deployment_tier: 'other' })
  assert.equal(jobs['gitops:apply'].resource_group, 'gitlab/prod')
  assert.match(jobs['gitops:apply'].script[0], /--max-deletes "3" --allow-token-commands --allow-destroy projects\/acme\/old --auto-approve/)
  assert.match(jobs['gitops:review'].script[0], /--mode "thread"/)
  for (const job of Object.values(rest)) assert.match(job.script.join('\n'), /--config "config\/gitlab"/)
})

for (const [what, template, wrong] of [
  ['a number that is a text', 'plan', { parallel: 'two' }],
  ['a word that is no choice', 'plan', { comment: 'sometimes' }],
  ['a path that would end its quotes', 'validate', { config: 'a"; rm -rf "b' }],
  ['a path that would run a command', 'drift', { config: '$(id)' }],
  ['a guard that would end the command', 'apply', { guards: '--allow-lockout; id' }],
  ['a guard that would run a command', 'apply', { guards: '--allow-destroy $(id)' }],
  ['a flag that lifts no guard', 'apply', { guards: '--gitlab-url https://other.example.com' }],
  ['a flag that hides behind a guard', 'apply', { guards: '--allow-lockout --plan other.json' }],
  ['a flag that stands for the value of a guard', 'apply', { guards: '--allow-lockout -cother.yaml' }],
  ['a check that would run a command', 'plan', { 'status-check': '$(id)' }],
]) {
  await check(`${template}: ${what} is refused`, () => {
    assert.throws(() => expand(project(at('wrong'), [template], { image, ...wrong })), /input/)
  })
}

const full = project(at('full'), ['full-pipeline'], { image, parallel: 2 })
const jobs = expand(full)
const never = (all) => Object.keys(all).filter((it) => all[it] !== 'never')
await check('which jobs a pipeline has', () => {
  const merge = jobsOf(full, { CI_PIPELINE_SOURCE: 'merge_request_event', CI_COMMIT_BRANCH: null })
  const plan = ['labwright:plan: [1/2]', 'labwright:plan: [2/2]', 'labwright:review']
  assert.deepEqual(never(merge).sort(), [...plan, 'labwright:validate'])
  const push = jobsOf(full, { CI_PIPELINE_SOURCE: 'push', CI_COMMIT_BRANCH: 'main' })
  assert.deepEqual(never(push).sort(), ['labwright:apply', ...plan, 'labwright:validate'])
  assert.equal(push['labwright:apply'], 'manual')
  assert.equal(push['labwright:review'], 'always')
  const branch = jobsOf(full, { CI_PIPELINE_SOURCE: 'push', CI_COMMIT_BRANCH: 'topic' })
  assert.deepEqual(never(branch), [])
  const schedule = jobsOf(full, { CI_PIPELINE_SOURCE: 'schedule', CI_COMMIT_BRANCH: 'main' })
  assert.deepEqual(never(schedule).sort(), ['labwright:drift: [1/2]', 'labwright:drift: [2/2]'])
})

// What docs/pipeline.md tells people to write.
const page = fs.readFileSync(path.join(root, 'docs/pipeline.md'), 'utf8')
const blocks = (file) => [...page.matchAll(/^```yaml\n# (.*)\n([^]*?)^```$/gm)].filter(([, name]) => name === file).map(([, , it]) => it)
for (const [number, text] of blocks('.gitlab-ci.yml').entries()) {
  await check(`docs/pipeline.md: pipeline file ${number + 1} is valid, and so is what it expands to`, () => {
    valid(yaml.parse(text))
    const expanded = expand(repository(at('page', String(number)), text))
    valid(expanded)
    assert.ok(Object.keys(expanded).filter((it) => it !== 'stages').every((it) => it.startsWith('labwright:')))
  })
}
const [workflowText] = blocks('.github/workflows/labwright.yaml')
const workflow = yaml.parse(workflowText)
await check('docs/pipeline.md: the workflow for GitHub is one, and would not be with a wrong key', () => {
  const validate = (text) => {
    const file = at('workflow.yaml')
    fs.writeFileSync(file, text)
    return spawnSync(process.execPath, [program('@action-validator/cli/cli.mjs'), file], { encoding: 'utf8' })
  }
  const good = validate(workflowText)
  assert.equal(good.status, 0, good.stdout + good.stderr)
  assert.notEqual(validate(workflowText.replace('runs-on', 'run-on')).status, 0)
})

await check('the Dockerfile: two linters find nothing, all that is compiled in is copied, and it is no root that runs', () => {
  const text = fs.readFileSync(path.join(root, 'Dockerfile'), 'utf8')
  assert.deepEqual(load('dockerfile-utils').validate(text), [])
  assert.notDeepEqual(load('dockerfile-utils').validate(text.replace('ENTRYPOINT', 'ENTRYPIONT')), [])
  const lint = spawnSync(process.execPath, [program('dockerfilelint/bin/dockerfilelint'), '-o', 'json', path.join(root, 'Dockerfile')], { encoding: 'utf8' })
  assert.equal(JSON.parse(lint.stdout).totalIssues, 0, lint.stdout)
  assert.match(text, /^USER [1-9]/m)
  const copied = [...text.matchAll(/^COPY (?!--from)(.*) \S+$/gm)].flatMap(([, it]) => it.split(' '))
  for (const it of copied) assert.ok(fs.existsSync(path.join(root, it)), it)
  const sources = fs.readdirSync(path.join(root, 'src'), { recursive: true }).filter((it) => it.endsWith('.rs'))
  for (const source of sources) {
    const file = path.join(root, 'src', source)
    for (const [, included] of fs.readFileSync(file, 'utf8').matchAll(/include_(?:str|bytes)!\("([^"]+)"\)/g)) {
      const relative = path.relative(root, path.resolve(path.dirname(file), included))
      assert.ok(copied.includes(relative.split(path.sep)[0]), `${source} has ${relative}, which is not copied`)
    }
  }
})

// The scripts. Paths that are in different parts of two: so both shards have something to do.
const seed = at('sandbox.yaml')
const projects = Array.from({ length: 8 }, (_, it) => `acme/p${it}`)
const tokens = { plan: 'plan-token', comment: 'comment-token', apply: 'apply-token' }
const config = {
  path: 'platform/config',
  members: { teller: 'reporter', writer: 'maintainer' },
  branches: { main: 'a91957a858320c0e17f3a0eca7cfacbff50ea29a' },
  merge_requests: [{ iid: 7, source_branch: 'topic' }],
}
const world = {
  users: ['reader', 'teller', 'writer'].map((username) => ({ username })),
  tokens: [
    { user: 'reader', token: tokens.plan, scopes: ['read_api'] },
    { user: 'teller', token: tokens.comment, scopes: ['api'] },
    { user: 'writer', token: tokens.apply, scopes: ['api'] },
  ],
  projects: [config, ...projects.map((it) => ({ path: it, members: { reader: 'reporter', writer: 'maintainer' } }))],
}
fs.writeFileSync(seed, yaml.stringify(world))
const sandbox = spawn(labwright, ['sandbox', '--listen', '127.0.0.1:0', '--seed', seed], { stdio: ['ignore', 'pipe', 'pipe'] })
const server = await new Promise((found, lost) => {
  let said = ''
  for (const stream of [sandbox.stdout, sandbox.stderr]) {
    stream.on('data', (data) => {
      said += data
      const address = /http:\/\/127\.0\.0\.1:\d+/.exec(said)
      if (address) found(address[0])
    })
  }
  sandbox.on('exit', () => lost(new Error(`the sandbox did not start: ${said}`)))
})
const token = 'sandbox-admin-token'
const api = async (call, init = {}) => {
  const answer = await fetch(`${server}/api/v4${call}`, { ...init, headers: { 'PRIVATE-TOKEN': token, 'content-type': 'application/json' } })
  return answer.status === 204 ? null : answer.json()
}
const { id } = await api('/projects/platform%2Fconfig')
const mergeRequest = await api(`/projects/${id}/merge_requests/7`)

const files = at('files')
fs.mkdirSync(files)
const declare = (more = {}) => {
  const declared = (path) => ({ protected_branches: [{ name: 'stable', allowed_to_push: ['maintainer'], ...more[path] }] })
  fs.writeFileSync(path.join(files, 'labwright.yaml'), yaml.stringify({ version: 1, projects: Object.fromEntries(projects.map((it) => [it, declared(it)])) }))
}
declare()

let pipeline = 100
const variables = (source, sha) => ({
  CI: 'true',
  GITLAB_CI: 'true',
  // What GitLab gives a job that has no environment.
  GITLAB_TOKEN: tokens.plan,
  LABWRIGHT_REVIEW_TOKEN: tokens.comment,
  CI_SERVER_URL: server,
  CI_SERVER_HOST: '127.0.0.1',
  CI_SERVER_VERSION: '18.9.0-ee',
  CI_API_V4_URL: `${server}/api/v4`,
  CI_PROJECT_ID: String(id),
  CI_PROJECT_PATH: 'platform/config',
  CI_PROJECT_URL: `${server}/platform/config`,
  CI_DEFAULT_BRANCH: 'main',
  CI_COMMIT_SHA: sha,
  CI_COMMIT_SHORT_SHA: sha.slice(0, 8),
  CI_PIPELINE_SOURCE: source,
  CI_PIPELINE_ID: String((pipeline += 1)),
  CI_PIPELINE_IID: String(pipeline),
  CI_PIPELINE_URL: `${server}/platform/config/-/pipelines/${pipeline}`,
  CI_JOB_ID: String(pipeline * 10),
  CI_JOB_URL: `${server}/platform/config/-/jobs/${pipeline * 10}`,
  CI_NODE_TOTAL: '1',
  ...(source === 'merge_request_event'
    ? {
        CI_COMMIT_REF_NAME: 'topic',
        CI_MERGE_REQUEST_ID: String(mergeRequest.id),
        CI_MERGE_REQUEST_IID: '7',
        CI_MERGE_REQUEST_PROJECT_ID: String(id),
        CI_MERGE_REQUEST_PROJECT_PATH: 'platform/config',
        CI_MERGE_REQUEST_PROJECT_URL: `${server}/platform/config`,
        CI_MERGE_REQUEST_SOURCE_BRANCH_NAME: 'topic',
        CI_MERGE_REQUEST_SOURCE_BRANCH_SHA: '',
        CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main',
        CI_MERGE_REQUEST_EVENT_TYPE: 'detached',
      }
    : { CI_COMMIT_REF_NAME: 'main', CI_COMMIT_BRANCH: 'main' }),
})

const job = (name, given, more = {}) =>
  run({ job: jobs[name], name, files, keep: at('jobs', name.replace(':', '-'), String(more.part ?? 0)), variables: given, ...more })
const shards = (name, given, more = {}) =>
  [1, 2].map((part) => job(name, { ...given, CI_NODE_INDEX: String(part), CI_NODE_TOTAL: '2', CI_JOB_NAME: `${name} ${part}/2` }, { part, ...more }))
const expected = (code, done) => {
  assert.equal(done.code, code, `exit ${done.code}\n${done.out}\n${done.err}`)
  return done
}
const plan = (given) => {
  const parts = shards('labwright:plan', given).map((it) => expected(0, it))
  return { parts, review: job('labwright:review', given, { artifacts: parts.map((it) => it.keep) }) }
}
const protectedBranches = async (it) => (await api(`/projects/${encodeURIComponent(it)}/protected_branches`)).map((it) => it.name)
const notes = () => api(`/projects/${id}/merge_requests/7/notes`)
// In its environment a job gets the value of that scope.
const applied = (given, review) => job('labwright:apply', { ...given, GITLAB_TOKEN: tokens.apply, CI_ENVIRONMENT_NAME: 'gitlab-config' }, { artifacts: [review.keep] })
const counts = (review) => JSON.parse(review.read('labwright-plan/gl-terraform.json'))

await check('a merge request: checked, planned in two parts, shown once', async () => {
  const given = variables('merge_request_event', mergeRequest.sha)
  const valid = expected(0, job('labwright:validate', given))
  assert.deepEqual(JSON.parse(valid.read('gl-code-quality-report.json')), [])
  const { parts, review } = plan(given)
  const steps = parts.map((it, at) => JSON.parse(it.read(`labwright-plan/plan-${at + 1}.json`)).steps.length)
  assert.ok(steps.every((it) => it > 0) && steps[0] + steps[1] === 8, `the parts have ${steps} steps`)
  expected(0, review)
  assert.deepEqual(review.missing, [])
  assert.equal(JSON.parse(review.read('labwright-plan/plan.json')).steps.length, 8)
  assert.equal(counts(review).create, 8)
  const [note, ...others] = (await notes()).filter((it) => !it.system)
  assert.equal(note.author.username, 'teller')
  assert.deepEqual(others, [])
  assert.match(note.body, /acme\/p0/)
  assert.ok(!(await protectedBranches('acme/p0')).includes('stable'), 'a plan has written')
})

await check('a second push: the same note, with what is planned now', async () => {
  declare({ 'acme/p0': { name: 'release/*' } })
  const { review } = plan(variables('merge_request_event', mergeRequest.sha))
  declare()
  expected(0, review)
  const all = (await notes()).filter((it) => !it.system)
  assert.equal(all.length, 1)
  assert.match(all[0].body, /release\/\*/)
})

await check('without a token that may comment the log says it, and the job succeeds', async () => {
  const before = await notes()
  const given = { ...variables('merge_request_event', mergeRequest.sha), LABWRIGHT_REVIEW_TOKEN: '' }
  const { err } = expected(0, plan(given).review)
  assert.match(err, /the comment was not posted/)
  assert.match(err, /### labwright plan/)
  assert.deepEqual(await notes(), before)
})

await check('the default branch: planned again, applied as planned, and then nothing is left', async () => {
  const given = variables('push', 'a91957a858320c0e17f3a0eca7cfacbff50ea29a')
  const { review } = plan(given)
  expected(0, review)
  const before = (await notes()).length
  const refused = job('labwright:apply', given, { artifacts: [review.keep] })
  assert.equal(refused.code, 1, 'the token of the plan can write')
  const apply = expected(0, applied(given, review))
  assert.match(apply.out + apply.err, /8/)
  for (const it of projects) assert.ok((await protectedBranches(it)).includes('stable'), it)
  assert.equal((await notes()).length, before, 'outside of a merge request nobody is told')
  const again = plan(variables('push', 'a91957a858320c0e17f3a0eca7cfacbff50ea29a')).review
  assert.deepEqual([counts(again).create, counts(again).update, counts(again).delete], [0, 0, 0])
})

const junit = (done, part) => new (load('fast-xml-parser').XMLParser)({ ignoreAttributes: false }).parse(done.read(`labwright-plan/junit-${part}.xml`))
await check('a schedule: no drift is a success, drift is a failed test and exit code 2', async () => {
  for (const it of shards('labwright:drift', variables('schedule', mergeRequest.sha))) expected(0, it)
  await api('/projects/acme%2Fp3/protected_branches/stable', { method: 'DELETE' })
  const found = shards('labwright:drift', variables('schedule', mergeRequest.sha))
  assert.deepEqual(found.map((it) => it.code).sort(), [0, 2], found.map((it) => it.err).join('\n'))
  for (const [it, done] of found.entries()) {
    const suites = JSON.stringify(junit(done, it + 1))
    assert.equal(suites.includes('"failure":'), done.code === 2, suites)
  }
})

await check('a plan of which more is asked for meanwhile is stale: exit code 4, nothing is written', async () => {
  const given = variables('push', mergeRequest.sha)
  const { review } = plan(given)
  expected(0, review)
  await api('/projects/acme%2Fp4/protected_branches/stable', { method: 'DELETE' })
  expected(4, applied(given, review))
  assert.ok(!(await protectedBranches('acme/p4')).includes('stable'))
})

await check('a part that is missing is no plan', () => {
  const given = variables('merge_request_event', mergeRequest.sha)
  const [first] = shards('labwright:plan', given)
  const review = job('labwright:review', given, { artifacts: [first.keep] })
  assert.notEqual(review.code, 0)
  assert.ok(!review.made.includes('labwright-plan/plan.json'), 'half a plan was joined')
})

const wrongFiles = at('wrong-files')
fs.cpSync(files, wrongFiles, { recursive: true })
fs.appendFileSync(path.join(wrongFiles, 'labwright.yaml'), 'nope: 1\n')
await check('wrong files: told on their line, and the review says where to look', () => {
  const given = variables('merge_request_event', mergeRequest.sha)
  const valid = expected(3, job('labwright:validate', given, { files: wrongFiles }))
  const [problem] = JSON.parse(valid.read('gl-code-quality-report.json'))
  assert.equal(problem.location.path, 'labwright.yaml')
  const parts = shards('labwright:plan', given, { files: wrongFiles }).map((it) => expected(3, it))
  const review = expected(1, job('labwright:review', given, { artifacts: parts.map((it) => it.keep) }))
  assert.match(review.err, /log of the plan job/)
})

await check('with warn-on-changes a plan that has changes is a warning', () => {
  const it = expand(project(at('warn'), ['plan'], { image, 'warn-on-changes': true }))['labwright:plan']
  const warned = run({ job: it, name: 'labwright:plan', files, keep: at('jobs', 'warn'), variables: variables('push', mergeRequest.sha) })
  expected(2, warned)
  assert.deepEqual(it.allow_failure, { exit_codes: [2] })
})

await check('a status check is answered by the whole plan, with the token of the comments', async () => {
  const it = expand(project(at('answer'), ['plan'], { image, 'status-check': 'Configuration plan', 'status-check-policy': 'no-changes' }))['labwright:review']
  await api(`/projects/${id}/external_status_checks`, { method: 'POST', body: JSON.stringify({ name: 'Configuration plan', external_url: 'https://labwright.invalid/plan' }) })
  const answered = async () => {
    const given = variables('merge_request_event', mergeRequest.sha)
    const parts = shards('labwright:plan', given).map((it) => expected(0, it).keep)
    expected(0, run({ job: it, name: 'labwright:review', files, artifacts: parts, keep: at('jobs', 'answer'), variables: { ...given, LABWRIGHT_REVIEW_TOKEN: tokens.apply } }))
    return (await api(`/projects/${id}/merge_requests/7/status_checks`))[0].status
  }
  assert.equal(await answered(), 'failed')
  const repair = variables('push', mergeRequest.sha)
  expected(0, applied(repair, plan(repair).review))
  assert.equal(await answered(), 'passed')
})

await check('docs/pipeline.md: the workflow for GitHub plans, applies what it planned, and finds no drift', async () => {
  await api('/projects/acme%2Fp1/protected_branches/stable', { method: 'DELETE' })
  const steps = (name, from = []) => {
    const job = { stage: name, script: workflow.jobs[name].steps.map((it) => it.run).filter(Boolean), artifacts: { paths: ['plan.json'] } }
    const keep = at('jobs', `github-${name}`)
    const variables = { CI: 'true', GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: at('summary.md'), GITLAB_URL: server, GITLAB_TOKEN: token }
    return expected(0, run({ job, name, files, artifacts: from, keep, variables, shell: 'bash' }))
  }
  const planned = steps('plan')
  assert.match(fs.readFileSync(at('summary.md'), 'utf8'), /acme\/p1/)
  steps('apply', [planned.keep])
  assert.ok((await protectedBranches('acme/p1')).includes('stable'))
  steps('drift')
})

await check('the scripts are those of any shell: bash says the same', async () => {
  await api('/projects/acme%2Fp2/protected_branches/stable', { method: 'DELETE' })
  expected(2, job('labwright:drift', variables('schedule', mergeRequest.sha), { shell: 'bash' }))
})

sandbox.kill()
fs.rmSync(folder, { recursive: true })
finish()
