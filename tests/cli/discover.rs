//! Where the server and the token come from, and what is refused.

use labwright::gitlab::{Server, Settings, Token, discover};
use std::path::Path;

/// An environment of these variables and no others.
fn env<'a>(variables: &'a [(&'a str, &'a str)]) -> impl Fn(&str) -> Option<String> + 'a {
    |name| variables.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
}

const TOKEN: (&str, &str) = ("GITLAB_TOKEN", "glpat-secret");
/// The server, where a test is about the token.
const HERE: Option<&str> = Some("https://gitlab.example.com");

#[test]
fn the_first_address_in_order_wins() {
    let all = [
        ("LABWRIGHT_GITLAB_URL", "https://own"),
        ("GITLAB_URL", "https://url"),
        ("GITLAB_HOST", "host"),
        ("GITLAB_URI", "https://uri"),
        ("GITLAB_BASE_URL", "https://base/api/v4/"),
        ("gitlab.url", "https://file"),
        ("CI_API_V4_URL", "https://ci/root/api/v4"),
        ("CI_SERVER_URL", "https://server"),
    ];
    let expected = [
        "https://own",
        "https://url",
        "https://host",
        "https://uri",
        "https://base",
        "https://file",
        "https://ci/root",
        "https://server",
    ];
    for (from, url) in expected.into_iter().enumerate() {
        let mut set = all[from..].to_vec();
        set.push(TOKEN);
        // A variable set to nothing is not set.
        set.push(("LABWRIGHT_GITLAB_URL", " "));
        let file = (from <= 5).then_some("https://file");
        let (server, _) = discover(None, None, file, &env(&set)).unwrap();
        let source = all[from].0;
        assert_eq!((server.url.as_str(), server.source.as_str()), (url, source));
        let (server, _) = discover(Some("https://flag"), None, file, &env(&set)).unwrap();
        assert_eq!((server.url.as_str(), server.source.as_str()), ("https://flag", "--gitlab-url"));
    }
    // There is no server of last resort: the token goes nowhere.
    let told = discover(None, None, None, &env(&[TOKEN])).unwrap_err().to_string();
    assert!(told.contains("nothing names the GitLab") && told.contains("GITLAB_URL"), "{told}");
}

