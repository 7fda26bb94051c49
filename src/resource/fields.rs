//! The rows of one object: field, rule, and value.

use std::borrow::Cow;

use super::content::Content;
use super::datum::Datum;
use super::hidden::Hidden;
use super::lower::Lower;
use super::name::{Naming, is_hidden};
use super::reference::Ref;
use super::secret::{Secret, Source};
use super::setting::Setting;
use super::url::Url;
use crate::reserved::{ABSENT, PRESENT, STATE};

/// How a field is handled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// Part of the object's identity: sent when it is created, never compared.
    Identity,
    /// Compared, and changed in place.
    Plain,
    /// Sent, but never returned by GitLab: compared by presence, if GitLab reports it.
    WriteOnly,
    /// Guards or guides an action; neither compared nor part of the object.
    Guide,
}

/// What is wrong with a value, and what to do; `None` if nothing is.
pub type Misfit = fn(&str) -> Option<(&'static str, &'static str)>;

/// Why GitLab does not accept a file with this name and these bytes, and what to do; `None` if it does.
pub type Accepts = fn(&str, &[u8]) -> Option<(&'static str, &'static str)>;

/// What is wrong with the value of a field that contains a URL.
fn no_url(value: &str) -> Option<(&'static str, &'static str)> {
    let hint = "set it to the whole URL";
    if !value.starts_with("http://") && !value.starts_with("https://") {
        Some(("is not a URL that begins with http:// or https://", hint))
    } else if value.chars().any(|it| it == ' ' || is_hidden(it)) {
        Some(("contains a space or a character that cannot be seen", hint))
    } else {
        None
    }
}

/// One field of one object, in canonical form.
#[derive(Debug, Clone)]
pub struct Row {
    /// Its name in the files.
    pub name: &'static str,
    /// Its name in a request.
    pub wire: &'static str,
    /// How it is handled.
    pub rule: Rule,
    /// GitLab's default, if it has one: what `null` stands for.
    pub default: Option<Datum>,
    /// A response can omit it although GitLab knows the field.
    pub omittable: bool,
    /// A file can list some entries of its record: the others stay unchanged.
    pub partial: bool,
    /// What its text names, if it is a name.
    pub naming: Option<Naming>,
    /// A file may refer to the value instead of containing it.
    pub referable: bool,
    /// Its value is never shown.
    pub hidden: bool,
    /// The field that contains the credentials of this URL.
    pub credentials: Option<&'static str>,
    /// Why a value that a file refers to cannot be the one that is meant.
    pub misfit: Option<Misfit>,
    /// Which files it accepts, if its value is the bytes of one.
    pub accepts: Option<Accepts>,
    setting: Setting<Datum>,
}

impl Row {
    /// Sets what `null` stands for.
    pub fn default<T: Lower>(&mut self, default: T) -> &mut Self {
        self.default = Some(default.lower());
        self
    }

    /// Makes `null` stand for GitLab's `null`.
    pub fn or_null(&mut self) -> &mut Self {
        self.default = Some(Datum::Null);
        self
    }

    /// Marks a field that responses can omit.
    pub fn omittable(&mut self) -> &mut Self {
        self.omittable = true;
        self
    }

    /// Keeps `null` of a response as it is: it stands for GitLab's default only in a file.
    pub(crate) fn as_answered(&mut self) {
        if self.rule == Rule::Plain && matches!(self.setting, Setting::Cleared) {
            self.setting = Setting::Value(Datum::Null);
        }
    }

    /// Sets what is wrong with a value that a file refers to.
    pub fn refuse(&mut self, misfit: Misfit) -> &mut Self {
        self.misfit = Some(misfit);
        self
    }

    /// Sets where the credentials of this URL belong.
    pub fn credentials_in(&mut self, field: &'static str) -> &mut Self {
        self.credentials = Some(field);
        self
    }

    /// Sets its name in a request, if that differs.
    pub fn sent_as(&mut self, wire: &'static str) -> &mut Self {
        self.wire = wire;
        self
    }

    /// Marks its text as a name, and of what.
    pub fn named(&mut self, naming: Naming) -> &mut Self {
        self.naming = Some(naming);
        self
    }

