// GitLab as far as a component meets it: gitlab-ci-local expands the templates, and a job is run as a runner does.

import { execFileSync, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { labwright, load, program, root } from '../node/checks.mjs'

const yaml = load('yaml')
const quiet = { stdio: ['ignore', 'ignore', 'ignore'] }

/// The local template that a component is, in the component's own project.
const template = ({ component, inputs }) => ({ local: `/templates/${/\/([a-z-]+)@/.exec(component)[1]}/template.yml`, inputs })

/// A repository with a pipeline file whose components are those of this repository.
export function repository(folder, text) {
  fs.rmSync(folder, { recursive: true, force: true })
  fs.mkdirSync(folder, { recursive: true })
  fs.cpSync(path.join(root, 'templates'), path.join(folder, 'templates'), { recursive: true })
  const file = yaml.parse(text)
  file.include = file.include.map(template)
  fs.writeFileSync(path.join(folder, '.gitlab-ci.yml'), yaml.stringify(file))
  const git = (...args) => execFileSync('git', ['-C', folder, ...args], quiet)
  git('init', '-q', '-b', 'main')
  git('config', 'user.name', 'Tester')
  git('config', 'user.email', 'tester@example.com')
  git('remote', 'add', 'origin', 'https://gitlab.example.com/platform/config.git')
  git('add', '-A')
  git('commit', '-q', '-m', 'all')
  git('update-ref', 'refs/remotes/origin/main', 'HEAD')
  git('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/main')
  return folder
}

/// A repository that includes templates with inputs.
export function project(folder, templates, inputs) {
  const include = templates.map((it) => ({ component: `gitlab.example.com/platform/labwright/${it}@0.1.0`, inputs }))
  return repository(folder, yaml.stringify({ include }))
}

const local = (folder, ...args) => {
  const run = spawnSync(process.execPath, [program('gitlab-ci-local/dist/index.js'), '--color=false', ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, HOME: folder },
  })
  if (run.status !== 0) throw new Error(run.stdout + run.stderr)
  return run.stdout
}

/// The file with all inputs and includes put in, by gitlab-ci-local.
export function expand(folder) {
  const text = local(folder, '--preview')
  return yaml.parse(text.slice(text.indexOf('---\n')))
}

/// Which jobs a pipeline has: name and when, by gitlab-ci-local.
export function jobsOf(folder, variables) {
  const given = Object.entries(variables).flatMap(([name, value]) =>
    value === null ? ['--unset-variable', name] : ['--variable', `${name}=${value}`],
  )
  const lines = local(folder, '--list-csv-all', ...given).trim().split('\n')
  const rows = lines.slice(lines.findIndex((it) => it.startsWith('name;stage;when')) + 1)
  return Object.fromEntries(rows.map((it) => it.split(';')).map(([name, , when]) => [name, when]))
}

/// Runs the script of a job in a fresh copy of the repository, as a runner does: the artifacts of what it needs are laid
/// into it, the script runs in a shell that stops at the first failure, and its own artifacts are kept.
export function run({ job, name, files, artifacts = [], keep, variables, shell = 'sh' }) {
  fs.rmSync(keep, { recursive: true, force: true })
  const folder = path.join(keep, 'work')
  fs.cpSync(files, folder, { recursive: true })
  for (const from of artifacts) fs.cpSync(path.join(from, 'artifacts'), folder, { recursive: true })
  const before = new Set(fs.readdirSync(folder, { recursive: true }))
  const done = spawnSync(shell, ['-c', ['set -e', ...job.script].join('\n')], {
    cwd: folder,
    encoding: 'utf8',
    env: {
      PATH: `${path.dirname(labwright)}:${process.env.PATH}`,
      HOME: folder,
      CI_PROJECT_DIR: folder,
      CI_JOB_NAME: name,
      CI_JOB_STAGE: job.stage,
      ...variables,
    },
  })
  const kept = path.join(keep, 'artifacts')
  fs.mkdirSync(kept, { recursive: true })
  const wanted = [...(job.artifacts?.paths ?? []), ...Object.values(job.artifacts?.reports ?? {})].flat()
  const missing = []
  for (const pattern of wanted) {
    const expression = new RegExp(`^${pattern.replace(/\/$/, '/*').replaceAll('.', '\\.').replaceAll('*', '[^/]*')}$`)
    const found = fs.readdirSync(folder, { recursive: true }).filter((it) => expression.test(it))
    if (found.length === 0) missing.push(pattern)
    for (const it of found) fs.cpSync(path.join(folder, it), path.join(kept, it), { recursive: true })
  }
  const made = fs.readdirSync(folder, { recursive: true }).filter((it) => !before.has(it))
  return { code: done.status, out: done.stdout, err: done.stderr, missing, made, keep, read: (it) => fs.readFileSync(path.join(kept, it), 'utf8') }
}
