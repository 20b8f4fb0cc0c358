//! A crash at each named point leaves the same books as an undisturbed run.

use std::time::Duration;

use platform::fault::FaultSpec;
use platform::lifecycle::Tasks;

use crate::harness::{City, Snapshot};

const POINTS: [&str; 7] = [
    "commit.before",
    "commit.after",
    "publish.after",
    "settle.before",
    "ack.before",
    "provider.before",
    "provider.after",
];

/// Files three appeals with a fault armed somewhere, as a client that repeats what was not answered.
async fn run(point: Option<&str>, skip: u32) -> Snapshot {
    let city = City::new("").await;
    let tasks = Tasks::default();
    worker::start(&city.wired.parts(), &tasks);
    if let Some(point) = point {
        let spec: FaultSpec = format!("{point}:{skip}").parse().unwrap();
        city.wired.faults.arm(spec);
    }
    for (number, category) in ["technical_upgrade", "financing", "other"].iter().enumerate() {
        let title = format!("演示诉求第{number}号：设备更新贷款");
        let content = "我公司计划更新设备，需要技术改造补助和银行贷款支持，请协调。";
        for _ in 0..20 {
            if city.file_with(&title, content, category, &format!("key-{number:08}")).await.is_ok()
            {
                break;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }
    city.wait_until_quiet().await;
    // With messages in one batch a point may be passed less often than the skip count.
    if let Some(point) = point
        && skip == 0
    {
        assert!(!city.wired.faults.is_armed(point), "the fault at {point} was never reached");
    }
    tasks.stop();
    assert!(tasks.run(Duration::from_secs(20)).await.is_clean());
    let books = city.snapshot().await;
    city.close().await;
    books
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_crash_at_any_named_point_leaves_the_same_final_state() {
    let undisturbed = run(None, 0).await;
    assert_eq!(undisturbed.appeals.len(), 3);
    for point in POINTS {
        for skip in [0, 1, 3] {
            let disturbed = run(Some(point), skip).await;
            assert_eq!(undisturbed, disturbed, "{point} {skip}");
        }
    }
}
