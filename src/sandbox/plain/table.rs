//! What a table can declare about a collection.

use std::cmp::Ordering;

use serde_json::{Map, Value};

use crate::sandbox::http::call::Call;
use crate::sandbox::http::endpoint::Scopes;
use crate::sandbox::http::gates::known_group;
use crate::sandbox::http::params::{Kind, Param, Params};
use crate::sandbox::http::reply::{Refusal, Reply};
use crate::sandbox::world::store::{Of, Row, World};
use crate::sandbox::world::{Licence, Time};

/// A kind of parent that collections belong to.
pub(in super::super) struct Place {
    /// The beginning of its paths.
    pub(super) prefix: &'static str,
    /// The collection whose rows they are; empty for groups, projects, and the instance.
    pub(super) below: &'static str,
    /// The one that a path names, if the caller can see it.
    pub(super) find: fn(&mut Call<'_>) -> Result<Of, Refusal>,
    /// The caller's access level there.
    pub(super) level: fn(&mut Call<'_>) -> Result<u8, Refusal>,
}

pub(super) static INSTANCE: Place = Place {
    prefix: "",
    below: "",
    find: |_| Ok(Of::Instance),
    level: |call| Ok(if call.user.is_some() { 5 } else { 0 }),
};

pub(super) static GROUP: Place = Place {
    prefix: "/groups/{id}",
    below: "",
    find: |call| Ok(Of::Group(known_group(call)?.id)),
    level: |call| {
        let path = known_group(call)?.path.clone();
        Ok(call.user.map_or(0, |user| call.world.group_level(user, &path)))
    },
};

pub(super) static PROJECT: Place = Place {
    prefix: "/projects/{id}",
    below: "",
    find: |call| Ok(Of::Project(call.project_id()?)),
    level: |call| call.level(),
};

/// Where a collection is, and who can do what there.
pub(in super::super) struct Home {
    pub(super) place: &'static Place,
    pub(super) read: u8,
    pub(super) write: u8,
    pub(super) order: Order,
    /// How a refusal lists the scopes.
    pub(super) scopes: Scopes,
    pub(super) forbidden: fn() -> Refusal,
    /// The licence that the collection requires.
    pub(super) licence: Option<Licence>,
    /// The answer without it.
    pub(super) unlicensed: fn() -> Refusal,
    /// The refusal to those whose role is too low for reading; `forbidden` otherwise.
    pub(super) unseen: Option<fn() -> Refusal>,
}

impl Home {
    pub(super) const fn new(place: &'static Place, read: u8, write: u8, order: Order) -> Home {
        let (scopes, forbidden) = (Scopes::Api, Refusal::forbidden);
        let unlicensed = || Refusal::message(404, "404 Not Found");
        let unseen = None;
        Home { place, read, write, order, scopes, forbidden, licence: None, unlicensed, unseen }
    }

    pub(super) const fn licensed(mut self, licence: Licence) -> Home {
        self.licence = Some(licence);
        self
    }

    pub(super) const fn unseen(mut self, refusal: fn() -> Refusal) -> Home {
        self.unseen = Some(refusal);
        self
    }

    pub(super) const fn scopes(mut self, scopes: Scopes) -> Home {
        self.scopes = scopes;
        self
    }
}

/// When the role is checked. All but the first allow anonymous callers to read what they can see.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// Before the parameters; anonymous callers are refused first.
    Role,
    /// After the parameters.
    Params,
    /// After the item was found.
    Item,
}

/// How an item is addressed.
#[derive(Clone, Copy)]
pub(super) enum By {
    /// A single item, at the path of the collection.
    Single,
    Id,
    /// By a field; with `or_id` also by ID, which is tried first.
    Field {
        name: &'static str,
        or_id: bool,
    },
    /// By a field, and another one in `filter[…]`. `several` is GitLab's noun if more than one matches;
    /// `updates_first`: an update that matches several changes the first.
    Filtered {
        name: &'static str,
        filter: &'static str,
        several: &'static str,
        updates_first: bool,
    },
}

/// One attribute.
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    pub(super) words: &'static [&'static str],
    /// Its value if it was not sent on creation.
    pub(super) usual: Usual,
    pub(super) required: bool,
    pub(super) on: On,
    /// Its parameter in an update, if the name differs.
    pub(super) renamed: Option<&'static str>,
    /// Its name in complaints.
    pub(super) blamed: &'static str,
    pub(super) longest: usize,
    /// Normalizes what was sent.
    pub(super) read: fn(Value) -> Value,
    pub(super) rule: fn(&Value, &mut Problems),
    pub(super) null: Null,
    /// An empty value is refused before anything else.
    pub(super) no_blank: bool,
    /// It is only a parameter, not part of a row.
    pub(super) unkept: bool,
    /// The only parent that has it, if the collection has several.
    pub(super) of: Option<&'static Place>,
}