    /// Every name in the value: its text if the field is an identity or is marked as a name, and every object that it
    /// refers to.
    pub(crate) fn names(&self, identity: &[&str]) -> Vec<(Naming, &str)> {
        let mut names = Vec::new();
        let Some(value) = self.value() else { return names };
        let known_by = identity.contains(&self.name) || self.rule == Rule::Identity;
        let naming = self.naming.or(known_by.then_some(Naming::Plain));
        if let (Some(naming), Datum::Text(name)) = (naming, value) {
            names.push((naming, name.as_str()));
        }
        value.refs(&mut |it| names.extend(it.naming().map(|naming| (naming, it.name.as_str()))));
        names
    }

    /// Passes every reference in the value to `visit`, which can change it.
    pub(crate) fn refs_mut(&mut self, visit: &mut impl FnMut(&mut Ref)) {
        if let Setting::Value(it) = &mut self.setting {
            it.refs_mut(visit);
        }
    }

    /// Replaces the bytes that are the value: their digest is known now. `None` if there are none.
    pub(crate) fn set_content(&mut self, content: Option<Content>) {
        self.setting = Setting::Value(content.map_or(Datum::Null, Datum::Content));
    }

    /// Replaces the value.
    pub(crate) fn set(&mut self, value: Datum) {
        self.setting = Setting::Value(value);
    }

    /// The bytes that are the value.
    pub(crate) fn content(&self) -> Option<&Content> {
        match self.value() {
            Some(Datum::Content(it)) => Some(it),
            _ => None,
        }
    }

    /// What is compared with `wanted`: of a record that a file can list in part, the same entries. One that GitLab does not
    /// have is `null`.
    pub(crate) fn part_of<'d>(&self, live: &'d Datum, wanted: &Datum) -> Cow<'d, Datum> {
        match (live, wanted) {
            (Datum::Record(live), Datum::Record(wanted)) if self.partial => {
                let now = |key: &String| live.get(key).cloned().unwrap_or(Datum::Null);
                Cow::Owned(Datum::Record(wanted.keys().map(|it| (it.clone(), now(it))).collect()))
            }
            _ => Cow::Borrowed(live),
        }
    }

    /// Where the value is, for a field that a file refers to and GitLab returns.
    pub fn reference(&self) -> Option<&Source> {
        match self.value()? {
            Datum::Secret(Secret::At(source)) if self.rule == Rule::Plain => Some(source),
            _ => None,
        }
    }

    /// The value; `None` for a field that a file or a response omits.
    pub fn value(&self) -> Option<&Datum> {
        match &self.setting {
            Setting::Unmanaged => None,
            Setting::Cleared => Some(self.default.as_ref().unwrap_or(&Datum::Null)),
            Setting::Value(it) => Some(it),
        }
    }
}

/// All rows of one object, in the order of its declaration.
pub type Rows = Vec<Row>;

/// One field that differs.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// Its name in the files.
    pub field: &'static str,
    /// Its name in a request.
    pub wire: &'static str,
    /// How it is handled.
    pub rule: Rule,
    /// What GitLab has; `None` if it has nothing, or does not return it.
    pub before: Option<Datum>,
    /// The new value; `None` on a deletion.
    pub after: Option<Datum>,
}

impl Change {
    /// Where the new value is, for a field that a file refers to and GitLab returns.
    pub fn reference(&self) -> Option<&Source> {
        match &self.after {
            Some(Datum::Secret(Secret::At(source))) if self.rule == Rule::Plain => Some(source),
            _ => None,
        }
    }

    /// Whether the new value has an entry with this key.
    pub(crate) fn has(&self, key: &str) -> bool {
        matches!(&self.after, Some(Datum::Record(entries)) if entries.contains_key(key))
    }

    /// Whether it turns a boolean off (`false`) or on (`true`).
    pub fn switches(&self, to: bool) -> bool {
        self.before == Some(Datum::Bool(!to)) && self.after == Some(Datum::Bool(to))
    }
}

/// Collects the rows of one object.
///
/// Destructure the object without `..` when filling this, so that a new field does not compile until
/// it is handled.
#[derive(Debug, Default)]
pub struct Fields {
    /// What was collected.
    pub rows: Rows,
}

