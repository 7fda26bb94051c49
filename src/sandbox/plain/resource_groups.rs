//! Resource groups of projects. Jobs create them in GitLab; here, seeds do.

use super::table::{
    By, Complaints, Draft, Field, Home, On, Order, PROJECT as IN_PROJECT, Table, Usual, put, text,
};
use crate::sandbox::http::reply::Refusal;
use crate::sandbox::world::DEVELOPER;
use crate::sandbox::world::store::Row;

const MODE: &str = "process_mode";
const MODES: &[&str] = &["unordered", "oldest_first", "newest_first", "newest_ready_first"];

fn settle(draft: &Draft<'_>, row: &mut Row, _: &mut Complaints) -> Result<(), Refusal> {
    if draft.before.is_some_and(|it| text(it, MODE) != text(row, MODE)) {
        put(row, "updated_at", draft.world.now.text());
    }
    Ok(())
}

const FIELDS: &[Field] = &[
    Field::text("key").required().on(On::Create),
    Field::text(MODE).words(MODES).usual(Usual::Text(MODES[0])),
    Field::told("created_at", Usual::Made),
    Field::told("updated_at", Usual::Made),
];

pub(super) const PROJECT: Table = Table {
    always: Some("PUT"),
    frozen: &["PUT"],
    settle,
    ..Table::new(
        "resource_groups",
        Home::new(&IN_PROJECT, DEVELOPER, DEVELOPER, Order::Role),
        By::Field { name: "key", or_id: false },
        FIELDS,
    )
};
