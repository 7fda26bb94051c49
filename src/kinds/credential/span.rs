//! A number of days, as files write it: `90d`.

use std::borrow::Cow;

use jiff::civil::Date;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

use crate::resource::{Datum, Lower};

/// A number of days, at least one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days(pub i64);

/// So many days from one date to another.
pub(super) fn between(from: Date, to: Date) -> i64 {
    i64::from(from.until(to).map_or(0, |it| it.get_days()))
}

/// The date that a time of GitLab begins with.
pub(super) fn date_of(text: &str) -> Option<Date> {
    text.get(..10)?.parse().ok()
}

/// The date of a time of GitLab.
pub(in crate::kinds) fn day_of(time: String) -> String {
    time.get(..10).map_or(time.clone(), str::to_owned)
}

impl<'de> Deserialize<'de> for Days {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(d)?;
        let number = text.strip_suffix('d').and_then(|it| it.parse().ok());
        number.filter(|it| *it > 0).map(Days).ok_or_else(|| D::Error::custom("a number of days"))
    }
}

impl Lower for Days {
    fn lower(&self) -> Datum {
        Datum::Text(format!("{}d", self.0))
    }
}

impl JsonSchema for Days {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "Days".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "pattern": "^[1-9][0-9]{0,3}d$",
            "patternErrorMessage": "a number of days, such as `90d`",
        })
    }
}
