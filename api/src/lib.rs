//! HTTP in: routes, views, problems, OpenAPI; and the command line.
