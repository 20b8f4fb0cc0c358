//! The doors between the rooms, and who owns which library, asserted from `cargo metadata`.
//!
//! See `docs/ARCHITECTURE.md`. To open a door, change the table here and say why in an ADR.

#![expect(clippy::unwrap_used, reason = "in a test a panic is the report")]

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    process::Command,
};

use serde_json::Value;

/// Each room with the rooms that it may use.
const DOORS: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("migration", &[]),
    ("simulator", &[]),
    ("entity", &["domain"]),
    ("platform", &["domain"]),
    ("service", &["entity", "domain"]),
    ("worker", &["service", "entity", "domain", "platform"]),
    ("api", &["worker", "service", "entity", "domain", "platform", "migration", "simulator"]),
];

/// Doors that are open to a room's tests only: real parts instead of mocks.
const TEST_DOORS: &[(&str, &[&str])] = &[
    ("entity", &["migration"]),
    ("platform", &["simulator", "migration"]),
    ("service", &["migration", "platform"]),
    ("worker", &["migration", "simulator"]),
];

/// Libraries with owners: nobody else names them. Tests may.
const OWNERS: &[(&str, &[&str])] = &[
    // The simulator is a server of its own: it stands for somebody else's.
    ("actix-web", &["api", "simulator"]),
    ("actix-multipart", &["api"]),
    ("jsonwebtoken", &["api"]),
    // The service makes the views, inside the transaction whose saved answer they are (ADR 0001).
    ("utoipa", &["api", "service"]),
    ("lapin", &["platform"]),
    ("redis", &["platform"]),
    // `api replay` is a client of the API itself.
    ("reqwest", &["platform", "api"]),
    ("object_store", &["platform"]),
    ("sea-orm", &["entity", "service", "migration", "platform"]),
    ("sea-orm-migration", &["migration"]),
    ("sqlx", &[]),
    ("opentelemetry", &["platform"]),
    ("opentelemetry-otlp", &["platform"]),
    ("tracing-subscriber", &["platform"]),
    ("argon2", &["service"]),
    // One-time codes of the sign-in (RFC 6238) are the service's; the simulator checks signatures as
    // the providers do.
    ("hmac", &["platform", "service", "simulator"]),
    ("sha1", &["service"]),
    // What guards the records is reached through the ports of `domain::guard` only.
    ("aes-gcm", &["platform"]),
    ("sm3", &["platform"]),
    ("sm4", &["platform"]),
    ("zeroize", &["platform"]),
    // What leaves the house as a file: workbooks and feeds are made where they are answered.
    ("rust_xlsxwriter", &["api"]),
    // Feeds are written by the API; the calendar reads what an office publishes.
    ("icalendar", &["api", "domain"]),
    ("rust-embed", &["api"]),
    // What allocates is the process.
    ("mimalloc", &["api", "worker"]),
    // Signatures: of access tokens, and of the heads of the audit chain.
    ("ring", &["api", "platform"]),
];

/// What `domain` may never use: it is pure.
const IMPURE: &[&str] = &[
    "tokio",
    "futures",
    "async-trait",
    "sea-orm",
    "actix-web",
    "lapin",
    "redis",
    "reqwest",
    "tracing",
    "rand",
];

struct Dependency {
    name: String,
    test_only: bool,
    optional: bool,
}

fn rooms() -> BTreeMap<String, Vec<Dependency>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(root)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    metadata["packages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|package| {
            let dependencies =
                package["dependencies"].as_array().unwrap().iter().map(|found| Dependency {
                    name: text(&found["name"]),
                    test_only: found["kind"] == "dev",
                    optional: found["optional"] == true,
                });
            (text(&package["name"]), dependencies.collect())
        })
        .collect()
}

fn of<'a>(table: &'a [(&str, &'a [&'a str])], name: &str) -> Option<&'a [&'a str]> {
    table.iter().find(|(row, _)| *row == name).map(|(_, list)| *list)
}

#[test]
fn rooms_use_only_the_rooms_that_their_doors_lead_to() {
    let rooms = rooms();
    let mut closed = Vec::new();
    for (room, dependencies) in &rooms {
        let Some(doors) = of(DOORS, room) else {
            closed.push(format!("the room `{room}` is in no plan: add it to DOORS"));
            continue;
        };
        let test_doors = of(TEST_DOORS, room).unwrap_or_default();
        for dependency in dependencies.iter().filter(|found| rooms.contains_key(&found.name)) {
            let name = dependency.name.as_str();
            let open =
                doors.contains(&name) || (dependency.test_only && test_doors.contains(&name));
            if !open {
                let how = if dependency.test_only { " (tests)" } else { "" };
                closed.push(format!("`{room}` → `{name}`{how}: there is no such door"));
            }
        }
    }
    assert!(closed.is_empty(), "closed doors:\n  {}", closed.join("\n  "));
}

#[test]
fn the_plan_names_only_rooms_that_exist_and_has_no_circles() {
    let rooms = rooms();
    let mut known = BTreeSet::new();
    // DOORS is written so that a room stands after all that it uses: then there is no circle.
    for (room, doors) in DOORS {
        assert!(rooms.contains_key(*room), "`{room}` is planned but not built");
        for door in *doors {
            assert!(known.contains(door), "`{room}` → `{door}`: not an earlier room");
        }
        known.insert(room);
    }
}

#[test]
fn every_library_is_used_by_its_owners_only() {
    let mut foreign = Vec::new();
    for (room, dependencies) in &rooms() {
        for dependency in dependencies.iter().filter(|found| !found.test_only) {
            let name = dependency.name.as_str();
            if let Some(owners) = of(OWNERS, name)
                && !owners.contains(&room.as_str())
            {
                foreign.push(format!("`{room}` uses `{name}`, which belongs to {owners:?}"));
            }
            if room == "domain" && IMPURE.contains(&name) {
                foreign.push(format!("`domain` uses `{name}`, but it is pure"));
            }
        }
    }
    assert!(foreign.is_empty(), "libraries outside their owner:\n  {}", foreign.join("\n  "));
}

#[test]
fn the_simulator_is_left_out_of_production_images() {
    for (room, dependencies) in &rooms() {
        for dependency in dependencies.iter().filter(|found| found.name == "simulator") {
            assert!(
                dependency.test_only || dependency.optional,
                "`{room}` uses the simulator unconditionally: images are built without it"
            );
        }
    }
}
