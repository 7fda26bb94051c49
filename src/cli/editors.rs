//! How an editor is configured to use the schema: the text of its settings file.
//!
//! Prints and writes nothing. The formats are those of the editors; a test passes them to the programs that read
//! them (`tests/editor`).

use clap::ValueEnum;
use serde_json::json;

/// An editor, or a family of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Editor {
    /// VS Code and editors based on it, with the extension "YAML" by Red Hat.
    Vscode,
    /// IntelliJ IDEA, PyCharm, GoLand, and other JetBrains IDEs.
    Jetbrains,
    /// Neovim 0.11 or newer, with yaml-language-server.
    Neovim,
}

impl Editor {
    /// Where the text belongs, and what else is required.
    pub(super) fn place(self) -> &'static str {
        match self {
            Editor::Vscode => {
                ".vscode/settings.json; requires the extension redhat.vscode-yaml, which you can recommend in .vscode/extensions.json"
            }
            Editor::Jetbrains => {
                ".idea/jsonSchemas.xml, or use Settings > Languages & Frameworks > Schemas and DTDs > JSON Schema Mappings"
            }
            Editor::Neovim => {
                "your init.lua, or .nvim.lua in the project if `exrc` is on; requires yaml-language-server on the PATH"
            }
        }
    }

    /// The text, which assigns the schema (its path from the opened directory) to the files that match the globs.
    pub(super) fn settings(self, schema: &str, globs: &[String]) -> String {
        match self {
            Editor::Vscode => {
                let settings = json!({ "yaml.schemas": { schema: globs }, "yaml.validate": true });
                format!("{settings:#}\n")
            }
            Editor::Jetbrains => jetbrains(schema, globs),
            Editor::Neovim => {
                let globs: Vec<String> = globs.iter().map(|it| json!(it).to_string()).collect();
                format!(
                    "vim.lsp.config(\"yamlls\", {{\n  cmd = {{ \"yaml-language-server\", \"--stdio\" }},\n  filetypes = {{ \"yaml\" }},\n  root_markers = {{ \".git\" }},\n  settings = {{\n    yaml = {{ schemas = {{ [{}] = {{ {} }} }} }},\n  }},\n}})\nvim.lsp.enable(\"yamlls\")\n",
                    json!(schema),
                    globs.join(", ")
                )
            }
        }
    }
}

fn jetbrains(schema: &str, globs: &[String]) -> String {
    let items: String = globs
        .iter()
        .map(|it| {
            format!(
                r#"
                  <Item>
                    <option name="pattern" value="true" />
                    <option name="path" value="{}" />
                    <option name="mappingKind" value="Pattern" />
                  </Item>"#,
                escaped(it)
            )
        })
        .collect();
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<project version="4">
  <component name="JsonSchemaMappingsProjectConfiguration">
    <state>
      <map>
        <entry key="labwright">
          <value>
            <SchemaInfo>
              <option name="name" value="labwright" />
              <option name="relativePathToSchema" value="{}" />
              <option name="schemaVersion" value="JSON Schema version 7" />
              <option name="patterns">
                <list>{items}
                </list>
              </option>
            </SchemaInfo>
          </value>
        </entry>
      </map>
    </state>
  </component>
</project>
"#,
        escaped(schema.trim_start_matches("./"))
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_a_path_holds_the_settings_stay_what_they_are() {
        let globs = ["a \"b\" & <c>.yaml".to_owned()];
        let vscode: serde_json::Value =
            serde_json::from_str(&Editor::Vscode.settings("./s.json", &globs)).unwrap();
        assert_eq!(vscode["yaml.schemas"]["./s.json"][0], globs[0]);
        let jetbrains = Editor::Jetbrains.settings("./s.json", &globs);
        assert!(jetbrains.contains(r#"value="a &quot;b&quot; &amp; &lt;c&gt;.yaml""#));
        assert!(jetbrains.contains(r#"value="s.json""#));
        assert!(
            Editor::Neovim.settings("./s.json", &globs).contains(r#"{ "a \"b\" & <c>.yaml" }"#)
        );
    }
}
