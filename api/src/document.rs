//! The API file (OpenAPI 3.1): what the routes say of themselves, and what holds for all of them.

use utoipa::openapi::path::{HttpMethod, Operation};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{
    ContentBuilder, InfoBuilder, LicenseBuilder, OpenApi, Ref, RefOr, Response, ResponseBuilder,
    SecurityRequirement,
};
use utoipa::{PartialSchema, ToSchema};

use crate::http::codes::CODES;
use crate::http::{FieldProblem, ProblemBody};

/// Adds what holds for every route to the file that the routes have made.
#[must_use]
pub fn complete(mut document: OpenApi) -> OpenApi {
    document.info = InfoBuilder::new()
        .title("企业有话说")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(INTRODUCTION))
        .license(Some(LicenseBuilder::new().name("Apache-2.0").build()))
        .build();
    let components = document.components.get_or_insert_default();
    let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT").build();
    components.security_schemes.insert("bearer".to_owned(), SecurityScheme::Http(bearer).into());
    let mut schemas = vec![
        (ProblemBody::name().into_owned(), ProblemBody::schema()),
        (FieldProblem::name().into_owned(), FieldProblem::schema()),
    ];
    <ProblemBody as ToSchema>::schemas(&mut schemas);
    components.schemas.extend(schemas);
    for status in CODES.iter().map(|row| row.status) {
        components.responses.entry(name(status)).or_insert_with(|| problem(status).into());
    }
    for (path, item) in &mut document.paths.paths {
        for (method, operation) in
            [(HttpMethod::Get, &mut item.get), (HttpMethod::Post, &mut item.post)]
        {
            if let Some(operation) = operation {
                describe(path, &method, operation);
            }
        }
    }
    document
}

const INTRODUCTION: &str = "\
企业诉求平台的接口。错误一律为 `application/problem+json`（RFC 9457），`code` 取自固定集合；列表按游标翻页；\
写操作可带 `Idempotency-Key`，按版本的操作可带 `If-Match`。\n\n\
The API of an appeal platform for enterprises. Errors are `application/problem+json` (RFC 9457) with a \
`code` from a closed set; lists are paged by cursor; writes take an `Idempotency-Key`, and commands on an \
appeal take `If-Match`.";

/// The refusals that a route has by its nature.
fn describe(path: &str, method: &HttpMethod, operation: &mut Operation) {
    if !path.starts_with("/api/v1") {
        return;
    }
    let open = ["/api/v1/auth/", "/api/v1/public/"].iter().any(|part| path.starts_with(part));
    if operation.security.is_none() && !open {
        operation.security =
            Some(vec![SecurityRequirement::new::<_, [&str; 0], &str>("bearer", [])]);
    }
    let mut statuses = vec![422, 429, 503];
    if !open {
        statuses.push(401);
    }
    if path.contains("{id}") {
        statuses.push(404);
    }
    if *method == HttpMethod::Post {
        statuses.extend([400, 409, 413, 415]);
    }
    let parameters = operation.parameters.as_deref().unwrap_or_default();
    if parameters
        .iter()
        .any(|parameter| matches!(parameter, RefOr::T(parameter) if parameter.name == "If-Match"))
    {
        statuses.extend([403, 412]);
    }
    for status in statuses {
        let said = operation.responses.responses.entry(status.to_string());
        said.or_insert_with(|| RefOr::Ref(Ref::from_response_name(name(status))));
    }
}

/// Under which name the file keeps the response of a status, for all routes together.
fn name(status: u16) -> String {
    format!("Problem{status}")
}

/// The response with every code of a status.
fn problem(status: u16) -> Response {
    let codes: Vec<_> = CODES
        .iter()
        .filter(|row| row.status == status)
        .map(|row| format!("`{}`", row.code))
        .collect();
    let body = RefOr::Ref(Ref::from_schema_name(ProblemBody::name()));
    let content = ContentBuilder::new().schema(Some(body)).build();
    ResponseBuilder::new()
        .description(codes.join(", "))
        .content("application/problem+json", content)
        .build()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use domain::appeal::Action;

    #[test]
    fn every_action_has_its_route_under_its_own_name_with_the_two_headers() {
        let document = serde_json::to_value(crate::server::openapi()).unwrap();
        let paths = document["paths"].as_object().unwrap();
        for action in Action::ALL {
            let path = format!("/api/v1/appeals/{{id}}/{}", action.as_str());
            let operation = &paths.get(&path).unwrap_or_else(|| panic!("no {path}"))["post"];
            assert_eq!(operation["operationId"], action.as_str().replace('-', "_"));
            let headers: BTreeSet<_> = operation["parameters"]
                .as_array()
                .unwrap()
                .iter()
                .filter(|parameter| parameter["in"] == "header")
                .map(|parameter| parameter["name"].as_str().unwrap())
                .collect();
            assert_eq!(headers, BTreeSet::from(["If-Match", "Idempotency-Key"]), "{path}");
            let responses = operation["responses"].as_object().unwrap();
            for status in ["200", "401", "403", "404", "409", "412", "422"] {
                assert!(responses.contains_key(status), "{path}: {status}");
            }
        }
    }

    /// Of two types with one name the document keeps one, and describes the other wrongly.
    #[test]
    fn every_type_of_the_document_has_a_name_of_its_own() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut open =
            vec![root.join("src"), root.join("../service/src"), root.join("../domain/src")];
        let mut names = std::collections::BTreeMap::<String, Vec<String>>::new();
        while let Some(path) = open.pop() {
            if path.is_dir() {
                open.extend(std::fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            for (at, _) in text.match_indices("ToSchema)]") {
                let declared = text[at..].lines().find_map(|line| {
                    line.split_once("struct ").or_else(|| line.split_once("enum "))
                });
                let name = declared.map_or("", |(_, name)| name);
                let name = name.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
                names.entry(name.to_owned()).or_default().push(path.display().to_string());
            }
        }
        assert!(names.len() > 100, "{}", names.len());
        names.retain(|_, places| places.len() > 1);
        assert!(names.is_empty(), "{names:#?}");
    }
}
