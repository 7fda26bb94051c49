//! Users and groups that the files name: whether they exist, and whether they can have access in the project. GitLab
//! rejects or ignores the others.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroU64;

use futures::future::{join_all, join3};

use super::declared::Declaring;
use super::finding::{Finding, Stops};
use super::judge::{Standing, Who};
use crate::gitlab::{Account, ApiError, Reader, find_accounts, find_groups, find_users};
use crate::problem::{Place, Problem};
use crate::resource::{Level, Ref, Scope, Space, is_email};

/// What GitLab returns about the users and groups. Those that it could not be asked about are missing.
#[derive(Debug, Default)]
pub(super) struct People {
    ids: BTreeMap<Ref, Option<u64>>,
    /// Whether a user is a member of a project or group, by ID.
    members: BTreeMap<(Scope, u64), bool>,
}

/// Asks once for each user and group, and once for each user in each project.
pub(super) async fn look(
    reader: &Reader,
    scopes: &[Declaring],
    standings: &BTreeMap<Scope, Standing>,
) -> People {
    let seen = |it: &&Declaring| {
        let standing = it.scope.home().and_then(|it| standings.get(&it));
        standing.is_some_and(|it| it.home().is_some())
    };
    let mut named: BTreeSet<&Ref> = BTreeSet::new();
    let mut places: BTreeSet<(Scope, &Ref)> = BTreeSet::new();
    for scope in scopes.iter().filter(seen) {
        let Some(home) = scope.scope.home() else { continue };
        for kind in &scope.kinds {
            named.extend(kind.people.keys());
            places.extend(kind.members.iter().map(|it| (home.clone(), it)));
        }
    }
    let ids = ids(reader, named).await;
    let users = places.into_iter().filter(|(_, it)| it.space == Space::User);
    let users: Vec<(Scope, u64)> =
        users.filter_map(|(home, it)| Some((home, (*ids.get(it)?)?))).collect();
    let is_member = |(home, id): &(Scope, u64)| {
        let at = home.at("members/all").seg(id);
        async move { reader.find(&at).await.ok().map(|it| it.is_some()) }
    };
    let members = join_all(users.iter().map(is_member)).await;
    let members = users.into_iter().zip(members);
    let members = members.filter_map(|(it, is)| Some((it, is?))).collect();
    People { ids, members }
}

/// The IDs; `None` for what does not exist. What GitLab could not be asked about is missing.
async fn ids(reader: &Reader, named: BTreeSet<&Ref>) -> BTreeMap<Ref, Option<u64>> {
    let (users, groups): (Vec<&Ref>, Vec<&Ref>) =
        named.into_iter().partition(|it| it.space == Space::User);
    let names = |of: &[&'_ Ref]| of.iter().map(|it| it.name.clone()).collect::<BTreeSet<_>>();
    let (users, groups) = (names(&users), names(&groups));
    let (emails, users) = users.iter().map(String::as_str).partition(|it| is_email(it));
    let accounts = find_accounts(reader, emails);
    let users = find_users(reader, users);
    let groups = find_groups(reader, groups.iter().map(String::as_str).collect());
    let (users, accounts, groups) = join3(users, accounts, groups).await;
    let id = |id: Result<Option<NonZeroU64>, ApiError>| Some(id.ok()?.map(NonZeroU64::get));
    let users = users.into_iter().filter_map(|(it, found)| Some((Ref::user(&it), id(found)?)));
    let by_email = |(it, found): (String, Result<Option<Account>, ApiError>)| {
        Some((Ref::user(&it), found.ok()?.map(|it| it.id.get())))
    };
    let users = users.chain(accounts.into_iter().filter_map(by_email));
    let groups = groups.into_iter().filter_map(|(it, found)| Some((Ref::group(&it), id(found)?)));
    users.chain(groups).collect()
}

/// What is wrong with the users and groups that a scope names.
pub(super) fn judge(
    people: &People,
    scope: &Declaring,
    seen: &Standing,
    who: &Who<'_>,
) -> Vec<Finding> {
    let Declaring { scope: at, .. } = scope;
    let (Some(home), Some(path), Some(seen)) = (at.home(), at.full_path(), seen.home()) else {
        return Vec::new();
    };
    let noun = at.noun();
    let mut findings = Vec::new();
    for kind in &scope.kinds {
        let address = format!("{}/{}", scope.scope, kind.kind);
        let mut find = |stops, place: &Place, message: String, hint: String| {
            let problem = Problem::new(message).hint(hint).at(place.clone());
            findings.push(Finding::new(stops, Some(&address), problem));
        };
        for (person, place) in &kind.people {
            let Ref { space, name, .. } = person;
            let is_user = *space == Space::User;
            match people.ids.get(person) {
                Some(None) => {
                    let what = if is_user { "user" } else { "group" };
                    let or_hidden = match who.acts_as_administrator {
                        true => "",
                        false => ", or this token cannot see it",
                    };
                    find(
                        Stops::Plan,
                        place,
                        format!("the {what} {name} does not exist{or_hidden}"),
                        match is_user {
                            true => "check the username".to_owned(),
                            false => "check the full path of the group".to_owned(),
                        },
                    );
                }
                Some(Some(id)) if is_user => {
                    let is_member = people.members.get(&(home.clone(), *id));
                    if is_member != Some(&false) {
                        continue;
                    }
                    find(
                        Stops::Apply,
                        place,
                        format!(
                            "the user {name} is not a member of {path}, and GitLab accepts only members here"
                        ),
                        format!("make {name} a member of the {noun}, or remove the name"),
                    );
                }
                Some(Some(id)) if kind.members.contains(person) => {
                    let Some(shares) = seen["shared_with_groups"].as_array() else { continue };
                    let share = shares.iter().find(|it| it["group_id"] == *id);
                    let level = share.and_then(|it| it["group_access_level"].as_u64());
                    let wrong = match level.map(Level::of) {
                        None => format!("{path} is not shared with the group {name}"),
                        Some(level) if level < Level::Developer => {
                            format!(
                                "{path} is shared with the group {name} with the {level} role only"
                            )
                        }
                        Some(_) => continue,
                    };
                    find(
                        Stops::Apply,
                        place,
                        format!("{wrong}, so GitLab rejects the rule"),
                        format!("invite the group to the {noun} with the Developer role or higher"),
                    );
                }
                Some(Some(_)) | None => {}
            }
        }
    }
    findings
}
