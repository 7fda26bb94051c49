//! What is, or holds, a token is never sent, and goes to no other server.

use labwright::sandbox::{ADMIN_TOKEN, Fault, Harm};

use crate::support::World;
use crate::{hook, said};

#[tokio::test(flavor = "multi_thread")]
async fn the_token_itself_is_never_sent_as_a_secret() {
    let mut world = World::start("projects: [{ path: acme/api }]").await;
    world.secret("ANOTHER_NAME", ADMIN_TOKEN);
    world.secret("CI_JOB_TOKEN", "glcbt-of-the-job");
    world.write("token", &format!("{ADMIN_TOKEN}\n"));
    for (secret, code, words) in [
        ("{ env: GITLAB_TOKEN }", 3, "it is a GitLab access token"),
        ("{ env: CI_JOB_TOKEN }", 3, "it is a GitLab access token"),
        ("{ env: LABWRIGHT_REVIEW_TOKEN }", 3, "it is a GitLab access token"),
        ("{ env: CI_REGISTRY_PASSWORD }", 3, "it is a GitLab access token"),
        ("{ env: CI_DEPENDENCY_PROXY_PASSWORD, as_is: true }", 3, "it is a GitLab access token"),
        ("{ env: CI_DEPLOY_PASSWORD }", 3, "it is a GitLab access token"),
        ("{ env: CI_REPOSITORY_URL }", 3, "it is a GitLab access token"),
        ("{ env: ANOTHER_NAME }", 0, "ANOTHER_NAME is, or contains, a GitLab access token"),
        ("{ file: token }", 0, "file token is, or contains, a GitLab access token"),
    ] {
        let text = hook("x").replace("{ file: 'x' }", secret);
        world.write("labwright.yaml", &text);
        let validated = world.run(&["validate"]).await;
        assert_eq!(validated.status.code(), Some(code), "{secret}: {}", said(&validated));
        let applied = world.run(&["apply", "-y", "--token-file", "token"]).await;
        assert_eq!(applied.status.code(), Some(3), "{secret}: {}", said(&applied));
        let text = said(&applied);
        assert!(text.contains(words) && !text.contains(ADMIN_TOKEN), "{secret}: {text}");
        assert!(!text.contains("glcbt-"), "{text}");
    }
    assert!(world.sandbox().world().hooks.is_empty());
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_merge_request_that_names_another_server_does_not_get_the_token() {
    let (home, foreign) = (World::start("").await, World::start("").await);
    let mut world = World::start("").await;
    world.write(
        "labwright.yaml",
        &format!("version: 1\ngitlab: {{ url: '{}' }}\n", foreign.sandbox().url()),
    );
    world.secret("GITLAB_URL", "");
    world.secret("CI_SERVER_URL", &home.sandbox().url());
    world.secret("GITLAB_CI", "true");
    // A protected branch that is merged from, a variable that is missing, one that is no text: none is a review.
    for (protected, source, server) in [
        ("false", "push", home.sandbox().url()),
        ("true", "merge_request_event", home.sandbox().url()),
        ("true", "", home.sandbox().url()),
        ("true", "push", "\u{fffd}".to_owned()),
    ] {
        world.secret("CI_COMMIT_REF_PROTECTED", protected);
        world.secret("CI_PIPELINE_SOURCE", source);
        world.secret("CI_SERVER_URL", &server);
        for arguments in [
            &["plan"][..],
            &["apply", "-y"],
            &["doctor"],
            &["get", "system_hooks"],
            &["act", "test-hook", "x"],
        ] {
            let refused = world.run(arguments).await;
            assert_eq!(refused.status.code(), Some(3), "{arguments:?}: {}", said(&refused));
            let text = said(&refused);
            assert!(text.contains("gitlab.url") && text.contains("GITLAB_URL"), "{text}");
        }
    }
    assert!(foreign.exchanges().is_empty() && home.exchanges().is_empty());
    // Whoever defines the pipeline may mean that server.
    let url = foreign.sandbox().url();
    let meant = world.run(&["get", "system_hooks", "--gitlab-url", &url]).await;
    assert_eq!(meant.status.code(), Some(0), "{}", said(&meant));
    // What was reviewed decides.
    world.secret("CI_SERVER_URL", &home.sandbox().url());
    let reviewed = world.run(&["get", "system_hooks"]).await;
    assert_eq!(reviewed.status.code(), Some(0), "{}", said(&reviewed));
    assert!(!foreign.exchanges().is_empty() && home.exchanges().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_redirect_never_takes_the_token_along() {
    let elsewhere = World::start("").await;
    let to = format!("{}/api/v4/hooks", elsewhere.sandbox().url());
    for method in ["GET", "POST"] {
        let world = World::start("").await;
        let harm = Harm::Redirect { to: to.clone() };
        world.sandbox().fault(Fault::new(method, "**", harm).always());
        world.write("labwright.yaml", &hook("secret"));
        world.write("secret", "sent-nowhere");
        for arguments in [&["plan"][..], &["apply", "-y"], &["get", "system_hooks"]] {
            let text = said(&world.run(arguments).await);
            assert!(!text.contains(ADMIN_TOKEN) && !text.contains("sent-nowhere"), "{text}");
        }
        assert!(world.take_exchanges().iter().any(|it| it.method == method));
    }
    assert!(elsewhere.exchanges().is_empty());
}

/// What contains a token is one: with blanks around it, as a header, in an address, encoded; whichever token it is.
#[tokio::test(flavor = "multi_thread")]
async fn what_holds_a_token_is_not_sent_either() {
    let mut world = World::start("projects: [{ path: acme/api }]").await;
    let (job, registry, deploy, review) =
        ("glcbt-of-the-job", "registry-token-1", "gldt-deploy-99", "glpat-of-the-review");
    let proxy = "proxy-token-77";
    world.secret("CI_JOB_TOKEN", job);
    world.secret("CI_REGISTRY_PASSWORD", registry);
    world.secret("CI_DEPENDENCY_PROXY_PASSWORD", proxy);
    world.secret("CI_DEPLOY_PASSWORD", deploy);
    world.secret("LABWRIGHT_REVIEW_TOKEN", review);
    let clone = "https://gitlab-ci-token:glcbt-for%2Fclones@gitlab.example.com/acme/api.git";
    world.secret("CI_REPOSITORY_URL", clone);
    world.write("labwright.yaml", &hook("x").replace("{ file: 'x' }", "{ env: HELD }"));
    for held in [
        format!(" {ADMIN_TOKEN} "),
        format!("Bearer {ADMIN_TOKEN}"),
        format!("https://oauth2:{ADMIN_TOKEN}@gitlab.example.com/x"),
        ADMIN_TOKEN.replace('-', "%2D"),
        ADMIN_TOKEN.replace('-', "%252d"),
        ADMIN_TOKEN.replace('a', "\\u0061"),
        ADMIN_TOKEN.replace('a', "&#x61;"),
        base64(&format!("root:{ADMIN_TOKEN}")),
        format!("Basic {}", base64(&format!("oauth2:{ADMIN_TOKEN}"))),
        job.to_owned(),
        format!("JOB-TOKEN: {job}"),
        registry.to_owned(),
        proxy.to_owned(),
        deploy.to_owned(),
        review.to_owned(),
        clone.to_owned(),
        "glcbt-for/clones".to_owned(),
    ] {
        world.secret("HELD", &held);
        let applied = world.run(&["apply", "-y"]).await;
        let text = said(&applied);
        assert_eq!(applied.status.code(), Some(3), "{held}: {text}");
        assert!(text.contains("HELD is, or contains, a GitLab access token"), "{held}: {text}");
        assert!(!text.contains(held.trim()), "{held}: {text}");
    }
    // One that stands in a file is not sent either, and not shown.
    for held in [ADMIN_TOKEN, job] {
        let text = format!(
            "version: 1\ninstance: {{ system_hooks: [{{ name: a, url: 'https://a.example.com', description: 'with {held}' }}] }}"
        );
        world.write("labwright.yaml", &text);
        for arguments in [&["plan"][..], &["plan", "-o", "json"], &["apply", "-y"]] {
            let refused = world.run(arguments).await;
            let text = said(&refused);
            assert_eq!(refused.status.code(), Some(1), "{arguments:?}: {text}");
            assert!(
                text.contains("a value contains a GitLab access token") && !text.contains(held),
                "{text}"
            );
        }
    }
    assert!(world.sandbox().world().hooks.is_empty());
    world.finish();
}

fn base64(text: &str) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.encode(text)
}
