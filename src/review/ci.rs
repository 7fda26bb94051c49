//! What the variables of GitLab CI contain: merge request, commit, pipeline, and job.
//!
//! Pure over a lookup of environment variables; flags take precedence. An empty variable counts as not set. An invalid
//! one is reported with a hint: nothing is guessed, because a guess could write to another merge request. Facts: `doc/ci/variables/predefined_variables.md` of GitLab 18.9, read, not measured.

use std::fmt;

use crate::problem::{Problem, clean};

/// The variables of a job, through a lookup.
#[derive(Clone, Copy)]
pub struct Ci<'e> {
    env: &'e dyn Fn(&str) -> Option<String>,
}

/// What the flags contain; what is missing comes from the variables.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// Full path or ID of the merge request's project.
    pub project: Option<String>,
    /// Number of the merge request in its project.
    pub merge_request: Option<u64>,
    /// The commit that the plan is for.
    pub commit: Option<String>,
}

/// A merge request in any project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MergeRequest {
    /// Full path or ID of its project, which for forks is not the project whose pipeline runs.
    pub project: String,
    /// Its number there.
    pub iid: u64,
}

impl fmt::Display for MergeRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}!{}", clean(&self.project), self.iid)
    }
}

impl fmt::Debug for Ci<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Ci")
    }
}

/// The hint for every problem with the merge request.
const SAY: &str = "use --merge-request N and --project PATH";

impl<'e> Ci<'e> {
    /// Over this lookup.
    pub fn new(env: &'e dyn Fn(&str) -> Option<String>) -> Self {
        Ci { env }
    }

    fn get(&self, name: &str) -> Option<String> {
        (self.env)(name).map(|it| it.trim().to_owned()).filter(|it| !it.is_empty())
    }

    fn number(&self, name: &str, way_out: &str) -> Result<Option<u64>, Problem> {
        let Some(text) = self.get(name) else { return Ok(None) };
        match text.parse::<u64>() {
            Ok(number) if number > 0 => Ok(Some(number)),
            _ => Err(lie(name, &text, "not a number from 1", way_out)),
        }
    }

    /// Whether this is a job of GitLab CI.
    pub fn is_job(&self) -> bool {
        self.get("GITLAB_CI").is_some_and(|it| it == "true")
    }

    /// The project whose pipeline this is, by its ID or else its path.
    pub fn project(&self) -> Option<String> {
        self.get("CI_PROJECT_ID").or_else(|| self.get("CI_PROJECT_PATH"))
    }

    /// The merge request: from the flags, from the merge request pipeline, or the one that is open for the branch.
    ///
    /// # Errors
    /// Variables are inconsistent, or several merge requests are open for the branch.
    pub fn merge_request(&self, asked: &Asked) -> Result<Option<MergeRequest>, Problem> {
        if let Some(iid) = asked.merge_request {
            let of_pipeline = || self.get("CI_MERGE_REQUEST_PROJECT_ID").or_else(|| self.project());
            let project = asked.project.clone().or_else(of_pipeline).ok_or_else(|| {
                Problem::new(format!("the project of merge request {iid} is not known"))
                    .hint("use --project PATH")
            })?;
            return Ok(Some(MergeRequest { project, iid }));
        }
        if let Some(iid) = self.number("CI_MERGE_REQUEST_IID", SAY)? {
            // The pipeline of a fork runs in the fork: its own project would be another merge request of this number.
            let of_pipeline = self.get("CI_MERGE_REQUEST_PROJECT_ID");
            let project = asked.project.clone().or(of_pipeline).ok_or_else(|| {
                let what = "CI_MERGE_REQUEST_IID is set, but CI_MERGE_REQUEST_PROJECT_ID is not";
                Problem::new(what).hint(SAY)
            })?;
            return Ok(Some(MergeRequest { project, iid }));
        }
        let Some(open) = self.get("CI_OPEN_MERGE_REQUESTS") else { return Ok(None) };
        let of_project =
            |it: &MergeRequest| asked.project.as_ref().is_none_or(|project| *project == it.project);
        let all = open.split(',').map(|it| {
            let (project, iid) = it.trim().rsplit_once('!')?;
            let iid = iid.parse().ok().filter(|iid| *iid > 0)?;
            Some(MergeRequest { project: project.to_owned(), iid })
                .filter(|it| it.project.contains('/'))
        });
        let all: Option<Vec<MergeRequest>> = all.collect();
        let all = all.ok_or_else(|| {
            lie("CI_OPEN_MERGE_REQUESTS", &open, "not a list such as group/project!12", SAY)
        })?;
        let mut fit: Vec<MergeRequest> = all.into_iter().filter(of_project).collect();
        if fit.len() > 1 {
            let names = fit.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
            let what = format!("several merge requests are open for this branch: {names}");
            return Err(Problem::new(what).hint(SAY));
        }
        Ok(fit.pop())
    }

