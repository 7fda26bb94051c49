//! Copies of all cases in one GitLab and one configuration, each in a group of its own, as a large organisation has them.

#[path = "../support/merge.rs"]
mod merge;

use labwright::resource::In;
use serde_json::Value;

use crate::cases::CASES;
use merge::Merged;

/// A seed of so many copies, and the configuration of their first stages.
pub(crate) fn copies(count: usize) -> (Value, Value) {
    let (mut seed, mut file) = (Merged::new(), Merged::new());
    file.add("version: 1");
    for copy in 0..count {
        for (at, case) in CASES.iter().enumerate() {
            // There is only one instance.
            if case.scope == In::Instance && copy > 0 {
                continue;
            }
            let own =
                |text: &str| distinct(&text.replace("acme", &format!("team{at}x{copy}")), copy);
            seed.add(&own(case.seed));
            file.add(&own(case.stages[0]));
        }
    }
    (seed.all, file.all)
}

/// Each copy has SSH keys of its own: GitLab has a public key once, and only a project that has it alone changes its title.
fn distinct(text: &str, copy: usize) -> String {
    const HEAD: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI";
    let mut parts = text.split(HEAD);
    let mut all = parts.next().unwrap_or_default().to_owned();
    for key in parts {
        all.extend([HEAD, &format!("{copy:08}"), &key[8..]]);
    }
    all
}