#[test]
fn a_file_that_nobody_reviewed_names_the_server_of_its_job_or_none() {
    let check = |file: &str, variables: &[(&str, &str)], expected: Result<&str, &[&str]>| {
        let set = [variables, &[TOKEN]].concat();
        let found = discover(None, None, Some(file), &env(&set)).map(|it| it.0.url);
        match (found, expected) {
            (Ok(url), Ok(expected)) => assert_eq!(url, expected, "{file} {variables:?}"),
            (Err(told), Err(words)) => {
                let told = told.to_string();
                assert!(words.iter().all(|it| told.contains(it)), "{file} {variables:?}: {told}");
                assert!(!told.contains("glpat"), "{told}");
            }
            (found, _) => panic!("{file} {variables:?}: {found:?}"),
        }
    };
    const FILE: &str = "https://other.example.com";
    let ci = ("CI", "true");
    let home = ("CI_SERVER_URL", "https://gitlab.example.com");
    let api = ("CI_API_V4_URL", "https://gitlab.example.com/api/v4");
    let protected = ("CI_COMMIT_REF_PROTECTED", "true");
    let open = ("CI_COMMIT_REF_PROTECTED", "false");
    let push = ("CI_PIPELINE_SOURCE", "push");
    // A job of a known server, on a ref that is known to be reviewed, and a terminal.
    let reviewed = [ci, home, api, protected, push];
    check(FILE, &reviewed, Ok(FILE));
    check(FILE, &[], Ok(FILE));
    check(FILE, &[home, api], Ok(FILE));
    // Each is needed, and needed as it is.
    let without =
        |name: &str| reviewed.iter().filter(|it| it.0 != name).copied().collect::<Vec<_>>();
    let with = |more: (&'static str, &'static str)| [&without(more.0)[..], &[more]].concat();
    for (variables, word) in [
        (with(open), "CI_COMMIT_REF_PROTECTED is not `true`"),
        (without("CI_COMMIT_REF_PROTECTED"), "CI_COMMIT_REF_PROTECTED is not `true`"),
        (with(("CI_COMMIT_REF_PROTECTED", "")), "CI_COMMIT_REF_PROTECTED is not `true`"),
        (with(("CI_COMMIT_REF_PROTECTED", "True")), "CI_COMMIT_REF_PROTECTED is not `true`"),
        (with(("CI_COMMIT_REF_PROTECTED", "true ")), "CI_COMMIT_REF_PROTECTED is not `true`"),
        (with(("CI_COMMIT_REF_PROTECTED", "1")), "CI_COMMIT_REF_PROTECTED is not `true`"),
        // The source branch of a merge request may be protected, and is not reviewed for that.
        (
            with(("CI_PIPELINE_SOURCE", "merge_request_event")),
            "CI_PIPELINE_SOURCE is not that of a branch",
        ),
        (
            with(("CI_PIPELINE_SOURCE", "external_pull_request_event")),
            "CI_PIPELINE_SOURCE is not that of a branch",
        ),
        (with(("CI_MERGE_REQUEST_IID", "4")), "CI_MERGE_REQUEST_IID is set"),
        (with(("CI_MERGE_REQUEST_IID", "")), "CI_MERGE_REQUEST_IID is set"),
        (without("CI_PIPELINE_SOURCE"), "CI_PIPELINE_SOURCE is not that of a branch"),
        (with(("CI_PIPELINE_SOURCE", "")), "CI_PIPELINE_SOURCE is not that of a branch"),
        (with(("CI_PIPELINE_SOURCE", "pushed")), "CI_PIPELINE_SOURCE is not that of a branch"),
        // A server that is not known is not the job's own.
        (vec![ci, protected, push], "neither CI_API_V4_URL nor CI_SERVER_URL is set"),
        (with(("CI_API_V4_URL", "")), "CI_API_V4_URL, which names"),
        (with(("CI_SERVER_URL", "https://git lab")), "CI_SERVER_URL, which names"),
        (with(("CI_SERVER_URL", "https://x:y@gitlab.example.com")), "CI_SERVER_URL, which names"),
        (with(("CI_SERVER_URL", FILE)), "different servers"),
        (vec![("GITLAB_CI", ""), home, push, open], "CI_COMMIT_REF_PROTECTED"),
        (vec![("CI", "false"), home], "CI_PIPELINE_SOURCE"),
        (vec![("CI_JOB_ID", "7"), home], "CI_PIPELINE_SOURCE"),
        (vec![ci], "neither CI_API_V4_URL nor CI_SERVER_URL is set"),
    ] {
        check(FILE, &variables, Err(&[FILE, word, "GITLAB_URL"]));
        // Who defines the pipeline may name any server.
        let named = [&variables[..], &[("GITLAB_URL", "https://third.example.com")]].concat();
        check(FILE, &named, Ok("https://third.example.com"));
    }
    // The job's own server is that of its scheme, its host, its port and its path.
    let own = |url: &'static str| [ci, open, ("CI_SERVER_URL", url)];
    let refused = Err(&["CI_PIPELINE_SOURCE"][..]);
    check("GitLab.example.com:443/", &own(home.1), Ok(home.1));
    check("gitlab.example.com", &[ci, open, api], Ok(home.1));
    check("http://gitlab.example.com", &own(home.1), refused);
    check("gitlab.example.com:8443", &own(home.1), refused);
    check("gitlab.example.com/gitlab", &own(home.1), refused);
    check("gitlab.example.com", &own("https://gitlab.example.com/gitlab"), refused);
    check("gitlab.example.com/other", &own("https://gitlab.example.com/gitlab"), refused);
    check(
        "gitlab.example.com/gitlab/",
        &own("https://gitlab.example.com/gitlab"),
        Ok("https://gitlab.example.com/gitlab"),
    );
    check("gitlab.example.com.evil.example.com", &own(home.1), refused);
}

#[test]
fn an_address_is_read_as_people_write_it() {
    let check = |text: &str, expected: &str| {
        assert_eq!(Server::parse(text, "x").unwrap().url, expected, "{text}")
    };
    check("gitlab.example.com", "https://gitlab.example.com");
    check("gitlab.example.com:8443", "https://gitlab.example.com:8443");
    check("localhost:3000", "https://localhost:3000");
    check("http://gitlab.example.com/", "http://gitlab.example.com");
    check("https://gitlab.example.com/api/v4", "https://gitlab.example.com");
    check("https://gitlab.example.com/api/v4//", "https://gitlab.example.com");
    check("https://example.com/gitlab/", "https://example.com/gitlab");
    check("example.com/git/lab/api/v4/", "https://example.com/git/lab");
    check("HTTPS://GitLab.Example.COM:443", "https://gitlab.example.com");
    check(" https://gitlab.example.com\n", "https://gitlab.example.com");
    check("http://[::1]:8080", "http://[::1]:8080");
}