    /// The commit that is reviewed: the head of the merge request. With merged results and merge trains that is not the
    /// commit of the pipeline, which GitLab creates temporarily.
    ///
    /// # Errors
    /// The value is not a commit.
    pub fn commit(&self, asked: &Asked) -> Result<Option<String>, Problem> {
        let names = ["CI_MERGE_REQUEST_SOURCE_BRANCH_SHA", "CI_COMMIT_SHA"];
        let found = names.iter().find_map(|name| Some((*name, self.get(name)?)));
        let (name, sha) = match (&asked.commit, found) {
            (Some(sha), _) => ("--commit", sha.clone()),
            (None, Some(found)) => found,
            (None, None) => return Ok(None),
        };
        let digits = sha.bytes().all(|it| it.is_ascii_hexdigit());
        if digits && (7..=64).contains(&sha.len()) {
            return Ok(Some(sha.to_ascii_lowercase()));
        }
        Err(lie(name, &sha, "not a commit", "use --commit with 7 to 64 hexadecimal digits"))
    }

    /// The ID of the pipeline. A later pipeline has a greater ID.
    ///
    /// # Errors
    /// The value is not a number.
    pub fn pipeline(&self) -> Result<Option<u64>, Problem> {
        self.number("CI_PIPELINE_ID", "unset it, or set it to the pipeline's ID")
    }

    /// The URL of the job; `None` if it is not a plain URL.
    pub fn job_url(&self) -> Option<String> {
        self.get("CI_JOB_URL").filter(|it| is_plain_address(it))
    }

    /// The URL of the pipeline; `None` if it is not a plain URL.
    pub fn pipeline_url(&self) -> Option<String> {
        self.get("CI_PIPELINE_URL").filter(|it| is_plain_address(it))
    }
}

fn lie(name: &str, text: &str, what: &str, way_out: &str) -> Problem {
    let shown: String = clean(text).chars().take(80).collect();
    Problem::new(format!("{name} is `{shown}`, which is {what}")).hint(way_out)
}

