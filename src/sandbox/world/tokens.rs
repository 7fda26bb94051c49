//! Tokens that the sandbox makes, and the users that tokens of projects and groups act as.

use serde_json::json;

use super::hash::hash;
use super::model::{Of, Token, User};
use super::store::{Row, World, take};
use super::time::Time;

/// The secret of the token with this ID: unlike any other, and the same at every start. `prefix` says what kind of token it is.
pub fn made_up_secret(prefix: &str, id: u64) -> String {
    format!("{prefix}-{:032x}", hash(format!("{prefix} {id}").as_bytes()))
}

impl Token {
    /// Whether it can be used.
    pub fn is_active(&self, now: Time) -> bool {
        !self.revoked && self.expires_at.is_none_or(|end| end > now)
    }
}

impl World {
    /// The date by which callers know how far away another one is.
    pub(crate) fn told_date(&self) -> Time {
        if self.dated { self.now } else { Time::of_machine().max(self.now) }
    }

    /// Makes a token, and returns its secret. The time of creation is set here, and the ID unless it has one.
    pub(crate) fn issue(&mut self, token: Token) -> String {
        let id = if token.id == 0 { self.next.token } else { token.id };
        self.next.token = self.next.token.max(id + 1);
        let secret = made_up_secret("glpat", id);
        self.tokens.insert(secret.clone(), Token { id, created_at: self.now, ..token });
        secret
    }

    /// Makes the bot that a token of a project or group acts as: a member with the level of the token.
    pub(crate) fn new_bot(&mut self, of: Of, name: &str, level: u8) -> u64 {
        let id = take(&mut self.next.user);
        let (word, number) = match of {
            Of::Group(id) => ("group", id),
            Of::Project(id) => ("project", id),
            Of::Instance | Of::Row(..) => ("instance", 0),
        };
        let username = format!("{word}_{number}_bot_{:032x}", hash(&id.to_be_bytes()));
        let bot = User {
            id,
            email: format!("{username}@noreply.example.com"),
            username,
            name: name.to_owned(),
            bot: true,
            created_at: self.now,
            confirmed_at: Some(self.now),
            ..User::default()
        };
        self.users.insert(id, bot);
        let members = match of {
            Of::Group(id) => self.groups.get_mut(&id).map(|it| &mut it.members),
            Of::Project(id) => self.projects.get_mut(&id).map(|it| &mut it.members),
            Of::Instance | Of::Row(..) => None,
        };
        members.map(|members| members.insert(id, level));
        // Nobody is told to have added a bot.
        let mut row = Row::new();
        row.insert(String::from("id"), json!(id));
        row.insert(String::from("created_at"), json!(self.now.text()));
        row.insert(String::from("created_by"), serde_json::Value::Null);
        self.rows.entry((of, "members")).or_default().push(row);
        id
    }
}
