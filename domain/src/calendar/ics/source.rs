//! From a text to its events: sizes first, then line ends and folds, then the parser. What the parser
//! could stumble over (deep nesting, mixed line ends) is settled before it is asked.

use icalendar::parser::{Component, read_components, unfold};

use super::IcsFault;
use super::event::Event;

/// Bytes of text.
pub(super) const LONGEST: usize = 1_000_000;
/// Events.
pub(super) const MOST_EVENTS: usize = 5_000;
/// Components within components. An alarm in an event in a calendar makes three.
const DEEPEST: usize = 6;

/// The events of all calendars in a text.
pub(super) fn events(text: &str) -> Result<Vec<Event>, IcsFault> {
    if text.len() > LONGEST {
        return Err(IcsFault::TooLong);
    }
    let mut events = Vec::new();
    for calendar in calendars(text)? {
        let parsed = read_components(&calendar);
        let parsed = parsed.map_err(|why| not_a_calendar(&why))?;
        parsed.iter().for_each(|component| collect(component, &mut events));
    }
    Ok(events)
}

fn not_a_calendar(why: &str) -> IcsFault {
    IcsFault::NotACalendar(why.chars().take(200).collect())
}

/// Cuts the text into its outermost components, unfolded, every line ended alike.
fn calendars(text: &str) -> Result<Vec<String>, IcsFault> {
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n");
    let text = unfold(&text);
    let (mut found, mut current) = (Vec::new(), String::new());
    let (mut depth, mut events) = (0_usize, 0_usize);
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let starts = |with: &str| {
            line.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with))
        };
        if starts("BEGIN:") {
            depth += 1;
            events += usize::from(starts("BEGIN:VEVENT"));
        } else if depth == 0 {
            return Err(not_a_calendar(&format!("{line:?} stands outside of any calendar")));
        }
        current.push_str(line);
        current.push_str("\r\n");
        if starts("END:") {
            depth -= 1;
            if depth == 0 {
                found.push(std::mem::take(&mut current));
            }
        }
        if depth > DEEPEST {
            return Err(not_a_calendar("nested too deeply"));
        }
        if events > MOST_EVENTS {
            return Err(IcsFault::TooManyEvents);
        }
    }
    match (depth, found.is_empty()) {
        (0, false) => Ok(found),
        (0, true) => Err(not_a_calendar("it is empty")),
        _ => Err(not_a_calendar("it breaks off")),
    }
}

fn collect(component: &Component<'_>, events: &mut Vec<Event>) {
    if component.name.as_str().eq_ignore_ascii_case("VEVENT") {
        events.push(Event::of(component));
    }
    component.components.iter().for_each(|inner| collect(inner, events));
}
