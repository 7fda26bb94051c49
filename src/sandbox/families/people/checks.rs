//! What is written of a user, and what is refused.

use serde_json::{Map, Value, json};

use crate::sandbox::http::params::Params;
use crate::sandbox::http::reply::Refusal;
use crate::sandbox::plain::Complaints;
use crate::sandbox::world::{User, World};

const SLUG: &str = "can only include non-accented letters, digits, '_', '-' and '.'. It must not start with '-', '_', or '.', nor end with '-', '_', '.', '.git', or '.atom'.";
const SHAPE: &str = "can contain only letters, digits, '_', '-' and '.'. Cannot start with '-' or end in '.', '.git' or '.atom'.";
const TAKEN_UID: &str = "has already been taken. Please contact your administrator to generate a unique extern_uid / NameID";

/// Words that are parts of GitLab's own addresses.
const RESERVED: &[&str] = &[
    "-",
    "admin",
    "api",
    "assets",
    "dashboard",
    "explore",
    "files",
    "groups",
    "health_check",
    "help",
    "import",
    "invites",
    "jwt",
    "login",
    "oauth",
    "profile",
    "projects",
    "public",
    "search",
    "slash-command-logo.png",
    "snippets",
    "unsubscribes",
    "uploads",
    "users",
    "v2",
];

/// Complains about a username.
pub(in super::super) fn name(name: &str, complaints: &mut Complaints) {
    let mut say = |why: &str| complaints.say("username", why);
    if name.is_empty() {
        say("can't be blank");
        say("can't be blank");
    }
    if RESERVED.contains(&name) {
        say(&format!("{name} is a reserved name"));
    }
    let sign = |it: u8| b"_.-".contains(&it);
    let bytes = name.as_bytes();
    let plain = !bytes.is_empty() && bytes.iter().all(|it| it.is_ascii_alphanumeric() || sign(*it));
    let edge = bytes.first().into_iter().chain(bytes.last()).any(|it| sign(*it));
    let double = bytes.windows(2).any(|two| two.iter().all(|it| sign(*it)));
    if !plain || edge || double {
        say(SLUG);
    }
    let format = [".git", ".atom"].iter().any(|end| name.ends_with(end));
    if name.ends_with(".atom") {
        say("ending with a reserved file extension is not allowed.");
    }
    if !plain || name.starts_with('-') || name.ends_with('.') || format {
        say(SHAPE);
    }
    let length = name.chars().count();
    if length < 2 {
        say("is too short (minimum is 2 characters)");
    }
    if length < 1 {
        say("is too short (minimum is 1 character)");
    }
    if length > 255 {
        say("is too long (maximum is 255 characters)");
    }
}

/// Whether the identity that was sent is somebody else's.
pub(super) fn identity_is_taken(world: &World, id: u64, params: &Params) -> bool {
    let Some(uid) = params.text("extern_uid").filter(|it| !it.is_empty()) else { return false };
    let provider = params.text("provider").unwrap_or("");
    let is_it = |it: &(String, Option<String>)| {
        it.0 == provider && it.1.as_ref().is_some_and(|own| own.eq_ignore_ascii_case(uid))
    };
    world.users.values().any(|user| user.id != id && user.identities.iter().any(is_it))
}

fn conflict(world: &World, user: &User, params: &Params) -> Result<(), Refusal> {
    let others = || world.users.values().filter(|it| it.id != user.id);
    let email = params.text("email").map(|it| it.trim().to_lowercase());
    if email.is_some_and(|email| !email.is_empty() && others().any(|it| it.has_email(&email))) {
        return Err(Refusal::message(409, "Email has already been taken"));
    }
    if let Some(name) = params.text("username") {
        if others().any(|it| it.username.eq_ignore_ascii_case(name)) {
            return Err(Refusal::message(409, "Username has already been taken"));
        }
        if world.group_at(name).is_some() {
            let why = "A user, alias, or group already exists with that username.";
            return Err(Refusal::message(400, json!({ "base": [why] })));
        }
    }
    Ok(())
}