/// The value of an attribute that was not sent.
#[derive(Clone, Copy)]
pub(super) enum Usual {
    Null,
    Text(&'static str),
    Number(i64),
    Switch(bool),
    /// The time of creation.
    Made,
}

impl Usual {
    /// The value, for a row that is written at `now`.
    pub(super) fn value(self, now: &str) -> Value {
        match self {
            Usual::Null => Value::Null,
            Usual::Text(text) => Value::from(text),
            Usual::Number(number) => Value::from(number),
            Usual::Switch(on) => Value::from(on),
            Usual::Made => Value::from(now),
        }
    }
}

/// When an attribute can be sent.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum On {
    Both,
    Create,
    Update,
    /// Read-only.
    Never,
}

/// What a null does.
#[derive(Clone, Copy)]
pub(super) enum Null {
    Stored,
    Usual,
    Crash,
    /// It is refused before anything else.
    Empty,
    Says(&'static [&'static str]),
}

/// Checks a value.
#[derive(Default)]
pub(in super::super) struct Problems {
    pub(in super::super) says: Vec<String>,
    pub(in super::super) crash: bool,
}

impl Problems {
    pub(in super::super) fn say(&mut self, text: impl Into<String>) {
        self.says.push(text.into());
    }
}

impl Field {
    pub(super) const fn new(name: &'static str, kind: Kind, usual: Usual) -> Field {
        Field {
            name,
            kind,
            words: &[],
            usual,
            required: false,
            on: On::Both,
            renamed: None,
            blamed: name,
            longest: usize::MAX,
            read: |value| value,
            rule: |_, _| {},
            null: Null::Stored,
            no_blank: false,
            unkept: false,
            of: None,
        }
    }

    pub(super) const fn text(name: &'static str) -> Field {
        Field::new(name, Kind::Text, Usual::Null)
    }

    pub(super) const fn switch(name: &'static str, usual: bool) -> Field {
        Field::new(name, Kind::Boolean, Usual::Switch(usual))
    }

    pub(super) const fn told(name: &'static str, usual: Usual) -> Field {
        Field::new(name, Kind::Text, usual).on(On::Never)
    }

    pub(super) const fn usual(mut self, usual: Usual) -> Field {
        self.usual = usual;
        self
    }

    pub(super) const fn required(mut self) -> Field {
        self.required = true;
        self
    }

    pub(super) const fn words(mut self, words: &'static [&'static str]) -> Field {
        self.words = words;
        self
    }

    pub(super) const fn on(mut self, on: On) -> Field {
        self.on = on;
        self
    }

    pub(super) const fn renamed(mut self, name: &'static str) -> Field {
        self.renamed = Some(name);
        self
    }

    pub(super) const fn blamed(mut self, name: &'static str) -> Field {
        self.blamed = name;
        self
    }

    pub(super) const fn longest(mut self, longest: usize) -> Field {
        self.longest = longest;
        self
    }

    pub(super) const fn read(mut self, read: fn(Value) -> Value) -> Field {
        self.read = read;
        self
    }

    pub(super) const fn rule(mut self, rule: fn(&Value, &mut Problems)) -> Field {
        self.rule = rule;
        self
    }

    pub(super) const fn null(mut self, null: Null) -> Field {
        self.null = null;
        self
    }

    pub(super) const fn no_blank(mut self) -> Field {
        self.no_blank = true;
        self
    }

    pub(super) const fn unkept(mut self) -> Field {
        self.unkept = true;
        self
    }

    pub(super) const fn of(mut self, place: &'static Place) -> Field {
        self.of = Some(place);
        self
    }

    /// The parameter of a request.
    pub(super) fn param(&self, creating: bool) -> Option<Param> {
        let sent = match self.on {
            On::Both => true,
            On::Create => creating,
            On::Update => !creating,
            On::Never => false,
        };
        let name = self.renamed.filter(|_| !creating).unwrap_or(self.name);
        let param = Param::new(name, self.kind).values(self.words);
        let no_blank = creating && self.no_blank || matches!(self.null, Null::Empty);
        let param = if no_blank { param.no_blank() } else { param };
        sent.then(|| if creating && self.required { param.required() } else { param })
    }
}

