//! Security settings of projects. Those that REST only reads are as in a new project.

use super::table::{
    By, Complaints, Draft, Field, Home, Null, On, Order, PROJECT as IN_PROJECT, Table, Usual, put,
};
use crate::sandbox::http::params::Kind;
use crate::sandbox::http::reply::Refusal;
use crate::sandbox::world::store::{Of, Row};
use crate::sandbox::world::{DEVELOPER, Licence, MAINTAINER};

const SWITCH: &str = "secret_push_protection_enabled";
const OLD: &str = "pre_receive_secret_detection_enabled";

/// The old name counts if the new one is not sent.
fn settle(draft: &Draft<'_>, row: &mut Row, _: &mut Complaints) -> Result<(), Refusal> {
    if let Some(on) = draft.params.bool(OLD).filter(|_| !draft.params.has(SWITCH)) {
        put(row, SWITCH, on);
    }
    put(row, "updated_at", draft.world.now.text());
    Ok(())
}

const fn read_only(name: &'static str, usual: bool) -> Field {
    Field::switch(name, usual).on(On::Never)
}

const FIELDS: &[Field] = &[
    Field::told("project_id", Usual::Null),
    Field::switch(SWITCH, false).null(Null::Crash),
    Field::new(OLD, Kind::Boolean, Usual::Null).null(Null::Crash).unkept(),
    Field::told("created_at", Usual::Made),
    Field::told("updated_at", Usual::Made),
    read_only("auto_fix_container_scanning", true),
    read_only("auto_fix_dast", true),
    read_only("auto_fix_dependency_scanning", true),
    read_only("auto_fix_sast", true),
    read_only("continuous_vulnerability_scans_enabled", false),
    read_only("container_scanning_for_registry_enabled", false),
    read_only("validity_checks_enabled", false),
    Field::told("license_configuration_source", Usual::Text("sbom")),
];

pub(super) const PROJECT: Table = Table {
    id: false,
    always: Some("PUT"),
    needs_one: &["PUT"],
    frozen: &["PUT"],
    settle,
    shown: |_, view, row| {
        row.shift_remove(OLD);
        if let Of::Project(id) = view.of {
            put(row, "project_id", id);
        }
    },
    ..Table::new(
        "security_settings",
        Home {
            forbidden: Refusal::unauthorized,
            ..Home::new(&IN_PROJECT, DEVELOPER, MAINTAINER, Order::Role).licensed(Licence::Ultimate)
        },
        By::Single,
        FIELDS,
    )
};