fn person(params: &Params, complaints: &mut Complaints) {
    if !params.has("name") {
        return;
    }
    let name = params.text("name").unwrap_or("").trim();
    let mut say = |why: &str| {
        complaints.say("namespace.name", why);
        complaints.say("name", why);
    };
    if name.is_empty() {
        say("can't be blank");
    } else if name.chars().count() > 255 {
        say("is too long (maximum is 255 characters)");
    }
    if name.split(' ').next().is_some_and(|it| it.chars().count() > 127) {
        complaints.say("first_name", "is too long (maximum is 127 characters)");
    }
}

fn password(user: &User, params: &Params, complaints: &mut Complaints) {
    let text = params.text("password").unwrap_or("");
    let lower = text.to_lowercase();
    let own = params.text("username").unwrap_or(&user.username).to_lowercase();
    let weak = ["password", "12345678", "qwertyui"].iter().any(|it| lower.contains(it));
    let mut parts = own.split(['-', '_', '.']).filter(|it| it.len() > 3);
    let mut say = |why: &str| complaints.say("password", why);
    if text.is_empty() {
        say("can't be blank");
    } else if text.chars().count() < 8 {
        say("is too short (minimum is 8 characters)");
    } else if text.chars().count() > 128 {
        say("is too long (maximum is 128 characters)");
    } else if weak || parts.any(|it| lower.contains(it)) {
        say("must not contain commonly used combinations of words and letters");
    }
}

fn numbers(params: &Params, complaints: &mut Complaints) {
    match (params.has("projects_limit"), params.int("projects_limit")) {
        (true, None) => {
            complaints.say("projects_limit", "can't be blank");
            complaints.say("projects_limit", "is not a number");
        }
        (_, Some(limit)) if limit < 0 => {
            complaints.say("projects_limit", "must be greater than or equal to 0");
        }
        (_, Some(limit)) if limit > i64::from(i32::MAX) => {
            complaints.say("projects_limit", "must be less than or equal to 2147483647");
        }
        _ => {}
    }
    for (name, what, last) in [("theme_id", "theme", 11), ("color_scheme_id", "color scheme", 6)] {
        if let Some(id) = params.int(name).filter(|it| !(1..=last).contains(it)) {
            complaints.say(name, format!("{id} is not a valid {what}"));
        }
    }
}

fn texts(before: &User, params: &Params, creating: bool, complaints: &mut Complaints) {
    if params.text("bio").is_some_and(|it| it.chars().count() > 255) {
        complaints.say("bio", "is too long (maximum is 255 characters)");
    }
    let site = params.text("website_url").unwrap_or("");
    if !site.is_empty() && !site.starts_with("http://") && !site.starts_with("https://") {
        complaints.say("user_detail.website_url", "is not a valid URL");
    }
    let discord = params.text("discord").unwrap_or("");
    let digits = discord.bytes().all(|it| it.is_ascii_digit());
    let is_id = digits && (17..=20).contains(&discord.len());
    if !is_id && !discord.is_empty() {
        complaints.say("user_detail.discord", "must contain only a discord user ID.");
    }
    // An address that the same call makes the primary one counts for a new user only.
    let own = params.text("email").map(str::to_lowercase).filter(|_| creating);
    for name in ["public_email", "commit_email"] {
        let Some(wanted) = params.text(name).filter(|it| !it.is_empty() && *it != "_private")
        else {
            continue;
        };
        let known = before.has_email(wanted) || own.as_deref() == Some(wanted);
        let verified = before.confirmed_at.is_some() && known;
        if !verified {
            complaints.say(name, "must be an email you have verified");
        }
    }
}

/// Parameters that become attributes of the same name.
const KEPT: &[&str] = &[
    "can_create_group",
    "projects_limit",
    "note",
    "private_profile",
    "color_scheme_id",
    "theme_id",
    "bio",
    "location",
    "linkedin",
    "twitter",
    "discord",
    "github",
    "website_url",
    "public_email",
    "organization",
    "pronouns",
    "commit_email",
    "shared_runners_minutes_limit",
    "extra_shared_runners_minutes_limit",
    "external",
    "auditor",
];

