//! Furnishes a demo committee.