/// A web URL that needs no escaping in Markdown.
fn is_plain_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let plain = |it: char| it.is_ascii_alphanumeric() || "-._~:/?#=&%+".contains(it);
    rest.is_some_and(|it| !it.is_empty() && it.chars().all(plain))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "141be9714669a4c1ccaa013c6a7f3e462ff2a40f";
    const MERGED: &str = "a91957a858320c0e17f3a0eca7cfacbff50ea29a";

    /// What a lookup over these variables says.
    fn says<T>(variables: &[(&str, &str)], of: impl Fn(Ci<'_>) -> T) -> T {
        let env = |name: &str| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, it)| (*it).to_owned())
        };
        of(Ci::new(&env))
    }

    fn told<T: ToString>(it: Result<Option<T>, Problem>) -> String {
        match it {
            Ok(Some(it)) => it.to_string(),
            Ok(None) => "none".to_owned(),
            Err(problem) => {
                assert!(problem.hint.is_some(), "{problem}");
                format!("problem: {}", problem.message)
            }
        }
    }

    #[test]
    fn the_merge_request_is_where_the_variables_say() {
        let fork = [
            ("CI_PROJECT_ID", "7"),
            ("CI_MERGE_REQUEST_PROJECT_ID", "1"),
            ("CI_MERGE_REQUEST_IID", "4"),
            ("CI_OPEN_MERGE_REQUESTS", "other/one!9"),
        ];
        let branch = [("CI_PROJECT_ID", "7"), ("CI_OPEN_MERGE_REQUESTS", "acme/api!12")];
        let several = [("CI_OPEN_MERGE_REQUESTS", "acme/api!12,acme/fork!3")];
        let none = Asked::default();
        let of = |project: Option<&str>, merge_request| Asked {
            project: project.map(str::to_owned),
            merge_request,
            commit: None,
        };
        let check = |variables: &[(&str, &str)], asked: &Asked, expected: &str| {
            assert_eq!(told(says(variables, |ci| ci.merge_request(asked))), expected);
        };
        check(&fork, &none, "1!4");
        check(&fork, &of(None, Some(5)), "1!5");
        check(&fork, &of(Some("acme/web"), Some(5)), "acme/web!5");
        check(&branch, &none, "acme/api!12");
        check(&branch, &of(None, Some(5)), "7!5");
        check(&[("CI_MERGE_REQUEST_IID", "")], &none, "none");
        check(&several, &of(Some("acme/fork"), None), "acme/fork!3");
        check(
            &several,
            &none,
            "problem: several merge requests are open for this branch: acme/api!12, acme/fork!3",
        );
        check(
            &[("CI_MERGE_REQUEST_IID", "4"), ("CI_PROJECT_ID", "7")],
            &none,
            "problem: CI_MERGE_REQUEST_IID is set, but CI_MERGE_REQUEST_PROJECT_ID is not",
        );
        check(&[], &of(None, Some(5)), "problem: the project of merge request 5 is not known");
        for lie in ["0", "-1", "four", "4 5", "\u{1b}[31m"] {
            let told = told(says(&[("CI_MERGE_REQUEST_IID", lie)], |ci| ci.merge_request(&none)));
            assert!(told.contains("which is not a number") && !told.contains('\u{1b}'), "{told}");
        }
        for lie in ["acme/api", "12", "!12", "acme/api!0", "acme/api!12,"] {
            let told = told(says(&[("CI_OPEN_MERGE_REQUESTS", lie)], |ci| ci.merge_request(&none)));
            assert!(told.contains("which is not a list"), "{told}");
        }
    }

    #[test]
    fn the_commit_is_the_head_of_the_merge_request() {
        let none = Asked::default();
        let check = |variables: &[(&str, &str)], asked: &Asked, expected: &str| {
            assert_eq!(told(says(variables, |ci| ci.commit(asked))), expected);
        };
        let merged = [("CI_COMMIT_SHA", MERGED), ("CI_MERGE_REQUEST_SOURCE_BRANCH_SHA", HEAD)];
        let detached = [("CI_COMMIT_SHA", HEAD), ("CI_MERGE_REQUEST_SOURCE_BRANCH_SHA", "")];
        check(&merged, &none, HEAD);
        check(&detached, &none, HEAD);
        check(&[], &none, "none");
        let asked = Asked { commit: Some("A91957A8".to_owned()), ..none.clone() };
        check(&merged, &asked, "a91957a8");
        for lie in ["abc", "main", "141be97\n/close", "g41be9714669"] {
            let told = told(says(&[("CI_COMMIT_SHA", lie)], |ci| ci.commit(&none)));
            assert!(told.contains("which is not a commit"), "{told}");
        }
    }

    #[test]
    fn only_plain_addresses_are_linked() {
        let check = |address: &str, kept: bool| {
            assert_eq!(
                says(&[("CI_JOB_URL", address)], |ci| ci.job_url()).is_some(),
                kept,
                "{address}"
            );
            let pipeline = says(&[("CI_PIPELINE_URL", address)], |ci| ci.pipeline_url());
            assert_eq!(pipeline.is_some(), kept, "{address}");
        };
        check("https://gitlab.example.com/acme/api/-/jobs/7", true);
        for bad in
            ["", "https://", "javascript:alert(1)", "https://a) [x](https://b", "https://a\n/close"]
        {
            check(bad, false);
        }
    }

    #[test]
    fn a_job_of_gitlab_knows_its_pipeline_and_project() {
        let variables =
            [("GITLAB_CI", "true"), ("CI_PIPELINE_ID", "558"), ("CI_PROJECT_PATH", "a/b")];
        assert_eq!(told(says(&variables, |ci| ci.pipeline())), "558");
        assert_eq!(
            says(&variables, |ci| (ci.is_job(), ci.project())),
            (true, Some("a/b".to_owned()))
        );
        assert!(!says(&[], |ci| ci.is_job()));
    }
}
