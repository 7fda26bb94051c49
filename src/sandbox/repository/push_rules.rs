//! The push rules of a project, as they judge a commit. The texts are recorded (`commits_pushed`).

use serde_json::Value;

use crate::sandbox::world::contents::File;
use crate::sandbox::world::store::{Of, Row, World};

/// Names of files that often contain secrets: some of those that GitLab knows.
const SECRET_FILES: &[&str] = &["id_rsa$", "id_dsa$", "id_ed25519$", "\\.pem$", "\\.key$"];

/// The rules of a project.
pub(super) struct Rules(Row);

/// The rules of a project, if it has some.
pub(super) fn of(world: &World, project: u64) -> Option<Rules> {
    world.rows.get(&(Of::Project(project), "push_rules"))?.first().cloned().map(Rules)
}

fn finds(pattern: &str, text: &str) -> bool {
    regex::Regex::new(pattern).is_ok_and(|it| it.is_match(text))
}

impl Rules {
    fn pattern(&self, name: &str) -> Option<&str> {
        self.0.get(name).and_then(Value::as_str).filter(|it| !it.is_empty())
    }

    fn is_on(&self, name: &str) -> bool {
        self.0.get(name) == Some(&Value::Bool(true))
    }

    /// The expression that the name of a branch does not match.
    pub(super) fn forbids_branch(&self, name: &str) -> Option<&str> {
        self.pattern("branch_name_regex").filter(|it| !finds(it, name))
    }

    /// What is wrong with a commit.
    pub(super) fn check<'f>(
        &self,
        branch: &str,
        message: &str,
        email: &str,
        files: impl Iterator<Item = (&'f str, &'f File)> + Clone,
    ) -> Result<(), String> {
        if let Some(pattern) = self.forbids_branch(branch) {
            return Err(format!("Branch name '{branch}' does not follow the pattern '{pattern}'"));
        }
        if let Some(pattern) = self.pattern("commit_message_regex").filter(|it| !finds(it, message))
        {
            return Err(format!("Commit message does not follow the pattern '{pattern}'"));
        }
        let negative = self.pattern("commit_message_negative_regex");
        if let Some(pattern) = negative.filter(|it| finds(it, message)) {
            return Err(format!("Commit message contains the forbidden pattern '{pattern}'"));
        }
        if self.is_on("reject_non_dco_commits") && !message.contains("Signed-off-by: ") {
            return Err(String::from("Commit message must contain a DCO signoff"));
        }
        if let Some(pattern) = self.pattern("author_email_regex").filter(|it| !finds(it, email)) {
            return Err(format!(
                "Committer's email '{email}' does not follow the pattern '{pattern}'"
            ));
        }
        let secrets = if self.is_on("prevent_secrets") { SECRET_FILES } else { &[] };
        for (path, _) in files.clone() {
            let own = self.pattern("file_name_regex");
            if let Some(pattern) =
                own.into_iter().chain(secrets.iter().copied()).find(|it| finds(it, path))
            {
                let pattern = pattern.replace('\\', "\\\\");
                return Err(format!(
                    "File name {path} was prohibited by the pattern \"{pattern}\"."
                ));
            }
        }
        let most = self.0.get("max_file_size").and_then(Value::as_u64).filter(|it| *it > 0);
        let mut files = files;
        if let Some(most) = most
            && let Some((_, file)) = files.find(|(_, it)| it.bytes.len() as u64 > most << 20)
        {
            return Err(format!(
                "You are attempting to check in one or more blobs which exceed the {most}MiB limit:\n\n- {} ({} bytes)\n",
                file.blob_id(),
                file.bytes.len()
            ));
        }
        Ok(())
    }
}
