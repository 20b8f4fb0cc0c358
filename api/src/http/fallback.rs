//! What no route answers: 405 where the path is known for other methods, else 404.

use actix_web::dev::ResourceDef;
use actix_web::{HttpRequest, HttpResponse, web};

use super::problem::Problem;

/// The paths of the API with their methods, as the API file has them.
#[derive(Debug)]
pub struct Paths(Vec<(ResourceDef, String)>);

impl Paths {
    /// Collects them.
    #[must_use]
    pub fn of(document: &utoipa::openapi::OpenApi) -> Self {
        let paths = document.paths.paths.iter().map(|(path, item)| {
            let methods = [
                ("GET", item.get.is_some()),
                ("POST", item.post.is_some()),
                ("PUT", item.put.is_some()),
                ("PATCH", item.patch.is_some()),
                ("DELETE", item.delete.is_some()),
            ];
            let known: Vec<_> =
                methods.into_iter().filter(|(_, known)| *known).map(|(name, _)| name).collect();
            (ResourceDef::new(path.as_str()), known.join(", "))
        });
        Self(paths.collect())
    }

    fn methods(&self, path: &str) -> Option<&str> {
        let found = self.0.iter().find(|(pattern, _)| pattern.is_match(path));
        found.map(|(_, methods)| methods.as_str()).filter(|methods| !methods.is_empty())
    }
}

/// Answers what nothing else does.
///
/// # Errors
/// Always: 405 or 404.
pub async fn fallback(request: HttpRequest) -> Result<HttpResponse, Problem> {
    let paths = request.app_data::<web::Data<Paths>>();
    Err(match paths.and_then(|paths| paths.methods(request.path())) {
        Some(methods) => Problem::new("method_not_allowed").allowing(methods.to_owned()),
        None => Problem::new("not_found"),
    })
}
