//! Ids in paths.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use uuid::Uuid;

use super::problem::Problem;

/// The `{id}` of the path.
#[derive(Clone, Copy, Debug)]
pub struct Id(pub Uuid);

/// The `{clock_id}` of the path.
#[derive(Clone, Copy, Debug)]
pub struct ClockId(pub Uuid);

impl FromRequest for Id {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(named(request, "id").map(Self))
    }
}

impl FromRequest for ClockId {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(named(request, "clock_id").map(Self))
    }
}

fn named(request: &HttpRequest, name: &str) -> Result<Uuid, Problem> {
    let id = request.match_info().query(name);
    Uuid::try_parse(id).map_err(|_| Problem::field(name, "not_a_uuid"))
}