/// A null that makes GitLab crash.
const CRASHES: &[&str] = &[
    "admin",
    "auditor",
    "can_create_group",
    "color_scheme_id",
    "username",
    "view_diffs_file_by_file",
];

/// A user as it is after a creation or a change.
pub(super) fn written(
    world: &World,
    before: &User,
    params: &Params,
    creating: bool,
    without_password: bool,
) -> Result<User, Refusal> {
    conflict(world, before, params)?;
    if CRASHES.iter().any(|it| params.get(it).is_some_and(Value::is_null)) {
        return Err(Refusal::crash());
    }
    let mut user = before.clone();
    let mut complaints = Complaints::default();
    let admin = params.bool("admin").unwrap_or(before.admin);
    let auditor = params.bool("auditor").unwrap_or(before.is_on("auditor"));
    if admin && auditor {
        complaints.say("admin", "user cannot also be an Auditor.");
    }
    if let Some(wanted) = params.text("username") {
        name(wanted, &mut complaints);
        user.username = wanted.to_owned();
    }
    person(params, &mut complaints);
    if let Some(email) = params.get("email") {
        let email = email.as_str().unwrap_or("").trim().to_lowercase();
        let blank = |it: char| it.is_whitespace() || it == ',';
        if email.is_empty() {
            complaints.say("email", "can't be blank");
        } else if email.contains(blank) || !email.contains('@') {
            complaints.say("email", "is invalid");
        }
        // Without this switch the address waits for a click on a link.
        if creating {
            user.email = email;
        } else if params.bool("skip_reconfirmation") == Some(true) && user.email != email {
            let old = std::mem::replace(&mut user.email, email);
            user.emails.retain(|it| *it != user.email);
            user.emails.push(old);
        }
    }
    if (creating || params.has("password")) && !(creating && without_password) {
        password(before, params, &mut complaints);
    }
    numbers(params, &mut complaints);
    texts(before, params, creating, &mut complaints);
    if params.has("provider") {
        let provider = params.text("provider").unwrap_or("").to_owned();
        if provider.is_empty() {
            complaints.say("identities.provider", "can't be blank");
        }
        if identity_is_taken(world, before.id, params) {
            complaints.say("identities.extern_uid", TAKEN_UID);
        }
        let uid = params.text("extern_uid").map(|uid| match provider.starts_with("ldap") {
            true => uid.to_lowercase().replace(", ", ","),
            false => uid.to_owned(),
        });
        let identity = (provider.clone(), uid);
        // The one that changed comes last.
        if !user.identities.contains(&identity) {
            user.identities.retain(|it| it.0 != provider);
            user.identities.push(identity);
        }
    }
    if !complaints.by_field.is_empty() {
        return Err(Refusal::message(400, Value::Object(complaints.by_field)));
    }
    if let Some(name) = params.text("name") {
        user.name = name.trim().replace(['<', '>'], "-").replace("-b-", "-").replace("-/b-", "-");
    }
    user.admin = admin;
    keep(&mut user.attributes, params);
    Ok(user)
}

/// Keeps attributes; those that an external user cannot have go.
fn keep(attributes: &mut Map<String, Value>, params: &Params) {
    let was_external = attributes.get("external") == Some(&Value::Bool(true));
    for name in KEPT {
        match params.get(name) {
            None => {}
            // The default: null is nothing that the view shows for these.
            Some(Value::Null) if !["external", "theme_id"].contains(name) => {
                attributes.remove(*name);
            }
            Some(value) => drop(attributes.insert((*name).to_owned(), value.clone())),
        }
    }
    match attributes.get("external") == Some(&Value::Bool(true)) {
        true => {
            attributes.insert("can_create_group".to_owned(), Value::Bool(false));
            attributes.insert("projects_limit".to_owned(), json!(0));
        }
        false if was_external => {
            for name in ["can_create_group", "projects_limit"] {
                if !params.has(name) {
                    attributes.remove(name);
                }
            }
        }
        false => {}
    }
}
