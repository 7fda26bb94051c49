// The real yaml-language-server, driven over stdio as an editor drives it.

import { spawn } from 'node:child_process'
import { load, program } from '../node/checks.mjs'

const protocol = load('vscode-languageserver-protocol/node')

/// Starts a server in a workspace, with the settings that an editor would hand it: the sections by their names.
export async function start(workspace, settings) {
  const child = spawn(process.execPath, [program('yaml-language-server/bin/yaml-language-server'), '--stdio'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const connection = protocol.createProtocolConnection(
    new protocol.StreamMessageReader(child.stdout),
    new protocol.StreamMessageWriter(child.stdin),
  )
  const answers = new Map()
  const waiting = new Map()
  connection.onRequest('workspace/configuration', ({ items }) => items.map(({ section }) => settings[section] ?? {}))
  connection.onRequest('client/registerCapability', () => null)
  connection.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics }) => {
    answers.set(uri, diagnostics)
    waiting.get(uri)?.(diagnostics)
  })
  connection.listen()
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: workspace,
    workspaceFolders: [{ uri: workspace, name: 'workspace' }],
    capabilities: {
      workspace: { configuration: true, workspaceFolders: true, didChangeConfiguration: { dynamicRegistration: true } },
      textDocument: {
        completion: {
          completionItem: {
            snippetSupport: true,
            documentationFormat: ['markdown', 'plaintext'],
            deprecatedSupport: true,
          },
        },
        hover: { contentFormat: ['markdown', 'plaintext'] },
        publishDiagnostics: {},
      },
    },
  })
  connection.sendNotification('initialized', {})
  connection.sendNotification('workspace/didChangeConfiguration', { settings })

  const opened = (uri, text) => {
    connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'yaml', version: 1, text },
    })
  }
  const diagnostics = (uri, text, enough = () => true) =>
    new Promise((resolve, reject) => {
      const limit = setTimeout(() => reject(new Error(`no diagnostics for ${uri}`)), 60_000)
      waiting.set(uri, (found) => {
        if (enough(found)) {
          clearTimeout(limit)
          resolve(found)
        }
      })
      opened(uri, text)
    })

  return {
    /// Waits until a text that is certainly wrong is found wrong: then settings and schema are loaded.
    ready: (uri, text) => diagnostics(uri, text, (found) => found.length > 0),
    diagnostics,
    /// What is offered at a place of a text.
    complete: async (uri, text, position) => {
      opened(uri, text)
      const answer = await connection.sendRequest('textDocument/completion', { textDocument: { uri }, position })
      return answer?.items ?? answer ?? []
    },
    /// What is shown where the pointer rests.
    hover: async (uri, text, position) => {
      opened(uri, text)
      const answer = await connection.sendRequest('textDocument/hover', { textDocument: { uri }, position })
      return answer?.contents?.value ?? ''
    },
    stop: () => {
      connection.dispose()
      child.kill()
    },
  }
}
