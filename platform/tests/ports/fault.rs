//! A place armed to abort really takes the process down.

use std::os::unix::process::ExitStatusExt as _;
use std::process::{Command, Stdio};

use platform::fault::FaultPoints;

use crate::support::variable;

const SIGABRT: i32 = 6;

#[test]
fn an_armed_abort_kills_the_process_at_its_place_and_not_before() {
    let child = Command::new(std::env::current_exe().unwrap())
        .args(["--ignored", "--exact", "--nocapture", "fault::the_child_that_dies"])
        .env("FAULT_TEST_CHILD", "yes")
        .stderr(Stdio::null())
        .output()
        .unwrap();
    assert_eq!(child.status.signal(), Some(SIGABRT));
    let said = String::from_utf8_lossy(&child.stdout);
    assert!(said.contains("passed once") && !said.contains("passed twice"), "{said}");
}

#[tokio::test]
#[ignore = "dies; it is the other test's child"]
async fn the_child_that_dies() {
    if variable("FAULT_TEST_CHILD", "").is_empty() {
        return;
    }
    let faults = FaultPoints::parse("relay.after_publish:1=abort").unwrap();
    faults.trip("relay.after_publish").await.unwrap();
    println!("passed once");
    faults.trip("relay.after_publish").await.unwrap();
    println!("passed twice");
}
