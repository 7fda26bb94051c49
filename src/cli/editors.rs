//! How an editor is told of the schema: the text of the file that its settings are in.
//!
//! Prints and writes nothing. The forms are those of the editors; a test gives them to the programs that read
//! them (`tests/editor`).

use clap::ValueEnum;
use serde_json::json;

/// An editor, or a family of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Editor {
    /// VS Code and its relatives, with the extension "YAML" by Red Hat.
    Vscode,
    /// IntelliJ IDEA, PyCharm, GoLand and the others.
    Jetbrains,
    /// Neovim 0.11 or newer, with yaml-language-server.
    Neovim,
}

impl Editor {
    /// Where the text goes, and what else is needed.
    pub(super) fn place(self) -> &'static str {
        match self {
            Editor::Vscode => {
                ".vscode/settings.json; the extension is redhat.vscode-yaml, to be recommended in .vscode/extensions.json"
            }
            Editor::Jetbrains => {
                ".idea/jsonSchemas.xml; the same is in Settings > Languages & Frameworks > Schemas and DTDs > JSON Schema Mappings"
            }
            Editor::Neovim => {
                "your init.lua, or .nvim.lua in the project where `exrc` is on; yaml-language-server must be on the PATH"
            }
        }
    }

    /// The text: the schema, by its path from the folder that is opened, is for the files that fit the globs.
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