/// Which rows must differ.
pub(super) struct Unique {
    pub(super) fields: &'static [&'static str],
    /// Case is ignored.
    pub(super) folded: bool,
    pub(super) among: Among,
    pub(super) taken: fn(&Draft<'_>, &Row) -> Taken,
}

/// The rows among which a value must be unique.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Among {
    Own,
    /// Those of ancestor groups, too.
    Above,
    /// Those of ancestor groups, and of the groups and projects below.
    Around,
}

/// What happens to a second row with the same value.
pub(super) enum Taken {
    Says(&'static str, String),
    Refused(Refusal),
}

/// How far rows of ancestor groups are visible below.
#[derive(Clone, Copy)]
pub(super) struct Above {
    pub(super) listed: Listed,
    /// They are found by their path.
    pub(super) found: bool,
}

/// Whether a list includes the rows of ancestor groups.
#[derive(Clone, Copy)]
pub(super) enum Listed {
    Never,
    Always,
    /// Depends on this parameter; and its default.
    If(&'static str, bool),
}

/// What a POST below a row does to it, and whether that is something.
pub(super) type Action = fn(&mut Call<'_>, &mut Row) -> Result<bool, Refusal>;

/// Answers if the item does not exist.
pub(super) type Missing = fn(&Call<'_>) -> Result<Reply, Refusal>;

/// A collection.
pub(in super::super) struct Table {
    /// Its name in seeds and in the store.
    pub(super) name: &'static str,
    pub(super) path: &'static str,
    pub(super) home: Home,
    /// The noun in `404 Variable Not Found`; empty for `404 Not found`.
    pub(super) noun: &'static str,
    pub(super) by: By,
    /// Answers include the ID.
    pub(super) id: bool,
    /// A PUT also creates it, and nothing else does or deletes it.
    pub(super) upserts: bool,
    /// Rows have an `iid`, which counts those of their parent.
    pub(super) iid: bool,
    pub(super) fields: &'static [Field],
    pub(super) unique: Option<Unique>,
    /// Methods that require at least one parameter.
    pub(super) needs_one: &'static [&'static str],
    pub(super) above: Above,
    /// There is a list of the rows.
    pub(super) listed: bool,
    /// Lists come in pages.
    pub(super) paged: bool,
    /// A row can be read alone.
    pub(super) alone: bool,
    /// Each parent has the single item, which this method changes.
    pub(super) always: Option<&'static str>,
    /// The rows that a list with these parameters includes, or whether there is a single one.
    pub(super) kept: fn(&World, &Row, &Params) -> bool,
    /// Parameters of the list. One that has the name of a field selects rows by its value.
    pub(super) filters: &'static [Param],
    /// Fields that `search` covers.
    pub(super) searched: &'static [&'static str],
    pub(super) sorted: fn(&Row, &Row) -> Ordering,
    /// What a search finds comes in the order of likeness: the shorter ones first.
    pub(super) alike: bool,
    /// Checks across fields, and derived values.
    pub(super) settle: fn(&Draft<'_>, &mut Row, &mut Complaints) -> Result<(), Refusal>,
    /// The row that a creation finds instead, of the same parent or of another one, which then shares it.
    pub(super) known: fn(&World, &Row) -> Option<(Of, Row)>,
    /// Changes what answers show.
    pub(super) shown: fn(&World, View, &mut Row),
    /// Who can change or delete a row, in addition to the role.
    pub(super) guard: fn(&mut Call<'_>, &Row) -> Result<(), Refusal>,
    /// What can be done with a row by POST below it.
    pub(super) actions: &'static [(&'static str, Action)],
    /// The answer to a deletion.
    pub(super) parting: fn(Value) -> Reply,
    /// The shape of complaints.
    pub(super) complain: fn(&Draft<'_>, Map<String, Value>) -> Refusal,
    /// The answer if the item does not exist, unless it is a 404 with the noun.
    pub(super) missing: Option<Missing>,
    /// Methods that an archived project refuses.
    pub(super) frozen: &'static [&'static str],
    pub(super) exists: fn(&World) -> bool,
}

impl Table {
    /// A collection without peculiarities, as a base for others.
    pub(super) const fn new(
        name: &'static str,
        home: Home,
        by: By,
        fields: &'static [Field],
    ) -> Table {
        Table {
            name,
            path: name,
            home,
            noun: "",
            by,
            id: true,
            upserts: false,
            iid: false,
            fields,
            unique: None,
            needs_one: &[],
            above: Above { listed: Listed::Never, found: false },
            listed: true,
            paged: true,
            alone: true,
            always: None,
            kept: |_, _, _| true,
            filters: &[],
            searched: &[],
            sorted: |_, _| Ordering::Equal,
            alike: false,
            settle: |_, _, _| Ok(()),
            known: |_, _| None,
            shown: |_, _, _| {},
            guard: |_, _| Ok(()),
            actions: &[],
            parting: |_| Reply::no_content(),
            complain: |_, complaints| Refusal::message(400, Value::Object(complaints)),
            missing: None,
            frozen: &[],
            exists: |_| true,
        }
    }
}

impl Table {
    /// The attributes that the collection has here.
    pub(super) fn fields(&self) -> impl Iterator<Item = &'static Field> {
        let prefix = self.home.place.prefix;
        self.fields.iter().filter(move |field| field.of.is_none_or(|it| it.prefix == prefix))
    }

