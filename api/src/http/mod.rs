//! What every route shares: extractors, problems, answers, limits, and the middleware around them.
//!
//! To write a route: take [`call::Signed`], [`call::Request`] or [`call::Bare`]; answer with
//! [`respond::respond`] or [`respond::json`]; let every refusal be a [`problem::Problem`].

pub mod address;
pub mod body;
pub mod call;
pub mod codes;
pub mod edge;
pub mod fallback;
pub mod form;
pub mod language;
pub mod limits;
pub mod messages;
pub mod path;
pub mod problem;
pub mod query;
pub mod request_id;
pub mod respond;
pub mod spans;
#[cfg(test)]
mod tests;

pub use call::{Bare, Open, Request, Signed};
pub use path::Id;
pub use problem::{FieldProblem, Problem, ProblemBody};
pub use query::Query;
pub use respond::{json, respond};

/// What a handler answers.
pub type Answered = Result<actix_web::HttpResponse, Problem>;