#[test]
fn an_address_that_cannot_be_used_is_refused_in_words() {
    let check = |text: &str, word: &str| {
        let told = Server::parse(text, "GITLAB_URL").unwrap_err().to_string();
        assert!(
            told.contains(word)
                && told.contains("GITLAB_URL")
                && told.contains("https://gitlab.example.com"),
            "{told}"
        );
        assert!(!told.contains("hunter2") && !told.contains(|c: char| c.is_control()), "{told}");
    };
    check("", "empty");
    check("ftp://gitlab.example.com", "http:// and https://");
    check("file:///etc/passwd", "http:// and https://");
    check("https://root:hunter2@gitlab.example.com", "user or password");
    check("root:hunter2@gitlab.example.com", "user or password");
    check("https://root:hunter2@gitlab.example.com:bad", "user or password");
    check("https://gitlab.example.com?x=1", "query");
    check("https://gitlab.example.com/#x", "fragment");
    check("https://gitlab example.com", "white space");
    check("https://git\u{1b}lab.example.com", "control");
    check("https://", "not a GitLab address");
    check("https://gitlab.example.com:port", "not a GitLab address");
}

#[test]
fn a_token_that_cannot_work_is_refused_and_never_shown() {
    let check = |text: &str, word: &str| {
        let told =
            discover(HERE, None, None, &env(&[("GITLAB_TOKEN", text)])).unwrap_err().to_string();
        assert!(told.contains(word) && told.contains("GITLAB_TOKEN"), "{told}");
        assert!(!told.contains("secret"), "{told}");
    };
    check("glcbt-64_secret", "job token");
    check("gldt-secret", "deploy token");
    check("glrt-secret", "runner");
    check("glpat-secret\nsecond", "several lines");
    check("glpat secret", "spaces");
    check("glpat-secret\u{7}x", "control characters");
    check("glpat-sécret", "ASCII");
    check("  ", "not set");
    check("$LABWRIGHT_TOKEN", "`$LABWRIGHT_TOKEN`, a variable that was not expanded");
    check("${LABWRIGHT_TOKEN}", "not expanded");
    check("[MASKED]", "job logs");
    let told = discover(HERE, None, None, &env(&[("CI_JOB_TOKEN", "glcbt-secret")]))
        .unwrap_err()
        .to_string();
    assert!(
        told.contains("only CI_JOB_TOKEN is set") && told.contains("masked variable"),
        "{told}"
    );
    let jwt = [("CI_JOB_TOKEN", "eyJsecret.x.y"), ("GITLAB_TOKEN", "eyJsecret.x.y")];
    let told = discover(HERE, None, None, &env(&jwt)).unwrap_err().to_string();
    assert!(told.contains("job token of this job") && !told.contains("eyJ"), "{told}");
}

#[test]
fn a_token_file_stands_above_the_environment() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    let with = |path: &Path| {
        discover(HERE, Some(path), None, &env(&[TOKEN]))
            .map(|_| ())
            .map_err(|error| error.to_string())
    };
    // The environment's token would be refused here: the file's is taken.
    let job = [("GITLAB_TOKEN", "glcbt-x")];
    assert!(discover(HERE, Some(&write("good", "glpat-secret\r\n")), None, &env(&job)).is_ok());
    for (name, text, word) in
        [("empty", "\n", "empty"), ("two", "glpat-secret\nglpat-other\n", "several lines")]
    {
        let told = with(&write(name, text)).unwrap_err();
        assert!(told.contains(word) && told.contains(name) && !told.contains("secret"), "{told}");
    }
    let told = with(&folder.path().join("none")).unwrap_err();
    assert!(told.contains("cannot be read") && told.contains("none"), "{told}");
    assert!(
        with(&write("huge", &"x".repeat(1_000_000))).unwrap_err().contains("longer than any token")
    );
    std::fs::write(folder.path().join("binary"), [0xff, 0xfe]).unwrap();
    assert!(with(&folder.path().join("binary")).unwrap_err().contains("cannot be read"));
}

#[test]
fn a_token_shows_in_no_debug_output() {
    let settings = Settings::discover(
        HERE,
        None,
        None,
        &env(&[TOKEN, ("CI_SERVER_TLS_CA_FILE", "/tmp/ca.pem")]),
    )
    .unwrap();
    assert!(!format!("{settings:?}").contains("glpat"), "{settings:?}");
    assert_eq!(settings.ca_file.as_deref(), Some(Path::new("/tmp/ca.pem")));
    assert_eq!(format!("{:?}", Token::parse("glpat-secret", "x").unwrap()), "Token(***)");
}
