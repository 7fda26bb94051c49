//! The branch of a file, and the commit that it points to.

use super::model::File;
use crate::gitlab::{Element, is_object_id};
use crate::resource::{Address, Halt, Look, marked};

/// A branch, with the commit on which a change of its files is based.
pub(super) struct Head {
    pub(super) branch: String,
    pub(super) commit: String,
    pub(super) may_push: bool,
    /// If this plan creates it.
    pub(super) new: Option<New>,
}

/// A branch that this plan creates.
pub(super) struct New {
    pub(super) address: Address,
    /// The branch that it starts from, which is not known in a project that this plan creates; `None` for a commit.
    pub(super) start: Option<Option<String>>,
}

/// A branch of the project; `None` if it does not exist.
pub(super) fn find(name: &str, look: &Look<'_>) -> Result<Option<Head>, Halt> {
    let path = look.scope().at("repository").seg("branches").seg(name);
    let Some(branch) = look.find_object(path, Element::Named("name"))? else { return Ok(None) };
    let commit = branch["commit"]["id"].as_str().filter(|it| is_object_id(it));
    match (commit, branch["can_push"].as_bool()) {
        _ if branch["name"] != name => Err(Halt::not_understood("it is another branch")),
        (Some(commit), Some(may_push)) => Ok(Some(Head {
            branch: name.to_owned(),
            commit: commit.to_owned(),
            may_push,
            new: None,
        })),
        _ => Err(Halt::not_understood("a branch has no `commit.id` or no `can_push`")),
    }
}

/// A branch that this plan creates: until then, its files are those of the ref that it starts from.
fn planned(name: &str, address: Address, look: &Look<'_>) -> Result<Head, Halt> {
    let start = look.text_of(&address, "ref").unwrap_or_default();
    let (commit, from) = match is_object_id(start) {
        true => (Some(start.to_owned()), None),
        false => find(start, look)?.map(|it| (it.commit, Some(it.branch))).unzip(),
    };
    let (branch, new) = (name.to_owned(), Some(New { address, start: from.flatten().map(Some) }));
    commit.map(|commit| Head { branch, commit, may_push: true, new }).ok_or_else(|| {
        Halt::impossible(
            format!(
                "this plan creates the branch `{}` from `{}`, which is neither a branch nor a full commit ID, so its files are not known yet",
                marked(name),
                marked(start)
            ),
            "use such a `ref`, or declare the files when the branch exists",
        )
    })
}

/// A branch that this plan creates in a project that it creates, too.
pub(super) fn planned_in_new(name: &str, look: &Look<'_>) -> Option<New> {
    let address = look.scope().address_of("branches", name);
    let is_commit = is_object_id(look.text_of(&address, "ref").unwrap_or_default());
    let start = (!is_commit).then_some(None);
    (look.is_new() && look.is_planned(&address)).then_some(New { address, start })
}

impl File {
    /// The default branch of the project after this plan, as far as it is known.
    pub(super) fn default_branch<'a>(look: &Look<'a>) -> Result<Option<&'a str>, Halt> {
        let planned = look.text_of(&look.scope().address_of("settings", ""), "default_branch");
        let project = look.find(look.scope().at(""))?;
        Ok(planned.or_else(|| project?["default_branch"].as_str()))
    }

    /// The branch; `None` if there is no commit yet, so that the first one creates it.
    pub(super) fn head(&self, look: &Look<'_>) -> Result<Option<Head>, Halt> {
        let project = look.find(look.scope().at(""))?;
        let default = File::default_branch(look)?;
        let declared = self.branch.value().map(String::as_str);
        self.declared_once(default, look)?;
        if project.is_none_or(|it| it["empty_repo"] == true) {
            return match declared.filter(|it| Some(*it) != default) {
                Some(branch) if !look.is_new() => Err(Halt::impossible(
                    format!(
                        "the repository is empty, and its first commit would make `{}` the default branch",
                        marked(branch)
                    ),
                    "declare a file of the default branch first, or push a first commit",
                )),
                _ => Ok(None),
            };
        }
        let Some(name) = declared.or(default) else {
            return Err(Halt::not_returned(&["default_branch"], &look.spec().needs));
        };
        if let Some(head) = find(name, look)? {
            return Ok(Some(head));
        }
        let address = look.scope().address_of("branches", name);
        match look.is_planned(&address) {
            true => planned(name, address, look).map(Some),
            false => Err(Halt::impossible(
                format!("the branch `{}` does not exist", marked(name)),
                format!(
                    "declare it: `branches: [{{ name: {}, ref: … }}]`, or correct its name",
                    marked(name)
                ),
            )),
        }
    }

    /// Refuses a file that is declared with and without its branch, which is the default one.
    fn declared_once(&self, default: Option<&str>, look: &Look<'_>) -> Result<(), Halt> {
        let Some(default) = default else { return Ok(()) };
        let twin = match self.branch.value() {
            None => format!("{}@{default}", self.path),
            Some(branch) if branch == default => self.path.clone(),
            Some(_) => return Ok(()),
        };
        match look.declared(look.spec().kind).any(|it| it == twin) {
            true => Err(Halt::impossible(
                format!(
                    "the file is declared twice, with and without the branch `{}`, which is the default branch",
                    marked(default)
                ),
                "declare it once",
            )),
            false => Ok(()),
        }
    }
}

/// A branch to which the token's user can push. A protected branch is never opened for a file.
pub(super) fn pushed(head: &Head) -> Result<&Head, Halt> {
    match head.may_push {
        true => Ok(head),
        false => Err(Halt::impossible(
            format!("the token's user cannot push to the branch `{}`", marked(&head.branch)),
            "let the user push to it, propose the file by `via: merge_request`, or remove it from the files",
        )),
    }
}
