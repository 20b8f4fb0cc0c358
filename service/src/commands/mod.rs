//! One command, one file. Each parses what it is given, builds the [`domain::appeal::Command`] and hands
//! it to [`crate::act`]; filing is the one that begins an appeal.

pub mod assign;
pub mod attach;
pub mod dispatch;
pub mod dispute;
pub mod file_appeal;
pub mod merge;
pub mod publish;
pub mod rate;
pub mod reply;
pub mod reveal;
pub mod route_appeal;
pub mod set_level;
pub mod split;
pub mod supplement;
pub mod task_force;
pub mod urge;
pub mod whistle;
