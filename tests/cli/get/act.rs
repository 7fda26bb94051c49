//! `labwright act`: one call for the object that was named.

use labwright::sandbox::{Fault, Harm, Loss, Sandbox};
use serde_json::{Value, json};

use super::{asked, labwright, run, sandbox};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_act_is_one_call_for_the_object_that_was_named() {
    let sandbox = sandbox().await;
    let posts = |sandbox: &Sandbox| {
        asked(sandbox).into_iter().filter(|it| !it.starts_with("GET")).collect::<Vec<_>>()
    };
    let dry = run(&sandbox, "act test-hook audit --dry-run");
    assert_eq!((dry.code, posts(&sandbox).len()), (0, 0));
    assert!(
        dry.out.contains("POST hooks/1\n") && dry.out.contains("Nothing was sent"),
        "{}",
        dry.out
    );

    for name in [
        "audit",
        "1",
        "https://mia:hunter2@audit.example.com/a/long/path/that/does/not/end/so/soon?x=1",
    ] {
        let fired = run(&sandbox, &format!("act test-hook {name}"));
        assert_eq!(
            (fired.code, posts(&sandbox)),
            (0, vec!["POST hooks/1".to_owned()]),
            "{}",
            fired.err
        );
        assert!(fired.out.contains("does not show whether it arrived"), "{}", fired.out);
    }
    let json = run(&sandbox, "act test-hook https://s3cret@d.example.com/in -o json");
    let json: Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(json["address"], "instance/system_hooks/https://***@d.example.com/in");
    assert_eq!((&json["sent"], &json["status"]), (&json!(true), &json!(201)));

    let broken = run(&sandbox, "act test-hook broken");
    assert_eq!(broken.code, 1);
    assert!(broken.err.replace("\n  │", "").contains("line break"), "{}", broken.err);

    let retry =
        "act retry-status-check --project acme/api --merge-request 1 --check|=Compliance Tool";
    let dry = run(&sandbox, &format!("{retry}|--dry-run -o yaml"));
    let yaml: Value = serde_yaml::from_str(&dry.out).unwrap();
    assert_eq!(yaml["sent"], false);
    let retried = run(&sandbox, retry);
    let call = "projects/acme%2Fapi/merge_requests/1/status_checks/1/retry";
    assert_eq!(
        (retried.code, posts(&sandbox)),
        (0, vec![format!("POST {call}")]),
        "{}",
        retried.err
    );
    assert!(retried.out.contains("is now pending"), "{}", retried.out);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_act_whose_response_is_lost_is_never_sent_again() {
    const RETRY: &str =
        "act retry-status-check --project acme/api --merge-request 1 --check|=Compliance Tool";
    let late = |milliseconds, answer| Harm::Late { milliseconds, answer };
    let posts = |sandbox: &Sandbox| {
        let posts = sandbox.exchanges().into_iter().filter(|it| it.method == "POST");
        posts.filter(|it| it.status == 0 || it.status >= 400).count()
    };
    for (harm, found) in [
        (late(250, Loss::BadGateway), true),
        (late(250, Loss::Drop), true),
        (late(1500, Loss::GatewayTimeout), false),
        (Harm::DropBefore, false),
    ] {
        let sandbox = sandbox().await;
        sandbox.fault(Fault::new("POST", "**/retry", harm.clone()));
        let wait = if found { "" } else { "|--max-wait 0" };
        let ran = run(&sandbox, &format!("{RETRY}{wait}"));
        let told = ran.err.replace("\n  │", "");
        assert_eq!(ran.code, i32::from(!found), "{harm:?}: {told}");
        assert_eq!(posts(&sandbox), 1, "{harm:?}");
        if found {
            assert!(
                ran.out.contains("the response was lost, but the call took effect"),
                "{}",
                ran.out
            );
            continue;
        }
        assert!(told.contains("not sent again") && told.contains("only if it is still"), "{told}");
        if matches!(harm, Harm::Late { .. }) {
            let done = |it: &labwright::sandbox::Exchange| {
                it.method == "POST" && (200..300).contains(&it.status)
            };
            while !sandbox.exchanges().iter().any(done) {
                tokio::task::yield_now().await;
            }
            let again = run(&sandbox, RETRY);
            assert!(again.err.contains("nothing was sent"), "{}", again.err);
        }
    }
    for harm in [Harm::DropAfter, Harm::DropBefore, late(1, Loss::BadGateway)] {
        let sandbox = sandbox().await;
        sandbox.fault(Fault::new("POST", "/hooks/1", harm.clone()));
        let ran = run(&sandbox, "act test-hook audit");
        let told = ran.err.replace("\n  │", "");
        assert_eq!(ran.code, 1, "{harm:?}: {told}");
        assert!(
            told.contains("may have taken effect and is not sent again")
                && told.contains("Check the receiver"),
            "{told}"
        );
        let calls = asked(&sandbox).into_iter().filter(|it| it == "POST hooks/1").count();
        assert!(calls == 1 || matches!(harm, Harm::Late { .. }), "{harm:?}: {calls}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_act_that_is_unclear_or_not_allowed_sends_nothing() {
    let sandbox = sandbox().await;
    let check = |args: &str, code: i32, words: &[&str]| {
        let run = run(&sandbox, args);
        let told = run.err.replace("\n  │", "");
        assert_eq!(run.code, code, "{args}: {told}");
        assert!(asked(&sandbox).iter().all(|it| it.starts_with("GET")), "{args}");
        for word in words {
            assert!(told.contains(word), "{args}: no {word} in\n{told}");
        }
    };
    let retry = "act retry-status-check --project acme/api --merge-request 1 --check";
    check("act test-hook twin", 1, &["2, 3", "use the ID"]);
    check("act test-hook nobody", 1, &["system hook `nobody` not found"]);
    check("act test-hook", 3, &["<HOOK>"]);
    check(&format!("{retry} 2"), 1, &["is pending; only a failed one can be retried"]);
    check(&format!("{retry} nothing"), 1, &["Compliance Tool"]);
    check("act retry-status-check --project acme/api --merge-request 99 --check x", 1, &["404"]);
    check(
        "act retry-status-check --project api --merge-request 1 --check x",
        3,
        &["group/project"],
    );

    let folder = tempfile::tempdir().unwrap();
    let variables = [("GITLAB_URL", &*sandbox.url()), ("GITLAB_TOKEN", "reads-only")];
    let run = labwright(folder.path(), &variables, &["act", "test-hook", "audit"]);
    assert_eq!(run.code, 1);
    assert!(run.err.replace("\n  │", "").contains("lacks a scope"), "{}", run.err);
}
