//! The demonstration city (演示城市): reference data, fictitious firms and accounts. Everything is inserted
//! only where it is missing, so that seeding twice changes nothing.
