//! The routing engine and its reference data.

use domain::routing::{Catalogue, CompiledCatalogue};

#[test]
fn the_embedded_catalogue_compiles() {
    let catalogue = Catalogue::demonstration().unwrap();
    CompiledCatalogue::new(catalogue).unwrap();
}
