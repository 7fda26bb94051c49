//! What files call things, before anything is read.

use std::collections::{BTreeMap, BTreeSet};

use super::options::Options;
use crate::config::{Collection, Config, Item};
use crate::resource::{Address, Datum, Entry, Names, Scope};

/// The names that `config` has for a plan with these options.
pub(super) fn of(config: &Config, options: &Options) -> Names {
    Names {
        configuration: config.name.clone(),
        contents: config.contents.clone(),
        declared: declared(config),
        emails: emails(config),
        written: config.written.clone(),
        shared: shared(config),
        elsewhere: options.shard.map(|it| it.created_elsewhere(config)).unwrap_or_default(),
        ..Names::default()
    }
}

/// What files declare of the kinds of which a name can be that of another object.
fn declared(config: &Config) -> BTreeMap<Address, BTreeSet<String>> {
    let shares =
        |it: &Entry| it.spec.each || it.spec.host.is_some() || it.guests().next().is_some();
    let shared = config.collections().filter(|(_, it)| shares(it.entry));
    let keys = |(scope, it): (&Scope, &Collection)| {
        let present = it.items.iter().filter(|it| !it.absent);
        (lane(scope, it.entry), present.map(|item| it.entry.spec.folded(&item.key)).collect())
    };
    shared.map(keys).collect()
}

/// The usernames of the users that files declare with an e-mail address.
fn emails(config: &Config) -> BTreeMap<String, String> {
    let users = config.collections().filter(|(_, it)| it.entry.spec.kind == "users");
    let items = users.flat_map(|(_, it)| &it.items).filter(|it| !it.absent);
    let email = |item: &Item| {
        let rows = item.object.rows();
        let row = rows.iter().find(|it| it.name == "email")?;
        match row.value()? {
            Datum::Text(email) => Some((email.clone(), item.key.clone())),
            _ => None,
        }
    };
    items.filter_map(email).collect()
}

/// What collections declare for all their objects.
fn shared(config: &Config) -> BTreeMap<Address, BTreeMap<&'static str, String>> {
    let some = config.collections().filter(|(_, it)| !it.shared.is_empty());
    some.map(|(scope, it)| (lane(scope, it.entry), it.shared.clone())).collect()
}

/// The collection that a step belongs to.
pub(super) fn lane(scope: &Scope, entry: &Entry) -> Address {
    scope.address_of(entry.spec.kind, "")
}
