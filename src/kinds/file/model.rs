//! A file, as files declare it and as GitLab has it.

use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::Error as _;
use serde_json::Value;

use crate::gitlab::{EXECUTABLE, is_object_id};
use crate::resource::{Blob, Content, FilePath, Setting};

/// A file in the repository.
#[derive(Debug, Default, Deserialize, JsonSchema)]
pub struct File {
    /// Path in the repository.
    #[schemars(length(min = 1), example = &".gitlab-ci.yml")]
    pub path: String,
    /// Branch. Without it, the default branch.
    #[serde(default)]
    #[schemars(length(min = 1), example = &"release/1")]
    pub branch: Setting<String>,
    /// Content, as text.
    #[serde(default)]
    #[schemars(example = &"include: [{ project: acme/ci, file: default.yml }]\n")]
    pub content: Setting<String>,
    /// Path of a file with the content, relative to the file that names it. It must be inside the directory of the root file.
    #[serde(default)]
    #[schemars(with = "Setting<String>", length(min = 1), extend("x-apart" = {}), example = &"files/LICENSE")]
    pub file: Setting<FilePath>,
    /// Path of a file with the content, in which templates such as `{{ project.path }}` are filled in; otherwise like `file`.
    #[serde(default)]
    #[schemars(length(min = 1), extend("x-apart" = {}), example = &"files/CODEOWNERS")]
    pub template: Setting<String>,
    /// Whether the file can be executed.
    #[serde(default)]
    pub executable: Setting<bool>,
    /// What GitLab has.
    #[serde(skip)]
    pub(super) live: Option<Blob>,
}

/// What git has at a path: a file, one that can be executed, a directory, a link, or a submodule.
const MODES: [&str; 5] = ["100644", EXECUTABLE, "040000", LINK, SUBMODULE];
pub(super) const LINK: &str = "120000";
pub(super) const SUBMODULE: &str = "160000";

impl File {
    /// The content that is declared, or that GitLab has.
    pub(super) fn source(&self) -> Setting<Content> {
        if let Some(live) = &self.live {
            return Setting::Value(Content::Blob(live.clone()));
        }
        match (&self.content, &self.file, &self.template) {
            (Setting::Value(text), ..) | (.., Setting::Value(text)) => {
                Setting::Value(Content::Blob(Blob::text(text)))
            }
            (_, Setting::Value(FilePath(path)), _) => Setting::Value(Content::Source(path.clone())),
            _ => Setting::Unmanaged,
        }
    }

    /// A line of a tree, to which the branch was added.
    pub(super) fn observed(raw: &Value) -> Result<Self, serde_json::Error> {
        let text = |field: &str| raw[field].as_str();
        let lacks = |field: &str| serde_json::Error::custom(format!("it has no `{field}`"));
        let mode = text("mode").filter(|it| MODES.contains(it)).ok_or_else(|| lacks("mode"))?;
        let id = text("id").filter(|it| is_object_id(it)).ok_or_else(|| lacks("id"))?;
        Ok(Self {
            path: text("path").ok_or_else(|| lacks("path"))?.to_owned(),
            branch: Setting::Value(text("declared").unwrap_or_default().to_owned()),
            executable: Setting::Value(mode == EXECUTABLE),
            live: Some(Blob::live(id, raw["size"].as_u64())),
            ..Self::default()
        })
    }
}
