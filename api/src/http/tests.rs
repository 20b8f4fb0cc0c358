//! That every code has its sentence in every language.
