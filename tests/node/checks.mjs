// What the scripts of tests/editor and tests/component share: where the binary and the installed packages are, and
// how checks are counted. A script takes both as arguments and ends with a line `N passed, N failed`.

import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const [binary, packages] = process.argv.slice(2)
if (!binary || !packages) {
  console.error('usage: node SCRIPT LABWRIGHT FOLDER_OF_NODE_MODULES')
  process.exit(2)
}

/// The program under test, and the repository.
export const labwright = path.resolve(binary)
export const root = fileURLToPath(new URL('../..', import.meta.url))

/// Loads one of the pinned packages.
export const load = createRequire(path.join(path.resolve(packages), 'package.json'))

/// The file that a package's program starts with.
export const program = (name) => path.join(path.resolve(packages), 'node_modules', name)

let passed = 0
const failed = []

/// Runs one check. One that throws has failed; the others go on.
export async function check(name, run) {
  try {
    await run()
    passed += 1
    console.log(`ok    ${name}`)
  } catch (error) {
    failed.push(name)
    console.log(`FAIL  ${name}\n      ${String(error?.message ?? error).replaceAll('\n', '\n      ')}`)
  }
}

/// Says how it went, and ends the script.
export function finish() {
  console.log(`\n${passed} passed, ${failed.length} failed`)
  process.exit(failed.length === 0 && passed > 0 ? 0 : 1)
}