impl Fields {
    /// A part of the identity that is required.
    pub fn identity<T: Lower>(&mut self, name: &'static str, value: &T) -> &mut Row {
        self.push(name, Rule::Identity, Setting::Value(value.lower()))
    }

    /// A field that is compared and changed in place.
    pub fn plain<T: Lower>(&mut self, name: &'static str, value: &Setting<T>) -> &mut Row {
        self.add(name, Rule::Plain, value)
    }

    /// The field `state` of a kind whose objects have states in GitLab. `present` and `absent` are labwright's own words.
    pub fn state(&mut self, value: &Setting<String>) -> &mut Row {
        let own = |it: &&String| ![PRESENT, ABSENT].contains(&it.as_str());
        let state = match value {
            Setting::Value(it) => {
                Some(it).filter(own).map_or(Setting::Unmanaged, |it| Setting::Value(it.clone()))
            }
            other => other.clone(),
        };
        self.plain(STATE, &state)
    }

    /// A field that is compared and changed in place, and contains an address.
    pub fn address(&mut self, name: &'static str, value: &Setting<Url>) -> &mut Row {
        let row = self.add(name, Rule::Plain, value);
        row.referable = true;
        row.misfit = Some(no_url);
        row
    }

    /// A field that is compared and changed in place, and never shown.
    pub fn hidden(&mut self, name: &'static str, value: &Setting<Hidden>) -> &mut Row {
        let row = self.add(name, Rule::Plain, value);
        row.referable = true;
        row.hidden = true;
        row
    }

    /// A field that is sent, but never returned by GitLab.
    pub fn write_only<T: Lower>(&mut self, name: &'static str, value: &Setting<T>) -> &mut Row {
        self.add(name, Rule::WriteOnly, value)
    }

    /// A field that guards or guides an action.
    pub fn guide<T: Lower>(&mut self, name: &'static str, value: &Setting<T>) -> &mut Row {
        self.add(name, Rule::Guide, value)
    }

    fn add<T: Lower>(&mut self, name: &'static str, rule: Rule, value: &Setting<T>) -> &mut Row {
        let setting = match value {
            Setting::Unmanaged => Setting::Unmanaged,
            Setting::Cleared => Setting::Cleared,
            Setting::Value(it) => Setting::Value(it.lower()),
        };
        self.push(name, rule, setting)
    }

    fn push(&mut self, name: &'static str, rule: Rule, setting: Setting<Datum>) -> &mut Row {
        let at = self.rows.len();
        self.rows.push(Row {
            name,
            wire: name,
            rule,
            default: None,
            omittable: false,
            partial: false,
            naming: None,
            referable: false,
            hidden: rule == Rule::WriteOnly,
            credentials: None,
            misfit: None,
            accepts: None,
            setting,
        });
        &mut self.rows[at]
    }
}

/// What is wrong with an object that its schema accepts: all of it, not only the first problem.
#[derive(Debug, Default)]
pub struct Checks {
    /// What was found.
    pub troubles: Vec<Trouble>,
}

/// One problem of an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// The field to point at.
    pub field: &'static str,
    /// The entry of it to point at, if it is a mapping.
    pub entry: Option<String>,
    /// The value can be a secret: messages do not show it.
    pub hidden: bool,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub hint: String,
}

impl Checks {
    /// Records what is wrong with a name in `field` that is not a field of its own.
    pub fn name(&mut self, field: &'static str, naming: Naming, name: &str) {
        if let Some(flaw) = naming.flaw(name) {
            self.refuse(field, flaw.of(name), flaw.hint);
        }
    }

    /// Records what is wrong with `field`.
    pub fn refuse(
        &mut self,
        field: &'static str,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        let (message, hint) = (message.into(), hint.into());
        self.troubles.push(Trouble { field, entry: None, hidden: false, message, hint });
    }

    /// Records what is wrong with an entry of `field`; `hidden` if its value can be a secret.
    pub fn refuse_entry(
        &mut self,
        field: &'static str,
        entry: &str,
        hidden: bool,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        let (message, hint, entry) = (message.into(), hint.into(), Some(entry.to_owned()));
        self.troubles.push(Trouble { field, entry, hidden, message, hint });
    }
}