    /// The parameters of a request.
    pub(super) fn params(&self, creating: bool) -> Vec<Param> {
        self.fields().filter_map(|field| field.param(creating)).collect()
    }
}

/// The parent from which a row is read, its own parent, and who sees it where.
#[derive(Debug, Clone, Copy)]
pub(super) struct View {
    pub(super) from: Of,
    pub(super) of: Of,
    /// The caller; `None` for nobody, and for a seed.
    pub(super) me: Option<u64>,
    pub(super) shown: Shown,
}

/// The response that shows a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    Listed,
    Alone,
    /// To a write.
    Answer,
}

/// A row that is being written.
pub(super) struct Draft<'a> {
    pub(super) world: &'a World,
    pub(super) view: View,
    pub(super) params: &'a Params,
    /// The stored row; `None` on creation.
    pub(super) before: Option<&'a Row>,
}

/// What is wrong with a row, by field.
#[derive(Default)]
pub(in super::super) struct Complaints {
    pub(in super::super) by_field: Map<String, Value>,
    pub(in super::super) crash: bool,
}

impl Complaints {
    pub(in super::super) fn say(&mut self, field: &str, text: impl Into<String>) {
        let slot = self.by_field.entry(field.to_owned()).or_insert_with(|| Value::Array(vec![]));
        if let Value::Array(texts) = slot {
            texts.push(Value::String(text.into()));
        }
    }
}

/// The text of a field, or the empty text.
pub(super) fn text<'r>(row: &'r Row, name: &str) -> &'r str {
    row.get(name).and_then(Value::as_str).unwrap_or("")
}

/// Whether a field is true.
pub(super) fn is_on(row: &Row, name: &str) -> bool {
    row.get(name) == Some(&Value::Bool(true))
}

pub(super) fn put(row: &mut Row, name: &str, value: impl Into<Value>) {
    row.insert(name.to_owned(), value.into());
}

/// Without surrounding white space.
pub(super) fn trimmed(value: Value) -> Value {
    value.as_str().map_or(value.clone(), |text| Value::from(text.trim()))
}

/// A moment, as answers show moments.
pub(super) fn moment(value: Value) -> Value {
    let moment = value.as_str().and_then(Time::parse);
    moment.map_or(Value::Null, |it| Value::from(it.text()))
}
